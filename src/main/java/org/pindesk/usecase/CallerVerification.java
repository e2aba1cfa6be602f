package org.pindesk.usecase;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.pindesk.authorization.Action;
import org.pindesk.authorization.Asked;
import org.pindesk.authorization.Authorizer;
import org.pindesk.authorization.Verdict;
import org.pindesk.core.AuditEvent;
import org.pindesk.core.BackendException;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Checkpoint;
import org.pindesk.core.Event;
import org.pindesk.core.MessageRef;
import org.pindesk.core.Outcome;
import org.pindesk.core.Party;
import org.pindesk.core.Person;
import org.pindesk.core.Reply;
import org.pindesk.port.ChatException;
import org.pindesk.port.Store;
import org.pindesk.port.Verifications;
import org.pindesk.port.Verifications.State;
import org.pindesk.port.Verifications.Verification;

/**
 * {@code /helpdesk verify}: whether the caller on the telephone is the person whose chat account it is. The helpdesk person reads a number
 * aloud, the other one chooses it among three in the chat. Without a person it answers the opposite question: whether anybody of the
 * helpdesk is verifying who asks.
 *
 * <p>It changes nothing, so protected people and administrators of the directory can be asked like everybody else. Who listens to both
 * sides of a call that they have put through themselves can pass the number on: the message names who asks and when, and says that
 * nobody who was called should choose. Who only guesses is right once in three; a wrong choice ends all asking for an hour.
 */
public final class CallerVerification {
    static final String ACTION = "verify.ask";

    /** How long a choice is waited for. */
    static final Duration OPEN_FOR = Duration.ofMinutes(3);

    /** How long a right choice is good for. */
    static final Duration GOOD_FOR = Duration.ofMinutes(15);

    /** For how long nobody asks a person again after a wrong choice. */
    static final Duration BLOCKED_FOR = Duration.ofHours(1);

    private static final Duration HOUR = Duration.ofHours(1);
    private static final int AN_HOUR_FOR_TARGET = 5;
    private static final int AN_HOUR_BY_AGENT = 20;

    private final Store store;
    private final Actors actors;
    private final Authorizer authorizer;
    private final Targets targets;
    private final Teller teller;
    private final Clock clock;
    private final RandomGenerator random;
    private final Checkpoint checkpoint;

    /**
     * @param random has to be unpredictable
     */
    public CallerVerification(
            Store store,
            Actors actors,
            Authorizer authorizer,
            Targets targets,
            Teller teller,
            Clock clock,
            RandomGenerator random,
            Checkpoint checkpoint) {
        this.store = store;
        this.actors = actors;
        this.authorizer = authorizer;
        this.targets = targets;
        this.teller = teller;
        this.clock = clock;
        this.random = random;
        this.checkpoint = checkpoint;
    }

    /** Why it is not begun: the end of a text key, and until when that holds. */
    private record Refusal(String why, Instant until) {}

    /** Somebody typed it. */
    public void run(Event event) {
        if (!event.args().containsKey("target") && !event.args().containsKey("who")) {
            whoVerifiesMe(event);
            return;
        }
        Person actor =
                actors.require(event, ACTION, each -> authorizer.mayActForOthers(Action.VERIFY, each, event.user()));
        if (actor == null) {
            return;
        }
        Optional<Verification> begun = store.tx(tx -> tx.verifications().byEvent(event.id()));
        if (begun.isPresent()) {
            bring(event, begun.get());
            return;
        }
        try {
            Target target = targets.of(event);
            if (target.person() == null) {
                actors.refuseTarget(event, actor, target, ACTION);
            } else {
                ask(event, actor, Objects.requireNonNull(target.person()), target.chat());
            }
        } catch (BackendException e) {
            actors.silent(event, ACTION, e);
        }
    }

    private void ask(Event event, Person actor, Person person, @Nullable ChatUser chat) {
        if (actor.id().equals(person.id())) {
            refuse(event, actor, person, "self", "verify.self");
            return;
        }
        Verdict verdict = authorizer
                .other(new Asked(Action.VERIFY, actor, person, event.user(), chat))
                .withReason(event.args().get("reason"));
        if (actors.refused(event, actor, person, ACTION, verdict)) {
            return;
        }
        if (chat == null) {
            refuse(event, actor, person, "no-chat", "verify.no-chat");
        } else if (event.args().containsKey("dry-run")) {
            actors.note(event, actor, person, ACTION, "dry-run");
            teller.reply(event, voice -> voice.reply("verify.dry-run", person.displayName()));
        } else {
            begin(event, actor, person, chat);
        }
    }

    private void begin(Event event, Person actor, Person person, ChatUser chat) {
        Instant now = clock.instant();
        String id = RequestIds.next(event.id());
        Verification fresh = store.tx(tx -> new Verification(
                id,
                event.id(),
                new Party(actor.id(), Objects.requireNonNull(event.user()), actor.displayName()),
                new Party(person.id(), chat, person.displayName()),
                tx.vault().wrap(Numbers.draw(random).written(), id),
                State.OPEN,
                now,
                now.plus(OPEN_FOR),
                null,
                null));
        Optional<Refusal> refused = store.tx(tx -> {
            Optional<Refusal> refusal = refusal(tx.verifications(), actor, person, now);
            if (refusal.isEmpty() && !tx.verifications().add(fresh)) {
                return Optional.of(new Refusal("open", now.plus(OPEN_FOR)));
            }
            if (refusal.isEmpty()) {
                Map<String, String> facts = Map.of("verification", id);
                String reason = event.args().get("reason");
                tx.audit()
                        .append(
                                new AuditEvent(
                                        Trail.of(actor), Trail.of(person), ACTION, "asked", event.id(), facts, reason),
                                now);
            }
            return refusal;
        });
        if (refused.isPresent()) {
            String why = refused.get().why();
            Instant until = refused.get().until();
            actors.note(event, actor, person, ACTION, why);
            teller.reply(
                    event,
                    voice -> voice.reply("verify." + why, person.displayName(), voice.time(until))
                            .ending(Outcome.REFUSED));
            return;
        }
        checkpoint.reached("verify-asked");
        bring(event, fresh);
    }

    private static Optional<Refusal> refusal(Verifications all, Person actor, Person person, Instant now) {
        Optional<Instant> alarmed = all.alarmed(person.id(), now.minus(BLOCKED_FOR));
        if (alarmed.isPresent()) {
            return Optional.of(new Refusal("blocked", alarmed.get().plus(BLOCKED_FOR)));
        }
        if (all.askedFor(person.id(), now.minus(HOUR)) >= AN_HOUR_FOR_TARGET) {
            return Optional.of(new Refusal("too-often", now.plus(HOUR)));
        }
        return all.askedBy(actor.id(), now.minus(HOUR)) >= AN_HOUR_BY_AGENT
                ? Optional.of(new Refusal("too-many", now.plus(HOUR)))
                : Optional.empty();
    }

    private void refuse(Event event, Person actor, Person person, String why, String key) {
        actors.note(event, actor, person, ACTION, why);
        teller.reply(event, voice -> voice.reply(key, person.displayName()).ending(Outcome.REFUSED));
    }

    /** Shows the numbers to who is asked, unless that was done, and the right one to who reads it aloud. May run again after a crash. */
    private void bring(Event event, Verification begun) {
        Optional<Numbers> numbers = numbers(store, begun);
        if (begun.state() == State.OPEN && begun.sent() == null && numbers.isPresent()) {
            try {
                MessageRef sent = teller.direct(
                        begun.target().chat(),
                        voice -> question(
                                voice, begun, numbers.get(), event.args().get("reason")));
                store.tx(tx -> {
                    tx.verifications().sent(begun.id(), sent);
                    return true;
                });
            } catch (ChatException e) {
                if (e.kind() == ChatException.Kind.LATER) {
                    throw e;
                }
                undelivered(begun);
            }
        }
        checkpoint.reached("verify-sent");
        Verification now = store.tx(tx -> tx.verifications().byId(begun.id())).orElse(begun);
        teller.reply(
                event,
                voice -> now.state() == State.OPEN && numbers.isPresent()
                        ? number(voice, now, numbers.get().right())
                        : VerificationNotices.agent(voice, now));
    }

    static Optional<Numbers> numbers(Store store, Verification of) {
        String sealed = of.numbers();
        return sealed == null
                ? Optional.empty()
                : store.tx(tx -> tx.vault().unwrap(sealed, of.id())).flatMap(Numbers::of);
    }

    private void undelivered(Verification begun) {
        Instant now = clock.instant();
        store.tx(tx -> {
            if (tx.verifications().decide(begun.id(), State.UNDELIVERED, now)) {
                tx.audit()
                        .append(
                                VerificationChoice.row(begun, "pindesk", "verify.send", State.UNDELIVERED, begun.id()),
                                now);
            }
            return true;
        });
    }

    private static Reply question(Voice voice, Verification asked, Numbers numbers, @Nullable String reason) {
        String agent = asked.agent().name();
        String text = voice.say("verify.text", agent, voice.time(asked.askedAt()));
        List<Reply.Button> buttons = new ArrayList<>();
        for (int i = 0; i < numbers.shown().size(); i++) {
            buttons.add(new Reply.Button(
                    VerificationChoice.PICK, numbers.shown().get(i), asked.id() + "_" + i, Reply.Style.PLAIN));
        }
        buttons.add(voice.button(VerificationChoice.NOT_ME, Reply.Style.DANGER, asked.id()));
        return Reply.of(reason == null ? text : text + "\n" + voice.say("verify.reason", agent, reason))
                .titled(voice.say("verify.title"))
                .with(buttons.toArray(Reply.Button[]::new));
    }

    private static Reply number(Voice voice, Verification asked, String right) {
        String[] digits = voice.say("digits").split(" ");
        String aloud = digits[right.charAt(0) - '0'] + " " + digits[right.charAt(1) - '0'];
        return voice.reply("verify.number", asked.target().name(), right, aloud);
    }

    private void whoVerifiesMe(Event event) {
        Person actor = actors.require(event, "verify.check", authorizer::lookAtSelf);
        if (actor == null) {
            return;
        }
        Instant now = clock.instant();
        Optional<Verification> open =
                store.tx(tx -> tx.verifications().openFor(actor.id())).filter(each -> now.isBefore(each.dueAt()));
        actors.note(event, actor, actor, "verify.check", open.isPresent() ? "somebody" : "nobody");
        teller.reply(
                event,
                voice -> open.map(each ->
                                voice.reply("verify.somebody", each.agent().name(), voice.time(each.askedAt())))
                        .orElseGet(() -> voice.reply("verify.nobody")));
    }
}
