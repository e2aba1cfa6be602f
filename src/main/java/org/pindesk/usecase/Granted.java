package org.pindesk.usecase;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pindesk.authorization.Action;
import org.pindesk.authorization.Approvers;
import org.pindesk.authorization.Asked;
import org.pindesk.authorization.Authorizer;
import org.pindesk.authorization.Evidence;
import org.pindesk.authorization.Needs;
import org.pindesk.authorization.Verdict;
import org.pindesk.core.Leg;
import org.pindesk.core.Person;
import org.pindesk.core.PersonId;
import org.pindesk.core.Request;
import org.pindesk.core.SecretKind;
import org.pindesk.port.Approvals;
import org.pindesk.port.Directory;
import org.pindesk.port.Store;

/** What policy says of a request now, and what the request has to show for it; who approved is read anew each time. */
public final class Granted {
    private final Store store;
    private final Directory directory;
    private final Authorizer authorizer;
    private final Approvers approvers;
    private final Clock clock;

    public Granted(Store store, Directory directory, Authorizer authorizer, Approvers approvers, Clock clock) {
        this.store = store;
        this.directory = directory;
        this.authorizer = authorizer;
        this.approvers = approvers;
        this.clock = clock;
    }

    /** Whether nothing is left to be met but the approval of others, so that it can wait for one. */
    static boolean waits(Verdict verdict) {
        Needs needs = verdict.needs();
        return needs.approval() != null && !needs.reason() && !needs.callerVerified();
    }

    /** What is left of a verdict before anybody was asked. */
    Verdict before(Verdict verdict, @Nullable String reason, Person actor, Person target) {
        return approvers.left(
                verdict, Evidence.of(reason != null && !reason.isBlank()), actor.id(), target.id(), clock.instant());
    }

    /** What policy says now of what a request is about, whatever was approved. */
    Verdict asked(Request request, Person actor, Person owner) {
        boolean directoryPassword = request.secret() == SecretKind.PASSWORD
                && request.legs().stream().anyMatch(leg -> leg.system().equals(Leg.DIRECTORY));
        Action action = directoryPassword ? Action.DIRECTORY_PASSWORD : AskForSecret.permission(request.secret());
        Verdict verdict = authorizer.still(new Asked(
                action,
                actor,
                owner,
                request.actor().chat(),
                request.handedOver() ? null : request.owner().chat()));
        return left(request, verdict, actor, owner, List.of());
    }

    /**
     * The same after what was approved. What had to be approved when it was begun has to be so still, also where it would need nothing by
     * now: how fast somebody acted, and at which hour, counted then and is not asked again.
     *
     * @throws org.pindesk.core.BackendException when the directory gives no clear answer
     */
    Verdict now(Request request, Person actor, Person owner) {
        Verdict verdict = asked(request, actor, owner);
        if (!verdict.allowed() && !verdict.pending()) {
            return verdict;
        }
        Optional<Approvals.Approval> stored = store.tx(tx -> tx.approvals().of(request.id()));
        List<Evidence.Approved> given = stored.map(this::given).orElse(List.of());
        if (stored.isPresent()) {
            Needs begun = new Needs(
                    false,
                    false,
                    needed(stored.get()),
                    new LinkedHashSet<>(stored.get().because()));
            Verdict then = left(request, Verdict.needing(verdict.rule(), begun), actor, owner, given);
            if (!then.allowed()) {
                return then;
            }
        }
        return left(request, verdict, actor, owner, given);
    }

    private Verdict left(
            Request request, Verdict verdict, Person actor, Person owner, List<Evidence.Approved> approvals) {
        if (!verdict.pending()) {
            return verdict;
        }
        boolean verified = store.tx(tx -> tx.verifications().usedBy(request.eventId()));
        Evidence evidence = new Evidence(request.reason() != null, verified, approvals);
        return approvers.left(verdict, evidence, actor.id(), owner.id(), clock.instant());
    }

    private List<Evidence.Approved> given(Approvals.Approval approval) {
        List<Evidence.Approved> given = new ArrayList<>();
        for (Approvals.Vote vote : approval.votes()) {
            if (!vote.approves()) {
                return List.of();
            }
            directory.read(vote.by()).ifPresent(by -> given.add(new Evidence.Approved(by, vote.coded(), vote.at())));
        }
        return given;
    }

    /** Why this person's approval of the request would not count; empty when it would. */
    Optional<Approvers.Bar> bar(Person person, Request request, Approvals.Approval approval) {
        return bar(person, request.actor().person(), request.owner().person(), needed(approval));
    }

    Optional<Approvers.Bar> bar(Person person, PersonId actor, PersonId target, Needs.Approval needed) {
        return approvers.bar(person, actor, target, needed);
    }

    /** What was needed when it was asked for. */
    static Needs.Approval needed(Approvals.Approval approval) {
        return new Needs.Approval(
                approval.count(), approval.groups(), approval.stepUp(), approval.window(), approval.pickup());
    }
}
