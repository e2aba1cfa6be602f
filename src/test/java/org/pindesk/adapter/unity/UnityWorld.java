package org.pindesk.adapter.unity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Set;
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
import org.pindesk.demo.company.Company;
import org.pindesk.demo.company.Fault;
import org.pindesk.demo.unity.BrokenUnity;
import org.pindesk.demo.unity.CupiJournal.Received;
import org.pindesk.demo.unity.UnitySimulator;
import org.pindesk.port.AuthLatch;
import org.pindesk.port.Pbx.Match;
import org.pindesk.testing.SettableClock;

/** A simulated Unity Connection, a connector to it, and what tests do with them. */
final class UnityWorld implements AutoCloseable {
    static final Secret PIN = Secret.of("730915");
    static final ServiceAccount READER =
            new ServiceAccount(UnitySimulator.READER_USER, Secret.of(UnitySimulator.READER_PASSWORD));
    static final ServiceAccount WRITER =
            new ServiceAccount(UnitySimulator.WRITER_USER, Secret.of(UnitySimulator.WRITER_PASSWORD));

    final SettableClock clock = new SettableClock(Instant.parse("2026-11-23T08:00:00Z"));
    final UnitySimulator simulator = new UnitySimulator(clock, Company.people());
    AuthLatch latch = AuthLatch.NONE;

    UnityWorld() {
        simulator.start();
    }

    UnityPbx pbx() {
        return pbx(READER, WRITER, UserIdSource.LOGIN, false, Duration.ofSeconds(30));
    }

    UnityPbx hasty() {
        return pbx(READER, WRITER, UserIdSource.LOGIN, false, Duration.ofMillis(1500));
    }

    UnityPbx pbx(
            ServiceAccount reader,
            @Nullable ServiceAccount writer,
            UserIdSource source,
            boolean mustChange,
            Duration deadline) {
        return new UnityPbx(
                new UnitySettings(
                        "vm",
                        "voicemail",
                        simulator.url(),
                        "hq",
                        reader,
                        writer,
                        TlsTrust.pem(simulator.caPem()),
                        source,
                        mustChange,
                        Duration.ofSeconds(5),
                        deadline,
                        deadline,
                        ZoneOffset.UTC),
                clock,
                latch,
                Guard.of(
                        "vm",
                        GuardSettings.DEFAULT
                                .withRest(50, Duration.ofMillis(1))
                                .withPacing(Duration.ofMillis(20), Duration.ofMillis(100), Duration.ofMillis(500))));
    }

    static Person person(String account) {
        return person(account, Company.find(account).orElseThrow().mail(), List.of());
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

    static Account account(UnityPbx pbx, String login) {
        Match match = pbx.find(person(login));
        assertThat(match.kind()).isEqualTo(Match.Kind.FOUND);
        return Objects.requireNonNull(match.account());
    }

    /** Bob's account, read before trouble begins, and the journal cleared. */
    Account bob(UnityPbx pbx) {
        Account bob = account(pbx, "bob");
        simulator.clearJournal();
        return bob;
    }

    void world(String words) {
        simulator.misbehave(Fault.parse(words).orElseThrow());
    }

    void quirk(String name, String method, String only) {
        BrokenUnity.answers(simulator, name, method, only);
    }

    boolean oldPinSignsIn() {
        return simulator.voicemail("bob", Company.START_PIN).equals("signed in");
    }

    boolean newPinSignsIn() {
        return simulator.voicemail("bob", PIN.open()).equals("signed in");
    }

    void lockByFailures(String account) {
        for (int i = 0; i < 3; i++) {
            simulator.voicemail(account, "999999");
        }
    }

    /** What arrived since the last time. */
    List<String> requests() {
        List<String> requests = simulator.journal().stream().map(Received::what).toList();
        simulator.clearJournal();
        return requests;
    }

    @Override
    public void close() {
        simulator.close();
    }
}
