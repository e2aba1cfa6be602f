package org.pindesk.adapter.cucm;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.Account;
import org.pindesk.core.BackendException;
import org.pindesk.core.Leg;
import org.pindesk.core.PasswordPolicy;
import org.pindesk.core.PinPolicy;
import org.pindesk.core.Problem;
import org.pindesk.core.Secret;
import org.pindesk.core.TelephoneEvidence.PasswordHome;
import org.pindesk.port.ResetsLocalPassword.Keeper;
import org.pindesk.port.Written;

/**
 * Passwords that the cluster keeps itself: those of users who did not come from the directory, and everybody's while LDAP authentication
 * is off (Cisco's security guide). Whose password is the directory's is never written to here.
 */
final class LocalPasswords {
    private static final Pattern PASSWORD = Pattern.compile("[^\\p{Cntrl}]{8,128}");

    private final CucmSettings settings;
    private final ClusterReads reads;
    private final CredentialStates states;
    private final @Nullable AxlClient client;
    private final SpokenSchema schema;

    /**
     * @param client null = never write
     */
    LocalPasswords(
            CucmSettings settings,
            ClusterReads reads,
            CredentialStates states,
            @Nullable AxlClient client,
            SpokenSchema schema) {
        this.settings = settings;
        this.reads = reads;
        this.states = states;
        this.client = client;
        this.schema = schema;
    }

    /**
     * Who checks a user's password, from what is known.
     *
     * @param ldap null = not seen
     * @param fromDirectory asked for where it matters; null = not seen
     */
    static PasswordHome home(@Nullable LdapAuthentication ldap, Supplier<@Nullable Boolean> fromDirectory) {
        if (ldap != null && !ldap.on()) {
            // whoever the user is: nobody's password is checked by the directory
            return PasswordHome.OWN;
        }
        Boolean came = fromDirectory.get();
        if (Boolean.FALSE.equals(came)) {
            return PasswordHome.OWN;
        }
        return came == null || ldap == null ? PasswordHome.UNSEEN : PasswordHome.DIRECTORY;
    }

    /** Two operations, one while LDAP authentication is known; below 10.0 the database is asked too. */
    Keeper keeper(Account account) {
        return switch (home(user(account))) {
            case OWN -> new Keeper(true, false, settings.id());
            case DIRECTORY -> new Keeper(false, true, Leg.DIRECTORY);
            default ->
                throw new BackendException(
                        Problem.REFUSED, settings.id(), "it is not shown who keeps the user's password");
        };
    }

    /** Trivial or not, three kinds of characters are asked for: the check for trivial ones wants that. */
    PasswordPolicy policy(Account account) {
        String name = user(account).policyName(Credential.PASSWORD);
        if (name == null) {
            throw new BackendException(
                    Problem.REFUSED,
                    settings.id(),
                    "no password policy is named for user " + account.userId() + "; is AXL access complete?");
        }
        PinPolicy policy = reads.policy(name).pin();
        return new PasswordPolicy(name, policy.minLength(), true);
    }

    /**
     * Two operations, three while LDAP authentication is not known. The user is read first: the password may have become the
     * directory's, and whether it must be changed depends on whether the person can.
     */
    Written reset(Account account, Secret password) {
        AxlClient writer = client;
        if (writer == null) {
            return WriteResults.readOnly(settings.id());
        }
        if (account.barred() != null) {
            return new Written(Written.Kind.REFUSED, account.barred());
        }
        if (!PASSWORD.matcher(password.open()).matches()) {
            return new Written(Written.Kind.NOT_SENT, "a password is 8 to 128 printable characters");
        }
        UserRecord user;
        PasswordHome home;
        try {
            Optional<UserRecord> found = reads.user(account.userId());
            if (found.isEmpty()) {
                return new Written(Written.Kind.REFUSED, "there is no user " + account.userId() + " now");
            }
            user = found.get();
            home = home(user);
        } catch (BackendException e) {
            return new Written(
                    Written.Kind.NOT_SENT, "the user could not be read before the change: " + e.getMessage());
        }
        String barred = user.account(settings).barred();
        if (barred != null) {
            return new Written(Written.Kind.REFUSED, barred);
        }
        if (home == PasswordHome.UNSEEN) {
            return new Written(Written.Kind.NOT_SENT, "the cluster does not show who keeps the password");
        }
        if (home == PasswordHome.DIRECTORY) {
            return new Written(Written.Kind.REFUSED, "the password is kept by the directory, not by the cluster");
        }
        return write(writer, user, password);
    }

    private Written write(AxlClient writer, UserRecord user, Secret password) {
        String policy = user.policyName(Credential.PASSWORD);
        if (schema.now().wantsPolicyName() && policy == null) {
            return PinWrites.withoutPolicy();
        }
        // people change it on the portal, and nowhere else
        boolean mustChange = settings.mustChange()
                && Boolean.TRUE.equals(user.holdsRole(settings.portal().role()));
        try {
            AxlReply reply = writer.call(
                    AxlOperation.UPDATE_USER,
                    settings.writeDeadline(),
                    (xml, generation) -> xml.element("userid", user.userId())
                            .element("password", password.open())
                            .group("passwordCredentials", () -> {
                                if (generation.wantsPolicyName() && policy != null) {
                                    xml.element(Credential.PASSWORD.field("PolicyName"), policy);
                                }
                                xml.element(Credential.PASSWORD.field("UserMustChange"), mustChange);
                                generation
                                        .forgetsFailedSignIns(Credential.PASSWORD)
                                        .ifPresent(flag -> xml.element(flag, true));
                            }));
            return WriteResults.of(AxlOperation.UPDATE_USER, reply, password);
        } catch (BackendException e) {
            return WriteResults.of(e, password);
        }
    }

    /** Who keeps the password of a user who was just read. */
    PasswordHome home(UserRecord user) {
        LdapAuthentication ldap = schema.now().showsLdapSettings() ? reads.ldapAuthentication() : null;
        return home(ldap, () -> {
            Boolean shown = user.fromDirectory();
            return shown == null ? states.rows(user.userId()).fromDirectory() : shown;
        });
    }

    private UserRecord user(Account account) {
        return reads.user(account.userId())
                .orElseThrow(() -> new BackendException(
                        Problem.REFUSED, settings.id(), "there is no user " + account.userId() + " now"));
    }
}
