package org.pindesk.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.pindesk.demo.chat.Shown;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.ucware.UcwareSimulator;

/**
 * The same stories on Slack and on Discord, with the same outcomes, words and buttons: each is told on one platform after the other, with
 * its own checks, and everything that its people were shown is compared. What may differ, and why, stands in {@link #read}.
 */
class SameStoryOnEveryPlatformTest {
    private static final List<String> PLATFORMS = List.of("slack", "discord");
    private static final String TAKE = "Get my new PIN";
    private static final String KEEP = "I have it";

    /** Everybody who acts in these stories, or is told something in them. */
    private static final List<String> PEOPLE =
            List.of("hana", "heinz", "anna", "alice", "bob", "dora", "lotte", "uwe", "nora");

    private static final Set<String> ACKNOWLEDGEMENTS =
            Set.of("One moment, I am on it.", "Einen Moment, ich kümmere mich darum.");
    private static final Set<String> IN_THE_WINDOW = Set.of(
            "Your new PIN is in the window that has opened; nobody else can see it. Closed it too early? Press the button.",
            "Ihre neue PIN steht in dem Fenster, das aufgegangen ist; niemand sonst kann sie sehen. Zu früh geschlossen? Dann drücken Sie den Knopf.",
            "Your new password is in the window that has opened; nobody else can see it. Closed it too early? Press the button.");
    private static final Pattern WORKING = Pattern.compile("(?m)^(?:One moment: I am making|Einen Moment: Ich mache) ");
    private static final String KEPT = "Done: you have your new ";
    /** As Slack's clients write it, as Discord's do, and as the bot itself does. */
    private static final String TIME =
            "(?:(?:today|tomorrow|yesterday|heute|morgen|gestern) (?:um )?\\d{1,2}:\\d{2}(?:[\\s\\u202f][AP]M)?"
                    + "|\\d{1,2}\\.? [A-Z][a-zä]+ \\d{4}(?: um)? \\d{2}:\\d{2}"
                    + "|[A-Z][a-z]{2} \\d{1,2}, \\d{4},? \\d{1,2}:\\d{2}[\\s\\u202f][AP]M|\\d{2}\\.\\d{2}\\.\\d{4},? \\d{2}:\\d{2})";
    /** A line that spells a password out. */
    private static final String SPELLED = "(?m)(?<=SECRET\\n)(?:[^\\n]+, ){8,}[^\\n]+$";

    private static final String SPOKEN =
            "(?m)^(?:(?:zero|one|two|three|four|five|six|seven|eight|nine|null|eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun)[ ,]*)+$";

    /** What somebody read, as far as it is the same everywhere. */
    private record Read(
            String who, boolean direct, String text, List<String> buttons, List<String> fields, String outcome) {}

    /** What happens, with the people of one platform. */
    private interface Story {
        void tell(Desk desk, String on) throws Exception;
    }

    /**
     * @param open takes the platform where the helpdesk's channel is
     */
    private static void onEveryPlatform(Function<String, Desk> open, Story story) throws Exception {
        List<Read> first = null;
        for (String platform : PLATFORMS) {
            try (Desk desk = open.apply(platform)) {
                desk.openCeilings();
                story.tell(desk, "@" + platform);
                List<Read> read = new ArrayList<>();
                for (String who : PEOPLE) {
                    desk.as(who + "@" + platform)
                            .sees()
                            .forEach(shown -> read(shown).ifPresent(read::add));
                }
                // two notices go out at the same time, each in its own thread: only within one place there is an order
                read.sort(Comparator.comparing(Read::who).thenComparing(Read::direct));
                if (first == null) {
                    first = read;
                }
                assertThat(read).as("on %s", platform).isNotEmpty().containsExactlyElementsOf(first);
                assertThat(PLATFORMS)
                        .filteredOn(other -> !other.equals(platform))
                        .allSatisfy(other -> assertThat(PEOPLE)
                                .allSatisfy(who -> assertThat(
                                                desk.as(who + "@" + other).sees())
                                        .as("nobody is told anything on %s", other)
                                        .isEmpty()));
            }
        }
    }

    /**
     * The differences between the platforms, all of them:
     *
     * <ul>
     *   <li>acknowledgements: Discord shows "is thinking" where nothing has to be said, and nothing after a press;
     *   <li>that something is going on: Discord keeps it back as long as a form may still take its place;
     *   <li>windows: Discord has none but forms, so what stands in one on Slack is an ephemeral message there, and the message that Slack
     *       gets beside a window for whoever closes it too early is left out;
     *   <li>"I have it" closes Slack's window; Discord's message remains and says that it is done;
     *   <li>a form's button is the bot's on Slack and the client's own on Discord;
     *   <li>times: Slack tells everybody's zone, Discord nobody's, so the bot's own is taken;
     *   <li>and each reset has its own secret, each request its own number.
     * </ul>
     */
    private static Optional<Read> read(Shown shown) {
        String text = shown.text().strip();
        boolean own = ACKNOWLEDGEMENTS.contains(text.substring(text.lastIndexOf('\n') + 1))
                || text.startsWith("Pindesk is thinking")
                || text.startsWith("Pindesk denkt nach")
                || IN_THE_WINDOW.contains(text)
                || WORKING.matcher(text).find()
                || (text.startsWith(KEPT) && shown.via() != Shown.Via.DM);
        if (own) {
            return Optional.empty();
        }
        String secret = shown.secret();
        String words =
                text.replaceAll(TIME, "TIME").replaceAll(SPOKEN, "SPOKEN").replaceAll("[0-9a-f]{12}", "ID");
        if (secret != null) {
            String shownAs = words.contains(secret) ? secret : secret.substring(0, 3) + " " + secret.substring(3);
            assertThat(words).contains(shownAs);
            words = words.replace(shownAs, "SECRET").replaceAll(SPELLED, "SPOKEN");
        }
        return Optional.of(new Read(
                shown.to(),
                shown.via() == Shown.Via.DM,
                words,
                shown.fields().isEmpty() ? shown.buttons() : List.of(),
                shown.fields(),
                String.valueOf(shown.outcome())));
    }

    @Test
    void somebodyResetsTheirOwnPin() throws Exception {
        onEveryPlatform(Desk::onDiscord, (desk, on) -> {
            desk.as("alice" + on).types("/pin reset");
            assertThat(desk.phone("alice", desk.as("alice" + on).secret())).isEqualTo("signed in");
            assertThat(desk.as("alice" + on).outcomes()).contains("applied");
            desk.as("alice" + on).presses(KEEP);
        });
    }

    @Test
    void theHelpdeskOffersANewPinAndItsOwnerTakesIt() throws Exception {
        onEveryPlatform(Desk::onDiscord, (desk, on) -> {
            desk.as("hana" + on)
                    .types("/pin reset @bob reason:lost <his> *phone* `today` ~~_now_~~ https://x.example/a_b_c");
            assertThat(desk.phone("bob", Company.START_PIN)).isEqualTo("signed in");
            desk.as("alice" + on).pressesOf("bob", TAKE);
            assertThat(desk.as("alice" + on).secrets()).isEmpty();
            desk.as("bob" + on).presses(TAKE);
            assertThat(desk.phone("bob", desk.as("bob" + on).secret())).isEqualTo("signed in");
            assertThat(desk.as("hana" + on).outcomes()).containsExactly("applied");
            desk.as("bob" + on).presses(KEEP);
            String pin = desk.as("bob" + on).secret();
            assertThat(desk.slack.stored())
                    .noneMatch(stored -> stored.replace(" ", "").contains(pin));
            assertThat(desk.discord().stored())
                    .noneMatch(stored -> stored.replace(" ", "").contains(pin));
        });
    }

    @Test
    void anOfferIsCancelled() throws Exception {
        onEveryPlatform(Desk::onDiscord, (desk, on) -> {
            desk.as("hana" + on).types("/pin reset @bob").presses("Cancel");
            desk.as("bob" + on).presses(TAKE);
            assertThat(desk.as("bob" + on).secrets()).isEmpty();
            assertThat(desk.phone("bob", Company.START_PIN)).isEqualTo("signed in");
        });
    }

    @Test
    void itWasNotThem() throws Exception {
        onEveryPlatform(Desk::onDiscord, (desk, on) -> {
            desk.as("hana" + on).types("/pin reset @bob reason:lost");
            desk.as("bob" + on).presses("This wasn't me");
            desk.as("hana" + on).types("/pin reset @bob reason:again");
            assertThat(desk.phone("bob", Company.START_PIN)).isEqualTo("signed in");
            assertThat(desk.as("hana" + on).seesLast().outcome()).isEqualTo("refused");
        });
    }

    @Test
    void somebodyAsksAboutTheirLockAndEndsIt() throws Exception {
        onEveryPlatform(Desk::onDiscord, (desk, on) -> {
            desk.as("lotte" + on).types("/pin status").types("/pin unlock");
            assertThat(desk.phone("lotte", Company.START_PIN)).isEqualTo("signed in");
        });
    }

    @Test
    void aSignInIsAskedAboutWithAForm() throws Exception {
        onEveryPlatform(Desk::onDiscord, (desk, on) -> {
            desk.as("lotte" + on)
                    .types("/login-help")
                    .fills("Where", "Desk phone")
                    .fills("What it said", "[201] Authentication error")
                    .submits();
            assertThat(desk.as("lotte" + on).seesLast().text()).contains("Your PIN on Cisco telephones is locked");
            desk.as("hana" + on).types("/login-help @lotte where:phone");
        });
    }

    @Test
    void somebodyOnUcwareGetsANewPassword() throws Exception {
        onEveryPlatform(Desk::onDiscordWithUcware, (desk, on) -> {
            desk.as("uwe" + on).types("/password reset");
            assertThat(desk.ucware.portal("uwe", desk.as("uwe" + on).secret())).isEqualTo(UcwareSimulator.SIGNED_IN);
            desk.as("uwe" + on).presses(KEEP);
        });
    }

    @Test
    void aDryRunChangesNothing() throws Exception {
        onEveryPlatform(Desk::onDiscord, (desk, on) -> {
            desk.as("hana" + on).types("/pin reset @bob on:hq reason:lost");
            desk.as("hana" + on).types("/pin reset @alice dry-run");
            desk.as("dora" + on).types("/pin reset dry-run");
            assertThat(desk.as("alice" + on).sees()).isEmpty();
            assertThat(desk.phone("dora", Company.START_PIN)).isEqualTo("signed in");
        });
    }

    @Test
    void whoeverHasNoRoleLearnsNothingAboutOthers() throws Exception {
        onEveryPlatform(Desk::onDiscord, (desk, on) -> {
            for (String target : List.of("@nora", "@dora", "nobody.known", "bob@beispiel.example")) {
                desk.as("alice" + on).types("/pin reset " + target);
            }
            assertThat(desk.as("alice" + on).sees().stream()
                            .filter(shown -> "refused".equals(shown.outcome()))
                            .map(Shown::text)
                            .distinct())
                    .hasSize(1);
        });
    }

    @Test
    void whoeverTakesNoDirectMessagesIsNotLockedOut() throws Exception {
        onEveryPlatform(Desk::onDiscord, (desk, on) -> {
            desk.slack.closeDm("bob", true);
            desk.discord().closeDm("bob", true);
            desk.as("hana" + on).types("/pin reset @bob reason:lost");
            assertThat(desk.as("bob" + on).sees()).isEmpty();
            assertThat(desk.phone("bob", Company.START_PIN)).isEqualTo("signed in");
            desk.as("bob" + on).types("/pin reset").presses(KEEP);
        });
    }

    @Test
    void germanIsSpokenWhereItIsRead() throws Exception {
        onEveryPlatform(Desk::onDiscord, (desk, on) -> {
            desk.slack.setLocale("bob", "de-DE");
            desk.discord().setLocale("bob", "de");
            desk.as("bob" + on).types("/pin status").types("/pin reset");
            assertThat(desk.phone("bob", desk.as("bob" + on).secret())).isEqualTo("signed in");
        });
    }
}
