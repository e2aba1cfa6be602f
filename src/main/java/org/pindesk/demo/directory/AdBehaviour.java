package org.pindesk.demo.directory;

import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedAddRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedDeleteRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedModifyDNRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedModifyRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchEntry;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSimpleBindRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ReadOnlySearchRequest;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultReference;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.pindesk.core.Secret;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.company.Fault.Kind;

/**
 * Makes the in-memory server answer as Active Directory does: sign-in by DN, UPN or DOMAIN\name with its sub-codes, {@code <GUID=>}
 * as a base, membership through nested groups, computed attributes, tokenGroups for a base search only, no writes. Answers and texts
 * follow MS-ADTS and measurements on Samba 4.17.
 */
final class AdBehaviour extends InMemoryOperationInterceptor {
    private static final String IN_CHAIN = "1.2.840.113556.1.4.1941";
    private static final String COMPUTED_FLAGS = "msDS-User-Account-Control-Computed";
    private static final Set<String> ALWAYS_SHOWN = Set.of(
            "objectguid",
            "samaccountname",
            "userprincipalname",
            "mail",
            "proxyaddresses",
            "cn",
            "displayname",
            "givenname",
            "sn");

    private final Records records;
    private final Weather weather;
    private final String innerDn;
    private final Secret innerPassword;
    private final AtomicLong binds = new AtomicLong();
    private final AtomicLong failedBinds = new AtomicLong();
    private final AtomicLong searches = new AtomicLong();

    /**
     * @param innerDn the one identity that the in-memory server knows; whoever signs in well becomes it
     */
    AdBehaviour(Records records, Weather weather, String innerDn, Secret innerPassword) {
        this.records = records;
        this.weather = weather;
        this.innerDn = innerDn;
        this.innerPassword = innerPassword;
    }

    DirectorySimulator.Operations operations() {
        return new DirectorySimulator.Operations(binds.get(), failedBinds.get(), searches.get());
    }

    @Override
    public void processSimpleBindRequest(InMemoryInterceptedSimpleBindRequest request) throws LDAPException {
        binds.incrementAndGet();
        pass();
        SimpleBindRequest asked = request.getRequest();
        Optional<Account> account = records.signingInAs(asked.getBindDN());
        String subCode = account.map(found -> subCode(found, asked.getPassword().stringValue()))
                .orElse("525");
        if (!subCode.isEmpty()) {
            failedBinds.incrementAndGet();
            throw new LDAPException(
                    ResultCode.INVALID_CREDENTIALS,
                    "80090308: LdapErr: DSID-0C0903A9, comment: AcceptSecurityContext error, data " + subCode
                            + ", v1db1");
        }
        request.setRequest(new SimpleBindRequest(innerDn, innerPassword.open()));
    }

    /** Empty when the sign-in is good. The order is the one measured on Samba. */
    private String subCode(Account account, String password) {
        if (account.locked()) {
            return "775";
        }
        boolean isBot = account.login().equals(DirectorySimulator.SERVICE_LOGIN);
        if ((isBot && weather.now().is(Kind.WRONG_PASSWORD))
                || !account.password().sameAs(Secret.of(password))) {
            return "52e";
        }
        if (records.isDisabled(account)) {
            return "533";
        }
        if (records.isExpired(account)) {
            return "701";
        }
        if (records.mustChangePassword(account)) {
            return "773";
        }
        return account.passwordExpired() ? "532" : "";
    }

    @Override
    public void processSearchRequest(InMemoryInterceptedSearchRequest request) throws LDAPException {
        searches.incrementAndGet();
        pass();
        ReadOnlySearchRequest asked = request.getRequest();
        boolean isBase = asked.getScope().equals(SearchScope.BASE);
        if (!isBase && wants(asked, "tokenGroups")) {
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
        SearchRequest translated = new SearchRequest(
                base(asked.getBaseDN()),
                asked.getScope(),
                asked.getDereferencePolicy(),
                asked.getSizeLimit(),
                asked.getTimeLimitSeconds(),
                asked.typesOnly(),
                filter(asked.getFilter()),
                asked.getAttributeList().toArray(String[]::new));
        request.setRequest(translated);
    }

    @Override
    public void processSearchEntry(InMemoryInterceptedSearchEntry result) {
        ReadOnlySearchRequest asked = result.getRequest();
        Entry entry = new Entry(
                result.getSearchEntry().getDN(), result.getSearchEntry().getAttributes());
        Optional<Account> account = records.byDn(entry.getDN());
        if (wants(asked, "memberOf")) {
            replace(entry, "memberOf", records.memberships().directGroups(entry.getDN()));
        }
        if (account.isPresent()) {
            if (wants(asked, COMPUTED_FLAGS)) {
                replace(entry, COMPUTED_FLAGS, List.of(String.valueOf(records.computedFlags(account.get()))));
            }
            if (wants(asked, "tokenGroups")) {
                byte[][] token =
                        records.token(account.get()).stream().map(Sids::bytes).toArray(byte[][]::new);
                entry.addAttribute("tokenGroups", token);
            }
            if (account.get().hidden()) {
                List.copyOf(entry.getAttributes()).stream()
                        .map(Attribute::getName)
                        .filter(name -> !ALWAYS_SHOWN.contains(name.toLowerCase(Locale.ROOT)))
                        .forEach(entry::removeAttribute);
            }
        }
        result.setSearchEntry(entry);
    }

    @Override
    public void processAddRequest(InMemoryInterceptedAddRequest request) throws LDAPException {
        throw readOnly();
    }

    @Override
    public void processDeleteRequest(InMemoryInterceptedDeleteRequest request) throws LDAPException {
        throw readOnly();
    }

    @Override
    public void processModifyRequest(InMemoryInterceptedModifyRequest request) throws LDAPException {
        throw readOnly();
    }

    @Override
    public void processModifyDNRequest(InMemoryInterceptedModifyDNRequest request) throws LDAPException {
        throw readOnly();
    }

    private static LDAPException readOnly() {
        return new LDAPException(
                ResultCode.INSUFFICIENT_ACCESS_RIGHTS,
                "00002098: SecErr: DSID-03150F94, problem 4003 (INSUFF_ACCESS_RIGHTS), data 0");
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
        return records.byGuid(guid)
                .map(Account::dn)
                .orElseThrow(() -> new LDAPException(
                        ResultCode.NO_SUCH_OBJECT,
                        "0000208D: NameErr: DSID-03100238, problem 2001 (NO_OBJECT), data 0"));
    }

    private Filter filter(Filter asked) {
        switch (asked.getFilterType()) {
            case Filter.FILTER_TYPE_AND:
                return Filter.createANDFilter(List.of(asked.getComponents()).stream()
                        .map(this::filter)
                        .toList());
            case Filter.FILTER_TYPE_OR:
                return Filter.createORFilter(List.of(asked.getComponents()).stream()
                        .map(this::filter)
                        .toList());
            case Filter.FILTER_TYPE_NOT:
                return Filter.createNOTFilter(filter(asked.getNOTComponent()));
            case Filter.FILTER_TYPE_EXTENSIBLE_MATCH:
                return IN_CHAIN.equals(asked.getMatchingRuleID())
                                && "memberOf".equalsIgnoreCase(asked.getAttributeName())
                        ? anyOf(records.memberships().allMembers(asked.getAssertionValue()))
                        : asked;
            case Filter.FILTER_TYPE_EQUALITY:
                return "memberOf".equalsIgnoreCase(asked.getAttributeName())
                        ? anyOf(records.memberships().directMembers(asked.getAssertionValue()))
                        : asked;
            default:
                return asked;
        }
    }

    private static Filter anyOf(Collection<String> dns) {
        return Filter.createORFilter(dns.stream()
                .map(dn -> Filter.createEqualityFilter("distinguishedName", dn))
                .toList());
    }

    private static boolean wants(ReadOnlySearchRequest asked, String attribute) {
        return asked.getAttributeList().stream().anyMatch(attribute::equalsIgnoreCase);
    }

    private static void replace(Entry entry, String attribute, Collection<String> values) {
        entry.removeAttribute(attribute);
        if (!values.isEmpty()) {
            entry.addAttribute(attribute, values);
        }
    }
}
