package org.pindesk.adapter.directory;

import com.unboundid.ldap.sdk.BindResult;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10ErrorType;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10RequestControl;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10ResponseControl;
import com.unboundid.ldap.sdk.extensions.PasswordModifyExtendedRequest;
import java.time.Clock;
import java.util.List;
import org.pindesk.core.BackendException;
import org.pindesk.core.DirectoryEvidence.Kind;
import org.pindesk.core.DirectoryEvidence.Password;
import org.pindesk.core.DirectoryEvidence.Policy;
import org.pindesk.core.Foreseen;
import org.pindesk.core.PasswordPolicy;
import org.pindesk.core.PersonId;
import org.pindesk.core.Problem;
import org.pindesk.core.Secret;
import org.pindesk.port.ProvesPin;
import org.pindesk.port.Written;

/** Unlocks accounts, sets passwords and tries them, where the directory is not Active Directory. */
final class OpenLdapChanges {
    private static final String NOT_TOLD =
            "this kind of directory does not say beforehand what the account for changes may do";

    /** Asked of a password where the policy cannot be read: long and mixed enough for the usual rules. */
    private static final int SAFE_LENGTH = 14;

    private final Ldap ldap;
    private final Clock clock;
    private final OpenLdapScheme scheme;
    private final OpenLdapReader reader;

    OpenLdapChanges(Ldap ldap, Clock clock, OpenLdapScheme scheme, OpenLdapReader reader) {
        this.ldap = ldap;
        this.clock = clock;
        this.scheme = scheme;
        this.reader = reader;
    }

    Foreseen mayUnlock(PersonId id) {
        String against = scheme.againstUnlock(sight(id));
        return against == null ? Foreseen.unseen(NOT_TOLD) : Foreseen.no(against);
    }

    /** Writes to one server: where locks are not replicated, those of the others stay, and the evidence shows them. */
    Written unlock(PersonId id) {
        OpenLdapSight sight = sight(id);
        String against = scheme.againstUnlock(sight);
        return against == null
                ? ldap.modify(sight.account().getDN(), scheme.unlocking(sight, clock.instant()), null)
                : new Written(Written.Kind.REFUSED, against);
    }

    Foreseen mayReset(PersonId id) {
        OpenLdapSight sight = sight(id);
        String against = scheme.againstReset(sight, clock.instant());
        if (against != null) {
            return Foreseen.no(against);
        }
        String afterwards = scheme.afterwards(sight);
        return Foreseen.unseen(afterwards.isEmpty() ? NOT_TOLD : NOT_TOLD + "; " + afterwards);
    }

    PasswordPolicy passwordPolicy(PersonId id) {
        Policy policy = account(sight(id)).policy();
        Integer length = policy.minLength();
        // what a checking module asks for stands nowhere that can be read, so three kinds are asked for always
        return new PasswordPolicy(policy.name(), length == null ? SAFE_LENGTH : length, true);
    }

    /**
     * Sets the password, then demands that it be changed. Two writes, because the password operation itself takes such a demand away
     * (slapd 2.5, measured), and one write of both stores a password in clear text unless the overlay was told to hash it. A right that
     * is missing for the second write shows before the first, by a write that changes nothing. When the second one fails nevertheless,
     * the answer is {@link Written.Kind#NO_ANSWER}: the password is set, and whether it must be changed is not known to hold.
     */
    Written resetPassword(PersonId id, Secret password) {
        OpenLdapSight sight = sight(id);
        String dn = sight.account().getDN();
        String against = scheme.againstReset(sight, clock.instant());
        if (against != null) {
            return new Written(Written.Kind.REFUSED, against);
        }
        Written rehearsed = rehearse(dn, scheme.rehearsal(sight));
        if (rehearsed.kind() != Written.Kind.ACCEPTED) {
            return rehearsed;
        }
        Written set = ldap.extended(
                new PasswordModifyExtendedRequest(
                        dn, null, password.open(), new Control[] {new DraftBeheraLDAPPasswordPolicy10RequestControl()}),
                password);
        if (set.kind() != Written.Kind.ACCEPTED) {
            return set;
        }
        Written demanded = ldap.modify(dn, scheme.afterReset(sight, clock.instant()), null);
        return demanded.kind() == Written.Kind.ACCEPTED
                ? new Written(Written.Kind.ACCEPTED, scheme.afterwards(sight))
                : new Written(
                        Written.Kind.NO_ANSWER,
                        "the password was set, but that it must be changed could not be demanded: "
                                + demanded.detail());
    }

    /** Changes nothing, so whatever becomes of it, nothing happened. */
    private Written rehearse(String dn, List<Modification> same) {
        if (same.isEmpty()) {
            return new Written(Written.Kind.ACCEPTED, "");
        }
        Written rehearsed = ldap.modify(dn, same, null);
        return switch (rehearsed.kind()) {
            case ACCEPTED -> rehearsed;
            case NO_ANSWER, NOT_SENT -> new Written(Written.Kind.NOT_SENT, rehearsed.detail());
            case REFUSED, POLICY_REFUSED ->
                new Written(
                        Written.Kind.REFUSED,
                        "nothing was changed, because it could not be demanded that the new password be changed: "
                                + rehearsed.detail());
        };
    }

    /**
     * Binds with the password policy control. A refusal proves a wrong password only where nothing else explains it: slapd refuses a
     * locked, expired or not valid account without a word more unless ppolicy_use_lockout is set, and FreeIPA says 53.
     */
    ProvesPin.Answer signsIn(PersonId id, Secret password) {
        OpenLdapSight before = sight(id);
        BindResult result = ldap.bindAs(new SimpleBindRequest(
                before.account().getDN(), password.open(), new DraftBeheraLDAPPasswordPolicy10RequestControl()));
        if (result == null) {
            return ProvesPin.Answer.CANNOT_TELL;
        }
        if (result.getResultCode().equals(ResultCode.SUCCESS)) {
            return ProvesPin.Answer.YES;
        }
        boolean plain = result.getResultCode().equals(ResultCode.INVALID_CREDENTIALS) && !policyExplains(result);
        return plain && nothingBars(account(before)) ? ProvesPin.Answer.NO : ProvesPin.Answer.CANNOT_TELL;
    }

    private static boolean policyExplains(BindResult result) {
        try {
            DraftBeheraLDAPPasswordPolicy10ResponseControl control =
                    DraftBeheraLDAPPasswordPolicy10ResponseControl.get(result);
            DraftBeheraLDAPPasswordPolicy10ErrorType error = control == null ? null : control.getErrorType();
            return error != null;
        } catch (LDAPException e) {
            // a control that cannot be read may say anything
            return true;
        }
    }

    private boolean nothingBars(OpenLdapAccount account) {
        Boolean locked = account.locked();
        Boolean disabled = account.disabled();
        Password.State state = account.password().state();
        // that slapd takes such a password is measured; of the other kinds nobody told us
        boolean taken = scheme.kind() == Kind.OPENLDAP
                && (state == Password.State.MUST_CHANGE || state == Password.State.GRACE);
        boolean usable = state == Password.State.USABLE || taken;
        return locked != null
                && !locked
                && disabled != null
                && !disabled
                && account.validityShown()
                && !account.isOutsideValidity(clock.instant())
                && usable;
    }

    private OpenLdapAccount account(OpenLdapSight sight) {
        return scheme.account(sight, clock.instant());
    }

    /** Throws {@link BackendException}; nothing has been sent then. */
    private OpenLdapSight sight(PersonId id) {
        return ldap.read(connection -> reader.read(connection, id))
                .orElseThrow(() -> new BackendException(
                        Problem.REFUSED, LdapErrors.SYSTEM, "there is no such entry now in the configured area"));
    }
}
