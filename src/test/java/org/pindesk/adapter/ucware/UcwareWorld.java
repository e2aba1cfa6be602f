package org.pindesk.adapter.ucware;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pindesk.adapter.wire.Guard;
import org.pindesk.adapter.wire.GuardSettings;
import org.pindesk.adapter.wire.TlsTrust;
import org.pindesk.adapter.wire.UserIdSource;
import org.pindesk.core.Account;
import org.pindesk.core.AccountState;
import org.pindesk.core.Person;
import org.pindesk.core.PersonId;
import org.pindesk.core.Secret;
import org.pindesk.demo.company.Employee;
import org.pindesk.demo.company.Fault;
import org.pindesk.demo.ucware.RpcJournal.Received;
import org.pindesk.demo.ucware.Subscriber;
import org.pindesk.demo.ucware.UcwareSimulator;
import org.pindesk.port.AuthLatch;
import org.pindesk.port.Pbx.Match;
import org.pindesk.testing.SettableClock;

/** A simulated server, a connector to it, and what tests do with them. */
final class UcwareWorld implements AutoCloseable {
    static final Secret PIN = Secret.of("730915");
    static final Secret PASSWORD = Secret.of("Kumo.4827.Tisafe");
    static final String BACKEND = "BEISPIEL";
    static final String LENAS_ENTRY = "CN=Lena Lorenz,OU=Staff,DC=beispiel,DC=example";
    static final UcwareAccount BASIC =
            UcwareAccount.withPassword(UcwareSimulator.API_USER, Secret.of(UcwareSimulator.API_PASSWORD));
    static final UcwareAccount BEARER =
            UcwareAccount.withToken(UcwareSimulator.API_USER, Secret.of(UcwareSimulator.API_TOKEN), true);
    static final UcwareAccount KEPT_TOKEN =
            UcwareAccount.withToken(UcwareSimulator.API_USER, Secret.of(UcwareSimulator.API_TOKEN), false);
    static final List<Subscriber> PEOPLE = List.of(
            Subscriber.local(employee("uwe", "Uwe", "Ulrich", "1301")),
            Subscriber.fromDirectory(employee("lena", "Lena", "Lorenz", "1302"), BACKEND, LENAS_ENTRY),
            Subscriber.local(employee("carl", "Carl", "Conrad", "1303")).asAdministrator());

    final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T08:00:00Z"));
    AuthLatch latch = AuthLatch.NONE;
    String api = UcwareSettings.AUTO;
    boolean slash;
    UcwareAccount reader = BASIC;

    @Nullable
    UcwareAccount writer = BASIC;

    UserIdSource source = UserIdSource.LOGIN;
    Set<String> localBackends = UcwareSettings.DEFAULT_LOCAL_BACKENDS;
    Set<String> adminGroups = Set.of(UcwareSettings.ADMINS);
    Duration deadline = Duration.ofSeconds(20);
    final UcwareSimulator simulator;

    UcwareWorld() {
        this(new UcwareSimulator(PEOPLE));
    }

    UcwareWorld(UcwareSimulator simulator) {
        this.simulator = simulator;
        simulator.start();
    }

    UcwarePbx pbx() {
        return pbx(TlsTrust.pem(simulator.caPem()));
    }

    UcwarePbx pbx(TlsTrust trust) {
        GuardSettings guarding =
                GuardSettings.DEFAULT.withPacing(Duration.ofMillis(20), Duration.ofMillis(100), Duration.ofMillis(500));
        return new UcwarePbx(
                new UcwareSettings(
                        "ucw",
                        "branch telephones",
                        simulator.url(),
                        api,
                        slash,
                        reader,
                        writer,
                        trust,
                        source,
                        localBackends,
                        adminGroups,
                        6,
                        16,
                        null,
                        Duration.ofSeconds(5),
                        deadline),
                clock,
                latch,
                Guard.of("ucw", guarding));
    }

    static Employee employee(String account, String given, String surname, @Nullable String extension) {
        return new Employee(account, given, surname, "Branch", extension, Set.of(), "");
    }

    static Person person(String account) {
        return person(account, account + "@beispiel.example", "", "", List.of());
    }

    static Person person(String login, @Nullable String mail, String given, String surname, List<String> numbers) {
        return new Person(
                new PersonId("id-" + login),
                login,
                mail,
                login,
                given.isEmpty() ? null : given,
                surname.isEmpty() ? null : surname,
                null,
                numbers,
                AccountState.FINE,
                Set.of(),
                false,
                false);
    }

    static Account account(UcwarePbx pbx, String login) {
        Match match = pbx.find(person(login));
        assertThat(match.kind()).isEqualTo(Match.Kind.FOUND);
        return Objects.requireNonNull(match.account());
    }

    /** An account that was read before trouble began. */
    static Account uwe() {
        return new Account("ucw", "uwe", "4711", "1301", null, Set.of(), Set.of(), null);
    }

    void world(String words) {
        simulator.misbehave(Fault.parse(words).orElseThrow());
    }

    boolean newPinSignsIn() {
        return simulator.phone("uwe", PIN.open()).equals(UcwareSimulator.SIGNED_IN);
    }

    boolean oldPinSignsIn() {
        return simulator.phone("uwe", "481516").equals(UcwareSimulator.SIGNED_IN);
    }

    boolean passwordSignsIn(String account) {
        return simulator.portal(account, PASSWORD.open()).equals(UcwareSimulator.SIGNED_IN);
    }

    /** What arrived since the last time. */
    List<String> methods() {
        List<String> methods =
                simulator.journal().stream().map(Received::method).collect(Collectors.toList());
        simulator.clearJournal();
        return methods;
    }

    @Override
    public void close() {
        simulator.close();
    }
}
