package org.pindesk.adapter.directory;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.pindesk.adapter.directory.DirectorySettings.Limits;
import org.pindesk.adapter.directory.DirectorySettings.Server;
import org.pindesk.core.Person;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.directory.DirectorySimulator;
import org.pindesk.port.Directory.Lookup;

/** Settings that fit the simulator. */
final class SimulatedDirectory {
    static final Limits SHORT = new Limits(Duration.ofMillis(1500), Duration.ofMillis(700), 4);
    static final Set<String> ROLES = Set.of(Company.HELPDESK_GROUP, Company.ADMIN_GROUP);
    static final Set<String> WATCHED = Set.of(Company.HELPDESK_GROUP, Company.ADMIN_GROUP, Company.PROTECTED_GROUP);

    private SimulatedDirectory() {}

    static DirectorySettings settings(DirectorySimulator simulator, String... urls) {
        List<Server> servers = Arrays.stream(urls.length == 0 ? new String[] {simulator.ldapsUrl()} : urls)
                .map(Server::parse)
                .toList();
        return DirectorySettings.of(
                        servers,
                        DirectorySimulator.SERVICE_UPN,
                        DirectorySimulator.servicePassword(),
                        List.of(Company.STAFF_DN))
                .withCa(simulator.caPem())
                .withGroups(WATCHED, ROLES)
                .withLimits(SHORT);
    }

    static Person only(Lookup lookup) {
        if (lookup.person() == null) {
            throw new AssertionError("expected one person, there were " + lookup.matches());
        }
        return lookup.person();
    }
}
