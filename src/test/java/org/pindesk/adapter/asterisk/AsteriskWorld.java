package org.pindesk.adapter.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pindesk.adapter.asterisk.AsteriskSettings.MailboxSource;
import org.pindesk.adapter.wire.Guard;
import org.pindesk.adapter.wire.GuardSettings;
import org.pindesk.adapter.wire.ServiceAccount;
import org.pindesk.adapter.wire.TlsTrust;
import org.pindesk.core.Account;
import org.pindesk.core.AccountState;
import org.pindesk.core.Person;
import org.pindesk.core.PersonId;
import org.pindesk.core.Secret;
import org.pindesk.demo.asterisk.AsteriskSimulator;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.company.Fault;
import org.pindesk.port.AuthLatch;
import org.pindesk.port.Pbx.Match;

/** A simulated Asterisk, a connector to it, and what tests do with them. */
final class AsteriskWorld implements AutoCloseable {
    static final Secret PIN = Secret.of("730915");
    static final ServiceAccount USER =
            new ServiceAccount(AsteriskSimulator.USER, Secret.of(AsteriskSimulator.PASSWORD));

    final AsteriskSimulator simulator = new AsteriskSimulator(Company.people());

    AsteriskPbx pbx() {
        return pbx(USER, USER, "default", MailboxSource.NUMBERS, Duration.ofSeconds(30));
    }

    AsteriskPbx hasty() {
        return pbx(USER, USER, "default", MailboxSource.NUMBERS, Duration.ofMillis(700));
    }

    AsteriskPbx pbx(
            ServiceAccount reader,
            @Nullable ServiceAccount writer,
            String context,
            MailboxSource source,
            Duration deadline) {
        return new AsteriskPbx(
                new AsteriskSettings(
                        "box",
                        "voicemail",
                        "127.0.0.1",
                        simulator.port(),
                        TlsTrust.pem(simulator.caPem()),
                        context,
                        source,
                        reader,
                        writer,
                        Duration.ofSeconds(5),
                        deadline),
                Clock.systemUTC(),
                AuthLatch.NONE,
                Guard.of("box", GuardSettings.DEFAULT.withRest(50, Duration.ofMillis(1))));
    }

    static Person bob() {
        return person("bob", "bob@beispiel.example", "Bob", "Berger", "+49 30 5550 1102");
    }

    static Person person(
            String login,
            @Nullable String mail,
            @Nullable String givenName,
            @Nullable String surname,
            String... numbers) {
        return new Person(
                new PersonId("id-" + login),
                login,
                mail,
                login,
                givenName,
                surname,
                null,
                List.of(numbers),
                AccountState.FINE,
                Set.of(),
                false,
                false);
    }

    /** Bob's account, read before trouble begins, and the journal cleared. */
    Account bob(AsteriskPbx pbx) {
        Match match = pbx.find(bob());
        assertThat(match.kind()).as(match.detail()).isEqualTo(Match.Kind.FOUND);
        simulator.actions();
        return Objects.requireNonNull(match.account());
    }

    void world(String words) {
        simulator.misbehave(Fault.parse(words).orElseThrow());
    }

    boolean oldPinSignsIn() {
        return simulator.voicemail("1102", Company.START_PIN);
    }

    boolean newPinSignsIn() {
        return simulator.voicemail("1102", PIN.open());
    }

    @Override
    public void close() {
        simulator.close();
    }
}
