package org.pindesk.adapter.store;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.AuditEvent;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Event;
import org.pindesk.core.HelpCase;
import org.pindesk.core.Incident;
import org.pindesk.core.Leg;
import org.pindesk.core.LoginPlace;
import org.pindesk.core.Origin;
import org.pindesk.core.Party;
import org.pindesk.core.PersonId;
import org.pindesk.core.Request;
import org.pindesk.core.RequestState;
import org.pindesk.core.Secret;
import org.pindesk.core.SecretKind;

/** Values that the store tests put in. */
final class Samples {
    static final Instant START = Instant.parse("2026-11-22T08:00:00.123456Z");
    static final PersonId BOB = new PersonId("b0b0b0b0");
    static final PersonId HANA = new PersonId("8a8a8a8a");
    static final ChatUser BOB_CHAT = new ChatUser("slack", "T1", "UBOB");
    static final ChatUser HANA_CHAT = new ChatUser("slack", "T1", "UHANA");

    private Samples() {}

    /** A key configuration entry whose 32 bytes follow from its id. */
    static String keyEntry(String id) {
        byte[] bytes = Arrays.copyOf(("key " + id).getBytes(StandardCharsets.UTF_8), 32);
        return id + ":" + Base64.getEncoder().encodeToString(bytes);
    }

    static Keys keys(String... ids) {
        return Keys.parse(Secret.of(
                String.join(",", Arrays.stream(ids).map(Samples::keyEntry).toList())));
    }

    static AuditKey auditKey(String seed) {
        return AuditKey.parse(Secret.of(keyEntry(seed).substring(seed.length() + 1)));
    }

    static Event event(String id, Instant at) {
        return new Event(
                id,
                Event.Kind.COMMAND,
                BOB_CHAT,
                "pin.reset",
                Map.of("on", "hq", "reason", "Ümläut 📞"),
                new Origin("C1", "https://hooks.example/1", "trigger", null, null),
                at,
                0);
    }

    static Event notice(String id, Instant at) {
        return new Event(id, Event.Kind.NOTICE, null, "outcome", Map.of(), null, at, 0);
    }

    static Request request(String id, PersonId owner, RequestState state, String... systems) {
        List<Leg> legs = Arrays.stream(systems)
                .map(system -> Leg.planned(system, "user-" + owner.value()))
                .toList();
        return new Request(
                id,
                "event-" + id,
                new Party(HANA, HANA_CHAT, "Hana Novak"),
                new Party(owner, BOB_CHAT, "Bob Burger"),
                SecretKind.PIN,
                "forgot it",
                "helpdesk",
                state,
                legs,
                START,
                START.plusSeconds(600),
                null,
                null);
    }

    static Request request(String id, PersonId owner, SecretKind secret, String... systems) {
        Request pin = request(id, owner, RequestState.OFFERED, systems);
        return new Request(
                pin.id(),
                pin.eventId(),
                pin.actor(),
                pin.owner(),
                secret,
                pin.reason(),
                pin.rule(),
                pin.state(),
                pin.legs(),
                pin.createdAt(),
                pin.dueAt(),
                pin.offer(),
                pin.ending());
    }

    /** A case about the asker themselves, answered, not due. */
    static HelpCase helpCase(String id, PersonId subject, String cause, Instant openedAt) {
        ChatUser chat = new ChatUser("slack", "T1", "U-" + subject.value());
        String name = "Name of " + subject.value();
        return new HelpCase(
                id,
                "event-" + id,
                new Party(subject, chat, name),
                subject,
                name,
                chat,
                LoginPlace.PORTAL,
                cause,
                HelpCase.State.ANSWERED,
                openedAt,
                null,
                null,
                null,
                null);
    }

    static Incident incident(String id, String cause) {
        return new Incident(id, cause, START, null, null, null);
    }

    static AuditEvent audit(String action, @Nullable String text) {
        return new AuditEvent(
                "person:" + HANA, "person:" + BOB, action, "offered", "r1", Map.of("rule", "helpdesk", "b", "2"), text);
    }
}
