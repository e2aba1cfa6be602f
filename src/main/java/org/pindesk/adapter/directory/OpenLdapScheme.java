package org.pindesk.adapter.directory;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Modification;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.DirectoryEvidence;

/**
 * Where a directory that is not Active Directory keeps the state of its accounts, and what it means: the ppolicy overlay of OpenLDAP,
 * 389 Directory Server, or FreeIPA. Meaning only; {@link OpenLdapReader} reads.
 */
interface OpenLdapScheme {
    DirectoryEvidence.Kind kind();

    /** The attribute that holds a person's immutable id. */
    String idAttribute();

    /** Whether this can be a value of {@link #idAttribute}. */
    boolean isId(String value);

    /**
     * What to ask for of an account. Operational, so each has to be named. The absence of one of them says something, so what is not
     * shown has to be proven absent, see {@link OpenLdapReader}.
     */
    List<String> attributes();

    /** Those of {@link #attributes} that count as absent when the server's schema cannot be read: few servers know them. */
    default List<String> rare() {
        return List.of();
    }

    /**
     * DN of the policy that holds for this account; null when neither the account nor the configuration names one, or it is among
     * what is hidden.
     */
    @Nullable
    String policy(Entry account, Set<String> hidden);

    /** What to ask for of a policy; absence has to be proven as well. */
    List<String> policyAttributes();

    /**
     * What was seen, made sense of.
     *
     * @throws org.pindesk.core.BackendException for a value that is no time or no number
     */
    OpenLdapAccount account(OpenLdapSight sight, Instant now);

    /** Lifts a lock that failed sign-ins caused. Without effect on an account that has none. */
    List<Modification> unlocking(OpenLdapSight sight, Instant now);

    /** Why the lock is not one to be lifted here; null when it is, or there is none. */
    default @Nullable String againstUnlock(OpenLdapSight sight) {
        return null;
    }

    /** What to write after the password was set, so that the person has to choose their own; empty when the server sees to it. */
    List<Modification> afterReset(OpenLdapSight sight, Instant now);

    /**
     * Writes what is there already, to find out before a reset whether {@link #afterReset} will be allowed; empty when that cannot be
     * done without changing anything.
     */
    default List<Modification> rehearsal(OpenLdapSight sight) {
        return List.of();
    }

    /** What of the policy makes a reset impossible whatever the password; null when nothing does, as far as it can be seen. */
    default @Nullable String againstReset(OpenLdapSight sight, Instant now) {
        return null;
    }

    /** What an operator should know of a reset or unlock that was accepted; empty when nothing. */
    default String afterwards(OpenLdapSight sight) {
        return "";
    }
}
