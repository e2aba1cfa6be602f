package org.pindesk.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pindesk.adapter.ucware.UcwareAccount;
import org.pindesk.core.Secret;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.ucware.RpcJournal.Received;
import org.pindesk.demo.ucware.UcwareSimulator;

/**
 * The same story on every generation of UCware's interface, with a password and with a token, with and without the slash. One company
 * for all of them: its server is exchanged, and the bot started again with other keys.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UcwareGenerationsStoryTest {
    private Desk desk;
    private String uwesPin = Company.START_PIN;
    private String lenasPin = Company.START_PIN;

    @BeforeAll
    void open() {
        desk = Desk.withUcware();
    }

    @AfterAll
    void close() throws Exception {
        desk.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/2,      password, false",
        "/api/2,      token,    true",
        "/api/1,      password, true",
        "/api/1,      token,    false",
        "/ucware/api, password, false",
        "/ucware/api, token,    true"
    })
    void anOfferAndOnesOwnPinGoTheSameWay(String path, String secret, boolean slash) {
        desk.ucware.serve(path);
        desk.ucware.wantSlash(slash);
        desk.ucwareSlash = slash;
        desk.ucwareAccount = secret.equals("token")
                ? UcwareAccount.withToken(UcwareSimulator.API_USER, Secret.of(UcwareSimulator.API_TOKEN), true)
                : UcwareAccount.withPassword(UcwareSimulator.API_USER, Secret.of(UcwareSimulator.API_PASSWORD));
        desk.restart();
        desk.ucware.clearJournal();

        desk.as("hana").types("/pin reset @uwe reason:lost");
        assertThat(atTheTelephone("uwe", uwesPin))
                .as("the old PIN until he takes the new one")
                .isTrue();
        desk.as("uwe").presses("Get my new PIN");
        String taken = newest("uwe");
        assertThat(atTheTelephone("uwe", taken)).isTrue();
        assertThat(atTheTelephone("uwe", uwesPin)).isFalse();
        assertThat(desk.as("uwe").outcomes()).last().isEqualTo("applied");
        assertThat(desk.as("hana").seesLast().text()).contains("could not be tested there");
        desk.as("uwe").presses("I have it");
        uwesPin = taken;

        desk.as("lena").types("/pin reset");
        String own = newest("lena");
        assertThat(atTheTelephone("lena", own)).isTrue();
        assertThat(atTheTelephone("lena", lenasPin)).isFalse();
        desk.as("lena").presses("I have it");
        lenasPin = own;
        desk.pass(Duration.ofHours(1)); // nobody gets more than a few new PINs an hour

        assertThat(desk.ucware.journal().stream()
                        .filter(each -> each.status() == 200)
                        .toList())
                .as("what was spoken")
                .isNotEmpty()
                .allSatisfy(
                        each -> assertThat(each.path()).startsWith(path + "/").matches(slash ? ".*/" : ".*[^/]"))
                .extracting(Received::scheme)
                .containsOnly(secret.equals("token") ? "Bearer" : "Basic");
        assertThat(desk.ucware.journal().stream().filter(each -> each.method().equals("setPin")))
                .as("each PIN was written once")
                .hasSize(2);
    }

    private boolean atTheTelephone(String account, String pin) {
        return desk.ucware.phone(account, pin).equals(UcwareSimulator.SIGNED_IN);
    }

    private String newest(String account) {
        return desk.as(account).secrets().get(desk.as(account).secrets().size() - 1);
    }
}
