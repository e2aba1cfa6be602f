package org.pindesk.adapter.discord;

import org.pindesk.adapter.wire.LibraryLoggers;

/**
 * Keeps JDA and what it uses from logging what is sent and received: at DEBUG and TRACE they write frames, addresses with interaction
 * tokens and bodies. The gateway's own logger writes whole events even at WARN when it cannot read one, so it is silent; what it would tell of
 * the connection is told by {@link DiscordConnection}.
 */
final class DiscordLoggers {
    private static final String GATEWAY = "net.dv8tion.jda.internal.requests.WebSocketClient";

    private DiscordLoggers() {}

    static void cap() {
        LibraryLoggers.quiet("net.dv8tion.jda");
        LibraryLoggers.quiet("okhttp3");
        LibraryLoggers.quiet("com.neovisionaries.ws");
        LibraryLoggers.silence(GATEWAY);
    }
}
