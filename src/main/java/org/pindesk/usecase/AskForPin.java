package org.pindesk.usecase;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pindesk.authorization.Authorizer;
import org.pindesk.authorization.Verdict;
import org.pindesk.core.Account;
import org.pindesk.core.AuditEvent;
import org.pindesk.core.BackendException;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Checkpoint;
import org.pindesk.core.Event;
import org.pindesk.core.Leg;
import org.pindesk.core.Outcome;
import org.pindesk.core.Party;
import org.pindesk.core.Person;
import org.pindesk.core.Reply;
import org.pindesk.core.Request;
import org.pindesk.core.RequestState;
import org.pindesk.core.SecretKind;
import org.pindesk.gateway.Located;
import org.pindesk.gateway.Locator;
import org.pindesk.port.Brake;
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
    private final Terms terms;
    private final Checkpoint checkpoint;

    public AskForPin(
            Store store,
            Actors actors,
            Targets targets,
            Authorizer authorizer,
            Locator locator,
            TakeSecret takeSecret,
            Offers offers,
            UnlockPin unlockPin,
            Teller teller,
            Trail trail,
            Clock clock,
            Terms terms,
            Checkpoint checkpoint) {
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
        this.terms = terms;
        this.checkpoint = checkpoint;
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
            forSelf(event, actor);
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

    private boolean resumed(Event event) {
        Optional<Request> begun = store.tx(tx -> tx.requests().byEvent(event.id()));
        begun.ifPresent(request -> {
            if (request.selfService()) {
                takeSecret.take(event, request);
            } else {
                offers.announce(event, request);
            }
        });
        return begun.isPresent();
    }

    private void forSelf(Event event, Person person) {
        ChatUser user = Objects.requireNonNull(event.user());
        Verdict verdict = authorizer.self(person);
        boolean dryRun = event.args().containsKey("dry-run");
        if (stopped(event, person) || !dryRun && tooOften(event, person)) {
            return;
        }
        if (!dryRun) {
            takeSecret.openWindow(event, SecretKind.PIN);
        }
        Located located = locator.find(person, event.args().get("on"));
        Account account = located.account();
        if (located.kind() != Located.Kind.FOUND || account == null) {
            actors.noteNotLocated(event, person, person, ACTION, located);
            takeSecret.answer(event, SecretKind.PIN, voice -> Actors.notLocated(voice, "you.", person, located));
            return;
        }
        if (dryRun) {
            actors.note(event, person, person, ACTION, "dry-run");
            teller.reply(event, voice -> voice.reply("dry-run.self", located.systems(), account.userId()));
            return;
        }
        Party self = new Party(person.id(), user, person.displayName());
        Request request = create(
                event,
                self,
                self,
                verdict,
                account,
                RequestState.TAKING,
                event.args().get("reason"));
        Optional<Request> earlier = add(request);
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

    private boolean stopped(Event event, Person actor) {
        Optional<Brake.Pulled> brake = store.tx(tx -> tx.brake().pulled());
        brake.ifPresent(pulled -> {
            actors.note(event, actor, actor, ACTION, "stopped");
            teller.reply(
                    event, voice -> voice.reply("brake.active", pulled.by()).ending(Outcome.REFUSED));
        });
        return brake.isPresent();
    }

    private void forOther(Event event, Person actor, Target target, @Nullable String on, @Nullable String reason) {
        Person person = Objects.requireNonNull(target.person());
        Verdict verdict = authorizer.other(actor, person);
        boolean dryRun = event.args().containsKey("dry-run");
        if (!verdict.allowed()) {
            refused(event, actor, person, verdict, dryRun);
            return;
        }
        if (stopped(event, actor)) {
            return;
        }
        Located located = locator.find(person, on);
        Account account = located.account();
        if (located.kind() != Located.Kind.FOUND || account == null) {
            actors.notLocated(event, actor, person, ACTION, located);
            return;
        }
        if (dryRun) {
            actors.note(event, actor, person, ACTION, "dry-run");
            teller.reply(event, voice -> dryRun(voice, target, person, verdict, located));
        } else if (target.typed()) {
            Confirmation meant = new Confirmation("reset", person.id(), on, reason);
            teller.reply(
                    event,
                    voice -> Cards.person(voice, person, located)
                            .adding(voice.say("card.is-it"))
                            .with(voice.button("confirm", Reply.Style.PRIMARY, meant.value())));
        } else if (target.chat() == null) {
            actors.note(event, actor, person, ACTION, "no-chat");
            teller.reply(
                    event,
                    voice -> voice.reply("target.no-chat", person.displayName()).ending(Outcome.REFUSED));
        } else {
            offer(event, actor, person, target.chat(), verdict, account, reason);
        }
    }

    private void offer(
            Event event,
            Person actor,
            Person person,
            ChatUser chat,
            Verdict verdict,
            Account account,
            @Nullable String reason) {
        Party from = new Party(actor.id(), Objects.requireNonNull(event.user()), actor.displayName());
        Party to = new Party(person.id(), chat, person.displayName());
        Request request = create(event, from, to, verdict, account, RequestState.OFFERED, reason);
        Optional<Request> earlier = add(request);
        checkpoint.reached("requested");
        if (earlier.isPresent()) {
            offers.remind(event, earlier.get(), actor);
        } else {
            offers.announce(event, request);
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
    private static Reply dryRun(Voice voice, Target target, Person person, Verdict verdict, Located located) {
        return Cards.person(voice, person, located)
                .adding(voice.say("card.rule", verdict.rule()))
                .adding(voice.say(target.chat() == null ? "card.no-chat" : "card.chat"))
                .adding(voice.say("dry-run.nothing-done"));
    }

    private Request create(
            Event event,
            Party actor,
            Party owner,
            Verdict verdict,
            Account account,
            RequestState state,
            @Nullable String reason) {
        Instant now = clock.instant();
        return new Request(
                RequestIds.next(event.id()),
                event.id(),
                actor,
                owner,
                SecretKind.PIN,
                reason,
                verdict.rule(),
                state,
                List.of(Leg.planned(account.system(), account.userId())),
                now,
                now.plus(terms.offer()),
                null,
                null);
    }

    /**
     * Stores the request, unless its owner has an open one that must be finished first.
     *
     * @return the open request that stands in the way; empty when the new one was stored
     */
    private Optional<Request> add(Request request) {
        String system = request.legs().get(0).system();
        Instant now = clock.instant();
        return store.tx(tx -> {
            Optional<Request> open = tx.requests().openFor(request.owner().person(), system, request.secret());
            if (open.isPresent() && !offers.makeWay(tx, open.get(), request)) {
                return open;
            }
            if (!tx.requests().add(request)) {
                throw new TryLater(request.id());
            }
            if (request.selfService()) {
                tx.acts().add(request.owner().person(), ACTION, request.eventId(), now);
            }
            Map<String, String> facts = new HashMap<>();
            facts.put("system", system);
            facts.put("account", request.legs().get(0).userId());
            facts.put("rule", request.rule());
            tx.audit()
                    .append(
                            new AuditEvent(
                                    "person:" + request.actor().person(),
                                    "person:" + request.owner().person(),
                                    ACTION,
                                    request.selfService() ? "accepted" : "offered",
                                    request.id(),
                                    facts,
                                    request.reason()),
                            now);
            return Optional.<Request>empty();
        });
    }
}
