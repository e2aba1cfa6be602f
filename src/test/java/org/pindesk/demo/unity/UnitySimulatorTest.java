package org.pindesk.demo.unity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pindesk.adapter.cucm.CucmPbx;
import org.pindesk.adapter.cucm.CucmSettings;
import org.pindesk.adapter.wire.ServiceAccount;
import org.pindesk.adapter.wire.TlsTrust;
import org.pindesk.core.Account;
import org.pindesk.core.Secret;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.company.Fault;
import org.pindesk.demo.cucm.CucmSimulator;
import org.pindesk.port.AuthLatch;
import org.pindesk.port.Written;
import org.pindesk.testing.SettableClock;

/** Voicemail by telephone, and a PIN that telephone and voicemail share. */
@Timeout(120)
class UnitySimulatorTest {
    private static final String NEW = "730915";

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-23T08:00:00Z"));
    private final UnitySimulator unity = new UnitySimulator(clock, Company.people());
    private final CucmSimulator cucm = new CucmSimulator(clock, Company.people());

    UnitySimulatorTest() {
        unity.start();
        cucm.start();
        cucm.pinSync(unity::syncedPin);
    }

    @AfterEach
    void close() {
        unity.close();
        cucm.close();
    }

    @Test
    void threeWrongPinsLockForHalfAnHour() {
        for (int i = 0; i < 3; i++) {
            assertThat(unity.voicemail("bob", "999999")).contains("not valid");
        }
        assertThat(unity.voicemail("bob", Company.START_PIN)).contains("locked");
        clock.advance(Duration.ofMinutes(30));
        assertThat(unity.voicemail("bob", Company.START_PIN)).isEqualTo("signed in");
    }

    @Test
    void aPinExpires() {
        clock.advance(Duration.ofDays(180));

        assertThat(unity.voicemail("bob", Company.START_PIN)).contains("changed");
        assertThat(unity.voicemail("nora", Company.START_PIN)).contains("no mailbox");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "408408", "123123", "121212", "28883", "012345", "987654", "159730", "147365", "123597", "21102",
                "720113", "237437", "262"
            })
    void theDocumentedBadExamplesAreTrivial(String pin) {
        assertThat(TrivialCheck.objection(pin, List.of("1102", "31102"), "Bob", "Berger"))
                .as(pin)
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {NEW, "291647", "481516", "604928"})
    void ordinaryOnesAreNot(String pin) {
        assertThat(TrivialCheck.objection(pin, List.of("1102"), "Bob", "Berger"))
                .isEmpty();
    }

    @Test
    void aSharedPinIsOneForBoth() {
        assertThat(reset().kind()).isEqualTo(Written.Kind.ACCEPTED);
        assertThat(both(NEW)).isEqualTo("phone and voicemail");
    }

    @ParameterizedTest
    @ValueSource(strings = {"down", "hang", "refuse trivial", "throttle 100%"})
    void whatVoicemailDoesNotTakeChangesNothingAnywhere(String fault) {
        unity.misbehave(Fault.parse(fault).orElseThrow());

        assertThat(reset().kind()).isEqualTo(Written.Kind.REFUSED);
        assertThat(both(Company.START_PIN)).isEqualTo("phone and voicemail");
    }

    @Test
    void withoutSyncTheTelephoneChangesAlone() {
        unity.sync(false);
        unity.misbehave(Fault.parse("down").orElseThrow());

        assertThat(reset().kind()).isEqualTo(Written.Kind.ACCEPTED);
        assertThat(both(NEW)).isEqualTo("phone");
    }

    @ParameterizedTest
    @CsvSource({"drop-after-write, voicemail, REFUSED", "lie, phone, ACCEPTED"})
    void syncCanTearTheTwoApart(String fault, String where, Written.Kind kind) {
        unity.misbehave(Fault.parse(fault).orElseThrow());

        assertThat(reset().kind()).isEqualTo(kind);
        assertThat(both(NEW)).isEqualTo(where);
    }

    private Written reset() {
        CucmPbx pbx = new CucmPbx(
                CucmSettings.withDefaults(
                        "hq",
                        "telephones",
                        cucm.url(),
                        new ServiceAccount(CucmSimulator.READER_USER, Secret.of(CucmSimulator.READER_PASSWORD)),
                        new ServiceAccount(CucmSimulator.WRITER_USER, Secret.of(CucmSimulator.WRITER_PASSWORD)),
                        TlsTrust.pem(cucm.caPem())),
                clock,
                AuthLatch.NONE);
        return pbx.resetPin(
                new Account("hq", "bob", null, "1102", "Default Credential Policy", Set.of(), Set.of(), null),
                Secret.of(NEW));
    }

    /** Where this PIN signs bob in. */
    private String both(String pin) {
        boolean phone = cucm.phoneSignIn("bob", pin).equals("signed in");
        boolean voicemail = unity.voicemail("bob", pin).equals("signed in");
        return phone ? voicemail ? "phone and voicemail" : "phone" : voicemail ? "voicemail" : "nowhere";
    }
}
