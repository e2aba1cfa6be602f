package org.pindesk.usecase;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pindesk.authorization.Needs;
import org.pindesk.core.AuditEvent;
import org.pindesk.core.Ending;
import org.pindesk.core.Event;
import org.pindesk.core.Party;
import org.pindesk.core.PersonId;
import org.pindesk.core.Request;
import org.pindesk.core.RequestState;
import org.pindesk.port.Approvals.Approval;
import org.pindesk.port.Approvals.Asked;
import org.pindesk.port.Approvals.Vote;
import org.pindesk.port.Store;

/**
 * Every step of an approval, each in one transaction with the request's state, its audit row and the notices that follow. Two copies that
 * come at the same moment find that one of them was first: the state is compared, and a vote holds what is waited for.
 */
public final class ApprovalBook {
    static final String CARD = "approval-card";
    static final String REMIND = "approval-remind";
    static final String ESCALATE = "approval-escalate";
    static final String GRANTED = "approval-granted";
    static final String WHY = "approval-why";

    /** Of the window, until the approvers are reminded; after as long again the helpdesk's channel is. */
    private static final int THIRDS = 3;

    private final Store store;
    private final Trail trail;
    private final Clock clock;

    public ApprovalBook(Store store, Trail trail, Clock clock) {
        this.store = store;
        this.trail = trail;
        this.clock = clock;
    }

    /** What became of somebody's word. */
    enum Said {
        /** It counts, and more are waited for. */
        COUNTED,
        /** It was the last one that was needed. */
        GRANTED,
        DENIED,
        /** This person has spoken before. */
        BEFORE,
        /** Nobody is waited for any more. */
        OVER
    }

    /** What is to be stored for a request that has to wait. */
    static Approval of(Request request, Needs needs, List<Party> asked, @Nullable String save, Instant now) {
        Needs.Approval needed = Objects.requireNonNull(needs.approval());
        return new Approval(
                request.id(),
                needed.count(),
                needed.groups(),
                needed.stepUp(),
                needed.window(),
                needed.pickup(),
                List.copyOf(needs.because()),
                save,
                now,
                0,
                now.plus(needed.window().dividedBy(THIRDS)),
                asked.stream().map(Asked::of).toList(),
                List.of());
    }

    /** Begins to wait, in the transaction that stores the request. */
    static void begin(Store.Tx tx, Trail trail, Request request, Approval approval) {
        tx.approvals().add(approval);
        Map<String, String> facts = facts(request, approval);
        facts.put("asked", String.valueOf(approval.asked().size()));
        trail.row(tx, person(request.actor().person()), request, "approval.ask", "waits", facts);
        refresh(tx, approval, "asked", approval.askedAt());
    }

    /** Writes that nobody is waited for any more, in the transaction that closes the request; nothing where nobody was. */
    static void closing(Store.Tx tx, Trail trail, Request before, Ending how) {
        if (before.state() == RequestState.AWAITING_APPROVAL) {
            tx.approvals()
                    .of(before.id())
                    .ifPresent(approval ->
                            trail.row(tx, "pindesk", before, "approval.close", how.word(), facts(before, approval)));
        }
    }

    /**
     * @throws TryLater when the request changes at the same moment
     */
    Said vote(Request request, Vote vote) {
        return store.tx(tx -> {
            Approval before = tx.approvals().hold(request.id()).orElseThrow();
            Request now = tx.requests().byId(request.id()).orElseThrow();
            Vote earlier = before.vote(vote.by()).orElse(null);
            if (earlier != null) {
                boolean same = earlier.eventId().equals(vote.eventId()) && earlier.approves() == vote.approves();
                return same ? became(now, vote) : Said.BEFORE;
            }
            Asked asked = before.asked(vote.by()).orElse(null);
            boolean late = !clock.instant().isBefore(now.dueAt());
            if (now.state() != RequestState.AWAITING_APPROVAL || late || asked == null || asked.leftOut() != null) {
                return Said.OVER;
            }
            if (!tx.approvals().vote(request.id(), vote)) {
                throw new TryLater(request.id());
            }
            Approval after = tx.approvals().of(request.id()).orElseThrow();
            Request next = !vote.approves()
                    ? now.closed(Ending.DENIED)
                    : yes(after) >= after.count()
                            ? now.withState(RequestState.OFFERED, vote.at().plus(after.pickup()))
                            : now;
            // also where nothing changes: it must not be closed by another at this moment
            if (!tx.requests().replace(now, next)) {
                throw new TryLater(request.id());
            }
            Map<String, String> facts = facts(request, after);
            facts.put("coded", vote.coded() ? "yes" : "no");
            trail.row(tx, person(vote.by()), request, "approval.vote", vote.approves() ? "approved" : "denied", facts);
            refresh(tx, after, "vote-" + vote.by(), vote.at());
            if (next.state() == RequestState.OFFERED) {
                trail.row(tx, "pindesk", request, "approval.close", "approved", facts(request, after));
                tx.queue().add(notice(GRANTED, request.id(), null, after.save(), vote.at()));
            } else if (!next.isOpen()) {
                closing(tx, trail, now, Ending.DENIED);
                tx.queue().add(Notices.closed(next, vote.at()));
            }
            return became(next, vote);
        });
    }

    private static Said became(Request request, Vote vote) {
        if (!vote.approves()) {
            return Said.DENIED;
        }
        return request.state() == RequestState.AWAITING_APPROVAL ? Said.COUNTED : Said.GRANTED;
    }

    /** Those who approved and are still reckoned with. */
    static long yes(Approval approval) {
        return approval.votes().stream()
                .filter(Vote::approves)
                .filter(vote -> approval.asked(vote.by())
                        .filter(each -> each.leftOut() == null)
                        .isPresent())
                .count();
    }

    /** Whether all that were needed have approved, and nobody said no. */
    static boolean granted(Approval approval) {
        return yes(approval) >= approval.count() && approval.votes().stream().allMatch(Vote::approves);
    }

    /** Somebody looks into it; that gives them no right over others. False when nobody is waited for any more. */
    boolean claim(Request request, PersonId person) {
        Instant at = clock.instant();
        return store.tx(tx -> {
            Approval approval = tx.approvals().hold(request.id()).orElseThrow();
            Request now = tx.requests().byId(request.id()).orElseThrow();
            if (now.state() != RequestState.AWAITING_APPROVAL) {
                return false;
            }
            tx.approvals().claim(request.id(), person, at);
            trail.row(tx, person(person), request, "approval.claim", "claimed", facts(request, approval));
            refresh(tx, approval, "claim-" + person + "-" + at.toEpochMilli(), at);
            return true;
        });
    }

    /** Somebody who said no says why; once. */
    void explain(Request request, PersonId person, String reason) {
        Instant now = clock.instant();
        store.tx(tx -> {
            Approval approval = tx.approvals().hold(request.id()).orElseThrow();
            if (tx.approvals().explain(request.id(), person, reason)) {
                tx.audit()
                        .append(
                                new AuditEvent(
                                        person(person),
                                        person(request.owner().person()),
                                        "approval.vote",
                                        "explained",
                                        request.id(),
                                        facts(request, approval),
                                        reason),
                                now);
                tx.queue().add(notice(WHY, request.id(), person, null, now));
                refresh(tx, approval, "why", now);
            }
            return true;
        });
    }

    /** Somebody is not waited for any more; the request ends when too few are left. */
    void leaveOut(Request request, PersonId person, String why) {
        Instant at = clock.instant();
        store.tx(tx -> {
            if (tx.approvals().hold(request.id()).isEmpty() || !tx.approvals().leaveOut(request.id(), person, why)) {
                return false;
            }
            Approval left = tx.approvals().of(request.id()).orElseThrow();
            Map<String, String> facts = facts(request, left);
            facts.put("why", why);
            trail.row(tx, person(person), request, "approval.leave-out", "left-out", facts);
            Request now = tx.requests().byId(request.id()).orElseThrow();
            if (now.state() == RequestState.AWAITING_APPROVAL
                    && yes(left) + left.waitedFor().size() < left.count()) {
                close(tx, now, Ending.UNAPPROVABLE, at);
            } else {
                refresh(tx, left, "left-" + person, at);
            }
            return true;
        });
    }

    /** Ends a request that may not go on. */
    void close(Request request, Ending how) {
        store.tx(tx -> {
            Request now = tx.requests().byId(request.id()).orElseThrow();
            if (now.state() == RequestState.AWAITING_APPROVAL) {
                close(tx, now, how, clock.instant());
            }
            return true;
        });
    }

    private void close(Store.Tx tx, Request now, Ending how, Instant at) {
        Request closed = now.closed(how);
        if (!tx.requests().replace(now, closed)) {
            throw new TryLater(now.id());
        }
        closing(tx, trail, now, how);
        tx.queue().add(Notices.closed(closed, at));
    }

    /** Reminds those who have not spoken, at the first due time; at the second one the helpdesk's channel. For the sweep, in each copy. */
    void remind(int most) {
        Instant now = clock.instant();
        for (String id : store.tx(tx -> tx.approvals().due(now, most))) {
            store.tx(tx -> {
                Approval approval = tx.approvals().of(id).orElseThrow();
                boolean waits = tx.requests()
                        .byId(id)
                        .filter(each -> each.state() == RequestState.AWAITING_APPROVAL)
                        .isPresent();
                boolean first = approval.stage() == 0;
                Instant second = approval.askedAt()
                        .plus(approval.window().dividedBy(THIRDS).multipliedBy(2));
                if (tx.approvals().advance(id, approval.stage(), first && waits ? second : null) && waits) {
                    if (first) {
                        approval.waitedFor()
                                .forEach(each -> tx.queue()
                                        .add(notice(REMIND, id, each.party().person(), null, now)));
                    } else {
                        tx.queue().add(notice(ESCALATE, id, null, null, now));
                    }
                }
                return true;
            });
        }
    }

    /** Brings everybody's message to what is stored; at most once for each such change. */
    static void refresh(Store.Tx tx, Approval approval, String change, Instant now) {
        for (Asked each : approval.asked()) {
            PersonId person = each.party().person();
            tx.queue()
                    .add(new Event(
                            "notice:" + CARD + ":" + approval.request() + ":" + person + ":" + change,
                            Event.Kind.NOTICE,
                            null,
                            CARD,
                            Map.of(
                                    "request", approval.request(),
                                    "person", person.value(),
                                    "first", change.equals("asked") ? "yes" : "no"),
                            null,
                            now,
                            0));
        }
    }

    private static Event notice(
            String name, String request, @Nullable PersonId person, @Nullable String save, Instant now) {
        Map<String, String> args = new HashMap<>();
        args.put("request", request);
        if (person != null) {
            args.put("person", person.value());
        }
        if (save != null) {
            args.put("save", save);
        }
        String id = "notice:" + name + ":" + request + (person == null ? "" : ":" + person);
        return new Event(id, Event.Kind.NOTICE, null, name, args, null, now, 0);
    }

    private static Map<String, String> facts(Request request, Approval approval) {
        Map<String, String> facts = new HashMap<>();
        facts.put("rule", request.rule());
        facts.put("because", String.join(" ", approval.because()));
        facts.put("votes", yes(approval) + " of " + approval.count());
        return facts;
    }

    private static String person(PersonId id) {
        return "person:" + id;
    }
}
