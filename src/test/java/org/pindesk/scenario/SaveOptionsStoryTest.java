package org.pindesk.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pindesk.core.Letter;
import org.pindesk.demo.chat.Shown;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.company.Fault;
import org.pindesk.demo.mail.ReceivedMail;
import org.pindesk.demo.ucware.UcwareSimulator;

/** The four ways to save somebody's password: kept, set without mail, random with either mail. No mail ever holds it. */
class SaveOptionsStoryTest {
    private static final String TAKE = "Get my new password";
    private static final String NEHMEN = "Mein neues Passwort holen";
    private static final String PORTAL = "https://ucware.beispiel.example/";

    private Desk desk = Desk.withUcware();

    @AfterEach
    void close() throws Exception {
        desk.close();
    }

    private void withPortal() {
        desk.ucwarePortal = URI.create(PORTAL);
        desk.restart();
    }

    @ParameterizedTest
    @CsvSource({
        "Keep password, ''",
        "Set without mail, ''",
        "'Random, with mail \"new account\"', Your account on UCware telephones",
        "'Random, with mail \"new password\"', A new password for UCware telephones"
    })
    void theFormHasTheFourOptions(String option, String subject) throws Exception {
        withPortal();
        desk.as("hana").types("/password reset @uwe options");
        Shown form = form("hana");
        assertThat(form.fields()).containsExactly("Password", "Reason");
        assertThat(form.text()).contains("Uwe Ulrich", "How should the password be saved?");
        assertThat(desk.slack.submit("hana")).as("a choice has to be made").contains("Password");
        desk.as("hana").fills("Password", option).fills("Reason", "first day").submits();

        Shown told = desk.as("hana").seesLast();
        assertThat(told.via()).isEqualTo(Shown.Via.MODAL);
        if (option.startsWith("Keep")) {
            assertThat(told.text()).contains("Nothing was changed: Uwe Ulrich keeps the password as it is.");
            assertThat(desk.as("uwe").sees()).isEmpty();
            assertThat(desk.audit()).anyMatch(row -> row.contains("password.reset") && row.contains("kept"));
        } else {
            assertThat(desk.as("uwe").seesLast().text()).contains("Hana Holm", "Reason: first day");
            assertThat(told.text()).contains("on its way to Uwe Ulrich");
        }
        assertThat(desk.ucware.portal("uwe", Company.START_PASSWORD)).isEqualTo(UcwareSimulator.SIGNED_IN);
        assertThat(desk.mails("uwe")).extracting(ReceivedMail::subject).isEqualTo(subjects(subject));
        if (!subject.isEmpty()) {
            ReceivedMail mail = desk.mails("uwe").get(0);
            assertThat(told.text()).contains("A mail \"new ", "to the address in the directory");
            assertThat(mail.text())
                    .contains("not in this mail", "Pindesk in Slack and press \"" + TAKE + "\"", "This wasn't me");
            assertThat(mail.text().contains("Web page: " + PORTAL)).isEqualTo(option.contains("account"));
            assertThat(mail.text().contains("User name: uwe")).isEqualTo(option.contains("account"));
            desk.as("uwe").presses(TAKE);
            noMailHolds(desk.as("uwe").secret());
            assertThat(desk.audit()).anyMatch(row -> row.contains("password.mail") && row.contains("sent"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Passwort behalten, ''",
        "Ohne E-Mail setzen, ''",
        "'Zufällig, mit E-Mail „Neues Konto“', Ihr Konto auf UCware telephones",
        "'Zufällig, mit E-Mail „Neues Passwort“', Ein neues Passwort für UCware telephones"
    })
    void theSameInGerman(String option, String subject) throws Exception {
        desk.slack.setLocale("hana", "de-DE");
        desk.slack.setLocale("uwe", "de-DE");
        desk.as("hana").types("/password zurücksetzen @uwe optionen");
        assertThat(form("hana").fields()).containsExactly("Passwort", "Grund");
        desk.as("hana").fills("Passwort", option).fills("Grund", "erster Tag").submits();
        assertThat(desk.mails("uwe")).extracting(ReceivedMail::subject).isEqualTo(subjects(subject));
        if (option.startsWith("Passwort")) {
            assertThat(desk.as("hana").seesLast().text()).contains("Uwe Ulrich behält das Passwort");
            assertThat(desk.as("uwe").sees()).isEmpty();
            return;
        }
        if (!subject.isEmpty()) {
            String text = desk.mails("uwe").get(0).text();
            assertThat(text).contains("steht nicht in dieser E-Mail", "„" + NEHMEN + "“", "Das war ich nicht");
            assertThat(text.contains("Benutzername: uwe")).isEqualTo(option.contains("Konto"));
        }
        desk.as("uwe").presses(NEHMEN);
        noMailHolds(desk.as("uwe").secret());
    }

    @ParameterizedTest
    @CsvSource({
        "mail:new-account, Your account on UCware telephones",
        "MAIL:neues-konto, Your account on UCware telephones",
        "mail:new-password, A new password for UCware telephones",
        "mail:neues-passwort, A new password for UCware telephones",
        "mail:none, ''",
        "mail:ohne, ''"
    })
    void theCommandNamesTheMailAndTheCardOfATypedTargetKeepsIt(String option, String subject) {
        desk.as("hana").types("/password reset uwe " + option + " reason:new");
        assertThat(desk.as("hana").seesLast().text()).contains("Is this the person?");
        assertThat(desk.mails("uwe")).isEmpty();
        desk.as("hana").presses("Yes, this person");
        assertThat(desk.as("uwe").seesLast().buttons()).contains(TAKE);
        assertThat(desk.mails("uwe")).extracting(ReceivedMail::subject).isEqualTo(subjects(subject));
        assertThat(desk.as("hana").reads("A mail \"new ")).hasSize(subject.isEmpty() ? 0 : 1);
    }

    @Test
    void anOpenOfferIsMailedAboutOnceForEachCommand() {
        desk.as("hana").types("/password reset @uwe");
        desk.as("hana").types("/password reset @uwe mail:new-password");
        assertThat(desk.as("hana").seesLast().text()).contains("sent it once more", "A mail \"new password\"");
        assertThat(desk.mails("uwe")).hasSize(1);
    }

    @Test
    void whereNoFormCanOpenButtonsAskAndAMentionedPersonCanBeTypedToo() throws Exception {
        desk.slack.fail("views.open", "expired_trigger_id", 1);
        desk.as("hana").types("/password reset uwe options reason:new");
        assertThat(desk.as("hana").seesLast().buttons())
                .containsExactly(
                        "Keep password",
                        "Set without mail",
                        "Random, with mail \"new account\"",
                        "Random, with mail \"new password\"");
        desk.as("alice").pressesOf("hana", "Set without mail");
        assertThat(desk.as("alice").seesLast().outcome()).isEqualTo("refused");
        assertThat(desk.as("uwe").sees()).isEmpty();
        desk.as("hana").presses("Random, with mail \"new password\"");
        assertThat(desk.mails("uwe")).hasSize(1);
        assertThat(desk.as("uwe").seesLast().text()).contains("Reason: new");
    }

    @Test
    void aMailNeedsAnAddressThatIsGoodAndTheirOwn() throws Exception {
        desk.as("uwe").types("/pindesk help");
        int seen = desk.as("uwe").sees().size();
        desk.directory.set("uwe", "mail", null);
        refused("has no mail address in the directory");
        desk.directory.set("uwe", "mail", "uwe ulrich@beispiel.example");
        refused("none that takes mail");
        desk.directory.set("uwe", "mail", "bob@beispiel.example");
        refused("more than one entry");
        assertThat(desk.as("uwe").sees()).as("no offer either").hasSize(seen);
        assertThat(desk.audit()).noneMatch(row -> row.contains("\"offered\""));
    }

    private void refused(String words) {
        for (String line : List.of("mail:new-account", "mail:new-password dry-run")) {
            desk.as("hana").types("/password reset @uwe " + line);
            Shown told = desk.as("hana").seesLast();
            assertThat(told.text()).contains(words, "Nothing was done.", "mail:none");
            assertThat(told.outcome()).isEqualTo("refused");
        }
    }

    @Test
    void noMailLeadsToThePasswordThatOpensTheMailbox() {
        desk.as("hana").types("/password reset @lena on:windows mail:new-password");
        assertThat(desk.as("hana").seesLast().text()).contains("opens with the same one", "mail:none");
        assertThat(desk.as("lena").sees()).isEmpty();

        desk.mailIndependent = true;
        desk.restart();
        desk.as("hana").types("/password reset @lena on:windows mail:new-password");
        assertThat(desk.mails("lena")).hasSize(1);
        assertThat(desk.as("lena").seesLast().buttons()).contains(TAKE);
    }

    @Test
    void aMailServerThatIsAwayForAnHourLosesNone() {
        desk.mail.misbehave(new Fault(Fault.Kind.DOWN, Duration.ZERO, 0));
        desk.as("hana").types("/password reset @uwe mail:new-account");
        assertThat(desk.as("uwe").seesLast().buttons())
                .as("the chat waits for no mail")
                .contains(TAKE);
        for (int i = 0; i < 6; i++) {
            desk.pass(Duration.ofMinutes(10));
        }
        assertThat(desk.mails("uwe")).isEmpty();
        desk.mail.misbehave(Fault.UP);
        untilMailed("Your account");
        assertThat(desk.mails("uwe")).hasSize(1);
        assertThat(desk.mails("uwe").get(0).text()).contains(TAKE);
    }

    @Test
    void whatWasWithdrawnMeanwhileIsNotMailed() throws Exception {
        desk.mail.misbehave(new Fault(Fault.Kind.DOWN, Duration.ZERO, 0));
        desk.as("hana").types("/password reset @uwe mail:new-password").presses("Cancel");
        desk.pass(Duration.ofMinutes(1));
        assertThat(desk.audit()).anyMatch(row -> row.contains("password.mail") && row.contains("not-sent"));
        desk.mail.misbehave(Fault.UP);
        desk.pass(Duration.ofMinutes(1));
        assertThat(desk.mails("uwe")).isEmpty();
    }

    @Test
    void whatWasFetchedMeanwhileIsSaid() {
        desk.mail.misbehave(new Fault(Fault.Kind.DOWN, Duration.ZERO, 0));
        desk.as("hana").types("/password reset @uwe mail:new-account");
        desk.as("uwe").presses(TAKE).presses("I have it");
        desk.mail.misbehave(Fault.UP);
        untilMailed("Your account");
        assertThat(desk.mails("uwe"))
                .filteredOn(mail -> mail.subject().startsWith("Your account"))
                .singleElement()
                .satisfies(mail ->
                        assertThat(mail.text()).contains("was fetched already").doesNotContain(TAKE));
        noMailHolds(desk.as("uwe").secret());
    }

    /** The breaker before the mail server opens by the machine's clock, not by the one that can be moved. */
    private void untilMailed(String subject) {
        Awaitility.await().atMost(Desk.PATIENCE).until(() -> {
            desk.pass(Duration.ofMinutes(1));
            return desk.mails("uwe").stream().anyMatch(mail -> mail.subject().startsWith(subject));
        });
    }

    @Test
    void anAddressThatTheServerNeverTakesIsToldToWhoOffered() throws Exception {
        desk.mail.misbehave(Fault.parse("refuse trivial").orElseThrow());
        desk.as("hana").types("/password reset @uwe mail:new-account");
        assertThat(desk.as("hana").reads("The mail \"new account\" to Uwe Ulrich could not be delivered"))
                .hasSize(1);
        assertThat(desk.as("uwe").seesLast().buttons()).contains(TAKE);
        assertThat(desk.audit()).anyMatch(row -> row.contains("password.mail") && row.contains("undeliverable"));
    }

    @Test
    void dryRunShowsTheMailAndOpensNoForm() {
        desk.as("hana").types("/password reset @uwe mail:new-account dry-run");
        assertThat(desk.as("hana").seesLast().text())
                .contains("a mail \"new account\" would go to the address in the directory", "Nothing was changed");
        desk.as("hana").types("/password reset @uwe options dry-run");
        assertThat(desk.as("hana").seesLast().text()).contains("Dry run").doesNotContain("a mail \"");
        assertThat(desk.as("uwe").sees()).isEmpty();
        assertThat(desk.mails("uwe")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mail:new-account", "options", "mail:none"})
    void itIsTheHelpdesksChoiceAboutOthers(String option) {
        desk.as("alice").types("/password reset @uwe " + option);
        assertThat(desk.as("alice").seesLast().text()).contains("needs the helpdesk role");
        desk.as("hana").types("/password reset @hana " + option);
        assertThat(desk.as("hana").seesLast().text()).contains("are for others", "Nothing was done");
        desk.as("hana").types("/password reset @leo " + option);
        assertThat(desk.as("hana").seesLast().text()).contains("Leo", "disabled");
        assertThat(desk.as("hana").sees()).noneMatch(shown -> shown.via() == Shown.Via.MODAL);
    }

    @Test
    void whoHasNoChatGetsThePageAndTheMailSaysSo() throws Exception {
        desk.close();
        desk = Desk.withMailAndUcware();
        desk.slack.changeUser("uwe", user -> user.put("deleted", true));
        desk.settle();
        desk.as("hana").types("/password reset uwe mail:new-account").presses("Yes, this person");
        List<Letter> letters = desk.recorded().letters;
        assertThat(letters).hasSize(2);
        assertThat(letters.get(0).doors()).extracting(Letter.Door::label).contains(TAKE);
        Letter welcome = letters.get(1);
        assertThat(welcome.subject()).isEqualTo("Your account on UCware telephones");
        assertThat(welcome.doors()).isEmpty();
        assertThat(String.join("\n", welcome.paragraphs()))
                .contains("Welcome, Uwe Ulrich", "User name: uwe", "the other mail", TAKE, "asks for a code")
                .doesNotContain("Slack");
    }

    private Shown form(String account) {
        return desk.as(account).sees().stream()
                .filter(shown -> shown.via() == Shown.Via.MODAL)
                .findFirst()
                .orElseThrow();
    }

    private static List<String> subjects(String subject) {
        return subject.isEmpty() ? List.of() : List.of(subject);
    }

    private void noMailHolds(String secret) {
        for (String account : List.of("uwe", "hana", "security")) {
            assertThat(desk.mails(account))
                    .noneMatch(mail -> mail.source().contains(secret)
                            || mail.text().contains(secret)
                            || mail.html().contains(secret));
        }
    }
}
