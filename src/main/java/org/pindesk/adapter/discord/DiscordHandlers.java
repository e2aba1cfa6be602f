package org.pindesk.adapter.discord;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.events.GenericEvent;
import net.dv8tion.jda.api.events.interaction.ModalInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.CommandAutoCompleteInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.events.interaction.component.ButtonInteractionEvent;
import net.dv8tion.jda.api.hooks.EventListener;
import net.dv8tion.jda.api.interactions.DiscordLocale;
import net.dv8tion.jda.api.interactions.Interaction;
import net.dv8tion.jda.api.interactions.InteractionContextType;
import net.dv8tion.jda.api.interactions.callbacks.IReplyCallback;
import net.dv8tion.jda.api.interactions.commands.Command;
import net.dv8tion.jda.api.interactions.commands.OptionMapping;
import net.dv8tion.jda.api.interactions.commands.OptionType;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.ChatUser;
import org.pindesk.core.CommandForm;
import org.pindesk.core.Origin;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Problem;
import org.pindesk.port.Inbox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What JDA hands over, converted and given to the inbox; nothing else happens before the acknowledgement, and nothing here waits for the
 * network. Whatever goes wrong, an acknowledgement is sent.
 */
final class DiscordHandlers implements EventListener {
    static final String PLATFORM = "discord";
    static final String OUTSIDER = "This works only for members of the server that it belongs to. Nothing was done.";
    static final String FAILED = "That did not work, and nothing was done. Please try again in a moment.";

    /** How long an acknowledgement waits for a form or the answer itself. */
    static final Duration HOLD = Duration.ofMillis(800);

    /** How long a long value is waited for. */
    private static final Duration KNOWN_WITHIN = Duration.ofMillis(500);

    private static final Logger LOG = LoggerFactory.getLogger(DiscordHandlers.class);
    private static final int MOST_CHOICES = 25;
    private static final int CHOICE = 100;
    private static final String VERB = "verb";

    private final String guild;
    private final Inbox inbox;
    private final Answers answers;
    private final Values values;
    private final ExecutorService lookups;
    private final ScheduledExecutorService timer;
    private final BiConsumer<String, Locale> spoken;

    /**
     * @param guild the one server whose members are served
     * @param lookups threads that ask for long values
     * @param spoken hears in which language each person uses Discord
     */
    DiscordHandlers(
            String guild,
            Inbox inbox,
            Answers answers,
            Values values,
            ExecutorService lookups,
            ScheduledExecutorService timer,
            BiConsumer<String, Locale> spoken) {
        this.guild = guild;
        this.inbox = inbox;
        this.answers = answers;
        this.values = values;
        this.lookups = lookups;
        this.timer = timer;
        this.spoken = spoken;
    }

    @Override
    public void onEvent(GenericEvent event) {
        if (event instanceof CommandAutoCompleteInteractionEvent typed) {
            suggest(typed);
        } else if (event instanceof IReplyCallback interaction) {
            long began = System.nanoTime();
            Boolean ephemeral = event instanceof ButtonInteractionEvent press
                    ? press.getMessage().isEphemeral()
                    : null;
            Acknowledgement acknowledgement = answers.begin(interaction, ephemeral);
            try {
                handle(interaction, acknowledgement, began);
            } catch (RuntimeException e) {
                failed(e);
                say(acknowledgement, FAILED);
            }
        }
    }

    private void handle(IReplyCallback interaction, Acknowledgement acknowledgement, long began) {
        if (isForeign(interaction)) {
            say(acknowledgement, OUTSIDER);
            return;
        }
        if (interaction.getUserLocale() != DiscordLocale.UNKNOWN) {
            spoken.accept(
                    interaction.getUser().getId(), interaction.getUserLocale().toLocale());
        }
        String id = PLATFORM + ":" + interaction.getId();
        ChatUser user = new ChatUser(PLATFORM, guild, interaction.getUser().getId());
        if (interaction instanceof SlashCommandInteractionEvent command) {
            Inbox.Ack ack =
                    safely(() -> inbox.options(id, user, command.getName(), options(command), origin(command, null)));
            finish(acknowledgement, ack, ack.form() ? held(began) : 0);
        } else if (interaction instanceof ButtonInteractionEvent press) {
            String source = (press.getMessage().isEphemeral() ? Answers.EPHEMERAL : "") + press.getMessageId();
            String action = Values.action(press.getComponentId());
            Inbox.Ack ack =
                    safely(() -> inbox.press(id, user, action, value(press.getComponentId()), origin(press, source)));
            finish(acknowledgement, ack, held(began));
        } else if (interaction instanceof ModalInteractionEvent form) {
            String action = Values.action(form.getModalId());
            Map<String, String> fields = Modals.filled(form.getValues());
            Inbox.Ack ack =
                    safely(() -> inbox.submit(id, user, action, value(form.getModalId()), fields, origin(form, null)));
            finish(acknowledgement, ack, 0);
        } else {
            LOG.warn("Discord sent an interaction of a kind that nothing here offers");
            say(acknowledgement, FAILED);
        }
    }

    /** In direct messages no server is named: there the person counts, whose membership is asked of Discord before anything is done. */
    private boolean isForeign(Interaction interaction) {
        Guild from = interaction.getGuild();
        return from == null
                ? interaction.getContext() == InteractionContextType.PRIVATE_CHANNEL
                : !from.getId().equals(guild);
    }

    /**
     * @param wait milliseconds until the acknowledgement goes out; before, the story may answer in its place
     */
    private void finish(Acknowledgement acknowledgement, Inbox.Ack ack, long wait) {
        if (!ack.taken()) {
            say(acknowledgement, ack.text() == null ? FAILED : ack.text());
        } else if (wait <= 0) {
            acknowledge(acknowledgement, ack.text());
        } else {
            timer.schedule(() -> acknowledge(acknowledgement, ack.text()), wait, TimeUnit.MILLISECONDS);
        }
    }

    private static void acknowledge(Acknowledgement acknowledgement, @Nullable String text) {
        acknowledgement.due(text == null ? null : Cards.words(text));
    }

    private static void say(Acknowledgement acknowledgement, String text) {
        if (acknowledgement.take()) {
            acknowledgement.say(Cards.words(text));
        }
    }

    private static long held(long began) {
        return Math.max(1, HOLD.toMillis() - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
    }

    private Map<String, String> options(SlashCommandInteractionEvent command) {
        Map<String, String> options = new HashMap<>();
        String verb = command.getSubcommandName();
        if (verb != null) {
            options.put(VERB, verb);
        }
        for (OptionMapping option : command.getOptions()) {
            if (option.getType() != OptionType.BOOLEAN) {
                options.put(option.getName(), option.getAsString());
            } else if (option.getAsBoolean()) {
                options.put(option.getName(), "yes");
            }
        }
        return options;
    }

    private static Origin origin(Interaction interaction, @Nullable String message) {
        return new Origin(
                interaction.getChannelIdLong() == 0 ? "" : interaction.getChannelId(),
                Answers.handle(interaction.getJDA().getSelfUser().getApplicationId(), interaction.getToken()),
                interaction.getId(),
                message,
                null);
    }

    /**
     * The value of what was pressed or sent. A store that does not answer must not eat up the time of the acknowledgement.
     *
     * @throws PindeskException when it is not known in time: nothing is done then
     */
    private String value(String customId) {
        if (Values.isWhole(customId)) {
            return values.value(customId);
        }
        Future<String> asked = lookups.submit(() -> values.value(customId));
        try {
            return asked.get(KNOWN_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            asked.cancel(true);
            throw new PindeskException(Problem.STORE_DOWN, "the value of a button could not be read in time");
        } catch (InterruptedException e) {
            asked.cancel(true);
            Thread.currentThread().interrupt();
            throw new PindeskException(Problem.STORE_DOWN, "closing");
        }
    }

    private void suggest(CommandAutoCompleteInteractionEvent typed) {
        List<Command.Choice> choices = List.of();
        try {
            if (!isForeign(typed)) {
                choices = inbox
                        .suggest(
                                typed.getName(),
                                typed.getFocusedOption().getName(),
                                typed.getFocusedOption().getValue(),
                                typed.getUserLocale().toLocale())
                        .stream()
                        .limit(MOST_CHOICES)
                        .map(DiscordHandlers::choice)
                        .toList();
            }
        } catch (RuntimeException e) {
            failed(e);
        }
        typed.replyChoices(choices)
                .queue(
                        done -> {},
                        e -> LOG.debug(
                                "suggestions came too late: {}", e.getClass().getSimpleName()));
    }

    private static Command.Choice choice(CommandForm.Suggestion suggestion) {
        return new Command.Choice(Markup.label(suggestion.label(), CHOICE), suggestion.value());
    }

    private static Inbox.Ack safely(Supplier<Inbox.Ack> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            failed(e);
            return new Inbox.Ack(false, FAILED);
        }
    }

    /** Not the message: it may quote what a person typed. */
    private static void failed(RuntimeException exception) {
        String what = exception instanceof PindeskException known
                ? known.problem().code()
                : exception.getClass().getName();
        StackTraceElement[] trace = exception.getStackTrace();
        LOG.error("an event from Discord ended in an error: {} at {}", what, trace.length == 0 ? "?" : trace[0]);
    }
}
