package org.pindesk.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Origin;
import org.pindesk.demo.company.Company;

/** The buttons that mend: what they change, what they refuse, and that their answers are what the systems say. */
class LoginHelpFixesTest {
    private static final String ADD = "Add to Standard CCM End Users";
    private static final String UNLOCK_WINDOWS = "Unlock Windows account";

    private Desk desk;

    @BeforeEach
    void open() {
        desk = Desk.open();
    }

    @AfterEach
    void close() throws Exception {
        desk.close();
    }

    @Test
    void lotteUnlocksHerPinAndKeepsIt() {
        desk.as("lotte").types("/login-help where:phone").presses("Unlock");
        assertThat(desk.as("lotte").seesLast().outcome()).isEqualTo("applied");
        assertThat(desk.as("lotte").seesLast().text())
                .startsWith("Sign-in help\nUnlocked: your PIN on Cisco telephones works again")
                .contains("I have looked again");
        assertThat(desk.phone("lotte", Company.START_PIN)).isEqualTo("signed in");
        desk.as("lotte").presses("Unlock");
        assertThat(desk.as("lotte").seesLast().text()).contains("Nothing was changed: this is not in the way");
    }

    @Test
    void anAccountIsUnlockedByItsOwnerTwiceADayAndByTheHelpdeskAfterThat() {
        for (int i = 0; i < 3; i++) {
            desk.directory.lock("bob", true);
            desk.as("bob").types("/login-help where:computer").presses(UNLOCK_WINDOWS);
        }
        assertThat(desk.as("bob").outcomes()).containsExactly("applied", "applied", "refused");
        assertThat(desk.as("bob").seesLast().text()).contains("twice within a day");
        assertThat(windows("bob")).isNotEqualTo("signed in");
        desk.as("hana").types("/login-help @bob where:computer").presses(UNLOCK_WINDOWS);
        assertThat(desk.as("hana").seesLast().outcome()).isEqualTo("applied");
        assertThat(windows("bob")).isEqualTo("signed in");
        assertThat(desk.as("bob").seesLast().text()).contains("Hana Holm", "unlocked your Windows account");
    }

    @Test
    void aGroupThatCarriesMoreIsNamedAndNobodyIsAddedToIt() {
        desk.as("hana").types("/login-help @harvey where:portal");
        desk.cucm.endUsersCarry("Standard CCM Admin Users");
        desk.as("hana").presses(ADD);
        assertThat(desk.as("hana").seesLast().text())
                .contains("Standard CCM Admin Users", "adds nobody")
                .doesNotContain("Done:");
        desk.as("hana").types("/login-help @harvey where:portal");
        assertThat(desk.as("hana").seesLast().buttons()).doesNotContain(ADD);
        desk.directory.expirePassword("harvey", false);
        assertThat(desk.cucm.portal("harvey", Company.START_PASSWORD)).startsWith("Log on failed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dora", "heinz", "carl", "leo"})
    void whoIsProtectedGetsNoButtonThatChangesSomething(String who) {
        desk.cucm.leaveEndUsers(who);
        desk.directory.lock(who, true);
        for (int i = 0; i < 12; i++) {
            desk.phone(who, "000000");
        }
        desk.as("hana").types("/login-help @" + who + " where:portal");
        desk.as("hana").types("/login-help @" + who + " where:phone");
        List<String> changing = who.equals("carl")
                ? List.of(ADD, "Unlock", "Offer a new PIN", "Reset Windows password")
                : List.of(ADD, "Unlock", UNLOCK_WINDOWS, "Offer a new PIN", "Reset Windows password");
        assertThat(changing).noneMatch(desk.as("hana")::wasOffered);
    }

    @Test
    void aForgedPressChangesNothing() throws Exception {
        desk.as("hana").types("/login-help @harvey where:portal");
        String harvey = caseOf("hana");
        desk.cucm.leaveEndUsers("dora");
        desk.as("hana").types("/login-help @dora where:portal");
        String dora = caseOf("hana");
        desk.as("lotte").types("/login-help where:phone");
        String lotte = caseOf("lotte");
        int before = desk.audit().size();
        Map<String, String> forged = Map.of(
                "guessed", "0123456789ab_add-to-portal-group",
                "no fix", harvey + "_give-me-everything",
                "a fix with a button of its own", lotte + "_offer-pin",
                "a protected person", dora + "_add-to-portal-group",
                "of another's case", lotte + "_add-to-portal-group",
                "nothing", "");
        forged.values().forEach(value -> press("hana", value));
        press("alice", harvey + "_add-to-portal-group");
        press("harvey", harvey + "_add-to-portal-group");
        press("harvey", harvey + "_reset-directory-password");
        press("lotte", lotte + "_offer-pin");
        assertThat(desk.cucm.portal("harvey", Company.START_PASSWORD)).startsWith("Log on failed");
        assertThat(desk.phone("lotte", Company.START_PIN)).startsWith("[201]");
        assertThat(desk.audit().subList(before, desk.audit().size()))
                .noneSatisfy(row -> assertThat(row).containsAnyOf("applied", "intended", "offered"));
        assertThat(desk.cucm.journal())
                .noneSatisfy(call -> assertThat(call.operation()).startsWith("update"));
    }

    @Test
    void theBrakeStopsEveryFixAndLookingGoesOn() {
        desk.directory.lock("bob", true);
        desk.as("hana").types("/login-help @harvey where:portal");
        desk.as("heinz").types("/helpdesk stop");
        desk.as("hana").presses(ADD);
        assertThat(desk.as("hana").seesLast().text()).contains("All changes are stopped");
        desk.as("hana").presses("Reset Windows password");
        assertThat(desk.as("hana").seesLast().text()).contains("All changes are stopped");
        desk.as("bob").types("/login-help where:computer").presses(UNLOCK_WINDOWS);
        assertThat(desk.as("bob").seesLast().text()).contains("All changes are stopped");
        assertThat(windows("bob")).isNotEqualTo("signed in");
        assertThat(desk.as("harvey").sees()).isEmpty();
        desk.as("heinz").types("/helpdesk resume");
        desk.as("bob").presses(UNLOCK_WINDOWS);
        assertThat(windows("bob")).isEqualTo("signed in");
    }

    @Test
    void aSelfChangeMeanwhileMakesTheResetNeedless() {
        desk.as("hana").types("/login-help @harvey where:computer");
        assertThat(desk.directory.signInAtComputer("harvey", Company.START_PASSWORD, "My-own.Words-27"))
                .isEqualTo("signed in");
        desk.as("hana").presses("Reset Windows password");
        assertThat(desk.as("hana").seesLast().text()).contains("Nothing was changed: this is not in the way");
        assertThat(desk.as("harvey").sees()).isEmpty();
    }

    private String windows(String who) {
        return desk.directory.signInAtComputer(who, Company.START_PASSWORD, null);
    }

    /** The number of the newest case that this person was shown. */
    private String caseOf(String who) {
        desk.as(who).presses("Text for the ticket");
        String text = desk.as(who).seesLast().text();
        Matcher id = Pattern.compile("Pindesk case ([0-9a-f]{12})").matcher(text);
        assertThat(id.find()).as(text).isTrue();
        return id.group(1);
    }

    /** A press with a value that no button of ours holds. */
    private void press(String who, String value) {
        desk.bot()
                .inbox()
                .press(
                        "forged:" + who + ":" + value,
                        new ChatUser("slack", Company.SLACK_TEAM, "U0" + who.toUpperCase(Locale.ROOT)),
                        "mend",
                        value,
                        new Origin("D0" + who, null, null, null, null));
        desk.settle();
    }
}
