package org.pindesk.demo.discord;

import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.JDABuilder;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.Message.MentionType;
import net.dv8tion.jda.api.events.interaction.ModalInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.CommandAutoCompleteInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.events.interaction.component.ButtonInteractionEvent;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import net.dv8tion.jda.api.interactions.commands.OptionType;
import net.dv8tion.jda.api.interactions.commands.build.Commands;
import net.dv8tion.jda.api.interactions.commands.build.OptionData;
import net.dv8tion.jda.api.interactions.commands.build.SubcommandData;
import net.dv8tion.jda.api.requests.RestConfig;
import net.dv8tion.jda.api.utils.Compression;
import net.dv8tion.jda.api.utils.ConcurrentSessionController;
import net.dv8tion.jda.api.utils.messages.MessageRequest;
import org.jspecify.annotations.Nullable;

/** The real JDA with a few commands: what drives the simulator in its own tests. */
final class SmallBot extends ListenerAdapter implements AutoCloseable {
    final JDA jda;
    final List<String> heard = new CopyOnWriteArrayList<>();
    /** A command that is answered later. */
    volatile @Nullable SlashCommandInteractionEvent held;

    volatile Consumer<SlashCommandInteractionEvent> onCommand = event -> {};
    volatile Consumer<ButtonInteractionEvent> onPress = event -> {};
    volatile Consumer<ModalInteractionEvent> onModal = event -> {};
    volatile Consumer<CommandAutoCompleteInteractionEvent> onTyping = event -> {};

    SmallBot(DiscordSimulator discord) throws InterruptedException {
        MessageRequest.setDefaultMentions(EnumSet.noneOf(MentionType.class));
        jda = JDABuilder.createLight(DiscordSimulator.BOT_TOKEN, List.of())
                .setRestConfig(new RestConfig().setBaseUrl(discord.apiUrl()))
                .setSessionController(new ConcurrentSessionController() {
                    @Override
                    public String getGateway() {
                        return discord.gatewayUrl();
                    }
                })
                .setCompression(Compression.NONE)
                .setEnableShutdownHook(false)
                .addEventListeners(this)
                .build();
        jda.awaitReady();
    }

    SlashCommandInteractionEvent held() {
        return Objects.requireNonNull(held);
    }

    Guild guild() {
        Guild guild = jda.getGuildById(DiscordSimulator.GUILD_ID);
        if (guild == null) {
            throw new IllegalStateException("the guild is not there");
        }
        return guild;
    }

    /** {@code /pin reset [target] [who] [reason] [on] [dry-run]}, {@code /pin status} and {@code /login-help [where]}. */
    void register() {
        guild().updateCommands()
                .addCommands(
                        Commands.slash("pin", "Telephone PINs")
                                .addSubcommands(
                                        new SubcommandData("reset", "A new PIN")
                                                .addOption(OptionType.USER, "target", "Whose")
                                                .addOption(OptionType.STRING, "who", "Whose, by name")
                                                .addOption(OptionType.STRING, "reason", "Why")
                                                .addOption(OptionType.STRING, "on", "Where", false, true)
                                                .addOption(OptionType.BOOLEAN, "dry-run", "Only show"),
                                        new SubcommandData("status", "How it is")),
                        Commands.slash("login-help", "Find out why")
                                .addOptions(new OptionData(OptionType.STRING, "where", "Where", false, true)))
                .complete();
    }

    @Override
    public void onSlashCommandInteraction(SlashCommandInteractionEvent event) {
        onCommand.accept(event);
    }

    @Override
    public void onButtonInteraction(ButtonInteractionEvent event) {
        onPress.accept(event);
    }

    @Override
    public void onModalInteraction(ModalInteractionEvent event) {
        onModal.accept(event);
    }

    @Override
    public void onCommandAutoCompleteInteraction(CommandAutoCompleteInteractionEvent event) {
        onTyping.accept(event);
    }

    @Override
    public void close() throws InterruptedException {
        jda.shutdownNow();
        jda.awaitShutdown();
    }
}
