/** Slack through Bolt's Socket Mode. Translates events and replies; holds no rule of its own. */
@NullMarked
package org.pindesk.adapter.slack;

import org.jspecify.annotations.NullMarked;
