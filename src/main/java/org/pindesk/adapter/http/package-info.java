/**
 * The bot's own HTTP server: health for operators and load balancers, which shows counts and states and never people; and the pages behind the
 * links in letters, which show a secret to its owner alone and do nothing for whoever only looks.
 */
@NullMarked
package org.pindesk.adapter.http;

import org.jspecify.annotations.NullMarked;
