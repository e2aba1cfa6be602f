package org.pindesk.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pindesk.demo.chat.Shown;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.slack.SlackSimulator;

/** The story of harvey: a missing group hides an expired Windows password, and meanwhile he can telephone. */
class LoginHelpStoryTest {
    private static final String OWN_PASSWORD = "My-own.Words-27";

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
    void behindTheMissingGroupStandsAnExpiredPasswordAndInTheEndHarveyIsLetIn() throws Exception {
        assertThat(portal(Company.START_PASSWORD)).isEqualTo("Log on failed - Invalid User ID or Password");
        desk.as("harvey").types("/login-help");
        assertThat(desk.slack.fill("harvey", "Where", "Self-care page")).isNull();
        desk.as("harvey")
                .fills("What it said", "Log on failed - Invalid User ID or Password")
                .submits();
        Shown own = desk.as("harvey").seesLast();
        assertThat(own.via()).isEqualTo(Shown.Via.MODAL);
        assertThat(own.text())
                .contains("missing from the group \"Standard CCM End Users\"", "ask your helpdesk", "has expired")
                .contains("Sign in at", "as harvey with your Windows password")
                .as("nothing in the page's own words looks like a secret")
                .doesNotContain("I hid parts");
        assertThat(own.buttons())
                .containsExactly("Get my new PIN", "Reset Windows password", "Text for the ticket", "Ask the helpdesk");

        desk.as("hana").types("/login-help @harvey where:portal");
        assertThat(desk.as("hana").seesLast().text())
                .contains("Harvey Hartmann is not in the group \"Standard CCM End Users\"", "What was seen:");
        desk.as("hana").presses("Add to Standard CCM End Users");
        Shown added = desk.as("hana").seesLast();
        assertThat(added.outcome()).isEqualTo("applied");
        assertThat(added.text())
                .contains("may use the self-care page of Cisco telephones now", "I have looked again")
                .containsPattern("Windows password\\) of Harvey Hartmann has expired \\([A-Z][a-z]+ \\d+, \\d+");
        assertThat(added.buttons()).contains("Reset Windows password").doesNotContain("Add to Standard CCM End Users");
        assertThat(desk.as("harvey").seesLast().text()).contains("Hana Holm", "access to the self-care page");
        assertThat(portal(Company.START_PASSWORD)).startsWith("Log on failed");

        desk.as("harvey").presses("Get my new PIN");
        assertThat(desk.phone("harvey", desk.as("harvey").secret()))
                .as("meanwhile the telephone works")
                .isEqualTo("signed in");
        desk.as("harvey").presses("I have it");

        desk.as("hana").presses("Reset Windows password");
        assertThat(desk.as("hana").seesLast().text()).contains("on its way to Harvey Hartmann");
        assertThat(desk.directory.signInAtComputer("harvey", Company.START_PASSWORD, null))
                .as("an offer changes nothing")
                .contains("expired");
        desk.as("harvey").presses("Get my new password");
        String fresh = desk.as("harvey").secrets().get(1);
        assertThat(desk.as("hana").seesLast().text()).contains("has taken the new password", "tested");
        assertThat(portal(fresh)).as("it has to be changed first").startsWith("Log on failed");
        assertThat(desk.directory.signInAtComputer("harvey", fresh, OWN_PASSWORD))
                .isEqualTo("signed in");
        assertThat(portal(OWN_PASSWORD)).isEqualTo("signed in");

        desk.pass(Duration.ofMinutes(11));
        assertThat(desk.as("harvey").seesLast().buttons()).containsExactly("Works now", "Still not");
        desk.pass(Duration.ofMinutes(30));
        assertThat(desk.as("harvey").reads("Does it work now?"))
                .as("asked once")
                .hasSize(1);
        desk.as("harvey").presses("Works now");
        assertThat(desk.as("harvey").seesLast().text()).contains("case is closed");
        assertThat(desk.as("heinz").sees())
                .as("what never was the helpdesk's does not appear in its channel")
                .isEmpty();
        assertThat(desk.slack.stored()).noneMatch(message -> message.contains(SlackSimulator.HELPDESK_CHANNEL));
        assertThat(desk.audit())
                .anySatisfy(
                        row -> assertThat(row).contains("mend.add-to-portal-group", "applied", "portal-group-missing"))
                .noneSatisfy(row -> assertThat(row).contains(fresh))
                .noneSatisfy(row -> assertThat(row).contains(OWN_PASSWORD));
    }

    @Test
    void whoseSignInStillFailsIsLookedAtOnceMore() {
        desk.as("hana").types("/login-help @harvey where:portal").presses("Add to Standard CCM End Users");
        desk.pass(Duration.ofMinutes(11));
        desk.as("harvey").presses("Still not");
        assertThat(desk.as("harvey").seesLast().text())
                .contains("I have looked once more", "Windows password) has expired");
        desk.as("alice").pressesOf("harvey", "Works now");
        assertThat(desk.as("alice").seesLast().text()).contains("for somebody else");
    }

    @Test
    void theSameStoryInGerman() {
        desk.slack.setLocale("harvey", "de-DE");
        desk.slack.setLocale("hana", "de-AT");
        desk.settle();
        desk.as("harvey").types("/login-help").fills("Wo", "Selbsthilfe-Seite").submits();
        assertThat(desk.as("harvey").seesLast().text())
                .contains("Es fehlt in der Gruppe „Standard CCM End Users“", "Bitten Sie Ihren Helpdesk")
                .contains("Melden Sie sich auf", "als harvey mit Ihrem Windows-Passwort an");
        desk.as("hana").types("/login-help @harvey wo:portal").presses("In Standard CCM End Users aufnehmen");
        assertThat(desk.as("hana").seesLast().text())
                .contains("darf jetzt auf die Selbsthilfe-Seite", "ist abgelaufen (")
                .doesNotContain("Self-Care", "{");
        desk.as("hana").presses("Windows-Passwort zurücksetzen");
        desk.as("harvey").presses("Mein neues Passwort holen");
        assertThat(desk.directory.signInAtComputer("harvey", desk.as("harvey").secret(), OWN_PASSWORD))
                .isEqualTo("signed in");
        assertThat(portal(OWN_PASSWORD)).isEqualTo("signed in");
        desk.pass(Duration.ofMinutes(11));
        assertThat(desk.as("harvey").seesLast().text()).contains("Klappt sie jetzt?");
        desk.as("harvey").presses("Geht jetzt");
        assertThat(desk.as("harvey").seesLast().text()).contains("abgeschlossen");
    }

    private String portal(String password) {
        return desk.cucm.portal("harvey", password);
    }
}
