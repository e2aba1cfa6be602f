package org.pindesk.adapter.discord;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.events.GenericEvent;
import net.dv8tion.jda.api.events.session.ReadyEvent;
import net.dv8tion.jda.api.hooks.EventListener;
import net.dv8tion.jda.api.interactions.DiscordLocale;
import net.dv8tion.jda.api.interactions.IntegrationType;
import net.dv8tion.jda.api.interactions.InteractionContextType;
import net.dv8tion.jda.api.interactions.commands.OptionType;
import net.dv8tion.jda.api.interactions.commands.build.Commands;
import net.dv8tion.jda.api.interactions.commands.build.OptionData;
import net.dv8tion.jda.api.interactions.commands.build.SlashCommandData;
import net.dv8tion.jda.api.interactions.commands.build.SubcommandData;
import net.dv8tion.jda.api.requests.Route;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;
import org.pindesk.core.CommandForm;
import org.pindesk.port.ChatException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Our commands in the server: read first, and replaced in one call only when something differs. Discord takes 200 new commands a day. Who may
 * use them is left open in Discord: the bot itself decides with every command.
 */
final class Registration implements EventListener {
    private static final Logger LOG = LoggerFactory.getLogger(Registration.class);
    private static final int AGAIN_SECONDS = 60;
    private static final Map<Locale, DiscordLocale> LANGUAGES = Map.of(Locale.GERMAN, DiscordLocale.GERMAN);

    /** What we say of a command; everything else in Discord's answer is Discord's own. */
    private static final List<String> OURS = List.of(
            "type",
            "name",
            "description",
            "description_localizations",
            "name_localizations",
            "options",
            "choices",
            "required",
            "autocomplete",
            "default_member_permissions",
            "nsfw");

    private static final long CHAT_INPUT = 1;

    private final Rest rest;
    private final String guild;
    private final Supplier<List<CommandForm>> commands;
    private final ScheduledExecutorService timer;

    Registration(Rest rest, String guild, Supplier<List<CommandForm>> commands, ScheduledExecutorService timer) {
        this.rest = rest;
        this.guild = guild;
        this.commands = commands;
        this.timer = timer;
    }

    @Override
    public void onEvent(GenericEvent event) {
        if (event instanceof ReadyEvent) {
            register(event.getJDA());
        }
    }

    private void register(JDA jda) {
        try {
            Guild server = jda.getGuildById(guild);
            if (server == null) {
                LOG.error(
                        "the bot is not in the server DISCORD_GUILD_ID; invite it with the scopes bot and applications.commands");
                return;
            }
            List<SlashCommandData> wanted =
                    commands.get().stream().map(Registration::command).toList();
            if (plain(json(wanted)).equals(plain(there(jda)))) {
                LOG.info("Discord: {} commands are registered as they should be", wanted.size());
                return;
            }
            Rest.await("registration of commands", () -> server.updateCommands().addCommands(wanted));
            LOG.info("Discord: {} commands registered", wanted.size());
        } catch (Refusal e) {
            LOG.error("{}", e.plain().getMessage());
        } catch (ChatException e) {
            LOG.warn("commands are not registered yet: {}", e.getMessage());
            again(jda);
        }
    }

    private void again(JDA jda) {
        try {
            timer.schedule(() -> register(jda), AGAIN_SECONDS, TimeUnit.SECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("closed meanwhile");
        }
    }

    private DataArray there(JDA jda) throws Refusal {
        String application = jda.getSelfUser().getApplicationId();
        return rest.list(
                "registered commands",
                Route.Interactions.GET_GUILD_COMMANDS
                        .compile(application, guild)
                        .withQueryParams("with_localizations", "true"));
    }

    /** What is sent to Discord for these commands. */
    static DataArray json(List<SlashCommandData> all) {
        DataArray array = DataArray.empty();
        all.forEach(each -> array.add(each.toData()));
        return array;
    }

    static SlashCommandData command(CommandForm form) {
        SlashCommandData command = Commands.slash(form.name(), about(form.about()))
                .setContexts(InteractionContextType.GUILD)
                .setIntegrationTypes(IntegrationType.GUILD_INSTALL);
        localised(form.about()).forEach(command::setDescriptionLocalization);
        form.subcommands().forEach(each -> command.addSubcommands(subcommand(each)));
        form.options().forEach(each -> command.addOptions(option(each)));
        return command;
    }

    private static SubcommandData subcommand(CommandForm form) {
        SubcommandData subcommand = new SubcommandData(form.name(), about(form.about()));
        localised(form.about()).forEach(subcommand::setDescriptionLocalization);
        form.options().forEach(each -> subcommand.addOptions(option(each)));
        return subcommand;
    }

    private static OptionData option(CommandForm.Option form) {
        OptionType type = switch (form.kind()) {
            case PERSON -> OptionType.USER;
            case FLAG -> OptionType.BOOLEAN;
            case WORDS, CHOICE -> OptionType.STRING;
        };
        OptionData option = new OptionData(type, form.name(), about(form.about()))
                .setAutoComplete(form.kind() == CommandForm.Kind.CHOICE);
        localised(form.about()).forEach(option::setDescriptionLocalization);
        return option;
    }

    private static String about(Map<Locale, String> about) {
        String words = about.get(Locale.ENGLISH);
        if (words == null) {
            throw new IllegalArgumentException("a command without English words");
        }
        return words;
    }

    private static Map<DiscordLocale, String> localised(Map<Locale, String> about) {
        Map<DiscordLocale, String> localised = new TreeMap<>();
        about.forEach((language, words) -> {
            DiscordLocale known = LANGUAGES.get(language);
            if (known != null) {
                localised.put(known, words);
            }
        });
        return localised;
    }

    /** Commands by name, with what we say of them and nothing that is left at its default; in a form that can be compared. */
    private static Map<String, Object> plain(DataArray commands) {
        Map<String, Object> plain = new TreeMap<>();
        for (int i = 0; i < commands.length(); i++) {
            DataObject command = commands.getObject(i);
            plain.put(command.getLong("type", CHAT_INPUT) + " " + command.getString("name", ""), ours(command.toMap()));
        }
        return plain;
    }

    private static Map<String, Object> ours(Map<String, Object> part) {
        Map<String, Object> ours = new TreeMap<>();
        part.forEach((key, value) -> {
            Object plain = value;
            if (key.equals("options") && value instanceof List<?> options) {
                plain = options.stream().map(Registration::inner).toList();
            }
            boolean isDefault = value == null
                    || Boolean.FALSE.equals(value)
                    || (value instanceof List<?> list && list.isEmpty())
                    || (value instanceof Map<?, ?> map && map.isEmpty());
            if (OURS.contains(key) && !isDefault) {
                ours.put(key, plain instanceof Number number ? Long.valueOf(number.longValue()) : plain);
            }
        });
        ours.putIfAbsent("type", CHAT_INPUT);
        return ours;
    }

    private static Object inner(Object option) {
        Map<String, Object> named = new TreeMap<>();
        if (option instanceof Map<?, ?> map) {
            map.forEach((key, value) -> named.put(String.valueOf(key), value));
        }
        return ours(named);
    }
}
