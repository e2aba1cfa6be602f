package org.pindesk.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
        assertThat(shown()).contains("it keeps its old PIN, as you chose");
        assertThat(desk.as("hana").seesLast().text())
                .contains("for the telephone alone", "Voicemail keeps the old PIN");
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
        desk.as("bob").presses("I have it");
        assertThat(desk.as("bob").reads("Whether voicemail has it too I do not know"))
                .hasSize(1);
        assertThat(desk.as("bob").reads("voicemail still has the old one")).isEmpty();
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

    /** The fault that this keeps away: voicemail had the new PIN, the telephone the old one, and "nothing was changed" was told. */
    @Test
    void aSharedPinThatVoicemailTookWithoutSayingSoIsGivenToTheTelephoneToo() {
        desk.unity.misbehave(new Fault(Fault.Kind.DROP_AFTER_WRITE, Duration.ZERO, 0));
        takeByOffer();
        String pin = desk.as("bob").secret();
        assertThat(desk.crash.hit()).contains("alone");
        assertThat(desk.phone("bob", pin)).isEqualTo("signed in");
        assertThat(voicemail(pin)).isEqualTo("signed in");
        assertThat(desk.unity.pinsHeld("bob")).isEqualTo(2);
        assertThat(shown()).contains("I have tested it", "it shows the change");
    }

    @ParameterizedTest
    @ValueSource(strings = {"written", "alone", "proved", "settled"})
    void thatSurvivesACrashAt(String boundary) {
        desk.unity.misbehave(new Fault(Fault.Kind.DROP_AFTER_WRITE, Duration.ZERO, 0));
        desk.crash.at(boundary);
        desk.as("bob").types("/pin reset");
        desk.restartAfterCrash();
        desk.settle();
        String pin = desk.as("bob").secret();
        assertThat(desk.phone("bob", pin)).isEqualTo("signed in");
        assertThat(voicemail(pin)).isEqualTo("signed in");
        assertThat(desk.unity.pinsHeld("bob")).isEqualTo(2);
        assertThat(lastWithPin()).contains("The same PIN holds for your voicemail");
    }

    @Test
    void aCrashBeforeThatWriteLeavesTheTelephoneUnknownAndVoicemailProved() {
        desk.unity.misbehave(new Fault(Fault.Kind.DROP_AFTER_WRITE, Duration.ZERO, 0));
        desk.crash.at("journaled");
        desk.as("bob").types("/pin reset");
        desk.restartAfterCrash();
        desk.settle();
        assertThat(lastWithPin()).contains("I do not know whether Cisco telephones", "The same PIN holds");
        assertThat(voicemail(desk.as("bob").secret())).isEqualTo("signed in");
        assertThat(desk.phone("bob", Company.START_PIN)).isEqualTo("signed in");
    }

    @Test
    void whenTheTelephoneRefusesAPinThatVoicemailHasTakenItIsShownForVoicemailAlone() {
        desk.cucm.pinSync((account, pin) -> {
            desk.unity.syncedPin(account, pin);
            desk.cucm.misbehave(new Fault(Fault.Kind.REFUSE_TRIVIAL, Duration.ZERO, 0));
            return false;
        });
        takeByOffer();
        String pin = desk.as("bob").secret();
        assertThat(desk.phone("bob", Company.START_PIN)).isEqualTo("signed in");
        assertThat(voicemail(pin)).isEqualTo("signed in");
        assertThat(lastWithPin()).contains("Your telephone keeps its old PIN", "for your voicemail alone");
        assertThat(desk.as("bob").wasOffered("Retry voicemail")).isFalse();
        assertThat(desk.as("hana").seesLast().text())
                .contains("the telephone keeps the old PIN", "has taken the new one all the same");
        assertThat(desk.as("hana").outcomes()).containsExactly("unknown");
        desk.as("bob").presses("I have it");
        desk.cucm.misbehave(Fault.UP);
        desk.cucm.pinSync(desk.unity::syncedPin);
        desk.as("bob").types("/pin reset");
        assertThat(desk.as("bob").secrets()).hasSize(2);
    }

    @Test
    void whenTheTelephoneRefusesAndVoicemailFallsSilentNobodySaysThatNothingChanged() {
        desk.cucm.pinSync((account, pin) -> {
            desk.unity.syncedPin(account, pin);
            down();
            return false;
        });
        takeByOffer();
        assertThat(desk.phone("bob", Company.START_PIN)).isEqualTo("signed in");
        assertThat(lastWithPin()).contains("Your telephone keeps its old PIN", "I do not know");
        assertThat(desk.as("hana").seesLast().text()).contains("the telephone keeps the old PIN", "is not known");
        up();
        assertThat(voicemail(desk.as("bob").secret())).isEqualTo("signed in");
    }

    @ParameterizedTest
    @ValueSource(strings = {"journaled", "written", "proved", "followed", "settled"})
    void aSharedPinSurvivesACrashAt(String boundary) {
        boolean shared = !boundary.equals("followed");
        desk.unity.sync(shared);
        desk.crash.at(boundary);
        desk.as("bob").types("/pin reset");
        desk.restartAfterCrash();
        desk.settle();
        String pin = desk.as("bob").secret();
        assertThat(desk.phone("bob", pin)).isEqualTo("signed in");
        assertThat(voicemail(pin)).isEqualTo("signed in");
        assertThat(desk.unity.pinsHeld("bob")).as("voicemail got one PIN, once").isEqualTo(2);
        assertThat(lastWithPin()).contains("The same PIN holds for your voicemail");
    }

    @ParameterizedTest
    @ValueSource(strings = {"up", "drop-after-write"})
    void aMailboxAloneIsProvedByWhatItShows(String world) {
        desk.unity.misbehave(Fault.parse(world).orElseThrow());
        desk.as("bob").types("/pin reset on:vm");
        assertThat(voicemail(desk.as("bob").secret())).isEqualTo("signed in");
        assertThat(desk.phone("bob", Company.START_PIN)).isEqualTo("signed in");
        assertThat(lastWithPin()).contains("Unity voicemail shows that its PIN was changed just now");
    }

    @ParameterizedTest
    @ValueSource(strings = {"journaled", "written", "proved"})
    void aMailboxAloneIsProvedAfterACrashAt(String boundary) {
        desk.crash.at(boundary);
        desk.as("bob").types("/pin reset on:vm");
        desk.restartAfterCrash();
        desk.settle();
        assertThat(voicemail(desk.as("bob").secret())).isEqualTo("signed in");
        assertThat(desk.unity.pinsHeld("bob")).isEqualTo(2);
        assertThat(lastWithPin()).contains("Unity voicemail shows that its PIN was changed just now");
    }

    @Test
    void aMailboxAloneThatLiesIsNotBelieved() {
        desk.unity.misbehave(new Fault(Fault.Kind.LIE, Duration.ZERO, 0));
        desk.as("bob").types("/pin reset on:vm");
        assertThat(desk.as("bob").outcomes()).contains("unknown").doesNotContain("applied");
        assertThat(lastWithPin()).contains("I do not know whether Unity voicemail");
        assertThat(voicemail(Company.START_PIN)).isEqualTo("signed in");
    }

    @Test
    void whoseMailboxIsAnAdministratorsIsToldBeforeAnythingIsOfferedOrWritten() {
        desk.unity.giveRole("bob", "Greeting Administrator");
        desk.unity.clearJournal();
        desk.as("hana").types("/pin reset @bob reason:lost");
        assertThat(desk.as("hana").seesLast().text())
                .contains("administrator role", "Unity voicemail", "Greeting Administrator", "never changed");
        assertThat(desk.as("hana").seesLast().outcome()).isEqualTo("refused");
        assertThat(desk.as("bob").sees()).isEmpty();
        desk.as("bob").types("/pin reset");
        assertThat(desk.as("bob").seesLast().text()).contains("administrator role", "Unity voicemail");
        assertThat(desk.as("bob").secrets()).isEmpty();
        assertThat(puts()).isEmpty();
        assertThat(desk.cucm.pinsHeld("bob")).isEqualTo(1);
    }

    @Test
    void whoBecomesAnAdministratorAfterTheOfferIsNotChangedEither() {
        desk.as("hana").types("/pin reset @bob reason:lost");
        desk.unity.giveRole("bob", "Greeting Administrator");
        desk.as("bob").presses("Get my new PIN");
        assertThat(desk.as("bob").reads("Nothing was changed"))
                .last()
                .asString()
                .contains("an administrator's by now");
        assertThat(desk.as("hana").seesLast().text()).contains("has become an administrator's", "Nothing was changed");
        assertThat(desk.as("bob").secrets()).isEmpty();
        assertThat(desk.phone("bob", Company.START_PIN)).isEqualTo("signed in");
        assertThat(voicemail(Company.START_PIN)).isEqualTo("signed in");
        assertThat(puts()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"kept", "followed"})
    void theRetryAfterIHaveItSurvivesACrashAt(String boundary) {
        desk.unity.sync(false);
        down();
        takeByOffer();
        String pin = desk.as("bob").secret();
        if (boundary.equals("kept")) {
            desk.crash.at(boundary);
        }
        desk.as("bob").presses("I have it");
        up();
        if (boundary.equals("followed")) {
            desk.crash.at(boundary);
            desk.as("bob").presses("Retry voicemail");
        }
        desk.restartAfterCrash();
        desk.settle();
        if (boundary.equals("kept")) {
            desk.as("bob").presses("Retry voicemail");
        }
        assertThat(desk.as("bob").reads("The same PIN holds for your voicemail"))
                .isNotEmpty();
        assertThat(voicemail(pin)).isEqualTo("signed in");
        assertThat(desk.unity.pinsHeld("bob")).isEqualTo(2);
    }

    @Test
    void aSecondCopyRetriesWithTheSamePinWhenTheFirstOneIsGone() throws Exception {
        try (Desk shared = Desk.onPostgresWithVoicemail()) {
            shared.unity.sync(false);
            shared.unity.misbehave(new Fault(Fault.Kind.DOWN, Duration.ZERO, 0));
            shared.as("bob").types("/pin reset");
            String pin = shared.as("bob").secret();
            shared.as("bob").presses("I have it");
            shared.bot().close();
            shared.startCopy();
            shared.unity.misbehave(Fault.UP);
            shared.clock.advance(Duration.ofMinutes(8));
            assertThat(shared.slack.press("bob", "Retry voicemail")).isTrue();
            Awaitility.await()
                    .atMost(Desk.PATIENCE)
                    .until(() -> !shared.as("bob")
                            .reads("The same PIN holds for your voicemail")
                            .isEmpty());
            assertThat(shared.unity.voicemail("bob", pin)).isEqualTo("signed in");
            assertThat(shared.phone("bob", pin)).isEqualTo("signed in");
        }
    }

    /** A refusal that stays one: nobody is sent to try a PIN that voicemail has said no to twice. */
    @Test
    void aPinThatVoicemailRefusesAgainIsToldAsRefusedAgain() {
        desk.unity.sync(false);
        desk.unity.misbehave(new Fault(Fault.Kind.REFUSE_TRIVIAL, Duration.ZERO, 0));
        takeByOffer();
        desk.as("bob").presses("Retry voicemail");
        assertThat(shown()).contains("has refused this PIN");
        up();
        assertThat(voicemail(Company.START_PIN)).isEqualTo("signed in");
    }

    /** What is asked of voicemail does not grow: of ten requests none is for a list of everybody. */
    @Test
    void aResetAsksVoicemailAConstantNumberOfThings() {
        desk.as("alice").types("/pin reset");
        desk.unity.clearJournal();
        desk.as("bob").types("/pin reset");
        assertThat(desk.unity.journal()).as("shared").hasSize(9);
        desk.unity.sync(false);
        desk.unity.clearJournal();
        desk.as("heinz").types("/pin reset");
        assertThat(desk.unity.journal()).as("not shared").hasSize(13);
    }

    private List<String> puts() {
        return desk.unity.journal().stream()
                .map(Object::toString)
                .filter(each -> each.contains("PUT"))
                .toList();
    }

    /** The last text that bob was shown with a PIN in it. */
    private String lastWithPin() {
        return desk.as("bob").sees().stream()
                .filter(shown -> shown.secret() != null)
                .map(org.pindesk.demo.chat.Shown::text)
                .reduce((first, last) -> last)
                .orElse("");
    }

    private void takeByOffer() {
        desk.as("hana").types("/pin reset @bob reason:lost");
        desk.as("bob").presses("Get my new PIN");
    }

    /** What bob's window said of his PIN. */
    private String shown() {
        return desk.as("bob").sees().stream()
                .map(org.pindesk.demo.chat.Shown::text)
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
