package org.pindesk.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pindesk.demo.chat.Shown;

/** Refusals: the person concerned and the helpdesk learn why; people without a role learn nothing about others. */
class ClearAnswersTest {
    private static Desk desk;

    @BeforeAll
    static void open() {
        desk = Desk.open();
    }

    @AfterAll
    static void close() throws Exception {
        desk.close();
    }

    @ParameterizedTest
    @CsvSource({
        "@dora, protected person",
        "@max, two entries or more",
        "@gast, guest in the chat",
        "@nora, no account on Cisco telephones",
        "@carl, administrator role",
        "@leo, is disabled",
        "@eve, in no directory entry",
        "@anna, holds a Pindesk role",
        "@heinz, holds a Pindesk role",
        "@nobody, find nobody of that name",
        "nobody@beispiel.example, find nobody of that name",
        "bob berger, by a mention",
        "471100, looks like a PIN",
        "@bob 4711, looks like a PIN",
        "@bob @alice, two people"
    })
    void theHelpdeskLearnsWhy(String target, String expected) {
        desk.as("hana").types("/pin reset " + target);
        Shown answer = desk.as("hana").seesLast();
        assertThat(answer.text()).contains(expected);
        assertThat(answer.outcome()).isEqualTo("refused");
        assertThat(answer.buttons()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "leo, is disabled",
        "gast, guest in this chat",
        "eve, cannot find you",
        "nora, no account on Cisco telephones",
        "max, two entries or more",
        "carl, administrator role"
    })
    void peopleLearnWhyTheyThemselvesAreRefused(String who, String expected) {
        desk.as(who).types("/pin reset");
        assertThat(desk.as(who).seesLast().text()).contains(expected);
        assertThat(desk.as(who).outcomes()).containsOnly("refused");
        assertThat(desk.as(who).secrets()).isEmpty();
    }

    @Test
    void peopleWithoutARoleGetOneAndTheSameAnswerForEverybody() {
        List<String> answers = java.util.stream.Stream.of(
                        "@bob",
                        "@dora",
                        "@max",
                        "@eve",
                        "@gast",
                        "@leo",
                        "@carl",
                        "@nobody",
                        "bob",
                        "dora",
                        "bob@beispiel.example",
                        "@bob @dora")
                .map(target -> {
                    desk.as("alice").types("/pin reset " + target);
                    return desk.as("alice").seesLast().text()
                            + desk.as("alice").seesLast().outcome();
                })
                .distinct()
                .toList();
        assertThat(answers).hasSize(1);
        assertThat(answers.get(0)).contains("needs the helpdesk role");
    }

    @ParameterizedTest
    @CsvSource({
        "rest, Did you mean /pin reset",
        "resset @bob, Did you mean /pin reset",
        "frobnicate, /pindesk help shows"
    })
    void typosAreAnsweredWithWhatToType(String typed, String expected) {
        desk.as("bob").types("/pin " + typed);
        assertThat(desk.as("bob").seesLast().text()).contains(expected).doesNotContain("frobnicate");
    }

    @Test
    void helpShowsWhatOneMayDo() {
        desk.as("bob").types("/pindesk help");
        assertThat(desk.as("bob").seesLast().text()).contains("/pin reset").doesNotContain("@name");
        desk.as("hana").types("/pindesk help");
        assertThat(desk.as("hana").seesLast().text()).contains("/pin reset @name");
    }
}
