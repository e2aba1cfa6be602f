package org.pindesk.usecase;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pindesk.authorization.Authorizer;
import org.pindesk.authorization.Denial;
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
import org.pindesk.core.Request;
import org.pindesk.core.RequestState;
import org.pindesk.gateway.Located;
import org.pindesk.gateway.Locator;
import org.pindesk.port.Store;

/** The story of {@code /pin reset}: for oneself, or as an offer to somebody else. */
public final class AskForPin {
    private static final String ACTION = "pin.reset";

    private final Store store;
    private final Identities identities;
    private final Authorizer authorizer;
    private final Locator locator;
    private final TakePin takePin;
    private final Offers offers;
    private final Teller teller;
    private final Trail trail;
    private final Clock clock;
    private final Terms terms;
    private final Checkpoint checkpoint;

    public AskForPin(
            Store store,
            Identities identities,
            Authorizer authorizer,
            Locator locator,
            TakePin takePin,
            Offers offers,
            Teller teller,
            Trail trail,
            Clock clock,
            Terms terms,
            Checkpoint checkpoint) {
        this.store = store;
        this.identities = identities;
        this.authorizer = authorizer;
        this.locator = locator;
        this.takePin = takePin;
        this.offers = offers;
        this.teller = teller;
        this.trail = trail;
        this.clock = clock;
        this.terms = terms;
        this.checkpoint = checkpoint;
    }

    /** Runs or continues the story of this event. */
    public void run(Event event) {
        ChatUser user = Objects.requireNonNull(event.user());
        Optional<Request> begun = store.tx(tx -> tx.requests().byEvent(event.id()));
        if (begun.isPresent()) {
            resume(event, begun.get());
            return;
        }
        Identity identity;
        try {
            identity = identities.of(user);
        } catch (BackendException e) {
            directorySilent(event, e);
            return;
        }
        Person actor = identity.person();
        if (actor == null) {
            refuseUnknown(event, user, Objects.requireNonNull(identity.unknown()));
            return;
        }
        String target = event.args().get("target");
        if (target == null || target.equals(user.id())) {
            forSelf(event, user, actor);
        } else {
            forOther(event, user, actor, new ChatUser(user.platform(), user.team(), target));
        }
    }

    private void resume(Event event, Request request) {
        if (request.selfService()) {
            takePin.take(event, request);
        } else {
            offers.announce(event, request);
        }
    }

    private void forSelf(Event event, ChatUser user, Person person) {
        Verdict verdict = authorizer.self(person);
        if (!verdict.allowed()) {
            Denial denial = Objects.requireNonNull(verdict.denial());
            denied(event, person, Trail.of(person), verdict, "you." + denial.word());
            return;
        }
        takePin.openWindow(event);
        Located located = locator.find(person, event.args().get("on"));
        Account account = located.account();
        if (located.kind() != Located.Kind.FOUND || account == null) {
            notFound(event, Trail.of(person), Trail.of(person), located);
            String key = "you." + located.kind().word();
            takePin.answer(
                    event,
                    voice -> voice.reply(key, located.systems(), located.detail())
                            .ending(outcome(located)));
            return;
        }
        Party self = new Party(person.id(), user, person.displayName());
        Request request = create(event, self, self, verdict, account, RequestState.TAKING);
        Optional<Request> earlier = add(request);
        takePin.take(event, earlier.orElse(request));
    }

    private void forOther(Event event, ChatUser user, Person actor, ChatUser targetUser) {
        Verdict role = authorizer.mayActForOthers(actor);
        if (!role.allowed()) {
            Denial denial = Objects.requireNonNull(role.denial());
            denied(event, actor, Trail.of(targetUser), role, "you." + denial.word());
            return;
        }
        Screening screening;
        try {
            screening = screen(actor, targetUser, event.args().get("on"));
        } catch (BackendException e) {
            directorySilent(event, e);
            return;
        }
        Person target = screening.person();
        Account account = screening.account();
        Verdict verdict = screening.verdict();
        if (target == null || account == null || verdict == null) {
            refuseTarget(event, actor, targetUser, screening);
            return;
        }
        Party from = new Party(actor.id(), user, actor.displayName());
        Party to = new Party(target.id(), targetUser, target.displayName());
        Request request = create(event, from, to, verdict, account, RequestState.OFFERED);
        Optional<Request> earlier = add(request);
        checkpoint.reached("requested");
        if (earlier.isPresent()) {
            offers.remind(event, earlier.get(), actor);
        } else {
            offers.announce(event, request);
        }
    }

    /** The target is looked up only here, after authorization allowed looking. */
    private Screening screen(Person actor, ChatUser targetUser, @Nullable String on) {
        Identity identity = identities.of(targetUser);
        Person target = identity.person();
        if (target == null) {
            return Screening.unknown(Objects.requireNonNull(identity.unknown()));
        }
        Verdict verdict = authorizer.other(actor, target);
        return verdict.allowed()
                ? Screening.located(target, verdict, locator.find(target, on))
                : Screening.denied(target, verdict);
    }

    private Request create(
            Event event, Party actor, Party owner, Verdict verdict, Account account, RequestState state) {
        Instant now = clock.instant();
        return new Request(
                RequestIds.next(event.id()),
                event.id(),
                actor,
                owner,
                event.args().get("reason"),
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
        return store.tx(tx -> {
            Optional<Request> open = tx.requests().openFor(request.owner().person(), system);
            if (open.isPresent() && !offers.makeWay(tx, open.get(), request)) {
                return open;
            }
            if (!tx.requests().add(request)) {
                throw new TryLater(request.id());
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
                            clock.instant());
            return Optional.<Request>empty();
        });
    }

    private void refuseUnknown(Event event, ChatUser user, Identity.Unknown why) {
        trail.note(Trail.of(user), null, ACTION, "denied", event, Map.of("why", why.word()));
        teller.reply(event, voice -> voice.reply("you." + why.word()).ending(Outcome.REFUSED));
    }

    private void denied(Event event, Person actor, String subject, Verdict verdict, String key) {
        Map<String, String> facts = Map.of(
                "rule",
                verdict.rule(),
                "why",
                Objects.requireNonNull(verdict.denial()).word());
        trail.note(Trail.of(actor), subject, ACTION, "denied", event, facts);
        teller.reply(event, voice -> voice.reply(key).ending(Outcome.REFUSED));
    }

    private void refuseTarget(Event event, Person actor, ChatUser targetUser, Screening screening) {
        Person target = screening.person();
        String subject = target == null ? Trail.of(targetUser) : Trail.of(target);
        String name = target == null ? "" : target.displayName();
        String key = "target." + screening.word();
        Located located = screening.located();
        if (located == null) {
            trail.note(Trail.of(actor), subject, ACTION, "denied", event, Map.of("why", screening.word()));
            teller.reply(event, voice -> voice.reply(key, name).ending(Outcome.REFUSED));
        } else {
            notFound(event, Trail.of(actor), subject, located);
            teller.reply(
                    event,
                    voice -> voice.reply(key, located.systems(), located.detail(), name)
                            .ending(outcome(located)));
        }
    }

    private void notFound(Event event, String actor, String subject, Located located) {
        Map<String, String> facts = Map.of("why", located.kind().word(), "detail", located.detail());
        trail.note(actor, subject, ACTION, outcome(located).word(), event, facts);
    }

    private static Outcome outcome(Located located) {
        return located.kind() == Located.Kind.UNREACHABLE ? Outcome.UNREACHABLE : Outcome.REFUSED;
    }

    private void directorySilent(Event event, BackendException e) {
        ChatUser user = Objects.requireNonNull(event.user());
        trail.note(
                Trail.of(user),
                null,
                ACTION,
                "unreachable",
                event,
                Map.of("why", e.problem().code()));
        teller.reply(
                event,
                voice -> voice.reply("directory.silent", e.problem().code()).ending(Outcome.UNREACHABLE));
    }
}
