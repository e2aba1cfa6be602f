package org.pindesk.adapter.directory;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.BindResult;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.Foreseen;
import org.pindesk.core.Secret;
import org.pindesk.port.ProvesPin;
import org.pindesk.port.Written;

/** The two changes that Pindesk makes in Active Directory, and what can be known of them before. */
final class AdWrites {
    private static final String LOCKOUT_TIME = "lockoutTime";
    private static final String EFFECTIVE = "allowedAttributesEffective";
    private static final Filter ANY = Filter.createPresenceFilter("objectClass");

    /** Asks for the access list alone of a security descriptor: the other parts need more rights (MS-ADTS 3.1.1.3.4.1.11). */
    static final Control ACCESS_LIST_ONLY =
            new Control("1.2.840.113556.1.4.801", true, new ASN1OctetString(new byte[] {0x30, 0x03, 0x02, 0x01, 0x04}));

    private final Ldap ldap;

    AdWrites(Ldap ldap) {
        this.ldap = ldap;
    }

    /**
     * The entry as the account for changes sees it.
     *
     * @param writable names of the attributes that it may write, in lower case; empty when not shown
     * @param resets whether it may reset the password; null when not shown
     */
    private record Rights(
            boolean protectedEntry,
            Set<String> writable,
            @Nullable Boolean resets) {}

    Foreseen mayUnlock(String dn) {
        return foreseen(rights(dn), List.of(LOCKOUT_TIME));
    }

    Written unlock(String dn) {
        return ldap.modify(dn, List.of(zero(LOCKOUT_TIME)), null);
    }

    Foreseen mayReset(String dn) {
        Rights rights = rights(dn);
        Foreseen attributes = foreseen(rights, List.of(AdState.PASSWORD_SET, LOCKOUT_TIME));
        if (attributes.answer() != Foreseen.Answer.YES) {
            return attributes;
        }
        if (rights.resets() == null) {
            return Foreseen.unseen(
                    "the permissions of the entry are not shown to the account for changes, so whether it has the"
                            + " control right Reset Password can only be tried");
        }
        return rights.resets()
                ? Foreseen.YES
                : Foreseen.no("the account for changes lacks the control right Reset Password on this entry");
    }

    /** One request: new password, to be changed at the next sign-in, and unlocked; all of it or nothing. */
    Written resetPassword(String dn, Secret password) {
        byte[] quoted = ('"' + password.open() + '"').getBytes(StandardCharsets.UTF_16LE);
        return ldap.modify(
                dn,
                List.of(
                        new Modification(ModificationType.REPLACE, "unicodePwd", quoted),
                        zero(AdState.PASSWORD_SET),
                        zero(LOCKOUT_TIME)),
                password);
    }

    /** By the sub-code: two of the refusals are given for the right password only. */
    ProvesPin.Answer signsIn(String dn, Secret password) {
        BindResult result = ldap.bindAs(new SimpleBindRequest(dn, password.open()));
        if (result == null) {
            return ProvesPin.Answer.CANNOT_TELL;
        }
        if (result.getResultCode().equals(ResultCode.SUCCESS)) {
            return ProvesPin.Answer.YES;
        }
        if (!result.getResultCode().equals(ResultCode.INVALID_CREDENTIALS)) {
            return ProvesPin.Answer.CANNOT_TELL;
        }
        return switch (LdapErrors.subCode(result.getDiagnosticMessage())) {
            case "773", "532" -> ProvesPin.Answer.YES;
            case "52e" -> ProvesPin.Answer.NO;
            default -> ProvesPin.Answer.CANNOT_TELL;
        };
    }

    private static Foreseen foreseen(Rights rights, List<String> needed) {
        if (rights.protectedEntry()) {
            return Foreseen.no("the entry is protected by AdminSDHolder (adminCount=1)");
        }
        if (rights.writable().isEmpty()) {
            return Foreseen.no("the account for changes may write nothing on this entry, or is not shown what"
                    + " (allowedAttributesEffective): delegate " + String.join(" and ", needed) + " to it");
        }
        List<String> missing = needed.stream()
                .filter(attribute -> !rights.writable().contains(Names.lower(attribute)))
                .toList();
        return missing.isEmpty()
                ? Foreseen.YES
                : Foreseen.no(
                        "the account for changes lacks write on " + String.join(" and ", missing) + " of this entry");
    }

    private Rights rights(String dn) {
        return ldap.readAsWriter(connection -> {
            Entry entry = one(connection, dn, EFFECTIVE, "adminCount", AdEvidence.DESCRIPTOR);
            Set<String> writable = new HashSet<>();
            Attributes.values(entry, EFFECTIVE).forEach(name -> writable.add(Names.lower(name)));
            String adminCount = entry.getAttributeValue("adminCount");
            byte[] descriptor = entry.getAttributeValueBytes(AdEvidence.DESCRIPTOR);
            Set<Sid> token = ownToken(connection);
            Boolean resets = descriptor == null || token.isEmpty()
                    ? null
                    : AccessList.of(descriptor).grants(AccessList.RESET_PASSWORD, token);
            return new Rights(adminCount != null && !adminCount.equals("0"), writable, resets);
        });
    }

    /** Of whoever is signed in, by the rootDSE's tokenGroups (MS-ADTS 3.1.1.3.2; measured on Samba); empty when not shown. */
    private static Set<Sid> ownToken(LDAPConnection connection) throws LDAPException {
        Entry root = connection.getEntry("", "tokenGroups");
        Set<Sid> token = root == null ? Set.of() : Sid.all(root, "tokenGroups");
        if (token.isEmpty()) {
            return token;
        }
        Set<Sid> whole = new HashSet<>(token);
        whole.addAll(Sid.ANYBODY_SIGNED_IN);
        return whole;
    }

    private static Entry one(LDAPConnection connection, String dn, String... attributes) throws LDAPException {
        SearchRequest request = new SearchRequest(dn, SearchScope.BASE, ANY, attributes);
        request.addControl(ACCESS_LIST_ONLY);
        List<Entry> found = new ArrayList<>(connection.search(request).getSearchEntries());
        if (found.isEmpty()) {
            throw new LDAPException(ResultCode.NO_SUCH_OBJECT);
        }
        return found.get(0);
    }

    private static Modification zero(String attribute) {
        return new Modification(ModificationType.REPLACE, attribute, "0");
    }
}
