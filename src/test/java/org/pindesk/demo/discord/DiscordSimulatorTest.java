package org.pindesk.demo.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import net.dv8tion.jda.api.components.actionrow.ActionRow;
import net.dv8tion.jda.api.components.buttons.Button;
import net.dv8tion.jda.api.components.label.Label;
import net.dv8tion.jda.api.components.textinput.TextInput;
import net.dv8tion.jda.api.components.textinput.TextInputStyle;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.modals.Modal;
import net.dv8tion.jda.api.requests.ErrorResponse;
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
        assertThat(bot.guild().getTextChannelById(DiscordSimulator.HELPDESK_CHANNEL)).isNotNull();
        assertThat(discord.identifies()).isEqualTo(1);
        assertThat(discord.commandsCreated()).isEqualTo(2);
        bot.register();
        assertThat(discord.commandsCreated()).as("what keeps its name is not made again").isEqualTo(2);
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
                .isInstanceOfSatisfying(ErrorResponseException.class, refused -> assertThat(refused.getErrorResponse())
                        .isEqualTo(ErrorResponse.CANNOT_SEND_TO_USER));
        assertThat(discord.invalidRequests()).isEqualTo(1);
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
