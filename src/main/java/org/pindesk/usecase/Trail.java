package org.pindesk.usecase;

import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.AuditEvent;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Event;
import org.pindesk.core.Person;
import org.pindesk.core.Request;
import org.pindesk.port.Store;

/** Writes the audit rows of the stories: who, for whom, what, with which result. */
public final class Trail {
    private final Store store;
    private final Clock clock;

    public Trail(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** How a person stands in the audit. */
    public static String of(Person person) {
        return "person:" + person.id();
    }

    /** How somebody unproven stands in the audit. */
    public static String of(ChatUser user) {
        return "chat:" + user;
    }

    /** A row of its own, for something that changed nothing. */
    public void note(
            String actor,
            @Nullable String subject,
            String action,
            String result,
            Event event,
            Map<String, String> facts) {
        store.tx(tx -> {
            tx.audit().append(new AuditEvent(actor, subject, action, result, event.id(), facts, null), clock.instant());
            return true;
        });
    }

    /** A row about a request, in the transaction that changes it. */
    public void row(
            Store.Tx tx, String actor, Request request, String action, String result, Map<String, String> facts) {
        tx.audit()
                .append(
                        new AuditEvent(
                                actor,
                                "person:" + request.owner().person(),
                                of(request, action),
                                result,
                                request.id(),
                                facts,
                                null),
                        clock.instant());
    }

    /** Somebody pressed a button of a request that only its owner may press; it was refused. */
    void notTheOwner(Event event, Request request, String action) {
        note(
                of(Objects.requireNonNull(event.user())),
                "person:" + request.owner().person(),
                of(request, action),
                "denied",
                event,
                Map.of("why", "not-the-owner", "request", request.id()));
    }

    /** Who is shown a request's secret, as they stand in the audit: its owner, in phone mode their manager. */
    static String receiver(Store.Tx tx, Request request) {
        return request.handedOver()
                ? tx.links()
                        .of(request.owner().chat())
                        .map(link -> "person:" + link.person())
                        .orElseGet(() -> of(request.owner().chat()))
                : "person:" + request.owner().person();
    }

    /** {@code take} of a PIN is {@code pin.take}. */
    private static String of(Request request, String action) {
        return action.contains(".") ? action : request.secret().word() + "." + action;
    }
}
