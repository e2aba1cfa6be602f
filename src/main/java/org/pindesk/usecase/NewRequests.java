package org.pindesk.usecase;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pindesk.authorization.Authorizer;
import org.pindesk.authorization.Needs;
import org.pindesk.authorization.Verdict;
import org.pindesk.core.AuditEvent;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Checkpoint;
import org.pindesk.core.Event;
import org.pindesk.core.Leg;
import org.pindesk.core.Outcome;
import org.pindesk.core.Party;
import org.pindesk.core.Person;
import org.pindesk.core.PersonId;
import org.pindesk.core.Request;
import org.pindesk.core.RequestState;
import org.pindesk.core.SaveOption;
import org.pindesk.core.SecretKind;
import org.pindesk.port.Brake;
import org.pindesk.port.Store;

/** Begins requests, the same for every kind of secret: stored once for each event, one open for each person, system and kind. */
public final class NewRequests {
    /** How often a person may begin a new PIN, or a new password, of their own in an hour. */
    private static final int AN_HOUR = 6;

    private final Store store;
    private final Offers offers;
    private final MailRoute mailRoute;
    private final ApproverSearch approvers;
    private final Trail trail;
    private final SecondChannel second;
    private final Happenings happenings;
    private final Actors actors;
    private final Teller teller;
    private final Clock clock;
    private final Terms terms;
    private final Checkpoint checkpoint;

    public NewRequests(
            Store store,
            Offers offers,
            MailRoute mailRoute,
            ApproverSearch approvers,
            Trail trail,
            SecondChannel second,
            Happenings happenings,
            Actors actors,
            Teller teller,
            Clock clock,
            Terms terms,
            Checkpoint checkpoint) {
        this.store = store;
        this.offers = offers;
        this.mailRoute = mailRoute;
        this.approvers = approvers;
        this.trail = trail;
        this.second = second;
        this.happenings = happenings;
        this.actors = actors;
        this.teller = teller;
        this.clock = clock;
        this.terms = terms;
        this.checkpoint = checkpoint;
    }

    /** Whether the emergency brake is pulled; who asked is told then. */
    boolean stopped(Event event, Person actor, String action) {
        Optional<Brake.Pulled> brake = store.tx(tx -> tx.brake().pulled());
        brake.ifPresent(pulled -> {
            actors.note(event, actor, actor, action, "stopped");
            teller.reply(
                    event, voice -> voice.reply("brake.active", pulled.by()).ending(Outcome.REFUSED));
        });
        return brake.isPresent();
    }

    /** Whether somebody has begun as many secrets of their own as an hour allows; they are told then. */
    boolean tooOften(Event event, Person person, SecretKind kind) {
        String action = AskForSecret.action(kind);
        Instant from = clock.instant().minus(Duration.ofHours(1));
        if (store.tx(tx -> tx.acts().since(person.id(), action, from)) < AN_HOUR) {
            return false;
        }
        actors.note(event, person, person, action, "too-often");
        teller.reply(event, voice -> voice.reply(kind, "too-often", AN_HOUR).ending(Outcome.REFUSED));
        return true;
    }

    /** The request of this event that an earlier try stored. */
    Optional<Request> begun(Event event) {
        return store.tx(tx -> tx.requests().byEvent(event.id()));
    }

    Optional<Request> find(String id) {
        return store.tx(tx -> tx.requests().byId(id));
    }

    /** The person's open request for such a secret there. */
    Optional<Request> open(Person person, SecretKind kind, String system) {
        return store.tx(tx -> tx.requests().openFor(person.id(), system, kind));
    }

    /**
     * Begins somebody's wish for a secret of their own.
     *
     * @return what is to be taken now: the new request, or an open one that must be finished first
     */
    Request own(Event event, Person person, SecretKind kind, Verdict verdict, List<Leg> legs) {
        happenings.seen(person);
        Party self = new Party(person.id(), Objects.requireNonNull(event.user()), person.displayName());
        Request request = of(
                event,
                self,
                self,
                kind,
                verdict,
                legs,
                RequestState.TAKING,
                event.args().get("reason"));
        return add(request).orElse(request);
    }

    /** How an offer reaches the person: in their chat, else by mail. */
    MailRoute.Way way(Target target, SecretKind kind, String system) {
        ChatUser chat = target.chat();
        return chat == null
                ? mailRoute.to(Objects.requireNonNull(target.person()), kind, system)
                : new MailRoute.Way(chat, "");
    }

    /**
     * Offers a person a new secret, or reminds them of the offer that they have.
     *
     * @return false when there is no way to bring it to the person; who asked is told then
     */
    boolean offer(
            Event event,
            Person actor,
            Target target,
            SecretKind kind,
            Verdict verdict,
            List<Leg> legs,
            @Nullable String reason) {
        Person person = Objects.requireNonNull(target.person());
        MailRoute.Way way = way(target, kind, legs.get(0).system());
        ChatUser chat = way.user();
        if (chat == null) {
            actors.note(event, actor, person, AskForSecret.action(kind), way.problem());
            teller.reply(
                    event,
                    voice -> voice.reply("target." + way.problem(), person.displayName())
                            .ending(Outcome.REFUSED));
            return false;
        }
        return offerTo(event, actor, person, chat, kind, verdict, legs, reason);
    }

    /**
     * The same through a chat account that is known to be the right one.
     *
     * @param chat the person's, or in phone mode ({@link Request#PHONE_MODE}) their manager's
     */
    boolean offerTo(
            Event event,
            Person actor,
            Person person,
            ChatUser chat,
            SecretKind kind,
            Verdict verdict,
            List<Leg> legs,
            @Nullable String reason) {
        boolean handedOver = verdict.rule().equals(Request.PHONE_MODE);
        if (second.missing(event, actor, person, AskForSecret.action(kind), handedOver)) {
            return false;
        }
        happenings.seen(person);
        Party from = new Party(actor.id(), Objects.requireNonNull(event.user()), actor.displayName());
        Party to = new Party(person.id(), chat, person.displayName());
        List<Party> asked = List.of();
        if (Granted.waits(verdict)) {
            asked = whoApproves(event, actor, person, verdict);
            Needs.Approval needed = Objects.requireNonNull(verdict.needs().approval());
            if (asked.size() < needed.count()) {
                nobodyApproves(event, actor, person, kind, verdict.needs(), asked.size());
                return false;
            }
        }
        Request request = of(event, from, to, kind, verdict, legs, RequestState.OFFERED, reason);
        Optional<Request> earlier = add(request, verdict, asked, saving(event), tx -> {});
        checkpoint.reached("requested");
        if (earlier.isPresent()) {
            offers.remind(event, earlier.get(), actor);
        } else {
            offers.announce(event, request);
        }
        return true;
    }

    /**
     * Offers a person a new PIN by break-glass.
     *
     * @param also what has to be stored with it, in the same transaction; when it throws, there is no request
     */
    void offerByBreakGlass(
            Event event,
            Person actor,
            Person person,
            ChatUser chat,
            List<Leg> legs,
            String reason,
            BiConsumer<Store.Tx, Request> also) {
        Verdict verdict = Verdict.allow(Authorizer.BREAK_GLASS);
        Party from = new Party(actor.id(), Objects.requireNonNull(event.user()), actor.displayName());
        Party to = new Party(person.id(), chat, person.displayName());
        Request request = of(event, from, to, SecretKind.PIN, verdict, legs, RequestState.OFFERED, reason);
        Optional<Request> earlier = add(request, verdict, List.of(), null, tx -> also.accept(tx, request));
        checkpoint.reached("requested");
        if (earlier.isPresent()) {
            offers.remind(event, earlier.get(), actor);
        } else {
            offers.announce(event, request);
        }
    }

    /** Who would be asked to approve this. */
    List<Party> whoApproves(Event event, Person actor, Person target, Verdict verdict) {
        return approvers.find(
                Objects.requireNonNull(event.user()),
                actor.id(),
                target.id(),
                Objects.requireNonNull(verdict.needs().approval()));
    }

    /** Too few people could approve it: nobody is asked, and who asked is told who would have to exist. */
    void nobodyApproves(Event event, Person actor, Person target, SecretKind kind, Needs needs, int found) {
        actors.note(event, actor, target, AskForSecret.action(kind), "nobody-approves");
        teller.reply(event, voice -> ApprovalWords.nobody(voice, target, kind, needs, found));
    }

    private static @Nullable String saving(Event event) {
        SaveOption save = SaveForm.chosen(event);
        return save == SaveOption.NONE ? null : save.word();
    }

    private Request of(
            Event event,
            Party actor,
            Party owner,
            SecretKind kind,
            Verdict verdict,
            List<Leg> legs,
            RequestState state,
            @Nullable String reason) {
        Instant now = clock.instant();
        Needs.Approval needed = Granted.waits(verdict) ? verdict.needs().approval() : null;
        return new Request(
                RequestIds.next(event.id()),
                event.id(),
                actor,
                owner,
                kind,
                reason,
                verdict.rule(),
                needed == null ? state : RequestState.AWAITING_APPROVAL,
                legs,
                now,
                now.plus(needed == null ? terms.offer() : needed.window()),
                null,
                null);
    }

    /**
     * Stores the request, unless its owner has an open one that must be finished first.
     *
     * @return the open request that stands in the way; empty when the new one was stored
     */
    private Optional<Request> add(Request request) {
        return add(request, Verdict.allow(request.rule()), List.of(), null, tx -> {});
    }

    /**
     * The same for one that may have to wait.
     *
     * @param asked who is asked for approval
     * @param save how the new password is to be saved; null for nothing
     * @param also what is stored with it
     */
    private Optional<Request> add(
            Request request, Verdict verdict, List<Party> asked, @Nullable String save, Consumer<Store.Tx> also) {
        String system = request.legs().get(0).system();
        String action = AskForSecret.action(request.secret());
        Instant now = clock.instant();
        return store.tx(tx -> {
            Optional<Request> open = tx.requests().openFor(request.owner().person(), system, request.secret());
            if (open.isPresent() && !offers.makeWay(tx, open.get(), request)) {
                return open;
            }
            if (!tx.requests().add(request)) {
                throw new TryLater(request.id());
            }
            PersonId owner = request.owner().person();
            boolean verified = false;
            if (request.selfService()) {
                tx.acts().add(owner, action, request.eventId(), now);
            } else {
                verified = Happenings.done(tx, request.actor().person(), owner, action, request.eventId(), now);
            }
            boolean waits = request.state() == RequestState.AWAITING_APPROVAL;
            if (waits) {
                ApprovalBook.begin(tx, trail, request, ApprovalBook.of(request, verdict.needs(), asked, save, now));
            }
            Map<String, String> facts = new HashMap<>();
            facts.put("system", system);
            facts.put("account", request.legs().get(0).userId());
            facts.put("rule", request.rule());
            if (verified) {
                facts.put("caller", "verified");
            }
            if (request.handedOver()) {
                facts.put("called-back", "helpdesk person's word");
                facts.put("handed-over-by", Trail.receiver(tx, request));
            }
            tx.audit()
                    .append(
                            new AuditEvent(
                                    "person:" + request.actor().person(),
                                    "person:" + request.owner().person(),
                                    action,
                                    request.selfService() ? "accepted" : waits ? "awaits-approval" : "offered",
                                    request.id(),
                                    facts,
                                    request.reason()),
                            now);
            also.accept(tx);
            return Optional.<Request>empty();
        });
    }
}
