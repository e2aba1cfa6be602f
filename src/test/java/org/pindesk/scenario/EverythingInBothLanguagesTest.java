package org.pindesk.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pindesk.demo.chat.Shown;
import org.pindesk.demo.chat.SimulatedChat;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.company.Employee;
import org.pindesk.demo.company.Fault;
import org.pindesk.wording.Texts;

/**
 * Everybody types every command and presses every button that comes of it, once with an English and once with a German chat. Nothing is asserted
 * of single answers: {@link Desk#close} judges all of them on both platforms ({@link JudgedReplies}), and nobody whose chat is German reads
 * English.
 */
class EverythingInBothLanguagesTest {
    private static final int MOST_PRESSES = 60;

    /** Words that German has not. */
    private static final Pattern ENGLISH = Pattern.compile(
            "\\b(the|and|please|your|you|with|is|are|for|not|nothing|changed|password|this|that|has|have|cannot|ask|locked|expired|who|what|why)\\b");

    /** Commands and their options, and what systems and people call things. */
    private static final String NAMES = "/[a-z-]+( [a-z-]+)?|\\b[a-z]+:[A-Za-z-]*|Standard CCM End Users";

    /** Who types what; {@code hana} and {@code heinz} are of the helpdesk, {@code anna} approves. */
    private static final List<String> LINES = List.of(
            "bob /pin reset dry-run",
            "bob /pin reset",
            "bob /pin status",
            "bob /pin unlock",
            "bob /pin nonsense",
            "bob /pin reset 4711",
            "bob /pin reset @alice reason:curious",
            "bob /password reset",
            "bob /pindesk help",
            "bob /login-help",
            "bob /login-help where:desk-phone said:[201]",
            "bob /helpdesk queue",
            "lotte /pin status",
            "lotte /login-help where:desk-phone",
            "lotte /pin unlock",
            "adele /pin unlock",
            "adele /login-help where:desk-phone",
            "harvey /login-help where:portal",
            "harvey /password reset",
            "uwe /password reset",
            "uwe /pin unlock",
            "lena /password reset",
            "lena /login-help where:softphone",
            "nora /pin reset",
            "nora /login-help",
            "max /pin reset",
            "carl /pin reset",
            "leo /pin reset",
            "gast /pin reset",
            "eve /pin reset",
            "eve /link who:eve",
            "dina /link who:dina",
            "dina /link code:123456",
            "alice /unlink",
            "anna /pin status",
            "hana /pindesk help",
            "hana /pin reset @bob reason:lost",
            "hana /pin reset @bob reason:twice",
            "hana /pin reset bob reason:typed",
            "hana /pin reset nobody reason:typed",
            "hana /pin reset @carl reason:lost",
            "hana /pin reset @max reason:lost",
            "hana /pin reset @leo reason:lost",
            "hana /pin reset @dora reason:lost",
            "hana /pin reset fritz reason:lost",
            "hana /pin status @lotte",
            "hana /pin status @uwe",
            "hana /pin unlock @adele reason:lost",
            "hana /password reset @harvey reason:forgotten",
            "hana /password reset @uwe options reason:forgotten",
            "hana /login-help @harvey where:portal",
            "hana /login-help @lotte",
            "hana /helpdesk whois bob",
            "hana /helpdesk whois @nora",
            "hana /helpdesk verify @bob",
            "hana /helpdesk approvals",
            "hana /helpdesk queue",
            "hana /helpdesk freeze @alice reason:stolen",
            "hana /helpdesk unfreeze @alice reason:found",
            "hana /helpdesk link @dina dina",
            "anna /helpdesk approvals",
            "anna /helpdesk stop dry-run",
            "anna /helpdesk stop",
            "bob /pin reset",
            "anna /helpdesk resume");

    @ParameterizedTest
    @ValueSource(strings = {"en-US", "de-DE"})
    void onBothPlatforms(String locale) throws Exception {
        try (Desk desk = Desk.onDiscordWithUcware("slack")) {
            everythingIsSaid(desk, locale, List.of(desk.slack, desk.discord()), 200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en-US", "de-DE"})
    void withVoicemailBesideAndTroubleEverywhere(String locale) throws Exception {
        try (Desk desk = Desk.withVoicemail()) {
            desk.unity.misbehave(Fault.parse("down").orElseThrow());
            everythingIsSaid(desk, locale, List.of(desk.slack), 100);
        }
    }

    private void everythingIsSaid(Desk desk, String locale, List<SimulatedChat> chats, int atLeast) {
        Texts texts = Texts.in(Locale.forLanguageTag(locale));
        if (texts.locale().equals(Locale.GERMAN)) {
            desk.house = Locale.GERMAN;
            desk.restart();
        }
        desk.enrol("anna");
        for (SimulatedChat chat : chats) {
            for (Employee person : Company.people()) {
                if (chat.has(person.account())) {
                    chat.setLocale(person.account(), locale);
                }
            }
        }
        for (SimulatedChat chat : chats) {
            for (String line : LINES) {
                String[] parts = line.split(" ", 2);
                if (chat.has(parts[0])) {
                    desk.as(parts[0] + "@" + chat.platform()).types(parts[1]);
                    fillsWhatIsOpen(desk, chat, parts[0], texts);
                }
            }
            pressesEverything(desk, chat, texts);
        }
        for (String who : List.of("hana", "anna", "bob", "alice")) {
            desk.as(who).opensHome();
            desk.as(who).chooses("reset-pin");
            desk.as(who).chooses("login-help");
            fillsWhatIsOpen(desk, desk.slack, who, texts);
        }
        assertThat(desk.judged.count()).isGreaterThan(atLeast);
        if (texts.locale().equals(Locale.GERMAN)) {
            assertThat(desk.judged.texts())
                    .as("English read by Germans")
                    .allSatisfy(text -> assertThat(text.replaceAll(NAMES, "")).doesNotContainPattern(ENGLISH));
        }
    }

    private static void pressesEverything(Desk desk, SimulatedChat chat, Texts texts) {
        Set<String> pressed = new HashSet<>();
        Map<String, Integer> ofALabel = new HashMap<>();
        boolean more = true;
        while (more && pressed.size() < MOST_PRESSES) {
            more = false;
            for (Employee person : Company.people()) {
                if (!chat.has(person.account())) {
                    continue;
                }
                for (Shown shown :
                        desk.as(person.account() + "@" + chat.platform()).sees()) {
                    for (String label : shown.buttons()) {
                        String press = person.account() + " " + label;
                        int times = ofALabel.merge(label, 1, Integer::sum);
                        if (times <= 6 && pressed.add(press) && chat.press(person.account(), label)) {
                            more = true;
                            desk.settle();
                            fillsWhatIsOpen(desk, chat, person.account(), texts);
                        }
                    }
                }
            }
        }
        assertThat(pressed).hasSizeGreaterThan(20);
    }

    /** Fills the newest form with what fits, should it be open, and sends it. */
    private static void fillsWhatIsOpen(Desk desk, SimulatedChat chat, String who, Texts texts) {
        List<Shown> seen = desk.as(who + "@" + chat.platform()).sees();
        if (seen.isEmpty() || seen.get(seen.size() - 1).fields().isEmpty()) {
            return;
        }
        for (String label : seen.get(seen.size() - 1).fields()) {
            List<String> words = new ArrayList<>(List.of(
                    texts.say("place.desk-phone"), texts.say("save.option.none"), "@bob", desk.code("anna"), "x"));
            for (String each : label.equals(texts.say("factor.code")) ? List.of(desk.code("anna")) : words) {
                if (chat.fill(who, label, each) == null) {
                    break;
                }
            }
        }
        chat.submit(who);
        desk.settle();
    }
}
