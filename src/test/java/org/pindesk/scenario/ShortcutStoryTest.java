package org.pindesk.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pindesk.demo.chat.Shown;
import org.pindesk.demo.company.Company;

/** Shortcuts, and commands that name nobody: a form asks for whom, and what is sent is authorized like what is typed. */
class ShortcutStoryTest {
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
    void helpdeskPeopleAreAskedForWhomAndTheOfferGoesOut() {
        desk.as("hana").chooses("reset-pin");
        Shown form = desk.as("hana").seesLast();
        assertThat(form.via()).isEqualTo(Shown.Via.MODAL);
        assertThat(form.fields()).containsExactly("Who", "Reason");
        assertThat(form.buttons()).containsExactly("Send");

        desk.as("hana")
                .fills("Who", "bob")
                .fills("Reason", "lost it, old one was 4711")
                .submits();

        assertThat(desk.as("hana").reads("The offer is on its way to Bob")).isNotEmpty();
        assertThat(desk.as("hana").reads("I hid parts of what you typed")).isNotEmpty();
        Shown offer = desk.as("bob").seesLast();
        assertThat(offer.buttons()).containsExactly("Get my new PIN", "This wasn't me");
        assertThat(offer.text()).contains("lost it").doesNotContain("4711");
        assertThat(desk.phone("bob", Company.START_PIN)).isEqualTo("signed in");
        desk.as("bob").presses("Get my new PIN");
        assertThat(desk.phone("bob", desk.as("bob").secret())).isEqualTo("signed in");
    }

    @Test
    void everybodyElseGetsTheirOwn() {
        desk.as("bob").chooses("reset-pin");
        assertThat(desk.phone("bob", desk.as("bob").secret())).isEqualTo("signed in");
    }

    @Test
    void whoeverChoosesThemselvesGetsTheirOwn() {
        desk.as("hana").chooses("reset-pin").fills("Who", "hana").submits();
        assertThat(desk.as("hana").secrets()).hasSize(1);
    }

    @Test
    void protectedPeopleStayProtectedAndStrangersGetNothing() {
        desk.as("hana").chooses("reset-pin").fills("Who", "dora").submits();
        assertThat(desk.as("dora").sees()).isEmpty();
        assertThat(desk.as("hana").outcomes()).containsExactly("refused");
        desk.as("gast").chooses("reset-pin");
        assertThat(desk.as("gast").seesLast().text()).contains("guest");
        assertThat(desk.as("gast").sees()).noneMatch(shown -> shown.via() == Shown.Via.MODAL);
    }

    @Test
    void loginHelpAsksItsForm() {
        desk.as("lotte").chooses("login-help");
        assertThat(desk.as("lotte").sees())
                .anySatisfy(shown -> assertThat(shown.fields()).containsExactly("Where", "What it said"));
    }

    @Test
    void theAuthorOfAMessageIsWhoGetsHelp() {
        desk.as("hana").choosesOnMessageOf("lotte", "help-person");
        desk.as("hana").fills("Where", "Desk phone").submits();
        assertThat(desk.as("hana").reads("Lotte Lindner")).isNotEmpty();
        assertThat(desk.as("hana").wasOffered("Unlock")).isTrue();
        assertThat(desk.as("lotte").sees()).isEmpty();
    }

    @Test
    void whoHasNoRoleLearnsNothingByIt() {
        desk.as("alice").choosesOnMessageOf("lotte", "help-person");
        String told = desk.as("alice").seesLast().text();
        desk.as("alice").choosesOnMessageOf("dora", "help-person");
        assertThat(desk.as("alice").seesLast().text()).isEqualTo(told).doesNotContain("Lotte", "locked");
        assertThat(desk.as("alice").sees()).noneMatch(shown -> shown.via() == Shown.Via.MODAL);
    }

    @Test
    void aMessageOfAnAppIsNobodys() {
        desk.as("hana").choosesOnMessageOf("pindesk", "help-person");
        assertThat(desk.as("hana").seesLast().text()).contains("written by an app");
    }

    @Test
    void whoisAndFreezeAskForWhomWhenNobodyIsNamed() throws Exception {
        desk.as("hana").types("/helpdesk whois").fills("Who", "bob").submits();
        assertThat(desk.as("hana").reads("login bob")).isNotEmpty();
        desk.as("hana").types("/helpdesk freeze").fills("Who", "bob").submits();
        desk.as("bob").types("/pin reset");
        assertThat(desk.as("bob").secrets()).isEmpty();
        // somebody else than who froze
        desk.as("heinz").types("/helpdesk unfreeze").fills("Who", "bob").submits();
        desk.as("bob").types("/pin reset");
        assertThat(desk.as("bob").secrets()).hasSize(1);
        assertThat(desk.audit())
                .anyMatch(row -> row.contains("\"frozen\""))
                .anyMatch(row -> row.contains("\"lifted\""));
    }

    @Test
    void whereNoFormCanOpenWordsSayWhatToType() {
        desk.slack.fail("views.open", "expired_trigger_id", 3);
        desk.as("hana").types("/helpdesk whois");
        assertThat(desk.as("hana").seesLast().text()).contains("/helpdesk whois @name");
        desk.as("hana").types("/helpdesk freeze");
        assertThat(desk.as("hana").seesLast().text()).contains("/helpdesk freeze @name");
        desk.as("hana").chooses("reset-pin");
        assertThat(desk.as("hana").seesLast().text()).contains("/pin reset @name");
    }

    @Test
    void noFormOpensForWhoMayNotUseIt() {
        desk.as("alice").types("/helpdesk whois").types("/helpdesk freeze");
        assertThat(desk.as("alice").sees()).noneMatch(shown -> shown.via() == Shown.Via.MODAL);
    }
}
