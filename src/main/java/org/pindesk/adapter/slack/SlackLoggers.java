package org.pindesk.adapter.slack;

import org.pindesk.adapter.wire.LibraryLoggers;

/** Keeps the Slack SDK's loggers at INFO or above: at DEBUG they write frames, request bodies and tokens, and so secrets. */
final class SlackLoggers {
    private SlackLoggers() {}

    static void cap() {
        LibraryLoggers.quiet("com.slack.api");
    }
}
