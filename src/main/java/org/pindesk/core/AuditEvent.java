package org.pindesk.core;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of the audit chain before it is chained.
 *
 * @param actor who did it: {@code person:ID}, {@code chat:PLATFORM:TEAM:USER} for somebody unproven, {@code os:NAME} for an account of
 *     the server's operating system, or {@code pindesk}
 * @param subject whose account it is about, same forms; null where it is about nobody
 * @param action what was tried, for example {@code pin.reset}, {@code secret.show}
 * @param result what came of it, for example {@code offered}, {@code denied}, {@code applied}
 * @param correlation the request's or event's id
 * @param facts further facts by name: rule, system, proof, ending; never a secret, never what a person typed
 * @param text free text of a person (the masked reason); kept beside the chain so that it can be erased without breaking it
 */
public record AuditEvent(
        String actor,
        @Nullable String subject,
        String action,
        String result,
        String correlation,
        Map<String, String> facts,
        @Nullable String text) {
    public AuditEvent {
        facts = Map.copyOf(facts);
    }
}
