package org.pindesk.gateway;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.Account;
import org.pindesk.core.BackendException;
import org.pindesk.core.Leg;
import org.pindesk.core.Proof;
import org.pindesk.core.Request;
import org.pindesk.core.Secret;
import org.pindesk.port.ProvesPin;
import org.pindesk.port.ShowsPinState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The best proof that can be had of one new secret: a sign-in with it; else that the system shows it to have been set since; else
 * nothing but the system's yes.
 *
 * @param shows null where the system does not show when a secret was set
 * @param before when it had been set last, as seen before the first write; null where that was not seen
 */
record Prover(
        Credential credential,
        Account account,
        @Nullable ShowsPinState shows,
        @Nullable Instant before) {
    private static final Logger LOG = LoggerFactory.getLogger(Prover.class);

    /** For the account of a leg, with what the leg saw before the first write. */
    static Prover of(Credentials credentials, Request request, Leg leg, Credential credential, Account account) {
        return new Prover(credential, account, credentials.state(request.secret(), account), leg.seenBefore());
    }

    /** What a yes of {@link #took} proves; {@link Proof#ANSWERED} where there can be none. */
    Proof best() {
        if (credential.provable()) {
            return credential.proof();
        }
        return shows == null || before == null ? Proof.ANSWERED : Proof.STATE_CHANGED;
    }

    /** Whether the secret is the one in force. A time that did not move says no; one that is not shown says nothing. */
    ProvesPin.Answer took(Secret secret) {
        if (credential.provable()) {
            return credential.signsIn(secret);
        }
        return best() == Proof.STATE_CHANGED ? moved(shows, account, before) : ProvesPin.Answer.CANNOT_TELL;
    }

    /** Whether the secret of an account was set after that time, by whomever. */
    static ProvesPin.Answer moved(@Nullable ShowsPinState shows, Account account, @Nullable Instant before) {
        Instant now = before == null ? null : lastSet(shows, account);
        if (now == null || before == null) {
            return ProvesPin.Answer.CANNOT_TELL;
        }
        return now.isAfter(before) ? ProvesPin.Answer.YES : ProvesPin.Answer.NO;
    }

    /** When the secret of an account was set last; null when that is not shown now. */
    static @Nullable Instant lastSet(@Nullable ShowsPinState shows, Account account) {
        try {
            return shows == null ? null : shows.pinState(account).changedAt();
        } catch (BackendException e) {
            LOG.info("{}", e.getMessage());
            return null;
        }
    }
}
