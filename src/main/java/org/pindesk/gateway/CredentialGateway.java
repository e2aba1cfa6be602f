package org.pindesk.gateway;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.Account;
import org.pindesk.core.BackendException;
import org.pindesk.core.Checkpoint;
import org.pindesk.core.Leg;
import org.pindesk.core.Outcome;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Problem;
import org.pindesk.core.Proof;
import org.pindesk.core.Request;
import org.pindesk.core.Secret;
import org.pindesk.port.ProvesPin;
import org.pindesk.port.Store;
import org.pindesk.port.Written;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a leg from "planned" to a settled outcome. The intent and the sealed secret are committed before each write, so that after a
 * crash the same secret is proved first, written again only if it proved absent, and never replaced by another.
 */
public final class CredentialGateway {
    /** The first secret and at most three redraws after policy refusals. */
    public static final int MAX_DRAWS = 4;

    private static final Logger LOG = LoggerFactory.getLogger(CredentialGateway.class);

    private final Credentials credentials;
    private final Intents intents;
    private final Following following;
    private final Checkpoint checkpoint;

    /**
     * @param keepUnshown how long a written secret that was not shown yet is kept
     */
    public CredentialGateway(
            Store store, Credentials credentials, Clock clock, Duration keepUnshown, Checkpoint checkpoint) {
        this.credentials = credentials;
        this.intents = new Intents(store, clock, keepUnshown);
        this.following = new Following(credentials, intents, checkpoint);
        this.checkpoint = checkpoint;
    }

    /**
     * Settles one leg of a request that the caller holds the lease of. Each step is stored before the next begins; the settled leg is
     * returned and is the caller's to store together with what follows from it.
     *
     * @param account the leg's account, just read
     * @param sharer who gets the same secret afterwards; null for none, and then no system hands it on
     * @return the request as it is stored, and the settled leg
     */
    public Settled settle(Request request, Leg leg, Account account, @Nullable Sharer sharer) {
        // what was handed on before an interruption is not handed on again: the same secret twice may be refused there
        boolean hereOnly = sharer == null || leg.draw() > 0 && hasChanged(sharer) == ProvesPin.Answer.YES;
        Credential credential = credentials.of(request, account, sharer == null ? null : sharer.account(), hereOnly);
        if (credential == null || !credential.writable()) {
            return new Settled(request, leg.settled(Outcome.REFUSED, Proof.NONE, "no write account configured"));
        }
        if (leg.draw() > 0) {
            LOG.info("request {} continues after an interruption: proving first", request.id());
            Secret sealed = intents.sealed(request, leg.system());
            Leg settled = sealed != null
                    ? again(Prover.of(credentials, request, leg, credential, account), leg, sealed)
                    : leg.settled(Outcome.UNKNOWN, Proof.NONE, "interrupted for longer than the secret was kept");
            return new Settled(request, settled);
        }
        Instant before =
                credential.provable() ? null : Prover.lastSet(credentials.state(request.secret(), account), account);
        Leg seen = leg.seen(before);
        return draw(request, seen, Prover.of(credentials, request, seen, credential, account), sharer);
    }

    /**
     * Who gets the secret of a telephone too.
     *
     * @param leg the account's own, with what was seen of it before anything was written; stored with the first intent
     */
    public record Sharer(Account account, Leg leg) {}

    /**
     * A request as stored and what became of its legs.
     *
     * @param mailbox the leg of the voicemail system that got the same secret; null where there is none, or it was not come to
     */
    public record Settled(
            Request request, Leg leg, @Nullable Leg mailbox) {
        Settled(Request request, Leg leg) {
            this(request, leg, null);
        }
    }

    private Settled draw(Request request, Leg leg, Prover prover, @Nullable Sharer sharer) {
        Credential credential = prover.credential();
        Function<Collection<Secret>, Secret> maker;
        try {
            maker = credential.maker();
        } catch (BackendException e) {
            LOG.warn("request {}: {}", request.id(), e.getMessage());
            boolean silent = e.problem() == Problem.UNREACHABLE
                    || e.problem() == Problem.NO_ANSWER
                    || e.problem() == Problem.BUSY;
            Outcome outcome = silent ? Outcome.UNREACHABLE : Outcome.REFUSED;
            return new Settled(
                    request, leg.settled(outcome, Proof.NONE, e.problem().code()));
        }
        Request stored = request;
        @Nullable Leg shared = sharer == null ? null : sharer.leg();
        Leg current = leg;
        List<Secret> earlier = new ArrayList<>();
        String refusal = "";
        for (int number = leg.draw() + 1; number <= MAX_DRAWS; number++) {
            Secret secret;
            try {
                secret = maker.apply(earlier);
            } catch (PindeskException e) {
                // trying again would not help, and the request would keep its owner's place for ever
                LOG.warn("request {}: {}", request.id(), e.getMessage());
                return new Settled(
                        stored,
                        current.settled(Outcome.REFUSED, Proof.NONE, e.problem().code()));
            }
            current = leg.drawn(number);
            Request journaled = intents.journal(stored, current, shared, secret);
            if (journaled == null) {
                return new Settled(stored, leg.settled(Outcome.REFUSED, Proof.NONE, Intents.STOPPED));
            }
            stored = journaled;
            checkpoint.reached("journaled");
            Written written = credential.write(secret);
            checkpoint.reached("written");
            if (written.kind() != Written.Kind.POLICY_REFUSED) {
                return new Settled(stored, judge(prover, current, secret, written));
            }
            LOG.info("request {}: draw {} refused by policy: {}", request.id(), number, written.detail());
            refusal = written.detail();
            if (sharer != null && sharer.leg().seenBefore() != null && hasChanged(sharer) != ProvesPin.Answer.NO) {
                // refused here, perhaps taken there: another secret must not follow it
                break;
            }
            earlier.add(secret);
        }
        return new Settled(stored, current.settled(Outcome.REFUSED, Proof.NONE, refusal));
    }

    /** After an interruption: prove first, write the same secret only if it is absent. */
    private Leg again(Prover prover, Leg leg, Secret secret) {
        switch (prover.took(secret)) {
            case YES:
                return leg.settled(Outcome.APPLIED, prover.best(), null);
            case NO:
                return rewrite(prover, leg, secret);
            default:
                return leg.settled(Outcome.UNKNOWN, Proof.NONE, "interrupted, then no proof to be had");
        }
    }

    /**
     * Settles an interrupted leg without writing: for when writing is no longer allowed, or nobody can say whether it is. A secret
     * that proves absent was never taken by the system.
     */
    public Leg proveOnly(Request request, Leg leg) {
        Credential credential = credentials.unread(request, leg);
        Secret secret = intents.sealed(request, leg.system());
        if (credential == null || secret == null) {
            return leg.settled(Outcome.UNREACHABLE, Proof.NONE, "interrupted before anything was written");
        }
        switch (credential.signsIn(secret)) {
            case YES:
                return leg.settled(Outcome.APPLIED, credential.proof(), null);
            case NO:
                return leg.settled(Outcome.REFUSED, Proof.NONE, "interrupted, not written, and not allowed any more");
            default:
                return leg.settled(Outcome.UNKNOWN, Proof.NONE, "interrupted, then no proof to be had");
        }
    }

    /**
     * The leg once more, with the same secret and handed on to nobody: for when the system refused it, but the one that it was handed on
     * to has taken it.
     */
    public Leg alone(Request request, Leg leg, Account account) {
        Credential credential = credentials.of(request, account, null, true);
        Secret secret = reveal(request);
        if (credential == null || secret == null || intents.stopped()) {
            return leg;
        }
        LOG.info(
                "request {}: {} refused, what it handed on to has taken it: written there alone",
                request.id(),
                leg.system());
        Written written = credential.write(secret);
        checkpoint.reached("alone");
        return judge(Prover.of(credentials, request, leg, credential, account), leg, secret, written);
    }

    /**
     * Settles the leg of a voicemail system with the secret that the telephone system has taken. When the telephone system has handed it
     * on by itself, that is seen; otherwise it is written. The same secret may be written any number of times.
     *
     * @param leg not settled: with what was seen before the telephone system was written to; settled: to be tried once more
     * @param handedOn whether the telephone system may have handed it on without that being seen
     */
    public Settled follow(Request request, Leg leg, Account mailbox, boolean handedOn) {
        return following.follow(request, leg, mailbox, handedOn);
    }

    /** When a mailbox's PIN was set; null when that is not shown now. */
    public @Nullable Instant lastSet(Account mailbox) {
        return Prover.lastSet(credentials.state(mailbox), mailbox);
    }

    /** Whether the sharer's secret was set since the sharer's leg saw it. */
    public ProvesPin.Answer hasChanged(Sharer sharer) {
        return Prover.moved(
                credentials.state(sharer.account()),
                sharer.account(),
                sharer.leg().seenBefore());
    }

    /** What a first write of this secret came to. */
    private Leg judge(Prover prover, Leg leg, Secret secret, Written written) {
        switch (written.kind()) {
            case ACCEPTED:
                return prover.best() == Proof.ANSWERED
                        ? leg.settled(Outcome.APPLIED, Proof.ANSWERED, null)
                        : proved(prover, leg, secret);
            case NOT_SENT:
                return leg.settled(Outcome.UNREACHABLE, Proof.NONE, written.detail());
            case NO_ANSWER:
                return again(prover, leg, secret);
            default:
                return leg.settled(Outcome.REFUSED, Proof.NONE, written.detail());
        }
    }

    /**
     * The same secret once more, after it proved absent. The first write may still arrive late, so nothing but a proof ends in
     * anything better than "unknown". A policy refusal of our own value means that it is probably set: its history holds it.
     */
    private Leg rewrite(Prover prover, Leg leg, Secret secret) {
        if (intents.stopped()) {
            return leg.settled(Outcome.UNKNOWN, Proof.NONE, "no answer, and not asked again: " + Intents.STOPPED);
        }
        Written written = prover.credential().write(secret);
        checkpoint.reached("rewritten");
        if (written.kind() == Written.Kind.NOT_SENT || written.kind() == Written.Kind.REFUSED) {
            return leg.settled(Outcome.UNKNOWN, Proof.NONE, written.detail());
        }
        return proved(prover, leg, secret);
    }

    private Leg proved(Prover prover, Leg leg, Secret secret) {
        ProvesPin.Answer answer = prover.took(secret);
        checkpoint.reached("proved");
        switch (answer) {
            case YES:
                return leg.settled(Outcome.APPLIED, prover.best(), null);
            case NO:
                return leg.settled(
                        Outcome.UNKNOWN,
                        Proof.NONE,
                        prover.best() == Proof.SIGNED_IN
                                ? "accepted, but a sign-in with it failed"
                                : "accepted, but no change is shown");
            default:
                return leg.settled(Outcome.UNKNOWN, Proof.NONE, "no proof to be had");
        }
    }

    /** The secret of a request as it is sealed now, for its owner's eyes; null when there is none any more. */
    public @Nullable Secret reveal(Request request) {
        return intents.sealed(request, request.legs().get(0).system());
    }
}
