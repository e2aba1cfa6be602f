package org.pindesk.adapter.directory;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pindesk.core.BackendException;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The security identifiers of the watched groups, read again every few minutes. */
final class AdGroups {
    private static final Logger LOG = LoggerFactory.getLogger(AdGroups.class);
    private static final Duration REFRESH = Duration.ofMinutes(5);

    /** Bit of groupType; without it the group is a mail list and in nobody's token. */
    private static final long SECURITY_GROUP = 0x8000_0000L;

    private final Ldap ldap;
    private final DirectorySettings settings;
    private final Clock clock;
    private Map<String, Sid> sids;
    private Set<String> looked;
    private Instant readAt;

    /** Reads every group; throws {@link PindeskException} naming those that are not there. */
    AdGroups(Ldap ldap, DirectorySettings settings, Clock clock) {
        this.ldap = ldap;
        this.settings = settings;
        this.clock = clock;
        List<String> faults = new ArrayList<>();
        this.looked = settings.watchedGroups();
        this.sids = read(looked, faults);
        this.readAt = clock.instant();
        if (!faults.isEmpty()) {
            throw new PindeskException(Problem.CONFIGURATION, "directory: " + String.join("; ", faults));
        }
    }

    /** Those of these groups that are in the token, as written in the configuration. */
    Set<String> in(Set<Sid> token, Set<String> wanted) {
        Set<String> found = new HashSet<>();
        current(wanted).forEach((group, sid) -> {
            if (wanted.contains(group) && token.contains(sid)) {
                found.add(group);
            }
        });
        return found;
    }

    /** The relative id of a watched group, for {@code primaryGroupID}. */
    Optional<String> rid(String group) {
        return Optional.ofNullable(current(Set.of(group)).get(group)).map(Sid::rid);
    }

    /** What is wrong with groups that somebody would like to watch; empty when nothing is. */
    List<String> faults(Set<String> groups) {
        List<String> faults = new ArrayList<>();
        read(groups, faults);
        return faults;
    }

    /** Groups that were not looked at yet are now; throws {@link BackendException} when that fails, as nobody can tell their members. */
    private synchronized Map<String, Sid> current(Set<String> wanted) {
        if (!looked.containsAll(wanted)) {
            Set<String> all = new HashSet<>(looked);
            all.addAll(wanted);
            List<String> faults = new ArrayList<>();
            Map<String, Sid> merged = new HashMap<>(sids);
            merged.putAll(read(wanted, faults));
            if (!faults.isEmpty()) {
                throw new BackendException(Problem.REFUSED, LdapErrors.SYSTEM, String.join("; ", faults));
            }
            sids = Map.copyOf(merged);
            looked = Set.copyOf(all);
        }
        Instant now = clock.instant();
        if (now.isAfter(readAt.plus(REFRESH))) {
            readAt = now;
            try {
                List<String> faults = new ArrayList<>();
                Map<String, Sid> merged = new HashMap<>(sids);
                merged.putAll(read(settings.watchedGroups(), faults));
                sids = Map.copyOf(merged);
                if (!faults.isEmpty()) {
                    LOG.warn("directory: {}; its former identifier is still looked for", String.join("; ", faults));
                }
            } catch (BackendException e) {
                LOG.warn("directory: watched groups could not be read again, the former ones stay: {}", e.getMessage());
            }
        }
        return sids;
    }

    private Map<String, Sid> read(Set<String> groups, List<String> faults) {
        Map<String, Sid> found = new HashMap<>();
        for (String group : groups) {
            Optional<SearchResultEntry> entry =
                    ldap.entry(group, Filter.createEqualityFilter("objectClass", "group"), "objectSid", "groupType");
            byte[] sid = entry.map(e -> e.getAttributeValueBytes("objectSid")).orElse(null);
            if (sid == null) {
                faults.add("the group " + group + " is not there, or the service account may not see it");
                continue;
            }
            Long type = entry.map(e -> e.getAttributeValueAsLong("groupType")).orElse(null);
            if (type != null && (type & SECURITY_GROUP) == 0) {
                faults.add("the group " + group
                        + " is a distribution group, which no account has in its token: make it a" + " security group");
                continue;
            }
            found.put(group, Sid.of(sid));
        }
        return found;
    }
}
