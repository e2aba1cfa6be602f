package org.pindesk.adapter.cucm;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.Account;
import org.pindesk.core.BackendException;
import org.pindesk.core.Secret;
import org.pindesk.core.TelephoneEvidence.PasswordHome;
import org.pindesk.port.ProvesPin.Answer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Proves a secret by doAuthenticateUser. */
final class SignInProof {
    private static final Logger LOG = LoggerFactory.getLogger(SignInProof.class);

    private final CucmSettings settings;
    private final ClusterReads reads;
    private final LocalPasswords passwords;
    private final @Nullable AxlClient client;

    /**
     * @param client null = nothing is ever proved: it takes an account that may write
     */
    SignInProof(CucmSettings settings, ClusterReads reads, LocalPasswords passwords, @Nullable AxlClient client) {
        this.settings = settings;
        this.reads = reads;
        this.passwords = passwords;
        this.client = client;
    }

    /** One operation, two where the answer is no. */
    Answer pin(Account account, Secret pin) {
        return PinWrites.looksLikePin(pin) ? ask(account, Credential.PIN, pin) : Answer.CANNOT_TELL;
    }

    /** Two operations, three where the answer is no: the directory would count a wrong one, so it is looked first who keeps it. */
    Answer password(Account account, Secret password) {
        try {
            boolean own = reads.user(account.userId())
                    .map(user -> passwords.home(user) == PasswordHome.OWN)
                    .orElse(false);
            return own ? ask(account, Credential.PASSWORD, password) : Answer.CANNOT_TELL;
        } catch (BackendException e) {
            LOG.warn("proof of a password ended in {}", e.getMessage());
            return Answer.CANNOT_TELL;
        }
    }

    private Answer ask(Account account, Credential which, Secret secret) {
        AxlClient writer = client;
        if (writer == null) {
            return Answer.CANNOT_TELL;
        }
        try {
            AxlReply reply = writer.call(
                    AxlOperation.DO_AUTHENTICATE_USER,
                    settings.writeDeadline(),
                    xml -> xml.element("userid", account.userId()).element(which.secretElement(), secret.open()));
            if (reply.fault() != null) {
                LOG.warn(
                        "{}: proof of a {} ended in {}",
                        settings.id(),
                        which.word(),
                        secret.scrub(reply.fault().words()));
                return Answer.CANNOT_TELL;
            }
            String authenticated = reply.message().textAt("return", "userAuthenticated");
            if (UserRecord.yes(authenticated)) {
                return Answer.YES;
            }
            return UserRecord.no(authenticated) && noOtherReason(account, which) ? Answer.NO : Answer.CANNOT_TELL;
        } catch (BackendException e) {
            LOG.warn("proof of a {} ended in {}", which.word(), secret.scrub(String.valueOf(e.getMessage())));
            return Answer.CANNOT_TELL;
        }
    }

    private boolean noOtherReason(Account account, Credential which) {
        Optional<UserRecord> user = reads.user(account.userId());
        return user.isPresent()
                && !Boolean.TRUE.equals(user.get().flag(which, "LockedByAdministrator"))
                && !Boolean.TRUE.equals(user.get().flag(which, "UserMustChange"))
                && !user.get().inactive();
    }
}
