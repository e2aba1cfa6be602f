package org.pindesk.gateway;

import java.time.Instant;
import org.pindesk.core.Account;
import org.pindesk.core.Checkpoint;
import org.pindesk.core.Leg;
import org.pindesk.core.Outcome;
import org.pindesk.core.Proof;
import org.pindesk.core.Request;
import org.pindesk.core.Secret;
import org.pindesk.gateway.CredentialGateway.Settled;
import org.pindesk.port.ProvesPin;
import org.pindesk.port.Written;

/**
 * A mailbox follows the telephone: it gets the secret that the telephone system has taken, by PIN synchronisation or by a write. Never
 * another one, and never before the telephone has it.
 */
final class Following {
    private final Credentials credentials;
    private final Intents intents;
    private final Checkpoint checkpoint;

    Following(Credentials credentials, Intents intents, Checkpoint checkpoint) {
        this.credentials = credentials;
        this.intents = intents;
        this.checkpoint = checkpoint;
    }

    /** See {@link CredentialGateway#follow}. */
    Settled follow(Request request, Leg leg, Account mailbox, boolean handedOn) {
        Credential credential = credentials.of(request, mailbox, null, false);
        Instant before = leg.seenBefore();
        if (Prover.moved(credentials.state(request.secret(), mailbox), mailbox, before) == ProvesPin.Answer.YES) {
            return new Settled(request, leg.settled(Outcome.APPLIED, Proof.STATE_CHANGED, null));
        }
        boolean interrupted = leg.outcome() == null && (leg.draw() > 0 || handedOn && before == null);
        boolean maybe = interrupted || leg.outcome() == Outcome.UNKNOWN;
        Outcome undone = maybe ? Outcome.UNKNOWN : Outcome.REFUSED;
        Secret secret = intents.sealed(request, request.legs().get(0).system());
        if (credential == null || !credential.writable() || secret == null) {
            return new Settled(request, leg.settled(undone, Proof.NONE, "no write account configured"));
        }
        Leg drawn = leg.seen(before == null ? Prover.lastSet(credentials.state(mailbox), mailbox) : before)
                .drawn(leg.draw() + 1);
        Request stored = intents.journal(request, drawn, null, null);
        if (stored == null) {
            return new Settled(request, leg.settled(undone, Proof.NONE, Intents.STOPPED));
        }
        Written written = credential.write(secret);
        checkpoint.reached("followed");
        Prover prover = Prover.of(credentials, request, drawn, credential, mailbox);
        return new Settled(stored, followed(prover, drawn, secret, written, maybe));
    }

    /**
     * What writing the mailbox came to.
     *
     * @param maybe whether it may have the secret from an earlier write or from the telephone system: then no refusal says that it has not
     */
    private static Leg followed(Prover prover, Leg leg, Secret secret, Written written, boolean maybe) {
        Written.Kind kind = written.kind();
        if (kind == Written.Kind.ACCEPTED && prover.best() == Proof.ANSWERED) {
            return leg.settled(Outcome.APPLIED, Proof.ANSWERED, null);
        }
        boolean sent = kind == Written.Kind.ACCEPTED || kind == Written.Kind.NO_ANSWER;
        if (!sent && !maybe) {
            Outcome outcome = kind == Written.Kind.NOT_SENT ? Outcome.UNREACHABLE : Outcome.REFUSED;
            return leg.settled(outcome, Proof.NONE, written.detail());
        }
        return prover.took(secret) == ProvesPin.Answer.YES
                ? leg.settled(Outcome.APPLIED, prover.best(), null)
                : leg.settled(Outcome.UNKNOWN, Proof.NONE, sent ? "no sign of the change" : written.detail());
    }
}
