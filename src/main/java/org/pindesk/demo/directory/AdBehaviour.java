package org.pindesk.demo.directory;

import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedAddRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedDeleteRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedModifyDNRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedModifyRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchEntry;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSimpleBindRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ReadOnlyModifyRequest;
import com.unboundid.ldap.sdk.ReadOnlySearchRequest;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultReference;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.pindesk.core.Secret;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.company.Fault.Kind;
import org.pindesk.demo.directory.SignIns.Verdict;

/**
 * Makes the in-memory server answer as Active Directory does: sign-in by DN, UPN or DOMAIN\name with its sub-codes, {@code <GUID=>}
 * as a base, membership through nested groups, computed attributes, tokenGroups for a base search only, the writes of a helpdesk and no
 * others. Answers and texts follow MS-ADTS and measurements on Samba 4.17.
 */
final class AdBehaviour extends InMemoryOperationInterceptor {
    private static final int SACL = 0x8;
    private static final int LONGEST_FLAGS_VALUE = 16;

    private final Records records;
    private final Weather weather;
    private final SignIns signIns;
    private final Writes writes;
    private final Shown shown;
    private final AdFilters filters;
    private final Callers callers;
    private final Runnable dropConnections;
    private final String innerDn;
    private final Secret innerPassword;
    private final AtomicLong binds = new AtomicLong();
    private final AtomicLong failedBinds = new AtomicLong();
    private final AtomicLong searches = new AtomicLong();
    private final AtomicLong modifications = new AtomicLong();

    /**
     * @param innerDn the one identity that the in-memory server knows; whoever signs in well becomes it
     * @param dropConnections cuts every connection
     */
    AdBehaviour(
            Records records,
            Weather weather,
            SignIns signIns,
            Controllers controllers,
            Callers callers,
            Runnable dropConnections,
            String innerDn,
            Secret innerPassword) {
        this.records = records;
        this.weather = weather;
        this.signIns = signIns;
        this.writes = new Writes(records, weather);
        this.shown = new Shown(records, writes, controllers);
        this.filters = new AdFilters(records);
        this.callers = callers;
        this.dropConnections = dropConnections;
        this.innerDn = innerDn;
        this.innerPassword = innerPassword;
    }

    DirectorySimulator.Operations operations() {
        return new DirectorySimulator.Operations(binds.get(), failedBinds.get(), searches.get(), modifications.get());
    }

    @Override
    public void processSimpleBindRequest(InMemoryInterceptedSimpleBindRequest request) throws LDAPException {
        binds.incrementAndGet();
        pass();
        callers.signedOut(request.getConnectedPort(), request.getConnectionID());
        SimpleBindRequest asked = request.getRequest();
        Optional<Account> account = records.signingInAs(asked.getBindDN());
        Verdict verdict = signIns.judge(
                account.orElse(null), Secret.of(asked.getPassword().stringValue()), SignIns.SIMPLE_BIND);
        if (verdict != Verdict.GOOD) {
            failedBinds.incrementAndGet();
            throw new LDAPException(
                    ResultCode.INVALID_CREDENTIALS,
                    "80090308: LdapErr: DSID-0C0903A9, comment: AcceptSecurityContext error, data " + verdict.subCode()
                            + ", v1db1");
        }
        account.ifPresent(
                signedIn -> callers.signedIn(request.getConnectedPort(), request.getConnectionID(), signedIn.login()));
        request.setRequest(new SimpleBindRequest(innerDn, innerPassword.open()));
    }

    @Override
    public void processSearchRequest(InMemoryInterceptedSearchRequest request) throws LDAPException {
        searches.incrementAndGet();
        pass();
        ReadOnlySearchRequest asked = request.getRequest();
        boolean isBase = asked.getScope().equals(SearchScope.BASE);
        if (!isBase && Shown.wants(asked, "tokenGroups")) {
            throw new LDAPException(
                    ResultCode.OPERATIONS_ERROR,
                    "00002020: Operation unavailable without authentication: tokenGroups needs a base search");
        }
        if (asked.getScope().equals(SearchScope.SUB)
                && Memberships.key(asked.getBaseDN()).equals(Memberships.key(Company.BASE_DN))) {
            request.sendSearchReference(new SearchResultReference(
                    new String[] {
                        "ldap://ForestDnsZones." + Company.MAIL_DOMAIN + "/DC=ForestDnsZones," + Company.BASE_DN
                    },
                    new Control[0]));
        }
        String base = base(asked.getBaseDN());
        if (isBase && records.policies().isUnreadable(base)) {
            throw noSuchObject();
        }
        SearchRequest translated = new SearchRequest(
                base,
                asked.getScope(),
                asked.getDereferencePolicy(),
                asked.getSizeLimit(),
                asked.getTimeLimitSeconds(),
                asked.typesOnly(),
                filters.translate(asked.getFilter()),
                asked.getAttributeList().toArray(String[]::new));
        for (Control control : asked.getControlList()) {
            if (control.getOID().equals(Controllers.SECURITY_DESCRIPTOR_FLAGS)) {
                request.setProperty(Shown.DESCRIPTOR_ASKED, withoutSacl(control));
            } else {
                translated.addControl(control);
            }
        }
        request.setRequest(translated);
    }

    /** The audit part of a security descriptor is for administrators only; who asks for it too gets nothing. */
    private static boolean withoutSacl(Control control) {
        byte[] value =
                control.getValue() == null ? new byte[0] : control.getValue().getValue();
        return value.length > 0 && value.length < LONGEST_FLAGS_VALUE && (value[value.length - 1] & SACL) == 0;
    }

    @Override
    public void processSearchEntry(InMemoryInterceptedSearchEntry result) {
        Optional<Account> caller = callers.login(result.getConnectedPort(), result.getConnectionID())
                .flatMap(records::byLogin);
        boolean descriptorAsked = Boolean.TRUE.equals(result.getProperty(Shown.DESCRIPTOR_ASKED));
        result.setSearchEntry(
                shown.of(result.getSearchEntry(), result.getRequest(), caller.orElse(null), descriptorAsked));
    }

    /** Carries the write out itself; what is thrown is the answer, a good one too. */
    @Override
    public void processModifyRequest(InMemoryInterceptedModifyRequest request) throws LDAPException {
        modifications.incrementAndGet();
        boolean hangs = weather.now().is(Kind.HANG);
        pass();
        if (hangs) {
            // nobody waits for the answer any more: a write that was swallowed must not happen later
            throw new LDAPException(ResultCode.UNAVAILABLE, "0000200F: SvcErr: problem 5002 (UNAVAILABLE), data 0");
        }
        ReadOnlyModifyRequest asked = request.getRequest();
        boolean withHistory = asked.getControlList().stream()
                .map(Control::getOID)
                .anyMatch(Set.of(Controllers.POLICY_HINTS, Controllers.POLICY_HINTS_OLD)::contains);
        writes.modify(caller(request).orElse(null), base(asked.getDN()), asked.getModifications(), withHistory);
        if (weather.now().is(Kind.DROP_AFTER_WRITE)) {
            dropConnections.run();
        }
        throw new LDAPException(ResultCode.SUCCESS, "");
    }

    @Override
    public void processAddRequest(InMemoryInterceptedAddRequest request) throws LDAPException {
        throw Writes.insufficientRights();
    }

    @Override
    public void processDeleteRequest(InMemoryInterceptedDeleteRequest request) throws LDAPException {
        throw Writes.insufficientRights();
    }

    @Override
    public void processModifyDNRequest(InMemoryInterceptedModifyDNRequest request) throws LDAPException {
        throw Writes.insufficientRights();
    }

    private Optional<Account> caller(InMemoryInterceptedRequest request) {
        return callers.login(request.getConnectedPort(), request.getConnectionID())
                .flatMap(records::byLogin);
    }

    private void pass() throws LDAPException {
        if (!weather.letPass()) {
            throw new LDAPException(ResultCode.BUSY, "0000200E: SvcErr: problem 5001 (BUSY), data 0");
        }
    }

    private String base(String asked) throws LDAPException {
        if (!asked.startsWith("<GUID=") || !asked.endsWith(">")) {
            return asked;
        }
        String guid = asked.substring("<GUID=".length(), asked.length() - 1).toLowerCase(Locale.ROOT);
        return records.byGuid(guid).map(Account::dn).orElseThrow(AdBehaviour::noSuchObject);
    }

    private static LDAPException noSuchObject() {
        return new LDAPException(
                ResultCode.NO_SUCH_OBJECT, "0000208D: NameErr: DSID-03100238, problem 2001 (NO_OBJECT), data 0");
    }
}
