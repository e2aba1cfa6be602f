package org.pindesk.usecase;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pindesk.authorization.Action;
import org.pindesk.authorization.Asked;
import org.pindesk.authorization.Authorizer;
import org.pindesk.authorization.Verdict;
import org.pindesk.core.Account;
import org.pindesk.core.AuditEvent;
import org.pindesk.core.BackendException;
import org.pindesk.core.ChatUser;
import org.pindesk.core.CredentialState;
import org.pindesk.core.Event;
import org.pindesk.core.Outcome;
import org.pindesk.core.Person;
import org.pindesk.core.PersonId;
import org.pindesk.core.Reply;
import org.pindesk.gateway.Located;
import org.pindesk.gateway.Locator;
import org.pindesk.port.Brake;
import org.pindesk.port.ShowsPinState;
import org.pindesk.port.Store;
import org.pindesk.port.UnlocksPin;
import org.pindesk.port.Written;

/**
 * The story of {@code /pin unlock}: lifts a lock that failed sign-ins caused and keeps the PIN. Lifting twice does no harm, so a
 * repeated event simply does it again; what was lifted is proved by reading the state.
 */
public final class UnlockPin {
    /** How often a person may lift their own lock in a day; after that a new PIN is the better help. */
    static final int SELF_A_DAY = 2;

    static final String ACTION = "pin.unlock";

    private final Store store;
    private final Actors actors;
    private final Authorizer authorizer;
    private final Targets targets;
    private final Locator locator;
    private final SecondChannel second;
    private final Teller teller;
    private final Clock clock;

    public UnlockPin(
            Store store,
            Actors actors,
            Authorizer authorizer,
            Targets targets,
            Locator locator,
            SecondChannel second,
            Teller teller,
            Clock clock) {
        this.store = store;
        this.actors = actors;
        this.authorizer = authorizer;
        this.targets = targets;
        this.locator = locator;
        this.second = second;
        this.teller = teller;
        this.clock = clock;
    }

    /** Somebody typed it. */
    public void run(Event event) {
        boolean another = Targets.isAboutAnother(event);
        Person actor = actors.require(event, ACTION, person -> permission(event.user(), person, another));
        if (actor == null) {
            return;
        }
        try {
            Target target = another ? targets.of(event) : null;
            if (target != null && target.person() == null) {
                actors.refuseTarget(event, actor, target, ACTION);
            } else if (target != null && target.typed() && !event.args().containsKey("dry-run")) {
                Person person = Objects.requireNonNull(target.person());
                Located located = locator.find(person, event.args().get("on"));
                Confirmation meant = Confirmation.unlock(
                        person.id(), event.args().get("on"), event.args().get("reason"));
                teller.reply(
                        event,
                        voice -> Cards.person(voice, person, located)
                                .adding(voice.say("card.is-it"))
                                .with(voice.button("confirm", Reply.Style.PRIMARY, meant.value())));
            } else {
                unlock(event, actor, target);
            }
        } catch (BackendException e) {
            actors.silent(event, ACTION, e);
        }
    }

    /** Somebody pressed "Unlock" on a card; the button names the person, and whoever pressed is authorized for it anew. */
    public void pressed(Event event) {
        String value = event.args().getOrDefault("request", "");
        if (value.isBlank()) {
            teller.reply(event, voice -> voice.reply("button.gone"));
            return;
        }
        pressed(event, new PersonId(value));
    }

    void pressed(Event event, PersonId id) {
        ChatUser user = Objects.requireNonNull(event.user());
        Person actor = actors.require(
                event, ACTION, person -> permission(user, person, !person.id().equals(id)));
        if (actor == null) {
            return;
        }
        try {
            Target target = actor.id().equals(id) ? null : targets.of(user, id);
            if (target != null && target.person() == null) {
                actors.refuseTarget(event, actor, target, ACTION);
            } else {
                unlock(event, actor, target);
            }
        } catch (BackendException e) {
            actors.silent(event, ACTION, e);
        }
    }

    private Verdict permission(@Nullable ChatUser user, Person actor, boolean another) {
        return another
                ? authorizer.mayActForOthers(Action.PIN_UNLOCK, actor, user)
                : authorizer.self(Action.PIN_UNLOCK, actor, user);
    }

    private void unlock(Event event, Person actor, @Nullable Target target) {
        Person person = target == null ? actor : Objects.requireNonNull(target.person());
        if (target != null) {
            Verdict verdict = authorizer
                    .other(new Asked(Action.PIN_UNLOCK, actor, person, event.user(), target.chat()))
                    .withReason(event.args().get("reason"));
            if (actors.refused(event, actor, person, ACTION, verdict)) {
                return;
            }
            if (second.missing(event, actor, person, ACTION)) {
                return;
            }
        }
        Located located = locator.find(person, event.args().get("on"));
        Account account = located.account();
        if (located.kind() != Located.Kind.FOUND || account == null) {
            actors.notLocated(event, actor, person, ACTION, located);
            return;
        }
        refusalOrUnlock(event, actor, person, target, account);
    }

    private void refusalOrUnlock(Event event, Person actor, Person person, @Nullable Target target, Account account) {
        UnlocksPin unlocks = locator.as(UnlocksPin.class, account.system());
        ShowsPinState shows = locator.as(ShowsPinState.class, account.system());
        String label = locator.label(account.system());
        if (unlocks == null || shows == null) {
            refuse(event, actor, person, "not-offered", label, "");
            return;
        }
        Optional<String> cannot = unlocks.cannotUnlock();
        if (cannot.isPresent()) {
            refuse(event, actor, person, "cannot", label, cannot.get());
            return;
        }
        CredentialState before = shows.pinState(account);
        if (before.lock() != CredentialState.Lock.FAILED_SIGN_INS) {
            refuse(
                    event,
                    actor,
                    person,
                    before.lock().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'),
                    label,
                    "");
            return;
        }
        Instant now = clock.instant();
        boolean self = target == null;
        if (self && store.tx(tx -> tx.acts().since(person.id(), ACTION, now.minus(Duration.ofDays(1)))) >= SELF_A_DAY) {
            refuse(event, actor, person, "too-often", label, Integer.toString(SELF_A_DAY));
            return;
        }
        Optional<Brake.Pulled> brake = store.tx(tx -> tx.brake().pulled());
        if (brake.isPresent()) {
            refuse(event, actor, person, "stopped", label, brake.get().by());
            return;
        }
        if (event.args().containsKey("dry-run")) {
            actors.note(event, actor, person, ACTION, "dry-run");
            teller.reply(event, voice -> voice.reply("unlock.dry-run", label, account.userId()));
            return;
        }
        carryOut(event, actor, person, target, account, unlocks, shows);
    }

    private void refuse(Event event, Person actor, Person person, String why, String label, String detail) {
        actors.note(event, actor, person, ACTION, why);
        teller.reply(
                event,
                voice -> voice.reply(
                                "unlock." + why, label, person.displayName(), detail, Cards.pinReset(actor, person))
                        .ending(Outcome.REFUSED));
    }

    private void carryOut(
            Event event,
            Person actor,
            Person person,
            @Nullable Target target,
            Account account,
            UnlocksPin unlocks,
            ShowsPinState shows) {
        Written written = unlocks.unlockPin(account);
        Outcome outcome = outcome(written, account, shows);
        String label = locator.label(account.system());
        Instant now = clock.instant();
        store.tx(tx -> {
            Map<String, String> facts = new HashMap<>();
            facts.put("system", account.system());
            facts.put("account", account.userId());
            facts.put("proof", outcome == Outcome.APPLIED ? "state-changed" : "none");
            facts.put("detail", written.detail());
            if (outcome == Outcome.APPLIED
                    && target != null
                    && Happenings.done(tx, actor.id(), person.id(), ACTION, event.id(), now)) {
                facts.put("caller", "verified");
            }
            tx.audit()
                    .append(
                            new AuditEvent(
                                    Trail.of(actor),
                                    Trail.of(person),
                                    ACTION,
                                    outcome.word(),
                                    event.id(),
                                    facts,
                                    event.args().get("reason")),
                            now);
            if (outcome == Outcome.APPLIED && target == null) {
                tx.acts().add(person.id(), ACTION, event.id(), now);
            }
            if (outcome == Outcome.APPLIED && target != null) {
                ChatUser chat = target.chat();
                if (chat != null) {
                    tx.queue().add(notice(event, actor, chat, account.system(), now));
                }
                tx.queue()
                        .add(MailNotices.of(
                                event.id(),
                                person.id(),
                                chat,
                                "unlock.notice",
                                actor.displayName(),
                                account.system(),
                                now));
            }
            return true;
        });
        teller.reply(
                event,
                voice -> voice.reply(
                                "unlock." + outcome.word() + (target == null ? "" : "-other"),
                                label,
                                person.displayName(),
                                written.detail())
                        .ending(outcome));
    }

    /** The proof is the state after the write; a lost answer is settled by it too. */
    private static Outcome outcome(Written written, Account account, ShowsPinState shows) {
        if (written.kind() == Written.Kind.NOT_SENT) {
            return Outcome.UNREACHABLE;
        }
        if (written.kind() == Written.Kind.REFUSED || written.kind() == Written.Kind.POLICY_REFUSED) {
            return Outcome.REFUSED;
        }
        try {
            return shows.pinState(account).lock() == CredentialState.Lock.OPEN ? Outcome.APPLIED : Outcome.UNKNOWN;
        } catch (BackendException e) {
            return Outcome.UNKNOWN;
        }
    }

    /** The owner learns that somebody else lifted the lock. */
    private static Event notice(Event event, Person actor, ChatUser owner, String system, Instant now) {
        return new Event(
                "notice:unlocked:" + event.id(),
                Event.Kind.NOTICE,
                owner,
                "unlocked",
                Map.of("actor", actor.displayName(), "system", system),
                null,
                now,
                0);
    }

    /** Sends that notice. */
    public void tellOwner(Event notice) {
        ChatUser owner = Objects.requireNonNull(notice.user());
        String label = locator.label(notice.args().getOrDefault("system", ""));
        teller.direct(owner, voice -> voice.reply("unlock.notice", notice.args().getOrDefault("actor", ""), label));
    }
}
