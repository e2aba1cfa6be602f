package org.pindesk.gateway;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.pindesk.core.Account;
import org.pindesk.core.BackendException;
import org.pindesk.core.Outcome;
import org.pindesk.core.Secret;
import org.pindesk.core.SecretKind;
import org.pindesk.port.ProvesPin;
import org.pindesk.port.Written;

/**
 * Puts a secret that nobody knows in the place of one that the wrong person may know. It is never stored and never shown, so doing it
 * again after an interruption is always right.
 */
public final class Burner {
    private final Credentials credentials;

    public Burner(Credentials credentials) {
        this.credentials = credentials;
    }

    /**
     * @return applied; refused; unreachable (the old secret is still there) or unknown: with the last two doing it again is right
     * @throws BackendException when the system does not tell what it asks of a secret
     */
    public Outcome burn(SecretKind kind, Account account) {
        Credential credential = credentials.of(kind, account);
        if (credential == null || !credential.writable()) {
            return Outcome.REFUSED;
        }
        Function<Collection<Secret>, Secret> maker = credential.maker();
        List<Secret> earlier = new ArrayList<>();
        for (int draw = 1; draw <= CredentialGateway.MAX_DRAWS; draw++) {
            Secret secret = maker.apply(earlier);
            Written written = credential.write(secret);
            if (written.kind() != Written.Kind.POLICY_REFUSED) {
                return outcome(written, credential, secret);
            }
            earlier.add(secret);
        }
        return Outcome.REFUSED;
    }

    private static Outcome outcome(Written written, Credential credential, Secret secret) {
        switch (written.kind()) {
            case ACCEPTED:
                return proved(credential, secret);
            case NOT_SENT:
                return Outcome.UNREACHABLE;
            case NO_ANSWER:
                return Outcome.UNKNOWN;
            default:
                return Outcome.REFUSED;
        }
    }

    private static Outcome proved(Credential credential, Secret secret) {
        return !credential.provable() || credential.signsIn(secret) == ProvesPin.Answer.YES
                ? Outcome.APPLIED
                : Outcome.UNKNOWN;
    }
}
