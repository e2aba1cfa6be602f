package org.pindesk.usecase;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.AuditEvent;
import org.pindesk.core.ChatUser;
import org.pindesk.core.DirectoryEvidence;
import org.pindesk.core.Event;
import org.pindesk.core.HelpCase;
import org.pindesk.core.LoginPlace;
import org.pindesk.core.Party;
import org.pindesk.core.Person;
import org.pindesk.core.PersonId;
import org.pindesk.diagnosis.Cause;
import org.pindesk.diagnosis.Verdict;
import org.pindesk.port.Store;

/** Keeps cases: who asked about whom, which cause stood on top, and when to ask whether it works. */
public final class Casebook {
    /** When a person is asked whether it works, after something was mended. */
    static final Duration ASK_AFTER = Duration.ofMinutes(10);

    /** Locks within this time count as one story: some device still uses an old password. */
    private static final Duration REPEATS = Duration.ofDays(7);

    /** For so long a lock whose beginning is not shown counts as the same one. */
    private static final Duration SAME_LOCK = Duration.ofHours(1);

    private final Store store;
    private final Clock clock;

    public Casebook(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Stores what was found, or what was found anew in a case that an earlier try of this event stored. */
    HelpCase opened(
            Event event,
            Person asker,
            Person subject,
            @Nullable ChatUser chat,
            @Nullable LoginPlace place,
            Verdict verdict) {
        Instant now = clock.instant();
        ChatUser user = Objects.requireNonNull(event.user());
        HelpCase fresh = new HelpCase(
                RequestIds.next(event.id()),
                event.id(),
                new Party(asker.id(), user, asker.displayName()),
                subject.id(),
                subject.displayName(),
                chat,
                place,
                verdict.first().word(),
                HelpCase.State.ANSWERED,
                now,
                null,
                null,
                null,
                null);
        return store.tx(tx -> {
            Optional<HelpCase> known = tx.cases().byEvent(event.id());
            if (known.isEmpty()) {
                tx.cases().add(fresh);
                tx.audit()
                        .append(
                                new AuditEvent(
                                        Trail.of(asker),
                                        Trail.of(subject),
                                        "login-help",
                                        "answered",
                                        fresh.id(),
                                        Map.of("cause", fresh.cause(), "place", place == null ? "any" : place.word()),
                                        event.args().get("said")),
                                now);
            }
            return known.orElse(fresh);
        });
    }

    Optional<HelpCase> find(String id) {
        return store.tx(tx -> tx.cases().byId(id));
    }

    /** Changes a case; tells whether it was still as the caller knew it. */
    boolean change(HelpCase before, HelpCase after) {
        return store.tx(tx -> tx.cases().replace(before, after));
    }

    /** Something was mended: in ten minutes the person is asked whether it works. The cause stays the one that they came with. */
    void askLater(HelpCase of) {
        Instant due = clock.instant().plus(ASK_AFTER);
        store.tx(tx -> tx.cases()
                .byId(of.id())
                .filter(known -> known.state() != HelpCase.State.CLOSED)
                .map(known -> tx.cases().replace(known, known.dueAt(due)))
                .orElse(false));
    }

    /**
     * How often the person's account was found locked lately, a lock that holds now included; whoever looks twice at one lock counts it
     * once.
     *
     * @param seen the account as just read; null when it could not be
     */
    int locksOf(PersonId person, @Nullable DirectoryEvidence seen) {
        Instant now = clock.instant();
        int lately = locksSince(person, now.minus(REPEATS));
        if (seen == null || seen.lock().state() != DirectoryEvidence.Lock.State.FAILED_SIGN_INS) {
            return lately;
        }
        Instant began = seen.lock().since();
        return lately - locksSince(person, began == null ? now.minus(SAME_LOCK) : began) + 1;
    }

    private int locksSince(PersonId person, Instant from) {
        return store.tx(tx -> tx.cases().repeats(person, Cause.ACCOUNT_LOCKED.word(), from)
                + tx.cases().repeats(person, Cause.ACCOUNT_LOCKED_FOR_NOW.word(), from));
    }
}
