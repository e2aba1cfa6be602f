package org.pindesk.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.company.Fault;

/** A new PIN for people with voicemail: what is told is what the telephone and the voicemail say. */
class VoicemailStoryTest {
    private final Desk desk = Desk.withVoicemail();

    @BeforeEach
    void everybodyBeginsAlike() {
        assertThat(desk.phone("bob", Company.START_PIN)).isEqualTo("signed in");
        assertThat(voicemail(Company.START_PIN)).isEqualTo("signed in");
    }

    @AfterEach
    void close() throws Exception {
        desk.close();
    }

    @Test
    void withPinSynchronisationOneWriteSetsBothAndBothAreProved() {
        takeByOffer();
        String pin = desk.as("bob").secret();
        assertThat(shown()).contains("The same PIN holds for your voicemail");
        assertThat(desk.as("hana").seesLast().text()).contains("has taken the new PIN", "holds for voicemail");
        assertThat(desk.phone("bob", pin)).isEqualTo("signed in");
        assertThat(voicemail(pin)).isEqualTo("signed in");
        assertThat(desk.unity.journal().stream().filter(each -> each.toString().contains("PUT")))
                .as("voicemail got it from the telephone system")
                .isEmpty();
    }

    @Test
    void withoutPinSynchronisationBothGetTheSamePin() {
        desk.unity.sync(false);
        takeByOffer();
        String pin = desk.as("bob").secret();
        assertThat(desk.phone("bob", pin)).isEqualTo("signed in");
        assertThat(voicemail(pin)).isEqualTo("signed in");
        assertThat(shown()).contains("The same PIN holds for your voicemail");
    }

    @Test
    void withPinSynchronisationAndVoicemailDownNothingChangesAndTheOfferStays() {
        down();
        takeByOffer();
        assertThat(desk.as("bob").seesLast().text()).contains("Nothing was changed", "share one PIN");
        assertThat(desk.phone("bob", Company.START_PIN)).isEqualTo("signed in");
        assertThat(desk.as("hana").seesLast().text()).contains("Nothing was changed", "Phone only");

        desk.as("bob").presses("Phone only");
        String pin = desk.as("bob").secret();
        assertThat(desk.phone("bob", pin)).isEqualTo("signed in");
        up();
        assertThat(voicemail(Company.START_PIN)).isEqualTo("signed in");
    }

    @Test
    void onesOwnPinCanBeTakenForTheTelephoneAloneToo() {
        down();
        desk.as("bob").types("/pin reset");
        assertThat(desk.as("bob").seesLast().text()).contains("Nothing was changed", "share one PIN");
        desk.as("bob").presses("Phone only");
        assertThat(desk.phone("bob", desk.as("bob").secret())).isEqualTo("signed in");
        up();
        assertThat(voicemail(Company.START_PIN)).isEqualTo("signed in");
    }

    @Test
    void withoutPinSynchronisationAndVoicemailDownTheSamePinIsRetriedAlsoAfterIHaveIt() {
        desk.unity.sync(false);
        down();
        takeByOffer();
        String pin = desk.as("bob").secret();
        assertThat(shown()).contains("cannot be reached, so your old voicemail PIN still counts");
        assertThat(desk.phone("bob", pin)).isEqualTo("signed in");
        desk.as("bob").presses("Retry voicemail");
        desk.as("bob").presses("I have it");
        up();
        assertThat(voicemail(Company.START_PIN)).isEqualTo("signed in");
        desk.pass(Duration.ofMinutes(8));
        desk.as("bob").presses("Retry voicemail");
        assertThat(desk.as("bob").seesLast().text()).contains("The same PIN holds for your voicemail");
        assertThat(voicemail(pin)).isEqualTo("signed in");
        assertThat(desk.phone("bob", pin)).isEqualTo("signed in");
    }

    @Test
    void afterTenMinutesThereIsNothingToRetry() {
        desk.unity.sync(false);
        down();
        takeByOffer();
        desk.as("bob").presses("I have it");
        up();
        desk.pass(Duration.ofMinutes(11));
        desk.as("bob").presses("Retry voicemail");
        assertThat(desk.as("bob").seesLast().text()).contains("nothing to retry any more");
        assertThat(voicemail(Company.START_PIN)).isEqualTo("signed in");
    }

    @Test
    void nobodyElseRetries() {
        desk.unity.sync(false);
        down();
        takeByOffer();
        desk.as("bob").presses("I have it");
        up();
        desk.as("alice").pressesOf("bob", "Retry voicemail");
        assertThat(desk.as("alice").seesLast().text()).contains("for somebody else");
        assertThat(voicemail(Company.START_PIN)).isEqualTo("signed in");
    }

    @Test
    void aVoicemailSystemThatLiesIsNotBelieved() {
        desk.unity.sync(false);
        desk.unity.misbehave(new Fault(Fault.Kind.LIE, Duration.ZERO, 0));
        takeByOffer();
        assertThat(shown()).contains("I do not know whether your voicemail");
        assertThat(desk.phone("bob", desk.as("bob").secret())).isEqualTo("signed in");
        up();
        assertThat(voicemail(Company.START_PIN)).isEqualTo("signed in");
    }

    @Test
    void aCrashBetweenTheTwoEndsWithOnePinForBoth() {
        desk.unity.sync(false);
        desk.crash.at("followed");
        desk.as("hana").types("/pin reset @bob reason:lost");
        desk.as("bob").presses("Get my new PIN");
        desk.restartAfterCrash();
        desk.settle();
        desk.as("bob").presses("Get my new PIN");
        String pin = desk.as("bob").secret();
        assertThat(desk.phone("bob", pin)).isEqualTo("signed in");
        assertThat(voicemail(pin)).isEqualTo("signed in");
    }

    private void takeByOffer() {
        desk.as("hana").types("/pin reset @bob reason:lost");
        desk.as("bob").presses("Get my new PIN");
    }

    /** What bob's window said of his PIN. */
    private String shown() {
        return desk.as("bob").sees().stream()
                .map(org.pindesk.demo.slack.Shown::text)
                .filter(text -> text.contains("Your new PIN"))
                .reduce((first, last) -> last)
                .orElse("");
    }

    private void down() {
        desk.unity.misbehave(new Fault(Fault.Kind.DOWN, Duration.ZERO, 0));
    }

    private void up() {
        desk.unity.misbehave(Fault.UP);
    }

    private String voicemail(String pin) {
        return desk.unity.voicemail("bob", pin);
    }
}
