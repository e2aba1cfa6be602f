package org.pindesk.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pindesk.demo.chat.Shown;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.company.Fault;
import org.pindesk.demo.ucware.BrokenUcware;
import org.pindesk.demo.ucware.UcwareSimulator;

/**
 * UCware answers what is no answer, while somebody takes an offered PIN: what owner and agent are told is what the DECT telephone says
 * afterwards. One company for all cases; each ends with a PIN that works and with nothing open.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UcwareTroubleStoryTest {
    private static final String TAKE = "Get my new PIN";

    private Desk desk;
    private String pin = Company.START_PIN;

    @BeforeAll
    void open() {
        desk = Desk.withUcware();
    }

    @AfterAll
    void close() throws Exception {
        desk.close();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "every",
            value = {
                "RESULT_FALSE,   setPin, refused,     old",
                "ERROR,          setPin, refused,     old",
                "ERROR_WITH_500, setPin, refused,     old",
                "FORBIDDEN,      every,  unreachable, old",
                "RESULT_FALSE,   every,  unreachable, old",
                "ERROR,          every,  unreachable, old",
                "LOGIN_PAGE,     every,  unreachable, old",
                "LOGIN_PAGE,     setPin, unknown,     old",
                "WRONG_TYPE,     setPin, unknown,     new",
                "REDIRECT,       every,  unreachable, old",
                "REDIRECT,       setPin, unreachable, old",
                "EMPTY,          every,  unreachable, old",
                "EMPTY,          setPin, unknown,     new",
                "TRUNCATED,      setPin, unknown,     new",
                "INTERNAL_ERROR, setPin, unknown,     new",
                "ERROR_PAGE,     setPin, unknown,     new"
            })
    void anAnswerThatIsNone(String how, @Nullable String method, String outcome, String works) {
        trouble(
                () -> {
                    if (method == null) {
                        BrokenUcware.answers(desk.ucware, how);
                    } else {
                        BrokenUcware.answers(desk.ucware, how, method);
                    }
                },
                outcome,
                works);
    }

    @ParameterizedTest
    @CsvSource({
        "wrong-password, unreachable, old",
        "hang,           unreachable, old",
        "slow 1s,        applied,     new",
        "lie,            applied,     old"
    })
    void aServerInTrouble(String fault, String outcome, String works) {
        trouble(() -> desk.ucware.misbehave(Fault.parse(fault).orElseThrow()), outcome, works);
    }

    private void trouble(Runnable begin, String outcome, String works) {
        desk.as("hana").types("/pin reset @uwe reason:lost");
        int before = desk.as("uwe").sees().size();
        int agentBefore = desk.as("hana").sees().size();
        int secretsBefore = desk.as("uwe").secrets().size();
        begin.run();
        desk.as("uwe").presses(TAKE);
        BrokenUcware.answers(desk.ucware, "NONE");
        desk.ucware.misbehave(Fault.UP);

        List<String> shown = desk.as("uwe")
                .secrets()
                .subList(secretsBefore, desk.as("uwe").secrets().size());
        String owner = since("uwe", before);
        String agent = since("hana", agentBefore);
        assertThat(desk.as("uwe").outcomes()).last().isEqualTo(outcome);
        assertThat(desk.as("hana").outcomes()).last().isEqualTo(outcome);
        switch (outcome) {
            case "applied" -> {
                assertThat(owner).contains("said yes. I could not test it there");
                assertThat(agent).contains("could not be tested there");
            }
            case "unknown" -> {
                assertThat(owner).contains("I do not know whether", "Try this new PIN first");
                assertThat(agent).contains("there is no clear sign");
            }
            case "refused" -> {
                assertThat(owner).contains("UCware telephones refused the new PIN", "Nothing was changed");
                assertThat(agent).contains("it was refused", "Nothing was changed");
            }
            default -> {
                assertThat(owner).contains("Nothing was changed").doesNotContain("Your new PIN");
                assertThat(agent).contains("Nothing was changed", "offer stays open");
            }
        }
        boolean mayHaveChanged = outcome.equals("applied") || outcome.equals("unknown");
        assertThat(shown).as("a PIN is shown where it may hold, and only there").hasSize(mayHaveChanged ? 1 : 0);
        boolean changed = works.equals("new");
        assertThat(atTheTelephone(pin)).as("the old PIN signs in").isEqualTo(!changed);
        if (mayHaveChanged) {
            assertThat(atTheTelephone(shown.get(0))).as("the new PIN signs in").isEqualTo(changed);
            desk.as("uwe").presses("I have it");
        }
        pin = changed ? shown.get(0) : pin;
        everythingIsWellAgain(outcome);
    }

    /** An open offer can still be taken; else its owner helps himself. */
    private void everythingIsWellAgain(String outcome) {
        desk.store().authLatch().forget("ucware", UcwareSimulator.API_USER);
        int before = desk.as("uwe").sees().size();
        if (outcome.equals("unreachable")) {
            desk.as("uwe").presses(TAKE);
        } else {
            desk.as("uwe").types("/pin reset");
        }
        List<String> secrets = desk.as("uwe").secrets();
        String next = secrets.get(secrets.size() - 1);
        assertThat(next)
                .as("a PIN beside the one before; told was: %s", since("uwe", before))
                .isNotEqualTo(pin);
        assertThat(atTheTelephone(next))
                .as("a PIN taken after the trouble signs in")
                .isTrue();
        desk.as("uwe").presses("I have it");
        pin = next;
        desk.pass(Duration.ofHours(1)); // nobody gets more than a few new PINs an hour
    }

    private String since(String who, int before) {
        List<Shown> seen = desk.as(who).sees();
        return seen.subList(before, seen.size()).stream().map(Shown::text).collect(Collectors.joining("\n"));
    }

    private boolean atTheTelephone(String candidate) {
        return desk.ucware.phone("uwe", candidate).equals(UcwareSimulator.SIGNED_IN);
    }
}
