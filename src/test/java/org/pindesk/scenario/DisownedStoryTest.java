package org.pindesk.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pindesk.demo.chat.Shown;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.company.Fault;
import org.pindesk.demo.slack.SlackSimulator;

/** "This wasn't me": whatever was fetched works no more, nothing else is changed, and those who must know are told. */
class DisownedStoryTest {
    private static final String TAKE = "Get my new PIN";
    private static final String NOT_ME = "This wasn't me";
    private static final String CONFIRM = "Confirm";

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
    void anOfferThatNobodyKnowsOfFreezesItsOwnerAndChangesNothing() throws Exception {
        desk.as("hana").types("/pin reset @bob");
        desk.as("bob").presses(NOT_ME);

        assertThat(desk.as("bob").seesLast().text()).contains("PIN works as before", "call your helpdesk");
        assertThat(desk.phone("bob", Company.START_PIN)).isEqualTo("signed in");
        assertThat(desk.as("heinz").sees()).anySatisfy(post -> {
            assertThat(post.via()).isEqualTo(Shown.Via.CHANNEL);
            assertThat(post.text()).contains("Bob Berger", "Hana Holm", "unfreeze");
        });
        assertThat(desk.mails("security"))
                .anySatisfy(mail -> assertThat(mail.text()).contains("Bob Berger", "Hana Holm"));

        desk.as("bob").types("/pin reset");
        assertThat(desk.as("bob").seesLast().text()).contains("Nothing is changed for you at the moment");
        desk.as("heinz").types("/pin reset @bob");
        assertThat(desk.as("heinz").seesLast().text()).contains("Nothing is changed for Bob Berger");
        desk.as("heinz").types("/pin unlock @bob");
        assertThat(desk.as("heinz").seesLast().text()).contains("Nothing is changed for Bob Berger");
        desk.as("bob").types("/pin status");
        assertThat(desk.as("bob").seesLast().text()).as("looking is allowed").doesNotContain("Nothing is changed");
    }

    @Test
    void twoOthersLetChangesGoOnAndNeitherAlone() throws Exception {
        desk.as("hana").types("/pin reset @bob");
        desk.as("bob").presses(NOT_ME);

        desk.as("bob").types("/helpdesk unfreeze @bob");
        desk.as("hana").types("/helpdesk unfreeze @bob");
        assertThat(desk.as("hana").seesLast().text()).contains("two other people");
        desk.as("heinz").types("/helpdesk unfreeze @bob reason:called");
        assertThat(desk.as("heinz").reads("somebody else has to confirm")).hasSize(1);
        assertThat(desk.as("anna").reads("changes for Bob Berger")).isNotEmpty();

        desk.as("heinz").presses(CONFIRM);
        assertThat(desk.as("heinz").seesLast().text()).contains("You asked for it yourself");
        desk.as("hana").presses(CONFIRM);
        assertThat(desk.as("hana").seesLast().text()).contains("two other people");
        desk.as("bob").types("/pin reset");
        assertThat(desk.as("bob").secrets()).isEmpty();

        desk.as("anna").presses(CONFIRM);
        assertThat(desk.as("anna").reads("changes for Bob Berger go on again")).isNotEmpty();
        desk.as("bob").types("/pin reset");
        assertThat(desk.phone("bob", desk.as("bob").secret())).isEqualTo("signed in");
        assertThat(desk.audit())
                .anyMatch(row -> row.contains("\"unfreeze\"") && row.contains("asked") && row.contains("called"))
                .anyMatch(row -> row.contains("\"unfreeze\"") && row.contains("lifted") && row.contains("\"first\""))
                .anyMatch(row -> row.contains("\"unfreeze\"")
                        && row.contains("second-person")
                        && row.contains("freeze.not-by-you"));
    }

    @Test
    void aDayLaterOrForALaterAlarmNobodyConfirmsItAnyMore() {
        desk.as("hana").types("/pin reset @bob");
        desk.as("bob").presses(NOT_ME);
        desk.as("heinz").types("/helpdesk unfreeze @bob");
        desk.pass(Duration.ofHours(25));
        desk.as("anna").presses(CONFIRM);
        assertThat(frozen("bob")).isTrue();

        desk.as("heinz").types("/helpdesk unfreeze @bob");
        desk.store().tx(tx -> tx.freezes().lift(desk.id("bob")));
        desk.pass(Duration.ofMinutes(1));
        desk.as("hana").types("/helpdesk freeze @bob");
        desk.as("anna").presses(CONFIRM);
        assertThat(frozen("bob")).as("the word was about the earlier alarm").isTrue();
    }

    @Test
    void whatTheHelpdeskFrozeOnSuspicionTakesOneOtherPerson() {
        desk.as("hana").types("/helpdesk freeze @bob reason:odd");
        desk.as("hana").types("/helpdesk unfreeze @bob");
        assertThat(frozen("bob")).isTrue();
        desk.as("hana").presses(CONFIRM);
        assertThat(frozen("bob")).isTrue();
        desk.as("heinz").types("/helpdesk unfreeze @bob");
        assertThat(frozen("bob")).isFalse();
        assertThat(desk.as("heinz").reads("go on again")).isNotEmpty();
    }

    @Test
    void whereNobodyElseCouldConfirmTheWordsSayWhoCould() {
        desk.as("hana").types("/pin reset @bob");
        desk.as("bob").presses(NOT_ME);
        desk.directory.leave("anna", Company.ADMIN_GROUP);
        desk.as("heinz").types("/helpdesk unfreeze @bob");
        assertThat(desk.as("heinz").seesLast().text()).contains("nobody else", "pindesk freeze lift");
        assertThat(frozen("bob")).isTrue();
    }

    @Test
    void whereTheChannelCannotBeUsedTheOthersAreAskedOneByOne() {
        desk.slack.changeChannel(SlackSimulator.HELPDESK_CHANNEL, channel -> channel.put("is_private", false));
        desk.as("hana").types("/pin reset @bob");
        desk.as("bob").presses(NOT_ME);
        desk.as("heinz").types("/helpdesk unfreeze @bob");
        assertThat(desk.as("anna").seesLast().via()).isEqualTo(Shown.Via.DM);
        desk.as("anna").presses(CONFIRM);
        assertThat(frozen("bob")).isFalse();
    }

    private boolean frozen(String login) {
        return desk.store().tx(tx -> tx.freezes().of(desk.id(login))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatWasFetchedWorksNoMore(boolean kept) throws Exception {
        desk.as("hana").types("/pin reset @bob");
        desk.as("bob").presses(TAKE);
        String fetched = desk.as("bob").secret();
        assertThat(desk.phone("bob", fetched)).isEqualTo("signed in");
        if (kept) {
            desk.as("bob").presses("I have it");
        }

        desk.as("bob").presses(NOT_ME);

        assertThat(desk.as("bob").seesLast().text()).contains("useless");
        assertThat(desk.phone("bob", fetched)).startsWith("[201]");
        assertThat(desk.phone("bob", Company.START_PIN)).startsWith("[201]");
        assertThat(desk.as("hana").reads("This wasn't me"))
                .as("as who acted, and in the channel")
                .hasSize(2);
        assertThat(desk.as("bob").secrets()).containsExactly(fetched);
        assertThat(String.join("\n", desk.audit())).contains("\"pin.disown\"", "\"pin.burn\"");
    }

    @Test
    void theSecretIsMadeUselessAsSoonAsTheSystemAnswersAgain() {
        desk.as("hana").types("/pin reset @bob");
        desk.as("bob").presses(TAKE);
        String fetched = desk.as("bob").secret();
        desk.cucm.misbehave(fault("down"));
        desk.as("bob").presses(NOT_ME);
        desk.cucm.misbehave(fault("up"));
        desk.pass(Duration.ofMinutes(2));
        assertThat(desk.phone("bob", fetched)).startsWith("[201]");
    }

    @Test
    void afterEachNewPinItsOwnerHasAMailWithoutIt() {
        desk.as("hana").types("/pin reset @bob reason:lost");
        assertThat(desk.mails("bob")).isEmpty();
        desk.as("bob").presses(TAKE);
        String pin = desk.as("bob").secret();

        assertThat(desk.mails("bob"))
                .singleElement()
                .satisfies(mail -> assertThat(mail.text())
                        .contains("Hana Holm", "new PIN", "Cisco telephones", "call your helpdesk")
                        .doesNotContain(pin));
    }

    @Test
    void aMailServerThatIsAwayForAnHourLosesNoNotice() {
        desk.mail.misbehave(fault("down"));
        desk.as("hana").types("/pin reset @bob");
        desk.as("bob").presses(TAKE);
        desk.as("hana").types("/pin unlock @lotte");
        desk.as("alice").types("/pin reset");
        for (int minutes = 0; minutes < 60; minutes += 10) {
            desk.pass(Duration.ofMinutes(10));
        }
        assertThat(desk.mails("bob")).isEmpty();

        desk.mail.misbehave(fault("up"));
        desk.pass(Duration.ofMinutes(1));
        assertThat(desk.mails("bob").size()
                        + desk.mails("lotte").size()
                        + desk.mails("alice").size())
                .as("the first of them tries whether the server is back")
                .isPositive();
        desk.pass(Duration.ofMinutes(1));

        for (String owner : new String[] {"bob", "lotte", "alice"}) {
            assertThat(desk.mails(owner)).as(owner).hasSize(1);
        }
    }

    private static Fault fault(String word) {
        return Fault.parse(word).orElseThrow();
    }
}
