package org.pindesk.adapter.cucm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pindesk.adapter.wire.UserIdSource;
import org.pindesk.core.Account;
import org.pindesk.core.BackendException;
import org.pindesk.core.Leg;
import org.pindesk.core.Secret;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.company.Fault;
import org.pindesk.demo.cucm.AxlJournal.Received;
import org.pindesk.port.ProvesPin.Answer;
import org.pindesk.port.ResetsLocalPassword.Keeper;
import org.pindesk.port.Written;

/** Passwords that the cluster keeps itself, and hands off those that it does not. */
class CucmPasswordTest {
    private static final String OWN = "Bobs-own.Words-27";
    private static final Secret PASSWORD = Secret.of("Kumo.4826.Tisafe");

    private final CucmWorld world = new CucmWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"12.5", "14.0", "10.5"})
    void aLocalUsersPasswordIsSetAndProvedBySigningIn(String version) {
        if (version.equals("10.5")) {
            world.simulator.release("10.5");
        }
        world.simulator.makeLocal("bob", OWN);
        CucmPbx pbx = world.pbx(version);
        Account bob = CucmWorld.account(pbx, "bob");
        assertThat(pbx.passwordKeeper(bob)).isEqualTo(new Keeper(true, false, "hq"));
        assertThat(pbx.localPasswordPolicy(bob).minLength()).isPositive();
        assertThat(pbx.passwordSignsIn(bob, PASSWORD)).isEqualTo(Answer.NO);
        assertThat(pbx.resetLocalPassword(bob, PASSWORD)).isEqualTo(new Written(Written.Kind.ACCEPTED, ""));
        assertThat(pbx.passwordSignsIn(bob, PASSWORD)).isEqualTo(Answer.YES);
        assertThat(world.simulator.portal("bob", PASSWORD.open())).isEqualTo("signed in");
        assertThat(world.simulator.portal("bob", OWN)).startsWith("Log on failed");
        assertThat(world.simulator.phoneSignIn("bob", Company.START_PIN)).isEqualTo("signed in");
        assertThat(world.simulator.journal()).noneMatch(each -> each.body().contains(PASSWORD.open()));
    }

    @Test
    void withTheOldestSchemaTheKeeperCannotBeTold() {
        world.simulator.release("7.1");
        CucmPbx pbx = world.pbx("7.1");
        Account bob = CucmWorld.account(pbx, "bob");
        assertThatThrownBy(() -> pbx.passwordKeeper(bob)).isInstanceOf(BackendException.class);
        assertThat(pbx.resetLocalPassword(bob, PASSWORD).kind()).isEqualTo(Written.Kind.NOT_SENT);
        world.simulator.makeLocal("bob", OWN);
        assertThat(pbx.passwordKeeper(bob).local()).isTrue();
        assertThat(pbx.resetLocalPassword(bob, PASSWORD).kind()).isEqualTo(Written.Kind.ACCEPTED);
        assertThat(world.simulator.portal("bob", PASSWORD.open())).isEqualTo("signed in");
    }

    @Test
    void aDirectoryPasswordIsNeitherWrittenNorTried() {
        CucmPbx pbx = world.pbx("12.5");
        Account bob = CucmWorld.account(pbx, "bob");
        assertThat(pbx.passwordKeeper(bob)).isEqualTo(new Keeper(false, true, Leg.DIRECTORY));
        world.simulator.clearJournal();
        assertThat(pbx.resetLocalPassword(bob, PASSWORD).kind()).isEqualTo(Written.Kind.REFUSED);
        assertThat(pbx.passwordSignsIn(bob, PASSWORD)).isEqualTo(Answer.CANNOT_TELL);
        assertThat(operations()).doesNotContain("updateUser", "doAuthenticateUser");
        world.simulator.authenticateInDirectory(false);
        world.clock.move(Duration.ofMinutes(6));
        assertThat(pbx.passwordKeeper(bob).local()).isTrue();
        assertThat(pbx.resetLocalPassword(bob, PASSWORD).kind()).isEqualTo(Written.Kind.ACCEPTED);
    }

    @Test
    void whoHoldsMoreThanEndUserRolesIsRefusedAlsoWhenThatIsNew() {
        world.simulator.makeLocal("bob", OWN);
        world.simulator.makeLocal("carl", OWN);
        CucmPbx pbx = world.pbx("12.5");
        Account bob = CucmWorld.account(pbx, "bob");
        assertThat(pbx.resetLocalPassword(CucmWorld.account(pbx, "carl"), PASSWORD)
                        .kind())
                .isEqualTo(Written.Kind.REFUSED);
        world.simulator.joinGroup("bob", "Helpers", "Standard CCM Admin Users");
        assertThat(pbx.resetLocalPassword(bob, PASSWORD).kind()).isEqualTo(Written.Kind.REFUSED);
        assertThat(world.simulator.portal("bob", OWN)).isEqualTo("signed in");
    }

    @ParameterizedTest
    @CsvSource({
        "Short.7a, POLICY_REFUSED",
        "Bobs.4826.Tisafe, POLICY_REFUSED",
        "Kumo.1102.Tisafe, POLICY_REFUSED",
        "Kumo.2345.Tisafe, POLICY_REFUSED",
        "kumotisafekumo, POLICY_REFUSED",
        "Bobs-own.Words-27, POLICY_REFUSED",
        "short, NOT_SENT"
    })
    void whatThePolicyRefusesMayBeDrawnAnew(String password, Written.Kind kind) {
        world.simulator.requireDigits(9);
        world.simulator.makeLocal("bob", OWN);
        CucmPbx pbx = world.pbx("12.5");
        assertThat(pbx.resetLocalPassword(CucmWorld.account(pbx, "bob"), Secret.of(password))
                        .kind())
                .isEqualTo(kind);
        assertThat(world.simulator.portal("bob", OWN)).isEqualTo("signed in");
    }

    @Test
    void aLostAnswerIsNoAnswerAndIsSentOnce() {
        world.simulator.makeLocal("bob", OWN);
        CucmPbx pbx = world.pbx("12.5");
        Account bob = CucmWorld.account(pbx, "bob");
        world.simulator.clearJournal();
        world.simulator.misbehave(new Fault(Fault.Kind.DROP_AFTER_WRITE, Duration.ZERO, 0));
        Written written = pbx.resetLocalPassword(bob, PASSWORD);
        world.simulator.misbehave(Fault.UP);
        assertThat(written.kind()).isEqualTo(Written.Kind.NO_ANSWER);
        assertThat(written.detail()).doesNotContain(PASSWORD.open());
        assertThat(operations().stream().filter("updateUser"::equals)).hasSize(1);
        assertThat(pbx.passwordSignsIn(bob, PASSWORD)).isEqualTo(Answer.YES);
    }

    @Test
    void itMustBeChangedWhereThatIsConfiguredAndThePersonCan() {
        world.simulator.makeLocal("bob", OWN);
        world.simulator.makeLocal("alice", OWN);
        world.simulator.leaveEndUsers("alice");
        CucmPbx pbx = world.pbx("12.5", CucmWorld.WRITER, UserIdSource.LOGIN, true, Duration.ofSeconds(30), Set.of());
        pbx.resetLocalPassword(CucmWorld.account(pbx, "bob"), PASSWORD);
        pbx.resetLocalPassword(CucmWorld.account(pbx, "alice"), PASSWORD);
        List<String> bodies = world.simulator.journal().stream()
                .filter(each -> each.operation().equals("updateUser"))
                .map(Received::body)
                .toList();
        assertThat(bodies.get(0)).contains("<pwdCredUserMustChange>true</pwdCredUserMustChange>");
        assertThat(bodies.get(1)).contains("<pwdCredUserMustChange>false</pwdCredUserMustChange>");
    }

    @Test
    void withoutAnAccountThatMayWriteNothingIsWrittenOrTried() {
        world.simulator.makeLocal("bob", OWN);
        CucmPbx pbx = world.readOnly();
        Account bob = CucmWorld.account(pbx, "bob");
        assertThat(pbx.resetLocalPassword(bob, PASSWORD).kind()).isEqualTo(Written.Kind.NOT_SENT);
        assertThat(pbx.passwordSignsIn(bob, PASSWORD)).isEqualTo(Answer.CANNOT_TELL);
    }

    private List<String> operations() {
        return world.simulator.journal().stream().map(Received::operation).toList();
    }
}
