/** The bot's own HTTP endpoint: health for operators and load balancers. Shows counts and states, never people. */
@NullMarked
package org.pindesk.adapter.http;

import org.jspecify.annotations.NullMarked;
