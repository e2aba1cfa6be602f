package org.pindesk.usecase;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pindesk.authorization.Authorizer;
import org.pindesk.authorization.Verdict;
import org.pindesk.core.Account;
import org.pindesk.core.BackendException;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Event;
import org.pindesk.core.Leg;
import org.pindesk.core.Outcome;
import org.pindesk.core.Party;
import org.pindesk.core.Person;
import org.pindesk.core.PersonId;
import org.pindesk.core.Reply;
import org.pindesk.core.Request;
import org.pindesk.core.RequestState;
import org.pindesk.core.SecretKind;
import org.pindesk.gateway.Located;
import org.pindesk.gateway.Locator;
import org.pindesk.port.Store;

/** The story of {@code /pin reset}: for oneself, or as an offer to somebody else. */
public final class AskForPin {
    /** How often a person may begin a new PIN of their own in an hour. */
    static final int SELF_AN_HOUR = 6;

    private static final String ACTION = "pin.reset";

    private final Store store;
    private final Actors actors;
    private final Targets targets;
    private final Authorizer authorizer;
    private final Locator locator;
    private final TakeSecret takeSecret;
    private final Offers offers;
    private final UnlockPin unlockPin;
    private final Teller teller;
    private final Trail trail;
    private final Clock clock;
    private final NewRequests requests;
    private final Mailboxes mailboxes;
    private final IncidentWatch incidents;
    private final MailRoute mailRoute;

    public AskForPin(
            Store store,
            Actors actors,
            Targets targets,
            Authorizer authorizer,
            Locator locator,
            TakeSecret takeSecret,
            Offers offers,
            UnlockPin unlockPin,
            NewRequests requests,
            Mailboxes mailboxes,
            IncidentWatch incidents,
            MailRoute mailRoute,
            Teller teller,
            Trail trail,
            Clock clock) {
        this.store = store;
        this.actors = actors;
        this.targets = targets;
        this.authorizer = authorizer;
        this.locator = locator;
        this.takeSecret = takeSecret;
        this.offers = offers;
        this.unlockPin = unlockPin;
        this.teller = teller;
        this.trail = trail;
        this.clock = clock;
        this.requests = requests;
        this.mailboxes = mailboxes;
        this.incidents = incidents;
        this.mailRoute = mailRoute;
    }

    /** Runs or continues the story of this event. */
    public void run(Event event) {
        if (resumed(event)) {
            return;
        }
        boolean another = Targets.isAboutAnother(event);
        Person actor = actors.require(
                event, ACTION, person -> another ? authorizer.mayActForOthers(person) : authorizer.self(person));
        if (actor == null) {
            return;
        }
        if (!another) {
            forSelf(event, actor, false);
            return;
        }
        try {
            Target target = targets.of(event);
            if (target.person() == null) {
                actors.refuseTarget(event, actor, target, ACTION);
            } else {
                forOther(
                        event,
                        actor,
                        target,
                        event.args().get("on"),
                        event.args().get("reason"));
            }
        } catch (BackendException e) {
            actors.silent(event, ACTION, e);
        }
    }

    /** An operator confirmed who is meant; authorized anew, as if typed. */
    public void confirmed(Event event) {
        Optional<Confirmation> meant = Confirmation.of(event.args().getOrDefault("request", ""));
        if (meant.isEmpty()) {
            teller.reply(event, voice -> voice.reply("button.gone"));
            return;
        }
        if (meant.get().action().equals("unlock")) {
            unlockPin.pressed(event, meant.get().person());
            return;
        }
        if (resumed(event)) {
            return;
        }
        Person actor = actors.require(event, ACTION, authorizer::mayActForOthers);
        if (actor == null) {
            return;
        }
        try {
            Target target =
                    targets.of(Objects.requireNonNull(event.user()), meant.get().person());
            if (target.person() == null) {
                actors.refuseTarget(event, actor, target, ACTION);
            } else {
                forOther(event, actor, target, meant.get().on(), meant.get().reason());
            }
        } catch (BackendException e) {
            actors.silent(event, ACTION, e);
        }
    }

    /** Somebody pressed a button for a new PIN on a card: for themselves, or for the person that it names. */
    public void wanted(Event event) {
        PersonId id = new PersonId(event.args().getOrDefault("request", "-"));
        if (resumed(event)) {
            return;
        }
        Person actor = actors.require(
                event,
                ACTION,
                person -> person.id().equals(id) ? authorizer.self(person) : authorizer.mayActForOthers(person));
        if (actor == null) {
            return;
        }
        if (actor.id().equals(id)) {
            forSelf(event, actor, false);
            return;
        }
        try {
            Target target = targets.of(Objects.requireNonNull(event.user()), id);
            if (target.person() == null) {
                actors.refuseTarget(event, actor, target, ACTION);
            } else {
                forOther(event, actor, target, null, null);
            }
        } catch (BackendException e) {
            actors.silent(event, ACTION, e);
        }
    }

    /** Voicemail is silent, and the owner wants the new PIN for the telephone alone. */
    public void phoneOnly(Event event) {
        if (resumed(event)) {
            return;
        }
        Optional<Request> found = requests.find(event.args().getOrDefault("request", ""));
        ChatUser user = Objects.requireNonNull(event.user());
        if (found.isEmpty() || !found.get().owner().chat().equals(user)) {
            teller.reply(
                    event,
                    voice -> voice.reply(found.isEmpty() ? "button.gone" : "button.not-yours")
                            .ending(Outcome.REFUSED));
            return;
        }
        if (found.get().state() == RequestState.OFFERED) {
            takeSecret.phoneOnly(event, found.get());
            return;
        }
        Person actor = actors.require(event, ACTION, authorizer::self);
        if (actor != null) {
            forSelf(event, actor, true);
        }
    }

    private boolean resumed(Event event) {
        Optional<Request> begun = requests.begun(event);
        begun.ifPresent(request -> {
            if (request.selfService()) {
                takeSecret.take(event, request);
            } else {
                offers.announce(event, request);
            }
        });
        return begun.isPresent();
    }

    private void forSelf(Event event, Person person, boolean phoneOnly) {
        ChatUser user = Objects.requireNonNull(event.user());
        Verdict verdict = authorizer.self(person);
        boolean dryRun = event.args().containsKey("dry-run");
        if (requests.stopped(event, person, ACTION) || !dryRun && tooOften(event, person)) {
            return;
        }
        if (!dryRun) {
            takeSecret.openWindow(event, SecretKind.PIN);
        }
        Located located = locator.find(person, event.args().get("on"));
        if (!dryRun && incidents.holds(event, person, person, SecretKind.PIN, located)) {
            return;
        }
        Account account = located.account();
        if (located.kind() != Located.Kind.FOUND || account == null) {
            actors.noteNotLocated(event, person, person, ACTION, located);
            takeSecret.answer(event, SecretKind.PIN, voice -> actors.notLocated(voice, person, located));
            return;
        }
        if (dryRun) {
            actors.note(event, person, person, ACTION, "dry-run");
            teller.reply(event, voice -> voice.reply("dry-run.self", located.systems(), account.userId()));
            return;
        }
        Party self = new Party(person.id(), user, person.displayName());
        Request request = requests.of(
                event,
                self,
                self,
                SecretKind.PIN,
                verdict,
                phoneOnly ? List.of(Leg.planned(account.system(), account.userId())) : mailboxes.legs(person, account),
                RequestState.TAKING,
                event.args().get("reason"));
        Optional<Request> earlier = requests.add(request);
        takeSecret.take(event, earlier.orElse(request));
    }

    private boolean tooOften(Event event, Person person) {
        Instant from = clock.instant().minus(Duration.ofHours(1));
        if (store.tx(tx -> tx.acts().since(person.id(), ACTION, from)) < SELF_AN_HOUR) {
            return false;
        }
        actors.note(event, person, person, ACTION, "too-often");
        teller.reply(
                event, voice -> voice.reply("reset.too-often", SELF_AN_HOUR).ending(Outcome.REFUSED));
        return true;
    }

    private void forOther(Event event, Person actor, Target target, @Nullable String on, @Nullable String reason) {
        Person person = Objects.requireNonNull(target.person());
        Verdict verdict = authorizer.other(actor, person);
        boolean dryRun = event.args().containsKey("dry-run");
        if (!verdict.allowed()) {
            refused(event, actor, person, verdict, dryRun);
            return;
        }
        if (requests.stopped(event, actor, ACTION)) {
            return;
        }
        Located located = locator.find(person, on);
        if (!dryRun && incidents.holds(event, actor, person, SecretKind.PIN, located)) {
            return;
        }
        Account account = located.account();
        if (located.kind() != Located.Kind.FOUND || account == null) {
            actors.notLocated(event, actor, person, ACTION, located);
            return;
        }
        MailRoute.Way byMail = target.chat() == null
                ? mailRoute.to(person, SecretKind.PIN, account.system())
                : new MailRoute.Way(null, "");
        ChatUser chat = target.chat() == null ? byMail.user() : target.chat();
        if (dryRun) {
            actors.note(event, actor, person, ACTION, "dry-run");
            String way = target.chat() != null ? "card.chat" : chat == null ? "card.no-chat" : "mail.offer.dry-run";
            teller.reply(event, voice -> dryRun(voice, way, person, verdict, located));
        } else if (target.typed()) {
            Confirmation meant = new Confirmation("reset", person.id(), on, reason);
            teller.reply(
                    event,
                    voice -> Cards.person(voice, person, located)
                            .adding(voice.say("card.is-it"))
                            .with(voice.button("confirm", Reply.Style.PRIMARY, meant.value())));
        } else if (chat == null) {
            actors.note(event, actor, person, ACTION, byMail.problem());
            teller.reply(
                    event,
                    voice -> voice.reply("target." + byMail.problem(), person.displayName())
                            .ending(Outcome.REFUSED));
        } else {
            requests.offer(
                    event, actor, person, chat, SecretKind.PIN, verdict, mailboxes.legs(person, account), reason);
        }
    }

    private void refused(Event event, Person actor, Person person, Verdict verdict, boolean dryRun) {
        String why = Objects.requireNonNull(verdict.denial()).word();
        Map<String, String> facts = Map.of("why", why, "rule", verdict.rule());
        trail.note(Trail.of(actor), Trail.of(person), ACTION, "denied", event, facts);
        teller.reply(event, voice -> {
            String words = voice.say("target." + why, person.displayName());
            return Reply.of(dryRun ? voice.say("dry-run.denied", words, verdict.rule()) : words)
                    .ending(Outcome.REFUSED);
        });
    }

    /** What would happen, for operators: who, which account, which rule, which way it takes. */
    private static Reply dryRun(Voice voice, String way, Person person, Verdict verdict, Located located) {
        return Cards.person(voice, person, located)
                .adding(voice.say("card.rule", verdict.rule()))
                .adding(voice.say(way))
                .adding(voice.say("dry-run.nothing-done"));
    }
}
