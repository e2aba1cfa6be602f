package org.pindesk.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Letter;
import org.pindesk.core.Secret;
import org.pindesk.demo.company.Company;
import org.pindesk.port.Links;

/** Whose a chat account is, where the platform shows no confirmed mail: proved by a code, by two of the helpdesk, and ended again. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LinkStoryTest {
    private Desk desk;

    @BeforeEach
    void open() {
        desk = Desk.withMail();
        for (String account : List.of("bob", "uwe")) {
            hideMail(account);
        }
    }

    @AfterEach
    void close() throws Exception {
        desk.close();
    }

    @Test
    void aCodeFromTheMailboxProvesWhoSomebodyIs() throws Exception {
        desk.as("bob").types("/pin reset");
        assertThat(desk.as("bob").seesLast().text()).contains("no confirmed mail address", "Type /link");

        desk.as("bob").types("/link who:bob");
        assertThat(desk.as("bob").seesLast().text()).startsWith("If there is such a person, a code is on its way");
        Letter letter = letter("bob");
        assertThat(String.join("\n", letter.paragraphs()))
                .contains("A Slack account that calls itself \"Bob Berger\"", "Anybody may choose such a name");
        String code = code("bob");
        desk.as("bob").types("/link code:" + code.substring(0, 3) + " " + code.substring(3));

        assertThat(desk.as("bob").seesLast().text()).contains("belongs to Bob Berger (bob) now");
        assertThat(link("bob").how()).isEqualTo(Links.How.MAIL_CODE);
        assertThat(letter("bob").paragraphs().get(0))
                .contains("A Slack account (" + chat("bob").id() + ") has proved");
        desk.as("bob").types("/pin reset");
        assertThat(desk.phone("bob", desk.as("bob").secret())).isEqualTo("signed in");
        desk.as("bob").types("/link");
        assertThat(desk.as("bob").seesLast().text()).contains("belongs to Bob Berger (bob) already");
        assertThat(desk.audit()).noneMatch(row -> row.contains(code));
    }

    @Test
    void formsAskForNameAndCodeInGermanToo() {
        desk.slack.setLocale("bob", "de-DE");
        desk.settle();
        desk.as("bob").types("/link");
        desk.as("bob")
                .fills("Anmeldename oder Mailadresse", "bob@" + Company.MAIL_DOMAIN)
                .submits();
        assertThat(desk.as("bob").reads("Wenn es diese Person gibt")).isNotEmpty();
        desk.as("bob").presses("Code eingeben");
        desk.as("bob").fills("Code aus der E-Mail", code("bob")).submits();
        assertThat(desk.as("bob").reads("gehört jetzt zu Bob Berger")).isNotEmpty();
    }

    @Test
    void theHelpdeskOffersThroughALinkedAccount() throws Exception {
        desk.as("bob").types("/link bob").types("/link " + code("bob"));
        desk.as("hana").types("/pin reset bob reason:lost").presses("Yes, this person");
        desk.as("bob").presses("Get my new PIN");
        assertThat(desk.phone("bob", desk.as("bob").secret())).isEqualTo("signed in");
    }

    @Test
    void unlinkingEndsItAndWhatWaitsCannotBeTaken() throws Exception {
        desk.as("bob").types("/link bob").types("/link " + code("bob"));
        desk.as("hana").types("/pin reset @bob reason:lost");
        desk.as("bob").types("/unlink").presses("End the link");
        assertThat(desk.as("bob").seesLast().text()).contains("speaks for nobody");
        assertThat(letter("bob").paragraphs().get(0)).contains("has ended");
        desk.as("bob").presses("Get my new PIN");
        assertThat(desk.as("bob").secrets()).isEmpty();
        assertThat(desk.as("bob").reads("or it was ended"))
                .as("in words that say what to do")
                .isNotEmpty()
                .allMatch(text -> text.contains("Type /link"));
        assertThat(desk.phone("bob", Company.START_PIN)).isEqualTo("signed in");
        desk.as("bob").types("/pin reset");
        assertThat(desk.as("bob").seesLast().text()).contains("or it was ended");

        desk.as("bob").types("/link bob").types("/link " + code("bob"));
        desk.as("bob").types("/pin reset");
        assertThat(desk.as("bob").secrets()).hasSize(1);
    }

    @Test
    void whoUnlinksIsNotLinkedAgainByTheMailAddressOfTheChat() {
        desk.as("alice").types("/pin status").types("/unlink").presses("End the link");
        desk.as("alice").types("/pin reset");
        assertThat(desk.as("alice").secrets()).isEmpty();
        assertThat(desk.as("alice").seesLast().text()).contains("or it was ended");
    }

    @Test
    void anAddressThatChangesInTheDirectorySuspendsAndANewCodeLifts() {
        desk.as("bob").types("/link bob").types("/link " + code("bob"));
        desk.directory.set("bob", "mail", "robert@" + Company.MAIL_DOMAIN);
        desk.as("bob").types("/pin reset");
        assertThat(desk.as("bob").seesLast().text()).contains("suspended", "Type /link");
        assertThat(link("bob").suspended()).isNotNull();

        desk.as("bob").types("/link bob");
        assertThat(letters().get(letters().size() - 1).to()).isEqualTo("robert@" + Company.MAIL_DOMAIN);
        desk.as("bob").types("/link " + code("robert"));
        desk.as("bob").types("/pin reset");
        assertThat(desk.as("bob").secrets()).hasSize(1);
    }

    @Test
    void aChangedMailAddressInTheChatIsLiftedByACodeToTheDirectorysAddress() {
        desk.as("alice").types("/pin status");
        desk.slack.changeUser(
                "alice", user -> user.withObject("/profile").put("email", "other@" + Company.MAIL_DOMAIN));
        desk.settle();
        desk.as("alice").types("/pin status");
        assertThat(desk.as("alice").seesLast().text()).contains("suspended");
        desk.as("alice").types("/link who:alice").types("/link code:" + code("alice"));
        desk.as("alice").types("/pin reset");
        assertThat(desk.as("alice").secrets()).hasSize(1);
    }

    @Test
    void twoOfTheHelpdeskLinkAnAccountAndItIsTooYoungForPasswords() {
        desk.as("hana").types("/helpdesk link @uwe who:uwe");
        assertThat(desk.as("hana").reads("Somebody else of the helpdesk has to confirm"))
                .isNotEmpty();
        desk.as("heinz").presses("Confirm");
        assertThat(desk.as("heinz").reads("The account belongs to Uwe Ulrich")).isNotEmpty();
        assertThat(desk.as("heinz").reads("Confirmed by Heinz Huber")).isNotEmpty();
        assertThat(link("uwe").how()).isEqualTo(Links.How.VOUCHED);
        assertThat(letters())
                .anyMatch(each -> each.to().startsWith("uwe@")
                        && each.paragraphs().get(0).contains("Two people of the helpdesk"));
        assertThat(letters())
                .anyMatch(each -> each.to().startsWith("security")
                        && each.paragraphs().get(0).contains("by the word of Hana Holm and Heinz"));

        desk.as("uwe").types("/password reset");
        assertThat(desk.as("uwe").seesLast().text()).contains("for seven days no password can be changed with it");
        desk.as("hana").types("/password reset @uwe reason:lost");
        assertThat(desk.as("hana").seesLast().text()).contains("less than seven days ago");
        desk.as("uwe").types("/pin status");
        assertThat(desk.as("uwe").reads("for seven days"))
                .as("of PINs it is free")
                .hasSize(1);
        desk.clock.advance(Duration.ofDays(7));
        desk.as("uwe").types("/password reset");
        assertThat(desk.as("uwe").reads("for seven days"))
                .as("seven days later")
                .hasSize(1);
    }

    @Test
    void aCodeLiftsTheSevenDaysAtOnce() {
        desk.as("hana").types("/helpdesk link @uwe who:uwe");
        desk.as("heinz").presses("Confirm");
        desk.as("uwe").types("/link uwe").types("/link " + code("uwe"));
        assertThat(link("uwe").how()).isEqualTo(Links.How.MAIL_CODE);
        desk.as("uwe").types("/password reset");
        assertThat(desk.as("uwe").reads("for seven days")).isEmpty();
    }

    @Test
    void theHelpdeskEndsALink() {
        desk.as("bob").types("/link bob").types("/link " + code("bob"));
        desk.as("hana").types("/helpdesk unlink @bob reason:stolen");
        assertThat(desk.as("hana").seesLast().text()).contains("Chat accounts of Bob Berger that speak for nobody");
        assertThat(link("bob").suspended()).isEqualTo("unlinked");
        desk.as("alice").types("/helpdesk unlink @hana");
        assertThat(desk.as("alice").seesLast().outcome()).isEqualTo("refused");
    }

    private List<Letter> letters() {
        return desk.recorded().letters;
    }

    private Letter letter(String account) {
        return letters().stream()
                .filter(each -> each.to().startsWith(account + "@"))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    private String code(String account) {
        return letters().stream()
                .filter(each -> each.to().startsWith(account + "@"))
                .map(Letter::code)
                .filter(Objects::nonNull)
                .map(Secret::open)
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    private Links.Link link(String account) {
        return desk.store().tx(tx -> tx.links().of(chat(account))).orElseThrow();
    }

    private static ChatUser chat(String account) {
        return new ChatUser("slack", Company.SLACK_TEAM, "U0" + account.toUpperCase(java.util.Locale.ROOT));
    }

    private void hideMail(String account) {
        desk.slack.changeUser(account, user -> user.put("is_email_confirmed", false));
        desk.settle();
    }
}
