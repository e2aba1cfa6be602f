package org.pindesk.adapter.cucm;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pindesk.adapter.wire.Guard;
import org.pindesk.adapter.wire.GuardSettings;
import org.pindesk.adapter.wire.ServiceAccount;
import org.pindesk.adapter.wire.TlsTrust;
import org.pindesk.adapter.wire.UserIdSource;
import org.pindesk.core.Account;
import org.pindesk.core.AccountState;
import org.pindesk.core.Person;
import org.pindesk.core.PersonId;
import org.pindesk.core.Secret;
import org.pindesk.core.TelephoneEvidence;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.company.Employee;
import org.pindesk.demo.company.Fault;
import org.pindesk.demo.cucm.AxlJournal.Received;
import org.pindesk.demo.cucm.CucmSimulator;
import org.pindesk.demo.cucm.MovableClock;
import org.pindesk.port.AuthLatch;
import org.pindesk.port.GivesEvidence.Sighting;
import org.pindesk.port.Pbx.Match;

/** A simulated cluster, a connector to it, and what tests do with them. */
final class CucmWorld implements AutoCloseable {
    static final Secret PIN = Secret.of("730915");
    static final ServiceAccount READER =
            new ServiceAccount(CucmSimulator.READER_USER, Secret.of(CucmSimulator.READER_PASSWORD));
    static final ServiceAccount WRITER =
            new ServiceAccount(CucmSimulator.WRITER_USER, Secret.of(CucmSimulator.WRITER_PASSWORD));

    final MovableClock clock = new MovableClock();
    /** Patience of half a second with "too much". */
    GuardSettings guarding =
            GuardSettings.DEFAULT.withPacing(Duration.ofMillis(20), Duration.ofMillis(100), Duration.ofMillis(500));

    AuthLatch latch = AuthLatch.NONE;
    final CucmSimulator simulator = new CucmSimulator(clock, Company.people());

    CucmWorld() {
        simulator.start();
    }

    CucmPbx pbx(String version) {
        return pbx(version, WRITER, UserIdSource.LOGIN, false, Duration.ofSeconds(30), Set.of());
    }

    CucmPbx readOnly() {
        return pbx("12.5", null, UserIdSource.LOGIN, false, Duration.ofSeconds(30), Set.of());
    }

    /** Gives up early, but not before a handshake on a busy machine is over. */
    CucmPbx hasty(Duration deadline) {
        return pbx("12.5", WRITER, UserIdSource.LOGIN, false, deadline, Set.of());
    }

    CucmPbx withPortal(String role, String group, @Nullable URI url) {
        CucmSettings stock = CucmSettings.withDefaults(
                "hq", "head office telephones", simulator.url(), READER, WRITER, TlsTrust.pem(simulator.caPem()));
        return new CucmPbx(
                new CucmSettings(
                        stock.id(),
                        stock.label(),
                        stock.baseUrl(),
                        stock.schemaVersion(),
                        stock.reader(),
                        stock.writer(),
                        stock.trust(),
                        stock.userIdSource(),
                        stock.endUserRoles(),
                        stock.mustChange(),
                        stock.connectTimeout(),
                        stock.readDeadline(),
                        stock.writeDeadline(),
                        stock.ownAccounts(),
                        new CucmSettings.Portal(role, group, url),
                        null),
                clock,
                latch,
                Guard.of("hq", guarding));
    }

    CucmPbx pbx(
            String version,
            @Nullable ServiceAccount writer,
            UserIdSource source,
            boolean mustChange,
            Duration deadline,
            Set<String> ownAccounts) {
        return new CucmPbx(
                new CucmSettings(
                        "hq",
                        "head office telephones",
                        simulator.url(),
                        version,
                        READER,
                        writer,
                        TlsTrust.pem(simulator.caPem()),
                        source,
                        CucmSettings.DEFAULT_END_USER_ROLES,
                        mustChange,
                        Duration.ofSeconds(5),
                        deadline,
                        deadline,
                        ownAccounts,
                        CucmSettings.Portal.DEFAULT,
                        null),
                clock,
                latch,
                Guard.of("hq", guarding));
    }

    static Person person(String account) {
        Employee employee = Company.find(account).orElseThrow();
        return person(account, employee.mail(), List.of());
    }

    static Person person(String login, @Nullable String mail, List<String> numbers) {
        return new Person(
                new PersonId("id-" + login),
                login,
                mail,
                login,
                null,
                null,
                null,
                numbers,
                AccountState.FINE,
                Set.of(),
                false,
                false);
    }

    static Account account(CucmPbx pbx, String login) {
        Match match = pbx.find(person(login));
        assertThat(match.kind()).isEqualTo(Match.Kind.FOUND);
        return Objects.requireNonNull(match.account());
    }

    static TelephoneEvidence evidence(CucmPbx pbx, String login) {
        Sighting sighting = pbx.evidence(person(login));
        assertThat(sighting.match().kind()).isEqualTo(Match.Kind.FOUND);
        return Objects.requireNonNull(sighting.evidence());
    }

    /** An account that was read before trouble began. */
    static Account bob() {
        return new Account("hq", "bob", null, "1102", "Default Credential Policy", Set.of(), Set.of(), null);
    }

    void world(String words) {
        simulator.misbehave(Fault.parse(words).orElseThrow());
    }

    String phone(Secret pin) {
        return simulator.phoneSignIn("bob", pin.open());
    }

    boolean oldPinSignsIn() {
        return phone(Secret.of(Company.START_PIN)).equals("signed in");
    }

    boolean newPinSignsIn() {
        return phone(PIN).equals("signed in");
    }

    /** What arrived since the last time. */
    List<String> operations() {
        List<String> operations =
                simulator.journal().stream().map(Received::operation).collect(Collectors.toList());
        simulator.clearJournal();
        return operations;
    }

    @Override
    public void close() {
        simulator.close();
        assertThat(simulator.schemaViolations()).isEmpty();
    }
}
