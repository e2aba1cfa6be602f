package org.pindesk.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pindesk.authorization.BreakGlass;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Origin;
import org.pindesk.core.PersonId;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.company.Fault;
import org.pindesk.demo.mail.MailSimulator;
import org.pindesk.port.BreakGlassUses.Use;
import org.pindesk.port.Freezes;
import org.pindesk.port.KnownPeople.Known;

/** The directory is away, and people whom the policy names offer a PIN all the same; nobody else does, and nothing else. */
class BreakGlassStoryTest {
    private static final String TAKE = "Get my new PIN";
    private static final String CODE = "Code";
    private static final String BOB = "/pin reset @bob reason:lost";
    private static final String SILENT = "company directory does not answer";

    private Desk desk = Desk.open();

    @BeforeEach
    void annaIsNamed() {
        prepare();
    }

    private void prepare() {
        var before = desk.policy.get();
        var named = before.with(new BreakGlass(Set.of("anna", "alice"), Duration.ofHours(24)));
        desk.policy = () -> named;
        desk.enrol("anna");
        List.of("bob", "dora").forEach(desk::id);
        seen("anna", "bob", "dora");
    }

    @AfterEach
    void close() throws Exception {
        desk.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"down", "hang"})
    void aPinIsOfferedWithACodeAndTakenWhileTheDirectoryIsAway(String fault) throws Exception {
        seen("alice");
        weather(fault);
        desk.as("anna").types(BOB);
        assertThat(desk.as("anna").reads("Break-glass: this resets a PIN without it"))
                .isNotEmpty();
        if (fault.equals("hang")) {
            // too late for the window of the command itself
            desk.as("anna").presses("Break the glass");
        }
        code("anna");
        assertThat(desk.phone("bob", Company.START_PIN)).isEqualTo("signed in");
        desk.as("bob").presses(TAKE);
        assertThat(desk.phone("bob", desk.as("bob").secret())).isEqualTo("signed in");
        assertThat(desk.as("anna").outcomes()).contains("applied");
        assertThat(desk.as("alice").reads("Break-glass: Anna"))
                .as("who may do it too")
                .hasSize(1);
        assertThat(desk.as("hana").reads("Break-glass: Anna"))
                .as("in the channel")
                .hasSize(1);
        assertThat(desk.mails(MailSimulator.SECURITY)).hasSize(1);

        weather("up");
        Awaitility.await().atMost(Desk.PATIENCE).until(() -> {
            desk.pass(Duration.ofSeconds(31));
            return !desk.as("hana").reads("offered 1, taken 1").isEmpty();
        });
        desk.pass(Duration.ofMinutes(5));
        assertThat(desk.as("hana").reads("is back. New PINs by break-glass")).hasSize(1);
        List<String> rows =
                desk.audit().stream().filter(row -> row.contains("break-glass")).toList();
        assertThat(rows)
                .anyMatch(row -> row.contains("\"offered\"") && row.contains("\"policy\""))
                .anyMatch(row -> row.contains("break-glass.over"));
    }

    @Test
    void itIsTakenWhenTheDirectoryIsBackUnlessItThenSaysOtherwise() {
        seen("lotte");
        offer("@bob");
        desk.clock.advance(Duration.ofSeconds(31));
        desk.as("anna").types("/pin reset @lotte reason:lost");
        code("anna");
        weather("up");
        desk.directory.join("lotte", Company.PROTECTED_GROUP);
        answers("hana");
        desk.as("bob").presses(TAKE);
        assertThat(desk.phone("bob", desk.as("bob").secret())).isEqualTo("signed in");
        desk.as("lotte").presses(TAKE);
        assertThat(desk.as("lotte").secrets()).isEmpty();
    }

    @Test
    void anOfferFromBeforeMakesWaySinceNobodyCouldTakeIt() {
        desk.as("hana").types(BOB);
        offer("@bob");
        desk.as("bob").presses(TAKE);
        assertThat(desk.phone("bob", desk.as("bob").secret())).isEqualTo("signed in");
    }

    @Test
    void aWrongAndAUsedCodeOpenNothing() {
        seen("lotte");
        weather("down");
        desk.as("anna").types(BOB).fills(CODE, desk.wrongCode("anna")).submits();
        assertThat(desk.as("anna").seesLast().text()).contains("This code is not right");
        assertThat(desk.as("bob").wasOffered(TAKE)).isFalse();
        String used = desk.code("anna");
        desk.as("anna").fills(CODE, used).submits();
        assertThat(desk.as("bob").wasOffered(TAKE)).isTrue();
        desk.as("anna").types("/pin reset @lotte reason:lost").fills(CODE, used).submits();
        assertThat(desk.as("anna").seesLast().text()).contains("used already");
        assertThat(desk.as("lotte").wasOffered(TAKE)).isFalse();
    }

    @Test
    void aReasonIsAskedForWhereNoneWasTyped() {
        weather("down");
        desk.as("anna").types("/pin reset @bob").fills(CODE, desk.code("anna")).fills("Why", "forgotten");
        desk.as("anna").submits();
        assertThat(desk.as("bob").reads("forgotten")).isNotEmpty();
    }

    @Test
    void whoeverIsNotNamedIsAnsweredAsEverybodyIs() {
        seen("hana");
        desk.enrol("hana");
        weather("down");
        for (String who : List.of("hana", "bob")) {
            desk.as(who).types("/pin reset @dora reason:lost");
            assertThat(desk.as(who).seesLast().text()).contains(SILENT);
            assertThat(desk.as(who).seesLast().fields()).isEmpty();
        }
        String value = "VTBY" + "CgoK";
        desk.bot().inbox().submit("Ev-forged", desk.chatUser("hana"), "break-glass", value, codeOf("hana"), nowhere());
        desk.settle();
        assertThat(desk.as("dora").wasOffered(TAKE)).isFalse();
    }

    @Test
    void withoutThePartInThePolicyNobodyIsKnownAndNothingChanges() {
        var named = desk.policy.get();
        var without = org.pindesk.authorization.Policy.of(
                named.roles(), named.rules(), named.protection(), named.velocity(), named.platforms());
        desk.policy = () -> without;
        desk.bot().look();
        assertThat(named()).isEmpty();
        weather("down");
        desk.as("anna").types(BOB);
        assertThat(desk.as("anna").seesLast().text()).contains(SILENT);
    }

    @Test
    void nothingElseIsGivenThisWay() {
        weather("down");
        for (String line :
                List.of("/password reset @bob reason:x", "/pin reset", "/pin unlock @bob", "/pin status @bob")) {
            desk.as("anna").types(line);
            assertThat(desk.as("anna").seesLast().text()).as(line).contains(SILENT);
        }
    }

    @Test
    void whatWasSeenTooLongAgoIsNotGoneBy() {
        desk.clock.advance(Duration.ofHours(25));
        seen("anna");
        weather("down");
        desk.as("anna").types(BOB);
        code("anna");
        assertThat(desk.as("anna").seesLast().text()).contains("too long ago");
        desk.clock.advance(Duration.ofHours(25));
        desk.as("anna").types(BOB);
        assertThat(desk.as("anna").seesLast().text()).contains("showed you too long ago");
        assertThat(desk.as("bob").wasOffered(TAKE)).isFalse();
    }

    @Test
    void peopleAreLookedAtBeforeItIsTooLong() {
        desk.clock.advance(Duration.ofHours(25));
        desk.bot().look();
        offer("@bob");
        assertThat(desk.as("bob").wasOffered(TAKE)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "dora,protected",
        "hana,holds a Pindesk role",
        "leo,is disabled",
        "uwe,Nothing is known",
        "alice,holds a Pindesk role"
    })
    void peopleWhoAreNotPlainGetNothing(String who, String words) {
        if (!who.equals("uwe")) {
            seen(who);
        }
        offer("@" + who);
        assertThat(desk.as("anna").seesLast().text()).contains(words);
        assertThat(desk.as(who).wasOffered(TAKE)).isFalse();
    }

    @Test
    void whoWasDisabledOrPrivilegedAtLastSightGetsNothing() {
        desk.directory.disable("bob", true);
        seen("bob");
        offer("@bob");
        assertThat(desk.as("anna").seesLast().text()).contains("is disabled");
        assertThat(desk.as("bob").wasOffered(TAKE)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"slow 1s", "wrong-password"})
    void aDirectoryThatAnswersIsNotAway(String fault) {
        weather(fault);
        desk.as("anna").types(BOB);
        assertThat(desk.as("anna").reads("Break-glass")).isEmpty();
        assertThat(desk.as("bob").wasOffered(TAKE)).isFalse();
    }

    @Test
    void whoeverIsFrozenGetsNothingAndGivesNothingAndAStopHolds() {
        freeze("bob");
        offer("@bob");
        assertThat(desk.as("anna").seesLast().text()).contains("Nothing is changed for Bob");
        lift("bob");
        freeze("anna");
        desk.clock.advance(Duration.ofSeconds(31));
        desk.as("anna").types(BOB);
        code("anna");
        lift("anna");
        assertThat(desk.as("bob").wasOffered(TAKE)).isFalse();
        desk.store().tx(tx -> {
            tx.brake().pull("Hana Holm", desk.clock.instant());
            return true;
        });
        desk.clock.advance(Duration.ofSeconds(31));
        desk.as("anna").types(BOB);
        code("anna");
        assertThat(desk.as("anna").seesLast().text()).contains("All changes are stopped");
        assertThat(desk.as("bob").wasOffered(TAKE)).isFalse();
    }

    @Test
    void thereAreNoMoreThanTenInAnHour() {
        desk.store().tx(tx -> {
            for (int i = 0; i < 10; i++) {
                tx.breakGlassUses().add(new Use("earlier" + i, desk.clock.instant()));
            }
            return true;
        });
        offer("@bob");
        assertThat(desk.as("anna").seesLast().text()).contains("10 PINs were offered");
        assertThat(desk.as("bob").wasOffered(TAKE)).isFalse();
        desk.clock.advance(Duration.ofMinutes(61));
        desk.as("anna").types(BOB);
        code("anna");
        assertThat(desk.as("bob").wasOffered(TAKE)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"glass-code-checked", "requested", "offered"})
    void aCrashBetweenTheStepsLosesNothingAndDoublesNothing(String boundary) {
        weather("down");
        desk.as("anna").types(BOB).fills(CODE, desk.code("anna"));
        desk.crash.at(boundary);
        desk.as("anna").submits();
        desk.restartAfterCrash();
        Awaitility.await().atMost(Desk.PATIENCE).until(() -> desk.as("bob").wasOffered(TAKE));
        desk.settle();
        assertThat(uses()).hasSize(1);
        desk.as("bob").presses(TAKE);
        assertThat(desk.phone("bob", desk.as("bob").secret())).isEqualTo("signed in");
        assertThat(desk.as("hana").reads("Break-glass: Anna")).hasSize(1);
    }

    /** The same form reaches both copies: one request, one use, one alarm. */
    @Test
    void twoCopiesTakeOneUse() throws Exception {
        desk.close();
        desk = Desk.onPostgres();
        prepare();
        var copy = desk.startCopy();
        weather("down");
        desk.as("anna").types(BOB).fills(CODE, desk.code("anna"));
        assertThat(desk.slack.submit("anna")).isNull();
        ChatUser anna = desk.chatUser("anna");
        copy.inbox().submit("Ev-second", anna, "break-glass", "", codeOf("anna"), nowhere());
        desk.settle();
        assertThat(uses()).hasSize(1);
        desk.as("bob").presses(TAKE);
        assertThat(desk.phone("bob", desk.as("bob").secret())).isEqualTo("signed in");
        assertThat(desk.as("hana").reads("Break-glass: Anna")).hasSize(1);
    }

    private List<Use> uses() {
        return desk.store().tx(tx -> tx.breakGlassUses().untold());
    }

    private List<Known> named() {
        return desk.store().tx(tx -> tx.knownPeople().named());
    }

    private void offer(String whom) {
        weather("down");
        desk.as("anna").types("/pin reset " + whom + " reason:lost");
        code("anna");
    }

    private void code(String who) {
        desk.as(who).fills(CODE, desk.code(who)).submits();
    }

    private Map<String, String> codeOf(String who) {
        return Map.of("code", desk.code(who));
    }

    private void seen(String... people) {
        for (String who : people) {
            desk.as(who).types("/pin status");
        }
    }

    private void weather(String fault) {
        desk.directory.misbehave(Fault.parse(fault).orElseThrow());
    }

    /** Waits until the bot has noticed that the directory is back. */
    private void answers(String who) {
        Awaitility.await().atMost(Desk.PATIENCE).until(() -> {
            desk.as(who).types("/pin status");
            return !desk.as(who).seesLast().text().contains(SILENT);
        });
    }

    private void freeze(String who) {
        PersonId person = desk.store()
                .tx(tx -> tx.links().of(desk.chatUser(who)))
                .orElseThrow()
                .person();
        desk.store().tx(tx -> {
            tx.freezes().add(new Freezes.Freeze(person, desk.clock.instant(), person, null));
            return true;
        });
    }

    private void lift(String who) {
        PersonId person = desk.store()
                .tx(tx -> tx.links().of(desk.chatUser(who)))
                .orElseThrow()
                .person();
        desk.store().tx(tx -> tx.freezes().lift(person));
    }

    private static Origin nowhere() {
        return new Origin("C1", null, null, null, null);
    }
}
