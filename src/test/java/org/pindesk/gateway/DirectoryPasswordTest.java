package org.pindesk.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pindesk.adapter.directory.DirectorySettings;
import org.pindesk.adapter.directory.LdapDirectory;
import org.pindesk.adapter.store.AuditKey;
import org.pindesk.adapter.store.JdbcStore;
import org.pindesk.adapter.store.Keys;
import org.pindesk.adapter.store.StoreSettings;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Checkpoint;
import org.pindesk.core.Leg;
import org.pindesk.core.Outcome;
import org.pindesk.core.Party;
import org.pindesk.core.Person;
import org.pindesk.core.Proof;
import org.pindesk.core.Request;
import org.pindesk.core.RequestState;
import org.pindesk.core.Secret;
import org.pindesk.core.SecretKind;
import org.pindesk.demo.MovableClock;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.company.Fault;
import org.pindesk.demo.company.Staff;
import org.pindesk.demo.directory.DirectorySimulator;

/** The gateway's promises for a directory password, with the real connector, a real store and the simulated directory. */
class DirectoryPasswordTest {
    private static final String ID = "0123456789ab";

    /** The bot dies here. */
    private static final class Dead extends Error {
        private static final long serialVersionUID = 1L;
    }

    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock();
    private final DirectorySimulator simulator =
            new DirectorySimulator(clock, Staff.of(0).people());
    private final List<String> reached = new ArrayList<>();
    private Checkpoint then = boundary -> {};
    private JdbcStore store;
    private LdapDirectory directory;
    private Credentials credentials;
    private CredentialGateway gateway;
    private Person bob;

    @BeforeEach
    void connect() {
        store = JdbcStore.open(
                StoreSettings.file(
                        folder.resolve("pindesk"),
                        Keys.parse(Secret.of("test:" + key())),
                        AuditKey.parse(Secret.of(key()))),
                clock);
        directory = new LdapDirectory(
                DirectorySettings.of(
                                List.of(DirectorySettings.Server.parse(simulator.ldapsUrl())),
                                DirectorySimulator.SERVICE_DN,
                                DirectorySimulator.servicePassword(),
                                List.of(Company.BASE_DN))
                        .withCa(simulator.caPem())
                        .withLimits(new DirectorySettings.Limits(Duration.ofSeconds(1), Duration.ofMillis(500), 4))
                        .withWriter(new DirectorySettings.Writer(
                                DirectorySimulator.WRITE_DN, DirectorySimulator.writePassword())),
                clock,
                store.authLatch());
        credentials = new Credentials(
                new Locator(List.of(), ForkJoinPool.commonPool()),
                directory,
                new PinMaker(new SecureRandom()),
                new PasswordMaker(new SecureRandom()));
        gateway = new CredentialGateway(store, credentials, clock, Duration.ofHours(24), boundary -> {
            reached.add(boundary);
            then.reached(boundary);
        });
        bob = Objects.requireNonNull(directory.byLogin("bob").person());
    }

    @AfterEach
    void disconnect() {
        directory.close();
        store.close();
        simulator.close();
    }

    private static String key() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Test
    void theIntentIsKeptBeforeTheWriteAndTheDemandToChangeItProvesIt() {
        Request request = taking();
        then = boundary -> {
            if (boundary.equals("journaled")) {
                assertThat(stored().legs().get(0).draw()).isEqualTo(1);
                assertThat(sealed()).isPresent();
                assertThat(audit()).anyMatch(row -> row.contains("password.write") && row.contains("intended"));
                assertThat(simulator.operations().writes()).isZero();
                assertThat(simulator.signsIn("bob", Company.START_PASSWORD)).isTrue();
            }
        };
        Leg leg = settle(request);
        assertThat(reached).containsExactly("journaled", "written", "proved");
        assertThat(leg.outcome()).isEqualTo(Outcome.APPLIED);
        assertThat(leg.proof()).isEqualTo(Proof.SIGNED_IN);
        String made = sealed().orElseThrow().open();
        assertThat(simulator.signsIn("bob", made))
                .as("it must be changed first: 773")
                .isFalse();
        assertThat(simulator.signInAtComputer("bob", made, "Own.Choice.2026")).isEqualTo("signed in");
        assertThat(audit()).noneMatch(row -> row.contains(made));
    }

    @ParameterizedTest
    @CsvSource({"journaled, 0", "written, 1", "proved, 1"})
    void afterACrashTheSamePasswordIsProvedFirstAndWrittenOnlyIfItProvesAbsent(String boundary, int writes) {
        dieAt(boundary);
        assertThat(simulator.operations().writes()).isEqualTo(writes);
        Secret before = sealed().orElseThrow();
        Leg leg = settle(stored());
        assertThat(leg.outcome()).isEqualTo(Outcome.APPLIED);
        assertThat(leg.proof()).isEqualTo(Proof.SIGNED_IN);
        assertThat(leg.draw()).isEqualTo(1);
        assertThat(simulator.operations().writes()).as("one write in total").isEqualTo(1);
        assertThat(reached.contains("rewritten")).isEqualTo(writes == 0);
        assertThat(sealed().orElseThrow().sameAs(before)).isTrue();
        assertThat(simulator.signInAtComputer("bob", before.open(), "Own.Choice.2026"))
                .isEqualTo("signed in");
    }

    @Test
    void aCrashAfterTheWriteAndASilentDirectoryAfterwardsIsUnknownAndThePasswordStaysToBeShown() {
        dieAt("written");
        Request request = stored();
        simulator.misbehave(new Fault(Fault.Kind.DOWN, Duration.ZERO, 0));
        Leg leg =
                gateway.settle(request, request.legs().get(0), account(), null).leg();
        simulator.misbehave(Fault.UP);
        assertThat(leg.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(simulator.signInAtComputer("bob", sealed().orElseThrow().open(), "Own.Choice.2026"))
                .isEqualTo("signed in");
    }

    @Test
    void whereWritingIsNotAllowedAnyMoreACrashIsSettledByProofAlone() {
        dieAt("journaled");
        Request request = stored();
        Leg absent = gateway.proveOnly(request, request.legs().get(0));
        assertThat(absent.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(simulator.operations().writes()).isZero();
        assertThat(simulator.signsIn("bob", Company.START_PASSWORD)).isTrue();
    }

    @Test
    void whereWritingIsNotAllowedAnyMoreAPasswordThatWasWrittenIsStillFound() {
        dieAt("written");
        Request request = stored();
        assertThat(gateway.proveOnly(request, request.legs().get(0)).outcome()).isEqualTo(Outcome.APPLIED);
        assertThat(simulator.operations().writes()).isEqualTo(1);
    }

    @Test
    void aWriteWhoseAnswerIsLostIsProvedAndNotRepeated() {
        simulator.misbehave(new Fault(Fault.Kind.DROP_AFTER_WRITE, Duration.ZERO, 0));
        Leg leg = settle(taking());
        assertThat(leg.outcome()).isEqualTo(Outcome.APPLIED);
        assertThat(leg.proof()).isEqualTo(Proof.SIGNED_IN);
        assertThat(simulator.operations().writes()).isEqualTo(1);
        assertThat(reached).doesNotContain("rewritten");
    }

    @Test
    void aWriteWithoutAnswerAndWithoutProofIsUnknownAndNoSecondPasswordIsMade() {
        simulator.misbehave(new Fault(Fault.Kind.DROP_AFTER_WRITE, Duration.ZERO, 0));
        then = boundary -> {
            if (boundary.equals("written")) {
                simulator.misbehave(new Fault(Fault.Kind.DOWN, Duration.ZERO, 0));
            }
        };
        Leg leg = settle(taking());
        simulator.misbehave(Fault.UP);
        assertThat(leg.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(leg.draw()).isEqualTo(1);
        assertThat(simulator.operations().writes()).isEqualTo(1);
        assertThat(sealed()).as("to be shown: try this one, else the old one").isPresent();
    }

    @Test
    void aDirectoryThatTakesNoConnectionForWritingIsUnreachableBecauseNothingWasSent() {
        then = boundary -> {
            if (boundary.equals("journaled")) {
                simulator.misbehave(new Fault(Fault.Kind.HANG, Duration.ZERO, 0));
            }
        };
        Leg leg = settle(taking());
        simulator.misbehave(Fault.UP);
        assertThat(leg.outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(simulator.operations().writes()).isZero();
        assertThat(simulator.signsIn("bob", Company.START_PASSWORD)).isTrue();
    }

    @Test
    void aYesThatNoSignInConfirmsIsUnknown() {
        simulator.misbehave(new Fault(Fault.Kind.LIE, Duration.ZERO, 0));
        Leg leg = settle(taking());
        assertThat(leg.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(leg.proof()).isEqualTo(Proof.NONE);
        assertThat(simulator.signsIn("bob", Company.START_PASSWORD)).isTrue();
    }

    @Test
    void refusalsByPolicyEndAfterFourDrawsWithTheOldPasswordInForce() {
        simulator.misbehave(new Fault(Fault.Kind.REFUSE_TRIVIAL, Duration.ZERO, 0));
        List<Secret> drawn = new ArrayList<>();
        then = boundary -> {
            if (boundary.equals("journaled")) {
                drawn.add(sealed().orElseThrow());
            }
        };
        Leg leg = settle(taking());
        assertThat(leg.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(drawn).hasSize(CredentialGateway.MAX_DRAWS);
        assertThat(drawn.stream().map(Secret::open).distinct().count()).isEqualTo(CredentialGateway.MAX_DRAWS);
        assertThat(simulator.signsIn("bob", Company.START_PASSWORD)).isTrue();
        drawn.forEach(secret -> assertThat(String.valueOf(leg.detail())).doesNotContain(secret.open()));
    }

    @Test
    void aSilentDirectoryBeforeTheWriteIsUnreachableAndNothingIsSealed() {
        Request request = taking();
        Leg planned = request.legs().get(0);
        var account = account();
        simulator.misbehave(new Fault(Fault.Kind.DOWN, Duration.ZERO, 0));
        Leg leg = gateway.settle(request, planned, account, null).leg();
        assertThat(leg.outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(leg.draw()).isZero();
        assertThat(sealed()).isEmpty();
    }

    @Test
    void aPolicyThatNoPasswordCanMeetIsARefusal() {
        simulator.domainPolicy(new org.pindesk.demo.directory.PasswordRules(
                Duration.ZERO, Duration.ZERO, 65, 0, true, 5, Duration.ofMinutes(30), Duration.ofMinutes(30)));
        Leg leg = settle(taking());
        assertThat(leg.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(sealed()).isEmpty();
        assertThat(simulator.operations().writes()).isZero();
    }

    @Test
    void whileAllChangesAreStoppedNothingIsDrawn() {
        Request request = taking();
        store.tx(tx -> {
            tx.brake().pull("Hana Holm", clock.instant());
            return true;
        });
        Leg leg = settle(request);
        assertThat(leg.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(sealed()).isEmpty();
        assertThat(simulator.operations().writes()).isZero();
    }

    private void dieAt(String boundary) {
        Request request = taking();
        then = now -> {
            if (now.equals(boundary)) {
                throw new Dead();
            }
        };
        assertThatThrownBy(() -> settle(request)).isInstanceOf(Dead.class);
        then = now -> {};
        reached.clear();
    }

    private Leg settle(Request request) {
        return gateway.settle(request, request.legs().get(0), account(), null).leg();
    }

    private org.pindesk.core.Account account() {
        Located located = credentials.locate(SecretKind.PASSWORD, bob, null);
        assertThat(located.kind()).isEqualTo(Located.Kind.FOUND);
        return Objects.requireNonNull(located.account());
    }

    private Request taking() {
        Party owner = new Party(bob.id(), new ChatUser("slack", "T1", "U1"), bob.displayName());
        Request request = new Request(
                ID,
                "event",
                owner,
                owner,
                SecretKind.PASSWORD,
                null,
                "self",
                RequestState.TAKING,
                List.of(Leg.planned(Leg.DIRECTORY, bob.login())),
                clock.instant(),
                clock.instant().plusSeconds(600),
                null,
                null);
        boolean added = store.tx(tx -> tx.requests().add(request));
        assertThat(added).isTrue();
        return request;
    }

    private Request stored() {
        return store.tx(tx -> tx.requests().byId(ID)).orElseThrow();
    }

    private Optional<Secret> sealed() {
        return store.tx(tx -> tx.vault().open(ID, bob.id(), Leg.DIRECTORY, clock.instant()));
    }

    private List<String> audit() {
        List<String> rows = new ArrayList<>();
        store.tx(tx -> {
            tx.audit().export(rows::add);
            return true;
        });
        return rows;
    }
}
