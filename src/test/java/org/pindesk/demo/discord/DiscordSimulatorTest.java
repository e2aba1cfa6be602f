package org.pindesk.demo.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import net.dv8tion.jda.api.EmbedBuilder;
import net.dv8tion.jda.api.components.actionrow.ActionRow;
import net.dv8tion.jda.api.components.buttons.Button;
import net.dv8tion.jda.api.components.label.Label;
import net.dv8tion.jda.api.components.textinput.TextInput;
import net.dv8tion.jda.api.components.textinput.TextInputStyle;
import net.dv8tion.jda.api.entities.Message.MentionType;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.modals.Modal;
import net.dv8tion.jda.api.requests.ErrorResponse;
import net.dv8tion.jda.api.requests.Route;
import net.dv8tion.jda.internal.requests.RestActionImpl;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pindesk.demo.MovableClock;
import org.pindesk.demo.chat.Shown;
import org.pindesk.demo.company.Staff;

/** The simulated Discord, driven by the real JDA. */
class DiscordSimulatorTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final MovableClock clock = new MovableClock();
    private final DiscordSimulator discord =
            new DiscordSimulator(clock, Staff.of(0).people());
    private final List<Shown> screens = new CopyOnWriteArrayList<>();
    private SmallBot bot;

    @BeforeEach
    void connect() throws InterruptedException {
        discord.shown(screens::add);
        bot = new SmallBot(discord);
        bot.register();
    }

    @AfterEach
    void close() throws InterruptedException {
        bot.close();
        discord.close();
    }

    @Test
    void jda_connects_and_registers_commands() {
        assertThat(bot.guild().getTextChannelById(DiscordSimulator.HELPDESK_CHANNEL))
                .isNotNull();
        assertThat(discord.identifies()).isEqualTo(1);
        assertThat(discord.commandsCreated()).isEqualTo(2);
        bot.register();
        assertThat(discord.commandsCreated())
                .as("what keeps its name is not made again")
                .isEqualTo(2);
        assertThat(discord.violations()).isEmpty();
    }

    @Test
    void a_typed_line_becomes_options() {
        bot.onCommand = event -> event.reply(options(event)).setEphemeral(true).queue();
        bot.onTyping = event -> event.replyChoice("Cisco Berlin", "hq").queue();
        discord.command("hana", "/pin", "reset @bob reason:lost his phone on:Cisco Berlin dry-run");
        assertThat(seesNext("hana", 1).text())
                .isEqualTo("pin reset target=Bob Berger reason=lost his phone dry-run=true on=hq");
        discord.command("hana", "/pin", "reset bob grund:verloren auf:hq");
        assertThat(seesNext("hana", 2).text()).isEqualTo("pin reset who=bob reason=verloren on=hq");
        assertThat(discord.stored()).as("ephemeral answers do not stay").isEmpty();
        assertThat(discord.violations()).isEmpty();
    }

    private static String options(SlashCommandInteractionEvent event) {
        return event.getFullCommandName() + " "
                + event.getOptions().stream()
                        .map(option -> option.getName() + "="
                                + switch (option.getType()) {
                                    case USER -> option.getAsUser().getEffectiveName();
                                    case BOOLEAN -> String.valueOf(option.getAsBoolean());
                                    default -> option.getAsString();
                                })
                        .collect(Collectors.joining(" "));
    }

    @Test
    void a_deferred_answer_with_a_button_that_changes_it() {
        bot.onCommand = event -> event.deferReply(true)
                .queue(hook -> hook.editOriginal("Ready")
                        .setComponents(ActionRow.of(Button.primary("go", "Go")))
                        .setAllowedMentions(List.of())
                        .queue());
        bot.onPress = event -> event.editMessage("Gone").setComponents().queue();
        discord.command("bob", "/pin", "status");
        Shown thinking = seesNext("bob", 1);
        Shown ready = seesNext("bob", 2);
        assertThat(thinking.text()).isEqualTo("Pindesk is thinking…");
        assertThat(ready.text()).isEqualTo("Ready");
        assertThat(ready.buttons()).containsExactly("Go");
        assertThat(discord.press("bob", "Go")).isTrue();
        assertThat(seesNext("bob", 3).text()).isEqualTo("Gone");
        assertThat(discord.violations()).isEmpty();
    }

    @Test
    void a_window_is_filled_and_sent() {
        bot.onCommand = event -> event.replyModal(Modal.create("form", "Where?")
                        .addComponents(Label.of(
                                "Code",
                                TextInput.create("code", TextInputStyle.SHORT)
                                        .setRequiredRange(3, 6)
                                        .build()))
                        .build())
                .queue();
        bot.onModal = event -> event.reply("Code " + event.getValue("code").getAsString())
                .setEphemeral(true)
                .queue();
        assertThat(discord.submit("bob")).isEqualTo("No form is open.");
        discord.command("bob", "/pin", "status");
        Shown window = seesNext("bob", 1);
        assertThat(window.via()).isEqualTo(Shown.Via.MODAL);
        assertThat(window.fields()).containsExactly("Code");
        assertThat(discord.fill("bob", "Kode", "4711")).contains("Fields: Code");
        assertThat(discord.submit("bob")).isEqualTo("This field is required: Code");
        assertThat(discord.fill("bob", "code", "4711")).isNull();
        assertThat(discord.submit("bob")).isNull();
        assertThat(seesNext("bob", 2).text()).isEqualTo("Code 4711");
        assertThat(discord.submit("bob")).isEqualTo("No form is open.");
        assertThat(discord.violations()).isEmpty();
    }

    @Test
    void direct_messages_stay_and_can_be_closed() {
        var dm = bot.jda
                .retrieveUserById(discord("bob"))
                .flatMap(user -> user.openPrivateChannel())
                .complete();
        long id = dm.sendMessage("An offer").complete().getIdLong();
        assertThat(seesNext("bob", 1).via()).isEqualTo(Shown.Via.DM);
        assertThat(discord.stored()).hasSize(1);
        dm.editMessageById(id, "Taken").complete();
        assertThat(seesNext("bob", 2).text()).isEqualTo("Taken");
        dm.deleteMessageById(id).complete();
        assertThat(discord.stored()).isEmpty();
        discord.closeDm("bob", true);
        assertThatThrownBy(() -> dm.sendMessage("Another").complete())
                .isInstanceOfSatisfying(
                        ErrorResponseException.class,
                        refused -> assertThat(refused.getErrorResponse()).isEqualTo(ErrorResponse.CANNOT_SEND_TO_USER));
        assertThat(discord.invalidRequests()).isEqualTo(1);
    }

    @Test
    void only_members_of_the_private_channel_read_it_and_only_while_the_bot_may_write() {
        var queue = bot.guild().getTextChannelById(DiscordSimulator.HELPDESK_CHANNEL);
        queue.sendMessage("A case").complete();
        seesNext("hana", 1);
        assertThat(screens.stream().map(Shown::to))
                .contains("hana", "heinz", "anna")
                .doesNotContain("bob", "dora");
        discord.changeChannel(
                DiscordSimulator.HELPDESK_CHANNEL,
                channel -> channel.putArray("permission_overwrites")
                        .addObject()
                        .put("id", DiscordSimulator.GUILD_ID)
                        .put("type", 0)
                        .put("allow", "0")
                        .put("deny", "1024"));
        assertThatThrownBy(() -> raw(queue.getId()).complete())
                .isInstanceOfSatisfying(
                        ErrorResponseException.class,
                        refused -> assertThat(refused.getErrorCode()).isEqualTo(50001));
    }

    /** Past JDA's own look at the permissions. */
    private RestActionImpl<Void> raw(String channel) {
        return new RestActionImpl<>(bot.jda, Route.Messages.GET_MESSAGE.compile(channel, "1"));
    }

    @Test
    void whoever_left_is_no_member_and_has_no_direct_messages() {
        var dm = bot.jda
                .retrieveUserById(discord("bob"))
                .flatMap(user -> user.openPrivateChannel())
                .complete();
        discord.rename("bob", "Hana Holm");
        assertThat(bot.guild()
                        .retrieveMemberById(discord("bob"))
                        .complete()
                        .getUser()
                        .getGlobalName())
                .isEqualTo("Hana Holm");
        discord.leave("bob");
        assertThatThrownBy(() -> bot.guild()
                        .retrieveMemberById(discord("bob"))
                        .useCache(false)
                        .complete())
                .isInstanceOfSatisfying(
                        ErrorResponseException.class,
                        refused -> assertThat(refused.getErrorResponse()).isEqualTo(ErrorResponse.UNKNOWN_MEMBER));
        assertThatThrownBy(() -> dm.sendMessage("Hello").complete())
                .isInstanceOfSatisfying(
                        ErrorResponseException.class,
                        refused -> assertThat(refused.getErrorCode()).isEqualTo(50278));
    }

    @Test
    void what_the_client_would_not_send_is_said_and_not_sent() {
        bot.onCommand = event -> bot.heard.add(event.getFullCommandName());
        List<String> lines = List.of(
                "/phone reset",
                "/pin",
                "/pin explode",
                "/pin reset two words",
                "/pin reset where:phone",
                "/pin reset @fritz",
                "/pin reset @alice @bob",
                "/pin reset reason:",
                "/pin status @bob");
        for (String line : lines) {
            String[] words = line.split(" ", 2);
            discord.command("hana", words[0], words.length > 1 ? words[1] : "");
        }
        assertThat(sees("hana").stream().map(Shown::text))
                .hasSize(lines.size())
                .startsWith(
                        "There is no command /phone. Commands: /pin, /login-help",
                        "/pin needs one of: reset, status",
                        "/pin needs one of: reset, status",
                        "There is no option for these words: words. Options: target, who, reason, on, dry-run",
                        "There is no option \u201cwhere\u201d here. Options: target, who, reason, on, dry-run",
                        "Nobody here is called @fritz");
        assertThat(discord.idle()).as("nothing is on its way").isTrue();
        assertThat(bot.heard).isEmpty();
    }

    @Test
    void a_suggestion_is_taken_by_its_label_and_other_words_go_as_they_are() {
        bot.onTyping = event -> event.replyChoice("Desk phone", "phone").queue();
        bot.onCommand = event -> event.reply(options(event)).setEphemeral(true).queue();
        discord.command("bob", "/login-help", "wo:desk phone");
        assertThat(seesNext("bob", 1).text()).isEqualTo("login-help where=phone");
        discord.command("bob", "/login-help", "where:nowhere");
        assertThat(seesNext("bob", 2).text()).isEqualTo("login-help where=nowhere");
    }

    @Test
    void no_answer_within_three_seconds_is_told_to_the_person_and_refused_afterwards() {
        bot.onCommand = event -> bot.held = event;
        discord.command("bob", "/pin", "status");
        assertThat(seesNext("bob", 1).text()).isEqualTo("The application did not respond");
        assertThatThrownBy(() -> bot.held().reply("Late").complete())
                .isInstanceOfSatisfying(
                        ErrorResponseException.class,
                        refused -> assertThat(refused.getErrorResponse()).isEqualTo(ErrorResponse.UNKNOWN_INTERACTION));
        assertThat(sees("bob")).hasSize(1);
    }

    @Test
    void a_second_answer_to_the_same_interaction_is_refused() {
        discord.duplicateNext();
        bot.onCommand = event -> event.reply("Hello")
                .setEphemeral(true)
                .queue(
                        hook -> bot.heard.add("answered"),
                        failure -> bot.heard.add(String.valueOf(((ErrorResponseException) failure).getErrorCode())));
        discord.command("bob", "/pin", "status");
        Awaitility.await().atMost(PATIENCE).until(() -> bot.heard.size() == 2);
        assertThat(bot.heard).containsExactlyInAnyOrder("answered", "40060");
        assertThat(sees("bob")).hasSize(1);
    }

    @Test
    void a_token_of_a_quarter_of_an_hour_ago_is_not_taken() {
        bot.onCommand = event -> event.reply("Hello").setEphemeral(true).queue(hook -> bot.held = event);
        discord.command("bob", "/pin", "status");
        Awaitility.await().atMost(PATIENCE).until(() -> bot.held != null);
        bot.held().getHook().sendMessage("More").setEphemeral(true).complete();
        clock.advance(Duration.ofMinutes(15));
        assertThatThrownBy(() -> bot.held().getHook().sendMessage("Even more").complete())
                .isInstanceOfSatisfying(
                        ErrorResponseException.class,
                        refused -> assertThat(refused.getErrorCode()).isEqualTo(50027));
        assertThat(sees("bob")).hasSize(2);
    }

    @Test
    void people_read_their_own_language_their_own_times_and_no_marks() {
        bot.onCommand = event -> event.deferReply(true)
                .queue(hook -> hook.editOriginalEmbeds(new EmbedBuilder()
                                .setDescription(
                                        "**Neue PIN**\nIhre neue PIN: **481 516**\nbis <t:1795600800:f>, a\\_b 1\\. x")
                                .setColor(0x2E7D32)
                                .build())
                        .queue());
        discord.setLocale("bob", "de");
        discord.command("bob", "/pin", "status");
        assertThat(seesNext("bob", 1).text()).isEqualTo("Pindesk denkt nach \u2026");
        Shown shown = seesNext("bob", 2);
        assertThat(shown.text()).isEqualTo("Neue PIN\nIhre neue PIN: 481 516\nbis 25. November 2026 11:00, a_b 1. x");
        assertThat(shown.secret()).isEqualTo("481516");
        assertThat(shown.outcome()).isEqualTo("applied");
        assertThat(discord.stored()).isEmpty();
    }

    @Test
    void a_button_of_another_person_is_pressed_in_a_copy_of_their_message() {
        bot.onCommand = event -> event.reply("For bob")
                .setEphemeral(true)
                .setComponents(ActionRow.of(Button.danger("take:1", "Take")))
                .queue();
        bot.onPress = event -> {
            bot.heard.add(event.getUser().getName() + " " + event.getComponentId());
            event.reply("No").setEphemeral(true).queue();
        };
        discord.command("bob", "/pin", "status");
        seesNext("bob", 1);
        assertThat(discord.press("eve", "Take", "bob")).isTrue();
        assertThat(seesNext("eve", 1).text()).isEqualTo("No");
        assertThat(bot.heard).containsExactly("eve take:1");
        assertThat(sees("bob")).hasSize(1);
    }

    @Test
    void a_message_that_may_mention_people_is_a_violation() {
        bot.onCommand = event -> event.reply("@everyone look")
                .setAllowedMentions(java.util.EnumSet.allOf(MentionType.class))
                .setEphemeral(true)
                .queue();
        discord.command("bob", "/pin", "status");
        seesNext("bob", 1);
        assertThat(discord.violations())
                .containsExactly(
                        "an answer without allowed_mentions.parse = []", "an answer with unescaped mentions: 1");
    }

    @Test
    void a_limit_is_waited_for_and_errors_come_as_told() {
        var dm = bot.jda
                .retrieveUserById(discord("bob"))
                .flatMap(user -> user.openPrivateChannel())
                .complete();
        String route = "POST channels/{channel}/messages";
        discord.throttle(route, 0.2, 1);
        dm.sendMessage("One").complete();
        assertThat(discord.calls(route)).isEqualTo(2);
        discord.fail(route, 403, 50007, 1);
        assertThatThrownBy(() -> dm.sendMessage("Two").complete()).isInstanceOf(ErrorResponseException.class);
        assertThat(sees("bob")).hasSize(1);
        assertThat(discord.invalidRequests()).isEqualTo(2);
    }

    private static long discord(String account) {
        return Long.parseLong(Staff.of(0).find(account).orElseThrow().discordId());
    }

    private Shown seesNext(String account, int count) {
        Awaitility.await().atMost(PATIENCE).until(() -> sees(account).size() >= count);
        return sees(account).get(count - 1);
    }

    private List<Shown> sees(String account) {
        return screens.stream().filter(shown -> shown.to().equals(account)).toList();
    }
}
