package org.pindesk.adapter.cucm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.pindesk.adapter.cucm.CucmWorld.WRITER;
import static org.pindesk.adapter.cucm.CucmWorld.account;
import static org.pindesk.adapter.cucm.CucmWorld.bob;
import static org.pindesk.adapter.cucm.CucmWorld.evidence;
import static org.pindesk.adapter.cucm.CucmWorld.person;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.pindesk.adapter.wire.UserIdSource;
import org.pindesk.core.Account;
import org.pindesk.core.BackendException;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.cucm.AxlJournal.Received;
import org.pindesk.demo.cucm.BrokenCucm;
import org.pindesk.demo.cucm.CucmSimulator;
import org.pindesk.port.GrantsPortal.PortalGroup;
import org.pindesk.port.Written;

/** Joining the group that lets people use the portal; the portal tells whether it was true. */
@Timeout(120)
class CucmPortalGroupTest {
    private static final String STOCK = "Standard CCM End Users";
    private static final String FOREIGN = "Standard CTI Allow Control of All Devices";

    private final CucmWorld world = new CucmWorld();

    @BeforeEach
    void bobIsInNoGroup() {
        world.simulator.directory((login, password) -> password.equals(Company.START_PASSWORD));
        world.simulator.leaveEndUsers("bob");
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void theGroupIsShownWithoutItsMembers() {
        CucmPbx pbx = world.pbx("12.5");
        pbx.find(person("bob"));
        world.operations();

        assertThat(pbx.portalGroup()).isEqualTo(new PortalGroup(STOCK, true, true, List.of()));
        assertThat(world.simulator.journal())
                .hasSize(1)
                .first()
                .satisfies(each -> assertThat(each.operation()).isEqualTo("getUserGroup"))
                .satisfies(
                        each -> assertThat(each.body()).contains("returnedTags").doesNotContain("members"))
                .satisfies(each -> assertThat(each.account()).isEqualTo(CucmSimulator.READER_USER));
    }

    @Test
    void rolesBeyondThoseOfEndUsersAreTooMuch() {
        world.simulator.endUsersCarry(FOREIGN);
        CucmPbx pbx = world.pbx("12.5");
        PortalGroup group = pbx.portalGroup();

        assertThat(group.tooMuch()).containsExactly(FOREIGN);
        assertThat(group.safe()).isFalse();
        Written written = pbx.addToPortalGroup(bob());
        assertThat(written.kind()).isEqualTo(Written.Kind.REFUSED);
        assertThat(written.detail()).contains(FOREIGN);
        assertThat(changes()).isEmpty();
        assertThat(letsIn()).isFalse();
    }

    @Test
    void aRoleThatCameAfterTheGroupWasShownCounts() {
        CucmPbx pbx = world.pbx("12.5");
        assertThat(pbx.portalGroup().safe()).isTrue();
        world.simulator.endUsersCarry(FOREIGN);

        assertThat(pbx.addToPortalGroup(bob()).kind()).isEqualTo(Written.Kind.REFUSED);
        assertThat(changes()).isEmpty();
    }

    @Test
    void aGroupThatIsNotThereOrDoesNotHelpIsRefused() {
        CucmPbx lost = world.withPortal(STOCK, "No such group", null);
        assertThat(lost.portalGroup()).isEqualTo(new PortalGroup("No such group", false, true, List.of()));
        assertThat(lost.addToPortalGroup(bob()).detail()).contains("there is no group");

        world.simulator.joinGroup("alice", "House Group", "Standard CCMUSER Administration");
        CucmPbx useless = world.withPortal(STOCK, "House Group", null);
        assertThat(useless.addToPortalGroup(bob()).detail()).contains("would not help");
        assertThat(changes()).isEmpty();
    }

    @Test
    void theConfiguredGroupIsJoined() {
        world.simulator.joinGroup("alice", "House Group", STOCK);

        assertThat(world.withPortal(STOCK, "House Group", null)
                        .addToPortalGroup(bob())
                        .kind())
                .isEqualTo(Written.Kind.ACCEPTED);
        assertThat(letsIn()).isTrue();
    }

    @Test
    void aMemberMoreCostsThreeOperationsAndOpensThePortal() {
        CucmPbx pbx = world.pbx("12.5");
        assertThat(evidence(pbx, "bob").mayUsePortal()).isFalse();
        assertThat(letsIn()).isFalse();
        world.operations();

        assertThat(pbx.addToPortalGroup(bob())).isEqualTo(new Written(Written.Kind.ACCEPTED, ""));
        Received write = world.simulator.journal().get(2);
        assertThat(write.account()).isEqualTo(CucmSimulator.WRITER_USER);
        assertThat(write.body())
                .contains("<name>" + STOCK + "</name><addMembers><member><userId>bob</userId></member></addMembers></");
        assertThat(world.operations()).containsExactly("getUser", "getUserGroup", "updateUserGroup");
        assertThat(evidence(pbx, "bob").mayUsePortal()).isTrue();
        assertThat(letsIn()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Generation.class)
    void joiningTwiceDoesNoHarmOnAnyGeneration(Generation generation) {
        world.simulator.release(generation.version());
        CucmPbx pbx = world.pbx(generation.version());

        assertThat(pbx.portalGroup()).isEqualTo(new PortalGroup(STOCK, true, true, List.of()));
        assertThat(pbx.addToPortalGroup(bob()).kind()).isEqualTo(Written.Kind.ACCEPTED);
        assertThat(letsIn()).isTrue();
        assertThat(pbx.addToPortalGroup(bob()).kind()).isEqualTo(Written.Kind.ACCEPTED);
        assertThat(changes()).as("the second one found a member").hasSize(1);
        world.simulator.endUsersCarry(FOREIGN);
        assertThat(pbx.portalGroup().tooMuch()).containsExactly(FOREIGN);
    }

    @ParameterizedTest
    @CsvSource({"15.0", "9.1", "7.1"})
    void theGroupIsReadWhileTheSchemaIsStillToBeFound(String release) {
        world.simulator.release(release);

        assertThat(world.pbx("auto").portalGroup().safe()).isTrue();
        assertThat(world.pbx("auto").addToPortalGroup(bob()).kind()).isEqualTo(Written.Kind.ACCEPTED);
        assertThat(letsIn()).isTrue();
    }

    @Test
    void somebodyWhomAnotherAddedMeanwhileIsAMemberAndNoFailure() throws Exception {
        CucmPbx pbx = world.pbx("12.5");
        world.world("slow 2s");
        CompletableFuture<Written> written = CompletableFuture.supplyAsync(() -> pbx.addToPortalGroup(bob()));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> world.simulator.journal().stream()
                        .anyMatch(each -> each.operation().equals("getUserGroup")));
        world.simulator.joinGroup("bob", STOCK, "");

        assertThat(written.get(60, TimeUnit.SECONDS))
                .isEqualTo(new Written(Written.Kind.ACCEPTED, "is a member already"));
        assertThat(changes()).extracting(Received::status).containsExactly(500);
    }

    @Test
    void aRefusalOfSomebodyWhoIsNoMemberStaysOne() {
        CucmPbx pbx = world.pbx("12.5");
        BrokenCucm.answers(world.simulator, "FAULT", "updateUserGroup");
        Written written = pbx.addToPortalGroup(bob());

        assertThat(written.kind()).isEqualTo(Written.Kind.REFUSED);
        assertThat(written.detail()).contains("not known");
        assertThat(letsIn()).isFalse();
    }

    @Test
    void whoIsBarredOrUnknownIsNotAdded() {
        CucmPbx pbx = world.pbx("12.5");
        Account stale = new Account("hq", "carl", null, null, null, Set.of(), Set.of(), null);
        Account nobody = new Account("hq", "nobody", null, null, null, Set.of(), Set.of(), null);
        world.simulator.leaveEndUsers("carl");

        assertThat(pbx.addToPortalGroup(account(pbx, "carl")).kind()).isEqualTo(Written.Kind.REFUSED);
        assertThat(pbx.addToPortalGroup(stale).detail()).contains("more than end-user roles");
        assertThat(pbx.addToPortalGroup(nobody).kind()).isEqualTo(Written.Kind.REFUSED);
        assertThat(changes()).isEmpty();
    }

    @Test
    void anOwnAccountIsNeverAdded() {
        CucmPbx pbx = world.pbx("12.5", WRITER, UserIdSource.LOGIN, false, Duration.ofSeconds(30), Set.of("BOB"));

        assertThat(pbx.addToPortalGroup(bob()).detail()).isEqualTo("a service account of Pindesk");
        assertThat(changes()).isEmpty();
    }

    @Test
    void withoutAnAccountThatMayWriteNothingIsSent() {
        CucmPbx pbx = world.readOnly();

        assertThat(pbx.portalGroup().writable()).isFalse();
        assertThat(pbx.portalGroup().safe()).isFalse();
        world.operations();
        assertThat(pbx.addToPortalGroup(bob()).kind()).isEqualTo(Written.Kind.NOT_SENT);
        assertThat(world.operations()).isEmpty();
    }

    @Test
    void anAccountThatMayOnlyReadIsRefusedByTheCluster() {
        CucmPbx pbx = world.pbx("12.5", CucmWorld.READER, UserIdSource.LOGIN, false, Duration.ofSeconds(30), Set.of());
        Written written = pbx.addToPortalGroup(bob());

        assertThat(written.kind()).isEqualTo(Written.Kind.NOT_SENT);
        assertThat(written.detail()).contains("HTTP 401").contains("may only read");
        assertThat(letsIn()).isFalse();
    }

    @Test
    void aLieIsFoundByReadingAgain() {
        CucmPbx pbx = world.pbx("12.5");
        world.world("lie");

        assertThat(pbx.addToPortalGroup(bob()).kind()).isEqualTo(Written.Kind.ACCEPTED);
        assertThat(evidence(pbx, "bob").mayUsePortal()).isFalse();
        assertThat(letsIn()).isFalse();
    }

    @Test
    void aConnectionDroppedAfterTheWriteIsNoAnswerAndReadingAgainTells() {
        CucmPbx pbx = world.pbx("12.5");
        world.world("drop-after-write");

        assertThat(pbx.addToPortalGroup(bob()).kind()).isEqualTo(Written.Kind.NO_ANSWER);
        assertThat(changes()).hasSize(1);
        assertThat(evidence(pbx, "bob").mayUsePortal()).isTrue();
        assertThat(pbx.addToPortalGroup(bob()).kind()).isEqualTo(Written.Kind.ACCEPTED);
        assertThat(changes()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"down", "hang", "throttle 100%", "wrong-password"})
    void whatNeverArrivedIsNotSent(String fault) {
        CucmPbx pbx = world.hasty(Duration.ofMillis(1500));
        pbx.find(person("bob"));
        world.world(fault);

        assertThat(pbx.addToPortalGroup(bob()).kind()).isEqualTo(Written.Kind.NOT_SENT);
        assertThat(letsIn()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"ERROR_PAGE", "TRUNCATED", "EMPTY", "OTHER_ANSWER", "STALLED_BODY"})
    void aBrokenAnswerToTheWriteIsNoAnswer(String quirk) {
        CucmPbx pbx = world.hasty(Duration.ofMillis(3000));
        BrokenCucm.answers(world.simulator, quirk, "updateUserGroup");

        assertThat(pbx.addToPortalGroup(bob()).kind()).isEqualTo(Written.Kind.NO_ANSWER);
        assertThat(letsIn()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"TRUNCATED", "OTHER_ANSWER", "FAULT", "OVERSIZED"})
    void aGroupThatCannotBeReadIsATroubleAndNobodyIsAdded(String quirk) {
        CucmPbx pbx = world.pbx("12.5");
        pbx.find(person("bob"));
        BrokenCucm.answers(world.simulator, quirk, "getUserGroup");

        assertThat(catchThrowableOfType(BackendException.class, pbx::portalGroup))
                .isNotNull();
        assertThat(pbx.addToPortalGroup(bob()).kind()).isEqualTo(Written.Kind.NOT_SENT);
        assertThat(changes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"a;b", "a\"b", "a%b"})
    void aGroupNameWithOtherCharactersIsNotPutIntoAQuery(String name) {
        assertThat(Queries.rolesOf(name)).isEmpty();
        assertThat(Queries.rolesOf("Chief's group").orElseThrow()).endsWith("g.name = 'Chief''s group'");
    }

    private boolean letsIn() {
        return world.simulator.portal("bob", Company.START_PASSWORD).equals("signed in");
    }

    /** The writes so far. */
    private List<Received> changes() {
        return world.simulator.journal().stream()
                .filter(each -> each.operation().startsWith("update"))
                .toList();
    }
}
