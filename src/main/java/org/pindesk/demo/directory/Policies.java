package org.pindesk.demo.directory;

import com.unboundid.ldap.sdk.Attribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.pindesk.demo.company.Company;

/** The domain's password policy, and password settings objects for single accounts. */
final class Policies {
    static final String SYSTEM = "CN=System," + Company.BASE_DN;
    static final String CONTAINER = "CN=Password Settings Container," + SYSTEM;

    private record SettingsObject(String dn, PasswordRules rules, boolean readable) {}

    private final Records records;
    private final Map<String, SettingsObject> byName = new ConcurrentHashMap<>();
    private final Map<String, String> nameByLogin = new ConcurrentHashMap<>();
    private volatile PasswordRules domain = PasswordRules.DEMO;

    Policies(Records records) {
        this.records = records;
    }

    void changeDomain(PasswordRules rules) {
        domain = rules;
        rules.asDomainPolicy()
                .forEach(attribute -> records.modify(Company.BASE_DN, attribute.getName(), attribute.getValue()));
    }

    /**
     * @param readable whether the service accounts may read it: only Domain Admins may by default
     */
    void add(String name, PasswordRules rules, boolean readable) {
        String dn = "CN=" + name + "," + CONTAINER;
        List<Attribute> attributes = new ArrayList<>(rules.asSettingsObject());
        attributes.add(new Attribute("objectClass", "top", "msDS-PasswordSettings"));
        attributes.add(new Attribute("cn", name));
        attributes.add(new Attribute("msDS-PasswordSettingsPrecedence", "10"));
        records.add(dn, attributes.toArray(Attribute[]::new));
        byName.put(name, new SettingsObject(dn, rules, readable));
    }

    void apply(String login, String name) {
        if (!byName.containsKey(name)) {
            throw new IllegalArgumentException("there is no policy " + name);
        }
        nameByLogin.put(records.account(login).login(), name);
    }

    PasswordRules rules(Account account) {
        return applied(account).map(SettingsObject::rules).orElse(domain);
    }

    /** {@code msDS-ResultantPSO}; empty where the domain's policy holds. */
    Optional<String> resultant(Account account) {
        return applied(account).map(SettingsObject::dn);
    }

    boolean isUnreadable(String dn) {
        return byName.values().stream()
                .anyMatch(settings ->
                        !settings.readable() && Memberships.key(settings.dn()).equals(Memberships.key(dn)));
    }

    private Optional<SettingsObject> applied(Account account) {
        return Optional.ofNullable(nameByLogin.get(account.login())).map(byName::get);
    }
}
