package org.pindesk.adapter.discord;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.requests.Route;
import org.pindesk.adapter.wire.Threads;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Event;
import org.pindesk.core.MessageRef;
import org.pindesk.core.Origin;
import org.pindesk.core.Reply;
import org.pindesk.port.Chat;
import org.pindesk.port.ChatException;
import org.pindesk.port.ChecksAccess;
import org.pindesk.port.Inbox;
import org.pindesk.port.LongValues;
import org.pindesk.port.Profile;
import org.pindesk.port.SignsIn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Discord. Events come by the gateway, so no port is open to the outside. Discord has no private windows but forms: what Slack shows in a
 * window stands in an ephemeral message here. A secret goes into ephemeral messages only; asked to send one in a message that stays, this
 * class throws.
 */
public final class DiscordChat implements Chat, ChecksAccess, SignsIn {
    private static final Logger LOG = LoggerFactory.getLogger(DiscordChat.class);
    /** Handlers at one time; each waits for the database for a second at most. */
    private static final int HANDLERS = 8;

    /** Long values asked for at one time. */
    private static final int LOOKUPS = 4;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);

    private final DiscordSettings settings;
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2, task -> {
        Thread thread = new Thread(task, "pindesk-discord-timer");
        thread.setDaemon(true);
        return thread;
    });
    private final ExecutorService events = Threads.pool("discord-event", HANDLERS);
    private final ExecutorService lookups = Threads.pool("discord-value", LOOKUPS);
    private final DiscordConnection connection;
    private final Rest rest;
    private final Values values;
    private final Answers answers;
    private final Profiles profiles;
    private final Channels channels;
    private final Messages messages;

    /**
     * @param longValues keeps values of buttons that Discord does not carry
     */
    public DiscordChat(DiscordSettings settings, Clock clock, LongValues longValues) {
        this(settings, clock, longValues, FIRST_PAUSE);
    }

    DiscordChat(DiscordSettings settings, Clock clock, LongValues longValues, Duration pause) {
        DiscordLoggers.cap();
        this.settings = settings;
        this.connection = new DiscordConnection(settings, timer, events, pause);
        this.rest = new Rest(connection::jda);
        this.values = new Values(longValues);
        this.answers = new Answers(rest, clock, values);
        this.profiles = new Profiles(rest, settings, clock);
        this.channels = new Channels(rest, settings.guild(), clock);
        this.messages = new Messages(rest, channels, settings.guild(), new Cards(values));
    }

    @Override
    public String platform() {
        return DiscordHandlers.PLATFORM;
    }

    @Override
    public void start(Inbox inbox) {
        connection.start(List.of(
                new DiscordHandlers(settings.guild(), inbox, answers, values, lookups, timer, profiles::speaks),
                new Registration(rest, settings.guild(), inbox::commands, timer)));
        LOG.info("Discord: {}", connection.connected() ? "connected" : "connecting in the background");
    }

    @Override
    public String check() {
        JDA signedIn = connection.signInOnly();
        try {
            String name = new Rest(() -> signedIn)
                    .call("server", Route.Guilds.GET_GUILD.compile(settings.guild()), null)
                    .getString("name", settings.guild());
            return "the bot token is taken, the bot is in " + name;
        } catch (Refusal e) {
            throw e.plain();
        } finally {
            signedIn.shutdownNow();
        }
    }

    @Override
    public void signInAgain() {
        connection.signInAgain();
    }

    @Override
    public boolean connected() {
        return connection.connected();
    }

    @Override
    public Profile profile(ChatUser user) {
        return profiles.of(user);
    }

    @Override
    public Optional<Profile> knownProfile(ChatUser user) {
        return profiles.known(user);
    }

    /** Discord shows bots nobody's mail address. */
    @Override
    public Optional<ChatUser> findByMail(String mail) {
        return Optional.empty();
    }

    @Override
    public void reply(ChatUser user, Origin origin, Reply reply) {
        if (!answers.answer(origin, reply)) {
            messages.direct(user, reply);
        }
    }

    @Override
    public MessageRef post(String channel, Reply reply) {
        return messages.toChannel(channel, reply);
    }

    @Override
    public Optional<String> unfit(String channel) {
        return channels.unfit(channel);
    }

    @Override
    public MessageRef direct(ChatUser user, Reply reply) {
        return messages.direct(user, reply);
    }

    @Override
    public void update(MessageRef message, Reply reply) {
        messages.update(message, reply);
    }

    /** A form is a modal; what has no fields is an ephemeral message. */
    @Override
    public boolean openWindow(Event event, Reply reply) {
        Origin origin = event.origin();
        if (origin == null) {
            return false;
        }
        try {
            return reply.fields().isEmpty() ? answers.announce(origin, reply) : answers.open(origin, reply);
        } catch (ChatException e) {
            if (e.kind() == ChatException.Kind.LATER) {
                LOG.info("no window could be opened in time: {}", e.getMessage());
                return false;
            }
            throw e;
        }
    }

    @Override
    public Place show(Event event, Reply reply) {
        Origin origin = event.origin();
        if (origin != null && !reply.fields().isEmpty() && answers.open(origin, reply)) {
            return Place.WINDOW;
        }
        return origin != null && answers.answer(origin, reply) ? Place.EPHEMERAL : Place.NOWHERE;
    }

    /** An ephemeral message whose button was pressed goes; where there is none, the reply stands in place of the secret. */
    @Override
    public void finishWindow(Event event, Reply reply) {
        Origin origin = event.origin();
        if (origin != null && !answers.remove(origin)) {
            answers.answer(origin, reply);
        }
    }

    @Override
    public void close() {
        connection.close();
        timer.shutdownNow();
        events.shutdownNow();
        lookups.shutdownNow();
    }
}
