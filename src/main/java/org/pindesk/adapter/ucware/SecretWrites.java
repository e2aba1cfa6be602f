package org.pindesk.adapter.ucware;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.Account;
import org.pindesk.core.BackendException;
import org.pindesk.core.Problem;
import org.pindesk.core.Secret;
import org.pindesk.port.Written;

/** The two changes that Pindesk makes: a new PIN, and a new password of an account that the server keeps itself. */
final class SecretWrites {
    private static final Pattern PIN = Pattern.compile("[0-9]{4,64}");
    private static final Pattern PASSWORD = Pattern.compile("[^\\p{Cntrl}]{8,128}");

    private final UcwareSettings settings;
    private final UserReads reads;
    private final Barring barring;
    private final @Nullable RpcClient client;
    private final SpokenGeneration spoken;

    /**
     * @param client null = never write
     */
    SecretWrites(
            UcwareSettings settings,
            UserReads reads,
            Barring barring,
            @Nullable RpcClient client,
            SpokenGeneration spoken) {
        this.settings = settings;
        this.reads = reads;
        this.barring = barring;
        this.client = client;
        this.spoken = spoken;
    }

    /** One message; one more before it while it is not known which generation is spoken. */
    Written pin(Account account, Secret pin) {
        RpcClient writer = client;
        Optional<Written> unfit = unfit(account);
        if (writer == null || unfit.isPresent()) {
            return unfit.orElseGet(this::readOnly);
        }
        if (!PIN.matcher(pin.open()).matches()) {
            return new Written(Written.Kind.NOT_SENT, "a PIN is four or more digits");
        }
        if (!spoken.settled()) {
            try {
                if (reads.user(account.userId()).isEmpty()) {
                    return gone(account);
                }
            } catch (BackendException e) {
                return notRead(e);
            }
        }
        return write(writer, RpcMethod.SET_PIN, account, pin);
    }

    /** Two messages, while it is known who administers: the user is read first, since the server may not keep the password itself. */
    Written password(Account account, Secret password) {
        RpcClient writer = client;
        Optional<Written> unfit = unfit(account);
        if (writer == null || unfit.isPresent()) {
            return unfit.orElseGet(this::readOnly);
        }
        if (!PASSWORD.matcher(password.open()).matches()) {
            return new Written(Written.Kind.NOT_SENT, "a password is 8 to 128 printable characters");
        }
        Optional<UserRecord> user;
        String barred;
        try {
            user = reads.user(account.userId());
            if (user.isEmpty()) {
                return gone(account);
            }
            barred = barring.of(user.get());
        } catch (BackendException e) {
            return notRead(e);
        }
        UserRecord now = user.get();
        if (barred != null) {
            return new Written(Written.Kind.REFUSED, barred);
        }
        if (now.id() != null
                && account.uuid() != null
                && !account.uuid().equals(now.id().toString())) {
            return new Written(Written.Kind.REFUSED, "user " + now.username() + " is another one than before");
        }
        String backend = now.backend();
        if (backend == null) {
            return new Written(Written.Kind.NOT_SENT, "the system does not show who keeps the password");
        }
        if (!settings.isLocal(backend)) {
            return new Written(
                    Written.Kind.REFUSED,
                    "the password is kept by backend " + backend + ", not by the telephone system");
        }
        return write(writer, RpcMethod.SET_PASSWORD, account, password);
    }

    private Written write(RpcClient writer, RpcMethod method, Account account, Secret secret) {
        try {
            RpcReply reply = writer.call(method, (params, generation) -> {
                key(params, account, generation);
                params.add(secret.open());
            });
            return result(method, reply, secret);
        } catch (BackendException e) {
            return trouble(e, secret);
        }
    }

    private void key(ArrayNode params, Account account, Generation generation) {
        if (!generation.numericIds()) {
            params.add(account.userId());
            return;
        }
        try {
            params.add(Long.parseLong(account.uuid() == null ? "" : account.uuid()));
        } catch (NumberFormatException e) {
            throw new BackendException(
                    Problem.UNREACHABLE, settings.id(), "not sent: the account was read without a number as id", e);
        }
    }

    /** Only {@code true} is a yes. */
    private static Written result(RpcMethod method, RpcReply reply, Secret secret) {
        RpcError error = reply.error();
        if (error != null) {
            String words = secret.scrub(method.method() + ": " + error.words());
            if (error.internal()) {
                return new Written(Written.Kind.NO_ANSWER, words);
            }
            return new Written(error.policyRefusal() ? Written.Kind.POLICY_REFUSED : Written.Kind.REFUSED, words);
        }
        JsonNode result = reply.result();
        if (!result.isBoolean()) {
            return new Written(Written.Kind.NO_ANSWER, method.method() + " was answered with neither true nor false");
        }
        return result.booleanValue()
                ? new Written(Written.Kind.ACCEPTED, "")
                : new Written(
                        Written.Kind.REFUSED,
                        method.method() + " was answered with false; the system does not say why");
    }

    /** Trouble: only where execution is excluded does it not end as "no answer". */
    private static Written trouble(BackendException trouble, Secret secret) {
        Written.Kind kind = switch (trouble.problem()) {
            // a refused service account is the operator's to mend: the offer stays open as with a system that is away
            case UNREACHABLE, UNTRUSTED_TLS, WRONG_ENDPOINT, BUSY, BAD_CREDENTIALS -> Written.Kind.NOT_SENT;
            case NOT_PERMITTED, REFUSED -> Written.Kind.REFUSED;
            default -> Written.Kind.NO_ANSWER;
        };
        return new Written(kind, secret.scrub(String.valueOf(trouble.getMessage())));
    }

    private Optional<Written> unfit(Account account) {
        if (client == null) {
            return Optional.of(readOnly());
        }
        return account.barred() == null
                ? Optional.empty()
                : Optional.of(new Written(Written.Kind.REFUSED, account.barred()));
    }

    private Written readOnly() {
        return new Written(Written.Kind.NOT_SENT, settings.id() + " is configured without an account that may write");
    }

    private static Written gone(Account account) {
        return new Written(Written.Kind.REFUSED, "there is no user " + account.userId() + " now");
    }

    private static Written notRead(BackendException e) {
        return new Written(Written.Kind.NOT_SENT, "the user could not be read before the change: " + e.getMessage());
    }
}
