package org.pindesk.usecase;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pindesk.authorization.Authorizer;
import org.pindesk.core.AuditEvent;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Event;
import org.pindesk.core.Outcome;
import org.pindesk.core.Person;
import org.pindesk.port.Store;
import org.pindesk.port.Verifications.State;
import org.pindesk.port.Verifications.Verification;

/**
 * What the person who is asked by {@link CallerVerification} chooses. One choice decides, whoever is on the telephone is told, and after a
 * wrong one nobody asks that person for an hour. Nobody is frozen by it: nothing was changed, and a slip, or a stranger who calls the
 * helpdesk again and again, must not keep people from helping themselves. The helpdesk can freeze them once somebody has looked.
 */
public final class VerificationChoice {
    static final String PICK = "verify-pick";
    static final String NOT_ME = "verify-no";

    private static final String ACTION = "verify.pick";
    private static final Pattern VALUE = Pattern.compile("([0-9a-f]{12})_([0-2])");
    private static final int BATCH = 100;

    /** How long questions that are decided are kept: as long as rules may look back. */
    private static final Duration KEEP = Duration.ofDays(31);

    private final Store store;
    private final Actors actors;
    private final Authorizer authorizer;
    private final Teller teller;
    private final Trail trail;
    private final Clock clock;

    public VerificationChoice(
            Store store, Actors actors, Authorizer authorizer, Teller teller, Trail trail, Clock clock) {
        this.store = store;
        this.actors = actors;
        this.authorizer = authorizer;
        this.teller = teller;
        this.trail = trail;
        this.clock = clock;
    }

    /** Somebody pressed a number; the button says which place it has, not which number it is. */
    public void picked(Event event) {
        Matcher value = VALUE.matcher(event.args().getOrDefault("request", ""));
        Verification asked = value.matches() ? entitled(event, value.group(1)) : entitled(event, "");
        if (asked == null) {
            return;
        }
        if (asked.state() == State.OPEN) {
            // a number proves something only while the account is still good and still this person's
            Person person = actors.require(event, ACTION, authorizer::lookAtSelf);
            if (person == null) {
                return;
            }
            if (!person.id().equals(asked.target().person())) {
                notYours(event, asked);
                return;
            }
            decide(event, asked, judge(event, asked, Integer.parseInt(value.group(2))));
        }
        answer(event, asked);
    }

    /** Somebody pressed "I am not on the phone"; that is taken even from an account that may do nothing else. */
    public void notMe(Event event) {
        Verification asked = entitled(event, event.args().getOrDefault("request", ""));
        if (asked != null) {
            if (asked.state() == State.OPEN) {
                decide(event, asked, State.NOT_ME);
            }
            answer(event, asked);
        }
    }

    private State judge(Event event, Verification asked, int place) {
        Optional<Numbers> numbers = CallerVerification.numbers(store, asked);
        if (numbers.isEmpty() || !event.receivedAt().isBefore(asked.dueAt())) {
            return State.EXPIRED;
        }
        return numbers.get().isRight(place) ? State.RIGHT : State.WRONG;
    }

    private void decide(Event event, Verification asked, State state) {
        String action = state == State.EXPIRED ? "verify.expired" : ACTION;
        settle(asked, state, row(asked, "person:" + asked.target().person(), action, state, event.id()));
    }

    private void answer(Event event, Verification asked) {
        Verification now = store.tx(tx -> tx.verifications().byId(asked.id())).orElse(asked);
        teller.reply(event, voice -> VerificationNotices.target(voice, now));
    }

    private @Nullable Verification entitled(Event event, String id) {
        Optional<Verification> asked = store.tx(tx -> tx.verifications().byId(id));
        if (asked.isEmpty()) {
            teller.reply(event, voice -> voice.reply("button.gone"));
            return null;
        }
        ChatUser user = Objects.requireNonNull(event.user());
        if (!user.equals(asked.get().target().chat())) {
            notYours(event, asked.get());
            return null;
        }
        return asked.get();
    }

    private void notYours(Event event, Verification asked) {
        trail.note(
                Trail.of(Objects.requireNonNull(event.user())),
                "person:" + asked.target().person(),
                ACTION,
                "denied",
                event,
                Map.of("why", "not-entitled", "verification", asked.id()));
        teller.reply(event, voice -> voice.reply("button.not-yours").ending(Outcome.REFUSED));
    }

    /** Ends what nobody answered in time; any copy may run it at any time, also twice. */
    public void sweep() {
        Instant now = clock.instant();
        List<Verification> due = store.tx(tx -> tx.verifications().due(now, BATCH));
        for (Verification each : due) {
            settle(each, State.EXPIRED, row(each, "pindesk", "verify.expired", State.EXPIRED, each.eventId()));
        }
        store.tx(tx -> {
            tx.verifications().forget(now.minus(KEEP));
            return true;
        });
    }

    /** The decision, its audit row and everybody who is told of it, in one transaction; nothing when it was decided before. */
    private void settle(Verification asked, State state, AuditEvent row) {
        Instant now = clock.instant();
        store.tx(tx -> {
            if (!tx.verifications().decide(asked.id(), state, now)) {
                return false;
            }
            tx.audit().append(row, now);
            tx.queue().add(VerificationNotices.of(asked, VerificationNotices.AGENT, now));
            tx.queue().add(VerificationNotices.of(asked, VerificationNotices.MESSAGE, now));
            if (state.alarming()) {
                tx.queue().add(VerificationNotices.of(asked, VerificationNotices.CHANNEL, now));
                tx.queue().add(VerificationNotices.of(asked, VerificationNotices.MAILBOX, now));
            }
            return true;
        });
    }

    /** Never a number. */
    static AuditEvent row(Verification asked, String by, String action, State state, String correlation) {
        return new AuditEvent(
                by,
                "person:" + asked.target().person(),
                action,
                state.word(),
                correlation,
                Map.of(
                        "verification",
                        asked.id(),
                        "agent",
                        "person:" + asked.agent().person()),
                null);
    }
}
