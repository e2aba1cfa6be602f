package org.pindesk.adapter.cucm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.pindesk.adapter.cucm.CucmWorld.WRITER;
import static org.pindesk.adapter.cucm.CucmWorld.account;
import static org.pindesk.adapter.cucm.CucmWorld.bob;
import static org.pindesk.adapter.cucm.CucmWorld.person;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pindesk.adapter.wire.UserIdSource;
import org.pindesk.core.Account;
import org.pindesk.core.BackendException;
import org.pindesk.core.CredentialState;
import org.pindesk.core.CredentialState.Lock;
import org.pindesk.core.Secret;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.cucm.AxlJournal.Received;
import org.pindesk.demo.cucm.BrokenCucm;
import org.pindesk.demo.cucm.CucmSimulator;
import org.pindesk.port.Written;

/** What is shown of a PIN, how a lock is lifted with the PIN kept, and who owns a number. */
class CucmPinStateTest {
    private final CucmWorld world = new CucmWorld();
    private final Instant start = world.clock.instant();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aLockIsShownWithItsBeginItsEndAndWhatLedToIt() {
        CucmPbx pbx = world.pbx("12.5");
        Account lotte = account(pbx, "lotte");
        world.clock.move(Duration.ofMinutes(10));
        CredentialState state = pbx.pinState(lotte);

        assertThat(state.lock()).isEqualTo(Lock.FAILED_SIGN_INS);
        assertThat(state.lockedSince()).isEqualTo(whole(start));
        assertThat(state.lockEnds()).isEqualTo(whole(start).plus(Duration.ofMinutes(30)));
        assertThat(state.failedSignIns()).isEqualTo(10);
        assertThat(state.lastFailure()).isEqualTo(whole(start));
        assertThat(state.mustChange()).isFalse();
        assertThat(state.neverExpires()).isFalse();
        assertThat(state.expires()).isEqualTo(whole(start).plus(Duration.ofDays(150)));
        assertThat(state.policy()).isEqualTo("Default Credential Policy");
        assertThat(state.unseen()).isEmpty();
    }

    @Test
    void aStateCostsTheSameOperationsEveryTime() {
        CucmPbx pbx = world.pbx("12.5");

        pbx.pinState(bob());
        assertThat(world.operations())
                .containsExactly("getUser", "getCredentialPolicy", "executeSQLQuery", "executeSQLQuery");
        for (int i = 0; i < 3; i++) {
            pbx.pinState(bob());
            assertThat(world.operations()).containsExactly("getUser", "executeSQLQuery");
        }
        world.clock.move(Duration.ofMinutes(6));
        pbx.pinState(bob());
        assertThat(world.operations()).containsExactly("getUser", "getCredentialPolicy", "executeSQLQuery");
    }

    @Test
    void theReaderAloneIsUsed() {
        world.pbx("12.5").pinState(bob());

        assertThat(world.simulator.journal()).extracting(Received::account).containsOnly(CucmSimulator.READER_USER);
        assertThat(world.readOnly().pinState(bob()).lock()).isEqualTo(Lock.OPEN);
    }

    @Test
    void aLockThatHasRunOutIsOpenThoughTheDatabaseStillHoldsIt() {
        world.clock.move(Duration.ofMinutes(30));

        assertThat(world.pbx("12.5").pinState(named("lotte")).lock()).isEqualTo(Lock.OPEN);
    }

    @Test
    void aLockWithoutEndHasNone() {
        world.simulator.lockFor(Duration.ZERO);
        world.clock.move(Duration.ofDays(3));
        CredentialState state = world.pbx("12.5").pinState(named("lotte"));

        assertThat(state.lock()).isEqualTo(Lock.FAILED_SIGN_INS);
        assertThat(state.lockEnds()).isNull();
        assertThat(world.simulator.phoneSignIn("lotte", Company.START_PIN)).startsWith("[201]");
    }

    @Test
    void anAdministratorsLockIsShownWithItsTime() {
        CredentialState state = world.pbx("12.5").pinState(named("adele"));

        assertThat(state.lock()).isEqualTo(Lock.ADMINISTRATOR);
        assertThat(state.lockedSince()).isEqualTo(whole(start));
        assertThat(state.lockEnds()).isNull();
    }

    @Test
    void failedSignInsBeforeALockAreCounted() {
        world.phone(Secret.of("999999"));
        world.phone(Secret.of("999999"));
        CredentialState state = world.pbx("12.5").pinState(bob());

        assertThat(state.lock()).isEqualTo(Lock.OPEN);
        assertThat(state.failedSignIns()).isEqualTo(2);
    }

    @Test
    void withoutTheColumnsOfALockTheCountAndThePolicySpeak() {
        BrokenCucm.columns(world.simulator, "credentialdynamic", "fkcredential", "hackcount");
        CredentialState state = world.pbx("12.5").pinState(named("lotte"));

        assertThat(state.lock()).isEqualTo(Lock.FAILED_SIGN_INS);
        assertThat(state.lockedSince()).isNull();
        assertThat(state.unseen()).hasSize(1).first().asString().contains("since when");
    }

    @Test
    void withoutAnyKnownColumnTheLockIsUnseenNotFine() {
        BrokenCucm.columns(world.simulator, "credentialdynamic", "fkcredential", "somethingelse");
        BrokenCucm.columns(world.simulator, "credential", "pkid", "credentials");
        BrokenCucm.columns(world.simulator, "enduser", "pkid", "passwordreverse");
        CredentialState state = world.pbx("12.5").pinState(named("lotte"));

        assertThat(state.lock()).isEqualTo(Lock.UNSEEN);
        assertThat(state.failedSignIns()).isNull();
        assertThat(state.mustChange()).isFalse();
        assertThat(state.policy()).isEqualTo("Default Credential Policy");
        assertThat(state.unseen()).anyMatch(each -> each.contains("none of the columns"));
        assertThat(world.operations()).containsExactly("getUser", "getCredentialPolicy", "executeSQLQuery");
    }

    @Test
    void aQueryThatFailsTakesAwayItsPartAlone() {
        CucmPbx pbx = world.pbx("12.5");
        pbx.pinState(bob());
        BrokenCucm.columns(world.simulator, "credentialdynamic", "fkcredential");
        CredentialState state = pbx.pinState(named("adele"));

        assertThat(state.lock()).isEqualTo(Lock.ADMINISTRATOR);
        assertThat(state.unseen()).anyMatch(each -> each.contains("-217"));
        BrokenCucm.columns(world.simulator, "credentialdynamic", "fkcredential", "hackcount");
        assertThat(pbx.pinState(named("lotte")).failedSignIns())
                .as("the catalogue was asked again")
                .isEqualTo(10);
    }

    @Test
    void withoutAUserThereIsNothingToSay() {
        CucmPbx pbx = world.pbx("12.5");
        BackendException failure = catchThrowableOfType(BackendException.class, () -> pbx.pinState(named("nobody")));

        assertThat(failure).hasMessageContaining("nobody");
        world.world("down");
        assertThat(catchThrowableOfType(BackendException.class, () -> pbx.pinState(bob())))
                .isNotNull();
    }

    @Test
    void nothingElseIsEverSelected() {
        CucmPbx pbx = world.pbx("12.5");
        pbx.pinState(bob());
        pbx.userIdOf("1102");

        assertThat(world.simulator.journal())
                .filteredOn(each -> each.operation().equals("executeSQLQuery"))
                .hasSize(3)
                .allSatisfy(each ->
                        assertThat(each.body()).doesNotContain("*,", "select *", "c.credentials", "passwordreverse"));
    }

    @Test
    void anUnlockKeepsThePinAndSendsTheFlagAlone() {
        CucmPbx pbx = world.pbx("12.5");

        assertThat(pbx.unlockPin(named("lotte"))).isEqualTo(new Written(Written.Kind.ACCEPTED, ""));
        Received write = world.simulator.journal().get(1);
        assertThat(write.body())
                .contains(
                        "<userid>lotte</userid><pinCredentials><pinResetHackCount>true</pinResetHackCount></pinCredentials></")
                .doesNotContain("<pin>");
        assertThat(world.operations()).containsExactly("getUser", "updateUser");
        assertThat(pbx.pinState(named("lotte")).lock()).isEqualTo(Lock.OPEN);
        assertThat(world.simulator.phoneSignIn("lotte", Company.START_PIN)).isEqualTo("signed in");
        assertThat(world.simulator.pinsHeld("lotte")).isEqualTo(1);
    }

    @Test
    void anAdministratorsLockIsNeverTouched() {
        CucmPbx pbx = world.pbx("12.5");
        Written written = pbx.unlockPin(named("adele"));

        assertThat(written.kind()).isEqualTo(Written.Kind.REFUSED);
        assertThat(written.detail()).contains("administrator");
        assertThat(world.operations()).containsExactly("getUser");
    }

    @Test
    void whoIsBarredUnknownOrReadOnlyIsNotUnlocked() {
        assertThat(world.pbx("12.5")
                        .unlockPin(account(world.pbx("12.5"), "carl"))
                        .kind())
                .isEqualTo(Written.Kind.REFUSED);
        assertThat(world.pbx("12.5").unlockPin(named("nobody")).kind()).isEqualTo(Written.Kind.REFUSED);
        assertThat(world.readOnly().unlockPin(named("lotte")).kind()).isEqualTo(Written.Kind.NOT_SENT);
        world.world("down");
        assertThat(world.pbx("12.5").unlockPin(named("lotte")).kind()).isEqualTo(Written.Kind.NOT_SENT);
    }

    @Test
    void anUnlockThatTheStateDoesNotShowWasNone() {
        world.world("lie");
        CucmPbx pbx = world.pbx("12.5");

        assertThat(pbx.unlockPin(named("lotte")).kind()).isEqualTo(Written.Kind.ACCEPTED);
        assertThat(pbx.pinState(named("lotte")).lock()).isEqualTo(Lock.FAILED_SIGN_INS);
    }

    @Test
    void aNumberNamesItsOneOwner() {
        CucmPbx pbx = world.pbx("12.5");

        assertThat(pbx.userIdOf("1102")).contains("bob");
        assertThat(world.operations()).containsExactly("executeSQLQuery", "getUser");
        assertThat(pbx.userIdOf("9999")).isEmpty();
        assertThat(world.operations()).containsExactly("executeSQLQuery");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "11 02", "+1102", "1102' or '1'='1", "x"})
    void whatIsNoNumberIsNeverAsked(String extension) {
        assertThat(world.pbx("12.5").userIdOf(extension)).isEmpty();
        assertThat(world.operations()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"o'brien", "BOB"})
    void aUserIdIsLoweredAndItsQuoteDoubled(String userId) {
        assertThat(Queries.credentialRecords(
                        Queries.selectable(Set.of(new Queries.Column("credentialdynamic", "hackcount"))), userId))
                .get()
                .asString()
                .endsWith(userId.equals("BOB") ? "= 'bob'" : "= 'o''brien'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bob;", "bob\\", "bob\"", "bob\n", "a/*", "%", ""})
    void aUserIdWithOtherCharactersIsNotPutIntoAQuery(String userId) {
        assertThat(Queries.credentialRecords(
                        Queries.selectable(Set.of(new Queries.Column("credentialdynamic", "hackcount"))), userId))
                .isEmpty();
    }

    @Test
    void onlyListedColumnsAreSelectable() {
        assertThat(Queries.selectable(Set.of(
                        new Queries.Column("credential", "credentials"),
                        new Queries.Column("credential", "hackcount"),
                        new Queries.Column("enduser", "password"))))
                .isEmpty();
    }

    @Test
    void theRemarksOfAFindStay() {
        assertThat(world.pbx("12.5", WRITER, UserIdSource.LOGIN, false, Duration.ofSeconds(30), Set.of())
                        .find(person("adele"))
                        .detail())
                .contains("locked by an administrator");
    }

    private static Account named(String userId) {
        return new Account("hq", userId, null, null, "Default Credential Policy", Set.of(), Set.of(), null);
    }

    /** The cluster shows whole seconds. */
    private static Instant whole(Instant at) {
        return Instant.ofEpochSecond(at.getEpochSecond());
    }
}
