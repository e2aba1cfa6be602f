package org.pindesk.core;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One unit of durable work: something a person typed or pressed, or something the bot owes a person. Everything in it is stored, so
 * nothing in it may be what a person typed unmasked, or a secret.
 *
 * @param id unique; the platform's event id for what comes from chat, so that a repeated delivery is recognised
 * @param kind what it is
 * @param user who typed or pressed; null for {@link Kind#NOTICE}
 * @param name command ({@code pin.reset}), button action ({@code take}) or notice ({@code outcome})
 * @param args parsed and masked arguments
 * @param origin where an answer goes; null for {@link Kind#NOTICE}
 * @param receivedAt when it was accepted
 * @param attempts how often it was begun before
 */
public record Event(
        String id,
        Kind kind,
        @Nullable ChatUser user,
        String name,
        Map<String, String> args,
        @Nullable Origin origin,
        Instant receivedAt,
        int attempts) {
    /** What an event is. */
    public enum Kind {
        COMMAND,
        PRESS,
        NOTICE
    }

    public Event {
        args = Map.copyOf(args);
    }
}
