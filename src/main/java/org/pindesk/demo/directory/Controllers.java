package org.pindesk.demo.directory;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import java.util.List;
import java.util.Locale;
import org.pindesk.demo.company.Company;

/** The domain's controllers as the directory lists them, and what this one says of itself in its root entry. */
final class Controllers {
    private static final String CONTAINER = "OU=Domain Controllers," + Company.BASE_DN;
    private static final String CONFIGURATION = "CN=Configuration," + Company.BASE_DN;
    private static final String SITES = "CN=Sites," + CONFIGURATION;
    private static final String SITE = "CN=Default-First-Site-Name," + SITES;
    private static final String SERVERS = "CN=Servers," + SITE;

    /** Active Directory, its 2003, 2008 and 2008 R2 generations; and that secrets may be sent over TLS. Not 1920: it may be written. */
    private static final String[] CAPABILITIES = {
        "1.2.840.113556.1.4.800",
        "1.2.840.113556.1.4.1670",
        "1.2.840.113556.1.4.1791",
        "1.2.840.113556.1.4.1935",
        "1.2.840.113556.1.4.2080"
    };

    static final String SECURITY_DESCRIPTOR_FLAGS = "1.2.840.113556.1.4.801";
    static final String POLICY_HINTS = "1.2.840.113556.1.4.2239";
    static final String POLICY_HINTS_OLD = "1.2.840.113556.1.4.2066";

    /** {@code userAccountControl} of a controller: SERVER_TRUST_ACCOUNT and TRUSTED_FOR_DELEGATION. */
    private static final String CONTROLLER_FLAGS = "532480";

    private static final String DOMAIN_CONTROLLERS = "516";

    private final Records records;
    private final String host;

    /**
     * @param host DNS name of this controller
     */
    Controllers(Records records, String host) {
        this.records = records;
        this.host = host;
    }

    static Attribute[] rootAttributes(String host) {
        return new Attribute[] {
            new Attribute("supportedCapabilities", CAPABILITIES),
            new Attribute("defaultNamingContext", Company.BASE_DN),
            new Attribute("rootDomainNamingContext", Company.BASE_DN),
            new Attribute("configurationNamingContext", CONFIGURATION),
            new Attribute("dnsHostName", host),
            new Attribute("serverName", server(host)),
            new Attribute("dsServiceName", "CN=NTDS Settings," + server(host)),
            new Attribute("isSynchronized", "TRUE"),
            new Attribute("isGlobalCatalogReady", "TRUE"),
            new Attribute("domainFunctionality", "7")
        };
    }

    /** Adds the containers and this controller, which plays the PDC emulator. */
    void fill() {
        records.addContainer(CONTAINER);
        for (String container : List.of(CONFIGURATION, SITES, SITE, SERVERS)) {
            records.add(container, new Attribute("objectClass", "top", "container"));
        }
        add(host);
        records.modify(Company.BASE_DN, "fSMORoleOwner", "CN=NTDS Settings," + server(host));
    }

    void add(String name) {
        String computer = computer(name);
        records.add(
                server(name),
                new Attribute("objectClass", "top", "server"),
                new Attribute("dNSHostName", name),
                new Attribute("serverReference", "CN=" + computer + "," + CONTAINER));
        records.add(
                "CN=" + computer + "," + CONTAINER,
                new Attribute("objectClass", "top", "person", "organizationalPerson", "user", "computer"),
                new Attribute("objectCategory", Records.category("computer")),
                new Attribute("cn", computer),
                new Attribute("sAMAccountName", computer + "$"),
                new Attribute("dNSHostName", name),
                new Attribute("userAccountControl", CONTROLLER_FLAGS),
                new Attribute("primaryGroupID", DOMAIN_CONTROLLERS),
                new Attribute("msDS-isRODC", "FALSE"));
    }

    /** What changes in the root entry, or differs from the in-memory server's. */
    void complete(Entry root, boolean withTime) {
        if (withTime) {
            root.setAttribute("currentTime", records.generalizedTime());
        }
        if (root.hasAttribute("supportedControl")) {
            root.addAttribute("supportedControl", SECURITY_DESCRIPTOR_FLAGS, POLICY_HINTS, POLICY_HINTS_OLD);
        }
    }

    private static String computer(String host) {
        return host.split("\\.")[0].toUpperCase(Locale.ROOT);
    }

    private static String server(String host) {
        return "CN=" + computer(host) + "," + SERVERS;
    }
}
