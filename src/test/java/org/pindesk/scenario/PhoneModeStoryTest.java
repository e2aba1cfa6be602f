package org.pindesk.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pindesk.demo.company.Company;
import org.slf4j.LoggerFactory;

/** Fritz has no chat and no way by mail: after a call-back his manager Nora fetches his new PIN and hands it over, where that is switched on. */
class PhoneModeStoryTest {
    private static final String ASK = "/pin reset fritz reason:lost";
    private static final String CALLED = "I have called back";
    private static final String GET = "Get the PIN for Fritz Fuchs";
    private static final String DECLINE = "Not me";
    private static final String KEEP = "I have it";

    private static final Pattern HANDED_OVER_BY = Pattern.compile("\"handed-over-by\":\"(person:[^\"]+)\"");

    private Desk desk = Desk.open();

    @AfterEach
    void closeTheDesk() throws Exception {
        desk.close();
    }

    private void switchOn() {
        desk.phoneMode = true;
        desk.restart();
    }

    private void offer() {
        desk.as("hana").types(ASK).presses(CALLED);
        assertThat(desk.as("nora").wasOffered(GET)).isTrue();
    }

    private void nothingWritten() {
        assertThat(desk.phone("fritz", Company.START_PIN)).isEqualTo("signed in");
        assertThat(desk.cucm.pinsHeld("fritz")).isEqualTo(1);
    }

    @Test
    void isOffUntilSwitchedOn() {
        desk.as("hana").types(ASK).presses("Yes, this person");
        assertThat(desk.as("hana").seesLast().text()).contains("nobody to give something new to in private");
        assertThat(desk.as("hana").wasOffered(CALLED)).isFalse();
        desk.as("hana").types("/pin reset fritz via:manager");
        assertThat(desk.as("hana").seesLast().text()).contains("switched off here (PHONE_MODE)");
        assertThat(desk.as("hana").seesLast().outcome()).isEqualTo("refused");
        assertThat(desk.as("nora").sees()).isEmpty();
        nothingWritten();
    }

    @Test
    void noraFetchesTheNewPinOfFritz() throws Exception {
        switchOn();
        desk.as("hana").types(ASK);
        assertThat(desk.as("hana").seesLast().text())
                .contains(
                        "Fritz Fuchs (login fritz)",
                        "Call Fritz Fuchs back on a recorded number first",
                        "+49 30 5550 1109",
                        "Nora Nagel, whom the directory names as manager");
        assertThat(desk.as("nora").sees()).as("not before the call-back").isEmpty();

        desk.as("hana").presses(CALLED);
        assertThat(desk.as("hana").seesLast().text()).contains("on its way to the manager of Fritz Fuchs");
        assertThat(desk.as("nora").seesLast().text())
                .contains("Hana Holm from your helpdesk asks you to hand the new PIN to Fritz Fuchs in person", "paper")
                .contains("Reason: lost");
        assertThat(desk.as("nora").wasOffered("This wasn't me")).isFalse();
        nothingWritten();

        desk.as("nora").presses(GET);
        String pin = desk.as("nora").secret();
        assertThat(desk.as("nora").reads("the new PIN of Fritz Fuchs is set on Cisco telephones"))
                .isNotEmpty()
                .allMatch(text -> text.contains("tell Fritz Fuchs to ask the helpdesk for another one"));
        assertThat(desk.phone("fritz", pin)).isEqualTo("signed in");
        assertThat(desk.phone("fritz", Company.START_PIN)).startsWith("[201]");
        assertThat(desk.as("hana").seesLast().text()).contains("The manager of Fritz Fuchs has fetched the new PIN");
        assertThat(desk.as("hana").outcomes()).contains("applied");
        assertThat(desk.as("hana").secrets()).isEmpty();

        desk.as("nora").presses(KEEP);
        assertThat(desk.as("nora").reads("Give it to Fritz Fuchs in person")).isNotEmpty();
        desk.as("nora").presses(GET);
        assertThat(desk.as("nora").seesLast().secret()).isNull();

        assertThat(desk.mails("fritz")).hasSize(1);
        assertThat(desk.mails("fritz").get(0).text())
                .contains("Hana Holm", "fetched by Nora Nagel")
                .doesNotContain(pin);
        assertThat(desk.mails("nora")).isEmpty();
        List<String> audit = desk.audit();
        Matcher by = HANDED_OVER_BY.matcher(String.join("\n", audit));
        assertThat(by.find()).isTrue();
        String nora = by.group(1);
        assertThat(audit)
                .noneMatch(row -> row.contains(pin))
                .anyMatch(row ->
                        row.contains("\"offered\"") && row.contains("phone-mode") && row.contains("helpdesk person"))
                .anyMatch(row -> row.contains("pin.take") && row.contains(nora))
                .anyMatch(row -> row.contains("pin.show") && row.contains(nora));
    }

    @Test
    void whoeverIsNoLongerTheManagerGetsNothing() {
        switchOn();
        offer();
        desk.directory.set("fritz", "manager", desk.directory.dn("alice"));
        desk.as("nora").presses(GET);
        assertThat(desk.as("nora").secrets()).isEmpty();
        assertThat(desk.as("nora").reads("something has changed since Fritz Fuchs was called"))
                .isNotEmpty();
        assertThat(desk.as("hana").seesLast().text()).contains("not the manager of Fritz Fuchs in the directory");
        nothingWritten();

        desk.as("hana").types(ASK).presses(CALLED);
        assertThat(desk.as("alice").wasOffered(GET)).as("the new one is asked").isTrue();
    }

    @Test
    void whoAsksNeverFetches() {
        switchOn();
        desk.directory.set("fritz", "manager", desk.directory.dn("hana"));
        desk.as("hana").types(ASK);
        assertThat(desk.as("hana").seesLast().text()).contains("You are the manager of Fritz Fuchs");
        desk.directory.set("fritz", "manager", desk.directory.dn("nora"));
        offer();
        desk.directory.set("fritz", "manager", desk.directory.dn("hana"));
        desk.as("hana").pressesOf("nora", GET);
        desk.as("nora").presses(GET);
        assertThat(desk.as("hana").secrets()).isEmpty();
        assertThat(desk.as("nora").secrets()).isEmpty();
        nothingWritten();
    }

    @Test
    void aManagerWithoutChatOrNoManagerAtAllIsSaid() {
        switchOn();
        desk.directory.set("fritz", "manager", null);
        desk.as("hana").types(ASK);
        assertThat(desk.as("hana").seesLast().text()).contains("names no manager for Fritz Fuchs");
        desk.directory.set("fritz", "manager", desk.directory.dn("max"));
        desk.as("hana").types(ASK);
        assertThat(desk.as("hana").seesLast().text())
                .contains("Max Moser, the manager of Fritz Fuchs, has no account in this chat that I could prove");
        assertThat(desk.as("hana").wasOffered(CALLED)).isFalse();
        nothingWritten();
    }

    @Test
    void aDisabledManagerGetsNothing() {
        switchOn();
        offer();
        desk.directory.disable("nora", true);
        desk.as("nora").presses(GET);
        assertThat(desk.as("nora").secrets()).isEmpty();
        assertThat(desk.as("hana").seesLast().text()).contains("cannot fetch anything now");
        desk.as("hana").types(ASK);
        assertThat(desk.as("hana").seesLast().text()).contains("Nora Nagel, the manager of Fritz Fuchs, cannot fetch");
        nothingWritten();
    }

    @Test
    void theRulesAboutFritzHoldAtThePickup() {
        switchOn();
        offer();
        desk.directory.join("fritz", Company.PROTECTED_GROUP);
        desk.as("nora").presses(GET);
        assertThat(desk.as("nora").secrets()).isEmpty();
        assertThat(desk.as("hana").seesLast().text()).contains("takes the approval of somebody else");
        nothingWritten();
    }

    @Test
    void itIsForNobodyElse() {
        switchOn();
        offer();
        for (String other : List.of("alice", "hana", "dora")) {
            desk.as(other).pressesOf("nora", GET);
            assertThat(desk.as(other).secrets()).isEmpty();
            assertThat(desk.as(other).seesLast().text()).contains("This button is for somebody else");
        }
        desk.as("alice").pressesOf("nora", DECLINE);
        desk.as("nora").presses(GET);
        assertThat(desk.phone("fritz", desk.as("nora").secret())).isEqualTo("signed in");
        desk.as("alice").pressesOf("nora", GET);
        assertThat(desk.as("alice").secrets()).isEmpty();
    }

    @Test
    void noraMayDeclineAndNothingIsFrozen() throws Exception {
        switchOn();
        offer();
        desk.as("nora").presses(DECLINE);
        assertThat(desk.as("nora").seesLast().text()).contains("Hana Holm is told that you do not hand it over");
        assertThat(desk.as("hana").seesLast().text()).contains("The manager of Fritz Fuchs does not hand it over");
        desk.as("nora").presses(GET);
        assertThat(desk.as("nora").secrets()).isEmpty();
        nothingWritten();
        assertThat(desk.audit()).anyMatch(row -> row.contains("\"declined\"") && row.contains("pin.decline"));
        offer();
    }

    @Test
    void whoHasChatFetchesPersonallyAndADirectoryPasswordNeverGoesThisWay() {
        switchOn();
        desk.as("hana").types("/pin reset @bob via:manager");
        assertThat(desk.as("hana").seesLast().text()).contains("Bob Berger has an account in this chat");
        desk.directory.join("fritz", Company.WINDOWS_RESET_GROUP);
        desk.as("hana").types("/password reset fritz on:windows via:manager");
        assertThat(desk.as("hana").seesLast().text()).contains("directory password is never handed over");
        desk.as("bob").types("/pin reset via:manager");
        assertThat(desk.as("bob").seesLast().text()).contains("do not know that option");
        assertThat(desk.as("hana").wasOffered(CALLED)).isFalse();
    }

    @Test
    void whereMailReachesFritzTheManagerIsAskedOnlyOnRequest() throws Exception {
        desk.close();
        desk = Desk.withMail();
        switchOn();
        desk.as("hana").types("/pin reset fritz dry-run");
        assertThat(desk.as("hana").seesLast().text()).contains("reached by mail");
        desk.as("hana").types("/pin reset fritz via:manager dry-run");
        assertThat(desk.as("hana").seesLast().text()).contains("Nora Nagel would hand it over as manager");
        desk.as("hana").types("/pin reset fritz via:manager reason:lost").presses(CALLED);
        assertThat(desk.recorded().letters).isEmpty();
        desk.as("nora").presses(GET);
        assertThat(desk.phone("fritz", desk.as("nora").secret())).isEqualTo("signed in");
        assertThat(desk.recorded().letters).hasSize(1);
        assertThat(String.join("\n", desk.recorded().letters.get(0).paragraphs()))
                .contains("fetched by Nora Nagel");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void voicemailMakesFritzChooseAnotherPinWhereItIsWrittenThere(boolean sync) throws Exception {
        desk.close();
        desk = Desk.withVoicemail();
        desk.unity.sync(sync);
        switchOn();
        offer();
        desk.as("nora").presses(GET);
        String pin = desk.as("nora").secret();
        boolean told = !desk.as("nora")
                .reads("At the next sign-in to Unity voicemail, Fritz Fuchs has to choose another one")
                .isEmpty();
        assertThat(told).isEqualTo(!sync);
        assertThat(desk.phone("fritz", pin)).isEqualTo("signed in");
        if (sync) {
            assertThat(desk.unity.voicemail("fritz", pin)).isEqualTo("signed in");
        } else {
            assertThat(desk.unity.voicemail("fritz", pin))
                    .as("must be changed there")
                    .isNotEqualTo("signed in");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"accepted", "requested", "offered", "taking", "journaled", "written", "settled", "shown"})
    void survivesACrashAt(String boundary) throws Exception {
        switchOn();
        desk.as("hana").types(ASK);
        desk.crash.at(boundary);
        desk.as("hana").presses(CALLED);
        revive();
        if (desk.as("nora").secrets().isEmpty()) {
            desk.as("nora").presses(GET);
            revive();
        }
        assertThat(desk.crash.hit()).contains(boundary);
        if (desk.as("nora").secrets().isEmpty()) {
            desk.as("nora").presses(GET);
        }
        assertThat(desk.phone("fritz", desk.as("nora").secret())).isEqualTo("signed in");
        assertThat(desk.cucm.pinsHeld("fritz")).as("one PIN was written").isEqualTo(2);
        assertThat(desk.audit().stream().filter(row -> row.contains("helpdesk person")))
                .hasSize(1);
    }

    private void revive() {
        if (desk.crash.happened()) {
            desk.restartAfterCrash();
            desk.settle();
        }
    }

    @Test
    void anOfferThatRunsOutIsSaid() {
        switchOn();
        offer();
        desk.pass(Duration.ofHours(25));
        assertThat(desk.as("hana").seesLast().text()).contains("offer to the manager of Fritz Fuchs has run out");
        nothingWritten();
    }

    @Test
    void germanIsSpokenToo() {
        switchOn();
        desk.slack.setLocale("hana", "de-DE");
        desk.slack.setLocale("nora", "de-DE");
        desk.as("hana").types("/pin zurücksetzen fritz über:leitung grund:verloren");
        assertThat(desk.as("hana").seesLast().text()).contains("Rufen Sie Fritz Fuchs zuerst zurück", "Nora Nagel");
        desk.as("hana").presses("Ich habe zurückgerufen");
        assertThat(desk.as("nora").seesLast().text())
                .contains("Hana Holm vom Helpdesk bittet Sie, Fritz Fuchs die neue PIN persönlich zu übergeben");
        desk.as("nora").presses("PIN für Fritz Fuchs holen");
        assertThat(desk.phone("fritz", desk.as("nora").secret())).isEqualTo("signed in");
        assertThat(desk.as("hana").seesLast().text()).contains("Die Leitung von Fritz Fuchs hat die neue PIN");
        desk.as("hana").types("/pin reset fritz ueber:leitung");
        assertThat(desk.as("hana").seesLast().buttons()).contains("Ich habe zurückgerufen");
    }

    @Test
    void thePinStandsInNoLog() {
        @Nullable Level before = ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).getLevel();
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        root.addAppender(log);
        root.setLevel(Level.DEBUG);
        String pin;
        try {
            desk.cucm.requireDigits(20);
            switchOn();
            offer();
            desk.as("nora").presses(GET).presses(KEEP);
            pin = desk.as("nora").secret();
        } finally {
            root.detachAppender(log);
            root.setLevel(before);
        }
        assertThat(log.list).hasSizeGreaterThan(10);
        assertThat(List.copyOf(log.list))
                .noneMatch(event -> (event.getFormattedMessage() + event.getThrowableProxy()).contains(pin));
    }
}
