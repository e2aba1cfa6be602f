package org.pindesk.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pindesk.demo.mail.ReceivedMail;

/** Points in time: as the platform's dates where people chat, in words everywhere else, and forged by nobody. */
class TimesStoryTest {
    private static final String MARKS = "[\uE000-\uE002]";

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
    void anOfferEndsAtADateOfThePlatformAndNoMarkIsLeftAnywhere() throws Exception {
        desk.as("hana").types("/pin reset @bob reason:lost \uE0001700000000\uE001here\uE002");
        desk.as("bob").presses("Get my new PIN").presses("I have it");
        desk.as("lotte").types("/pin status").types("/login-help where:phone").presses("Ask the helpdesk");
        desk.as("heinz").presses("I take it").presses("Text for the ticket");

        ObjectMapper json = new ObjectMapper();
        int dates = 0;
        for (String message : desk.slack.stored()) {
            assertThat(message).doesNotContainPattern(MARKS);
            for (JsonNode type : json.readTree(message).path("blocks").findValues("type")) {
                dates += type.asText().equals("date") ? 1 : 0;
            }
        }
        assertThat(dates).as("dates in messages that stay").isPositive();
        assertThat(desk.as("bob").reads("lost")).as("the reason").isNotEmpty();
        for (String account : List.of("hana", "bob", "lotte", "heinz")) {
            assertThat(desk.as(account).sees())
                    .allSatisfy(shown -> assertThat(shown.text()).doesNotContainPattern(MARKS));
        }
        assertThat(desk.audit()).isNotEmpty().allSatisfy(row -> assertThat(row).doesNotContainPattern(MARKS));
        List<ReceivedMail> mails = desk.mails("bob");
        assertThat(mails)
                .isNotEmpty()
                .allSatisfy(mail -> assertThat(mail.toString() + mail.text()).doesNotContainPattern(MARKS));
    }

    @Test
    void whatIsPastedIntoATicketIsWordsAlone() {
        desk.as("hana").types("/login-help @lotte where:phone").presses("Text for the ticket");
        assertThat(desk.as("hana").seesLast().text()).contains("2026").doesNotContain("today");
    }
}
