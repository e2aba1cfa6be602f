package org.pindesk.adapter.directory;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.util.StaticUtils;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.pindesk.adapter.directory.DirectorySettings.Security;
import org.pindesk.adapter.directory.DirectorySettings.Server;
import org.pindesk.core.BackendException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is the same for every account of a domain: its policies, its clock and its controllers. Read again every few minutes. */
final class AdDomain {
    private static final Logger LOG = LoggerFactory.getLogger(AdDomain.class);
    private static final Duration REFRESH = Duration.ofMinutes(5);
    private static final Filter ANY = Filter.createPresenceFilter("objectClass");

    /** Domain Controllers and Read-only Domain Controllers: every controller has one of them as its primary group. */
    private static final Filter CONTROLLERS = Filter.createANDFilter(
            Filter.createEqualityFilter("objectCategory", "computer"),
            Filter.createORFilter(
                    Filter.createEqualityFilter("primaryGroupID", "516"),
                    Filter.createEqualityFilter("primaryGroupID", "521")));

    private static final int MOST_CONTROLLERS = 64;
    private static final int LDAPS_PORT = 636;

    private final Ldap ldap;
    private final DirectorySettings settings;
    private final Clock clock;
    private final @Nullable String head;
    private final Map<Server, String> names = new ConcurrentHashMap<>();
    private final Map<String, Known> psos = new ConcurrentHashMap<>();
    private @Nullable Facts facts;

    /**
     * As read at one time.
     *
     * @param controllers addresses to ask, the configured ones first, each controller once
     * @param skew how far the server's clock is ahead; null when it does not tell its time
     */
    record Facts(Instant readAt, AdPolicy policy, @Nullable Duration skew, List<Server> controllers) {}

    private record Known(Instant readAt, AdPolicy policy) {}

    /**
     * @param head DN of the domain; null when the server did not say
     */
    AdDomain(Ldap ldap, DirectorySettings settings, Clock clock, @Nullable String head) {
        this.ldap = ldap;
        this.settings = settings;
        this.clock = clock;
        this.head = head;
    }

    synchronized Facts facts() {
        Facts known = facts;
        Instant now = clock.instant();
        if (known == null || now.isAfter(known.readAt().plus(REFRESH))) {
            known = new Facts(now, domainPolicy(), skew(), controllers());
            facts = known;
        }
        return known;
    }

    /** The controller's own name for a configured address, else the address. */
    String name(Server server) {
        return names.getOrDefault(server, server.host());
    }

    /**
     * The policy that holds for an account. The directory names the PSO; that there is none is believed only as far as the password's
     * computed expiry fits the domain's numbers, because a PSO may be hidden.
     *
     * @param person with {@link AdEvidence#ATTRIBUTES}
     */
    AdPolicy policy(Entry person) {
        String pso = person.getAttributeValue(AdEvidence.PSO);
        if (pso != null) {
            return pso(pso);
        }
        AdPolicy policy = facts().policy();
        return AdState.isSeen(person) && fits(person, policy) ? policy : AdPolicy.UNSEEN;
    }

    private static boolean fits(Entry person, AdPolicy domain) {
        Long flags = FileTime.number(person, AdState.FLAGS);
        Long set = FileTime.number(person, AdState.PASSWORD_SET);
        Long expires = FileTime.number(person, AdEvidence.PASSWORD_EXPIRES);
        boolean exempt = flags != null && (flags & (AdState.PASSWORD_NEVER_EXPIRES | AdState.SMART_CARD_REQUIRED)) != 0;
        if (exempt || domain.maxAge() == null || set == null || set == 0 || expires == null || expires == 0) {
            return true;
        }
        Instant end = FileTime.instant(expires);
        Instant begin = FileTime.instant(set);
        if (end == null || begin == null) {
            return domain.maxAge().isZero();
        }
        return !domain.maxAge().isZero()
                && Duration.between(begin, end).minus(domain.maxAge()).abs().compareTo(Duration.ofMinutes(1)) < 0;
    }

    private AdPolicy domainPolicy() {
        return head == null
                ? AdPolicy.UNSEEN
                : ldap.entry(head, ANY, AdPolicy.OF_DOMAIN)
                        .map(AdPolicy::ofDomain)
                        .orElse(AdPolicy.UNSEEN);
    }

    private AdPolicy pso(String dn) {
        Instant now = clock.instant();
        Known known = psos.get(dn);
        if (known != null && !now.isAfter(known.readAt().plus(REFRESH))) {
            return known.policy();
        }
        String name = Names.dn(dn).getRDN().getAttributeValues()[0];
        try {
            AdPolicy read = ldap.entry(dn, ANY, AdPolicy.OF_PSO)
                    .map(entry -> AdPolicy.ofPso(entry, name))
                    .orElseGet(() -> AdPolicy.unreadable(name));
            psos.put(dn, new Known(now, read));
            return read;
        } catch (BackendException e) {
            LOG.warn("directory: the password settings object {} could not be read: {}", name, e.getMessage());
            return AdPolicy.unreadable(name);
        }
    }

    private @Nullable Duration skew() {
        Instant before = clock.instant();
        String time = ldap.entry("", ANY, "currentTime")
                .map(root -> root.getAttributeValue("currentTime"))
                .orElse(null);
        if (time == null) {
            return null;
        }
        try {
            // whole seconds on that side
            Instant there = StaticUtils.decodeGeneralizedTime(time).toInstant();
            long seconds = Duration.between(before, there).toSeconds();
            return Duration.ofSeconds(seconds);
        } catch (ParseException e) {
            throw LdapErrors.garbled("the directory sent a currentTime that is no time");
        }
    }

    private List<Server> controllers() {
        List<Server> found = new ArrayList<>(settings.servers());
        if (head == null) {
            return found;
        }
        try {
            List<String> hosts = ldap
                    .search(head, SearchScope.SUB, CONTROLLERS, MOST_CONTROLLERS, "dNSHostName", "cn")
                    .entries()
                    .stream()
                    .map(entry -> Attributes.first(entry, "", "dNSHostName", "cn"))
                    .filter(host -> !host.isEmpty())
                    .map(Names::lower)
                    .toList();
            if (!hosts.stream().allMatch(this::isConfigured)) {
                learnNames();
            }
            hosts.stream().filter(host -> !isConfigured(host)).map(this::server).forEach(found::add);
        } catch (BackendException e) {
            LOG.warn("directory: the other domain controllers could not be looked up: {}", e.getMessage());
        }
        return List.copyOf(found);
    }

    private boolean isConfigured(String host) {
        return settings.servers().stream()
                .anyMatch(server -> Names.same(server.host(), host) || Names.same(name(server), host));
    }

    private void learnNames() {
        List<Server> unknown = settings.servers().stream()
                .filter(server -> !names.containsKey(server))
                .toList();
        for (Ldap.Answered<String> answer : ldap.<String>asking(
                        unknown, settings.limits().answer(), connection -> {
                            Entry root = connection.getEntry("", "dnsHostName");
                            String host = root == null ? null : root.getAttributeValue("dnsHostName");
                            return host == null ? "" : Names.lower(host);
                        })
                .get()) {
            if (answer.value() != null && !answer.value().isEmpty()) {
                names.put(answer.server(), answer.value());
            }
        }
    }

    /** Protected as the configured ones are. */
    private Server server(String host) {
        Server model = settings.servers().get(0);
        return model.security() == Security.PLAIN
                ? new Server(host, LDAPS_PORT, Security.LDAPS)
                : new Server(host, model.port(), model.security());
    }
}
