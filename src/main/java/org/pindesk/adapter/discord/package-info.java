/**
 * Discord through JDA: gateway events in, messages, windows and ephemeral answers out. Nothing is decided here, no text of people is kept or
 * logged, and a secret never goes into a message that stays.
 */
@NullMarked
package org.pindesk.adapter.discord;

import org.jspecify.annotations.NullMarked;
