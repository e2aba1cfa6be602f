package org.pindesk.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Origin;
import org.pindesk.core.PersonId;
import org.pindesk.demo.chat.Shown;
import org.pindesk.demo.company.Company;

/**
 * Somebody has taken over a chat session, and has nothing else: whatever is typed, pressed and forged there, no directory password
 * changes. With the code from its owner's authenticator it does. The directory judges.
 */
class StolenSessionTest {
    private static final String TAKE = "Get my new password";
    private static final String KEEP = "I have it";
    private static final String WINDOWS = "Reset Windows password";
    private static final String CODE = "Code";
    private static final String CHOICE = "Own.Choice.2026";

    private final Desk desk = Desk.withUcware();

    @AfterEach
    void close() throws Exception {
        desk.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/password reset",
                "/password reset on:windows",
                "/password reset on:windows dry-run",
                "/password reset on:windows reason:code",
                "/password reset @lena on:windows",
                "/password reset lena on:windows",
                "/login-help where:computer",
                "/login-help where:portal",
                "/pin reset",
                "/pin unlock",
                "/pindesk help"
            })
    void nothingThatIsTypedChangesHerPassword(String line) {
        desk.enrol("lena");
        desk.as("lena").types(line);
        unchanged("lena");
        for (String label : List.copyOf(desk.as("lena").seesLast().buttons())) {
            desk.as("lena").pressesOf("lena", label);
            unchanged("lena");
        }
        if (desk.slack.fill("lena", CODE, desk.wrongCode("lena")) == null) {
            desk.as("lena").submits();
            unchanged("lena");
        }
    }

    @Test
    void codesAreGuessedUntilNoneIsLookedAtAnyMore() {
        desk.enrol("lena");
        desk.as("lena").types("/password reset on:windows");
        Shown form = desk.as("lena").sees().stream()
                .filter(shown ->
                        shown.via() == Shown.Via.MODAL && !shown.fields().isEmpty())
                .findFirst()
                .orElseThrow();
        assertThat(form.fields()).containsExactly(CODE);
        assertThat(form.text()).contains("company account lena", "change it at your computer");
        for (int i = 0; i < 5; i++) {
            desk.as("lena").fills(CODE, desk.wrongCode("lena")).submits();
            assertThat(desk.as("lena").seesLast().text()).contains("This code is not right");
            assertThat(desk.as("lena").seesLast().outcome()).isEqualTo("refused");
            unchanged("lena");
        }
        desk.as("lena").fills(CODE, desk.code("lena")).submits();
        assertThat(desk.as("lena").seesLast().text()).contains("Too many wrong codes");
        unchanged("lena");
        desk.pass(Duration.ofMinutes(16));
        desk.as("lena").fills(CODE, desk.code("lena")).submits();
        assertThat(desk.as("lena").secrets()).as("the form is still good").hasSize(1);
    }

    @Test
    void buttonsOfVerdictsAskForTheCode() {
        desk.enrol("harvey");
        desk.as("harvey").types("/login-help where:computer").presses(WINDOWS);
        assertThat(desk.as("harvey").sees()).anyMatch(shown -> shown.fields().equals(List.of(CODE)));
        desk.as("harvey").fills(CODE, desk.wrongCode("harvey")).submits();
        untouched("harvey");
        desk.as("harvey").types("/login-help where:computer").presses("Ask the helpdesk");
        String caseId = desk.store()
                .tx(tx -> tx.cases().queuedFor(id("harvey")))
                .orElseThrow()
                .id();
        press("harvey", "mend", caseId + "_reset-directory-password");
        untouched("harvey");
        desk.as("harvey").types("/login-help where:computer").presses(WINDOWS);
        desk.as("harvey").fills(CODE, desk.code("harvey")).submits();
        assertThat(desk.directory.signInAtComputer("harvey", desk.as("harvey").secret(), CHOICE))
                .as("an expired password is what it is for")
                .isEqualTo("signed in");
    }

    @Test
    void forgedButtonsAndFormsChangeNothing() {
        desk.enrol("lena");
        desk.as("lena").types("/pin status");
        String self = id("lena").value();
        for (String action : List.of(
                "own-password", "take", "reset-directory", "mend", "confirm", "phone-only", "retry-voicemail")) {
            for (String value :
                    List.of("", self, "0123456789ab", self + "_reset-directory-password", "password_" + self)) {
                press("lena", action, value);
                unchanged("lena");
                submit("lena", action, value, desk.wrongCode("lena"));
                unchanged("lena");
                submit("lena", action, value, "");
                unchanged("lena");
            }
        }
        desk.enrol("bob");
        desk.as("bob").types("/pin status");
        submit("bob", "own-password", "", desk.code("bob"));
        assertThat(desk.as("bob").seesLast().text()).contains("not one that you can reset here yourself");
        unchanged("bob");
    }

    @Test
    void aUsedCodeAnOldFormAndAnOldButtonOpenNothingAgain() throws Exception {
        desk.enrol("lena");
        desk.as("lena").types("/password reset");
        assertThat(desk.as("lena").reads("kept by BEISPIEL_AD")).isNotEmpty();
        String code = desk.code("lena");
        desk.as("lena").fills(CODE, code).submits();
        String password = desk.as("lena").secret();
        assertThat(desk.as("lena").outcomes()).contains("applied");
        assertThat(desk.directory.operations().writes()).isEqualTo(1);

        // the session is stolen while she may still look at the password
        int seen = shownSecrets("lena");
        String request = request("lena");
        press("lena", "take", request);
        submit("lena", "take", request, code);
        submit("lena", "own-password", "", code);
        desk.as("lena").types("/password reset on:windows").fills(CODE, code).submits();
        assertThat(desk.as("lena").seesLast().text()).contains("used already");
        assertThat(shownSecrets("lena")).as("not shown again").isEqualTo(seen);

        desk.clock.advance(Duration.ofSeconds(30));
        desk.as("lena").fills(CODE, desk.code("lena")).submits();
        assertThat(shownSecrets("lena")).as("its owner has the next code").isGreaterThan(seen);
        desk.as("lena").presses(KEEP);
        assertThat(desk.as("lena").secrets()).containsExactly(password);
        assertThat(desk.directory.operations().writes()).isEqualTo(1);
        assertThat(desk.directory.signsIn("lena", Company.START_PASSWORD)).isFalse();
        assertThat(desk.directory.signInAtComputer("lena", password, CHOICE)).isEqualTo("signed in");
        assertThat(desk.audit())
                .anyMatch(row -> row.contains("\"rule\":\"self-factor\""))
                .noneMatch(row -> row.contains(password) || row.contains(code));
    }

    @Test
    void aHelpdeskSessionOffersItselfNothing() {
        desk.directory.join("hana", Company.WINDOWS_RESET_GROUP);
        for (String line : List.of(
                "/password reset @hana on:windows",
                "/password reset hana on:windows reason:mine",
                "/password reset on:windows",
                "/password reset")) {
            desk.as("hana").types(line);
            assertThat(desk.as("hana").seesLast().outcome()).as(line).isEqualTo("refused");
            unchanged("hana");
        }
        press("hana", "reset-directory", id("hana").value());
        assertThat(desk.as("hana").seesLast().text()).contains("you have none here yet");
        unchanged("hana");
    }

    @Test
    void whoLeavesTheGroupOrIsFrozenGetsNothingForAGoodCode() {
        desk.enrol("lena");
        desk.as("lena").types("/password reset on:windows");
        desk.directory.leave("lena", Company.WINDOWS_RESET_GROUP);
        desk.as("lena").fills(CODE, desk.code("lena")).submits();
        assertThat(desk.as("lena").seesLast().text()).contains("not one that you can reset here yourself");
        unchanged("lena");
        desk.directory.join("lena", Company.WINDOWS_RESET_GROUP);
        desk.as("lena").types("/password reset on:windows");
        desk.as("hana").types("/helpdesk stop");
        desk.as("lena").fills(CODE, desk.code("lena")).submits();
        assertThat(desk.as("lena").seesLast().text()).contains("stopped");
        unchanged("lena");
        desk.as("hana").types("/helpdesk resume");
        desk.as("lena").types("/password reset on:windows");
        desk.as("lena").fills(CODE, desk.code("lena")).submits();
        assertThat(desk.as("lena").secrets()).as("the code was not used up").hasSize(1);
    }

    @Test
    void aLockedAccountIsHelpedToo() {
        desk.enrol("lena");
        desk.directory.lock("lena", true);
        desk.as("lena")
                .types("/password reset on:windows")
                .fills(CODE, desk.code("lena"))
                .submits();
        assertThat(desk.directory.signInAtComputer("lena", desk.as("lena").secret(), CHOICE))
                .isEqualTo("signed in");
    }

    @Test
    void whereNoFormCouldOpenAButtonOpensOne() {
        desk.enrol("lena");
        desk.slack.fail("views.open", "expired_trigger_id", 1);
        desk.as("lena").types("/password reset on:windows");
        assertThat(desk.as("lena").seesLast().buttons())
                .as("where no form could open")
                .contains(TAKE);
        desk.as("lena").presses(TAKE).fills(CODE, desk.code("lena")).submits();
        assertThat(desk.as("lena").secrets()).hasSize(1);
    }

    /** The old password is still the right one, nothing was written, and nobody saw a new one. */
    private void unchanged(String account) {
        assertThat(desk.directory.signsIn(account, Company.START_PASSWORD)).isTrue();
        untouched(account);
    }

    private void untouched(String account) {
        assertThat(desk.directory.operations().writes()).isZero();
        assertThat(desk.as(account).sees())
                .noneMatch(shown -> shown.secret() != null && shown.text().contains("Your new password"));
    }

    private int shownSecrets(String account) {
        return (int) desk.as(account).sees().stream()
                .filter(shown -> shown.secret() != null)
                .count();
    }

    private String request(String account) {
        return desk.store()
                .tx(tx -> tx.requests()
                        .openFor(id(account), org.pindesk.core.Leg.DIRECTORY, org.pindesk.core.SecretKind.PASSWORD))
                .orElseThrow()
                .id();
    }

    private static ChatUser chat(String account) {
        return new ChatUser("slack", Company.SLACK_TEAM, "U0" + account.toUpperCase(java.util.Locale.ROOT));
    }

    private PersonId id(String account) {
        return desk.store().tx(tx -> tx.links().of(chat(account))).orElseThrow().person();
    }

    private int forged;

    private void press(String account, String action, String value) {
        desk.bot().inbox().press("forged:" + ++forged, chat(account), action, value, nowhere(account));
        desk.settle();
    }

    private void submit(String account, String action, String value, String code) {
        desk.bot()
                .inbox()
                .submit("forged:" + ++forged, chat(account), action, value, Map.of("code", code), nowhere(account));
        desk.settle();
    }

    private static Origin nowhere(String account) {
        return new Origin("D0" + account, null, null, null, null);
    }
}
