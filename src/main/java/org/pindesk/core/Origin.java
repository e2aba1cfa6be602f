package org.pindesk.core;

import org.jspecify.annotations.Nullable;

/**
 * Where an event came from, as far as it takes to answer it. The platform's opaque handles; only its adapter reads them.
 *
 * @param channel channel id
 * @param responseUrl Slack's response_url (5 uses, 30 minutes), Discord's interaction token; null where there is none
 * @param trigger Slack's trigger_id (single use, 3 s); null where there is none
 * @param message id of the message whose button was pressed, null for commands
 * @param window id of the private window (Slack modal) in which the button was pressed, null elsewhere
 */
public record Origin(
        String channel,
        @Nullable String responseUrl,
        @Nullable String trigger,
        @Nullable String message,
        @Nullable String window) {}
