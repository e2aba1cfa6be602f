package org.pindesk.usecase;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.AuditEvent;
import org.pindesk.core.Event;
import org.pindesk.core.Outcome;
import org.pindesk.core.Person;
import org.pindesk.core.Reply;
import org.pindesk.core.Secret;
import org.pindesk.port.Authenticators;
import org.pindesk.port.OneTimeCodes;
import org.pindesk.port.Store;

/**
 * The factor outside the chat: a code from an authenticator that an administrator enrolled in person, so that somebody who has taken
 * over a chat account still lacks something. A code is good once. Five wrong ones within a quarter of an hour make everybody wait;
 * after a hundred in a row only a new enrolment helps (NIST SP 800-63B-4, §3.2.2, allows no more than a hundred).
 */
public final class SecondFactor {
    /** Id of the form field that takes a code. */
    public static final String FIELD = "code";

    /** The event's argument that holds what was typed there, sealed; {@code code} without more is a telephone's error code. */
    public static final String ARGUMENT = "one-time-code";

    private static final int TRIES = 5;
    private static final Duration WITHIN = Duration.ofMinutes(15);
    private static final int TRIES_IN_A_ROW = 100;

    private final Store store;
    private final OneTimeCodes codes;
    private final Clock clock;

    public SecondFactor(Store store, OneTimeCodes codes, Clock clock) {
        this.store = store;
        this.codes = codes;
        this.clock = clock;
    }

    /** What a code is worth. */
    public enum Result {
        /** The person holds the authenticator. This code is used up. */
        GOOD,
        WRONG,
        /** It would be right, but it, or a later one, was used before. */
        USED_ALREADY,
        /** Too many wrong ones: it was not looked at. */
        LOCKED_OUT,
        /** There is no authenticator of this person. */
        NOT_ENROLLED
    }

    /**
     * @param until with {@link Result#LOCKED_OUT}, when codes are looked at again; null when only a new enrolment helps, and with every
     *     other result
     */
    public record Answer(Result result, @Nullable Instant until) {
        public boolean good() {
            return result == Result.GOOD;
        }
    }

    /** What is told before anybody types a code that could not be good. */
    static final Answer NONE = new Answer(Result.NOT_ENROLLED, null);

    /**
     * Whether the person has an authenticator here.
     *
     * @throws org.pindesk.core.PindeskException {@code WRONG_KEY} when it is sealed with a key that is not configured
     */
    boolean enrolled(Person person) {
        return store.tx(tx -> tx.authenticators().hold(person.id())).isPresent();
    }

    /** Where the code of an event is sealed to; for reception, which seals it. */
    public static String place(String eventId) {
        return eventId + "/" + ARGUMENT;
    }

    /** What was typed as a code; empty when nothing was, or when it cannot be opened any more. */
    public Optional<Secret> typed(Event event) {
        String sealed = event.args().getOrDefault(ARGUMENT, "");
        return store.tx(tx -> tx.vault().unwrap(sealed, place(event.id())))
                .filter(text -> !text.isBlank())
                .map(Secret::of);
    }

    /**
     * Looks at a code, uses it up when it is good, and writes the audit row, all in one transaction. May be asked again by the same event,
     * after a crash for example: a code that was good for it stays good for it, and a wrong one counts once. It counts when it was typed,
     * not when its turn in the queue came.
     *
     * @throws org.pindesk.core.PindeskException {@code WRONG_KEY} when the authenticator is sealed with a key that is not configured
     */
    public Answer check(Event event, Person person, Secret code) {
        return store.tx(tx -> check(tx, event, person, code));
    }

    private Answer check(Store.Tx tx, Event event, Person person, Secret code) {
        Authenticators all = tx.authenticators();
        Optional<Authenticators.Authenticator> held = all.hold(person.id());
        if (held.isEmpty()) {
            return told(tx, event, person, NONE);
        }
        if (event.id().equals(held.get().usedBy())) {
            return new Answer(Result.GOOD, null);
        }
        List<Authenticators.WrongCode> wrong = all.wrongCodes(person.id());
        if (wrong.stream().anyMatch(each -> each.eventId().equals(event.id()))) {
            return new Answer(Result.WRONG, null);
        }
        Answer locked = lockedOut(wrong);
        if (locked != null) {
            return told(tx, event, person, locked);
        }
        List<Long> steps = codes.steps(held.get().key(), code, event.receivedAt());
        if (steps.isEmpty()) {
            all.wrong(person.id(), event.id(), clock.instant());
            return told(tx, event, person, new Answer(Result.WRONG, null));
        }
        boolean used = steps.stream().anyMatch(step -> all.use(person.id(), step, event.id()));
        return told(tx, event, person, new Answer(used ? Result.GOOD : Result.USED_ALREADY, null));
    }

    /** Null when the next code may be looked at. */
    private @Nullable Answer lockedOut(List<Authenticators.WrongCode> wrong) {
        if (wrong.size() >= TRIES_IN_A_ROW) {
            return new Answer(Result.LOCKED_OUT, null);
        }
        if (wrong.size() < TRIES) {
            return null;
        }
        Instant until = wrong.get(TRIES - 1).at().plus(WITHIN);
        return clock.instant().isBefore(until) ? new Answer(Result.LOCKED_OUT, until) : null;
    }

    private Answer told(Store.Tx tx, Event event, Person person, Answer answer) {
        String who = Trail.of(person);
        String result = answer.result().name().toLowerCase(Locale.ROOT).replace('_', '-');
        tx.audit()
                .append(new AuditEvent(who, who, "factor.check", result, event.id(), Map.of(), null), clock.instant());
        return answer;
    }

    /** Why it does not go on, and what to do; for every answer but a good one. */
    public static Reply refusal(Voice voice, Answer answer) {
        Reply reply = switch (answer.result()) {
            case WRONG -> voice.reply("factor.wrong");
            case USED_ALREADY -> voice.reply("factor.used");
            case LOCKED_OUT -> lockedOut(voice, answer.until());
            case NOT_ENROLLED -> voice.reply("factor.not-enrolled");
            case GOOD -> throw new IllegalArgumentException("a good code is no refusal");
        };
        return reply.ending(Outcome.REFUSED);
    }

    private static Reply lockedOut(Voice voice, @Nullable Instant until) {
        return until == null ? voice.reply("factor.blocked") : voice.reply("factor.locked", voice.time(until));
    }
}
