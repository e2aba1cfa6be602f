package org.pindesk.demo.discord;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pindesk.demo.chat.Shown;
import org.pindesk.demo.chat.SimulatedChat;
import org.pindesk.demo.company.Employee;
import org.pindesk.demo.company.Fault;
import org.pindesk.demo.discord.DiscordServer.Answer;
import org.pindesk.demo.discord.DiscordServer.Call;

/**
 * A Discord guild on loopback with the people of the company in front of it. It speaks REST v10 and the gateway v10 as JDA uses them, keeps
 * state, and refuses what Discord refuses. The three seconds for the first answer are real time; ids and the fifteen minutes of an
 * interaction's token follow the given clock.
 *
 * <p>Not simulated: compression, sharding, rate limits but those that are asked for, threads, files, reactions, components V2, message
 * selects that people use, user and message commands, command permissions, OAuth. The gateway's payloads are as small as JDA takes them.
 */
public final class DiscordSimulator implements SimulatedChat {
    /** What this platform is called. */
    public static final String PLATFORM = "discord";

    public static final String BOT_TOKEN = "MTAwMDAwMDAwMDAwMDAwMDAwMg.simulated.bot-token";
    /** The one guild. */
    public static final String GUILD_ID = Guild.ID;

    /** Id of the private channel of the helpdesk's people, with the bot in it. */
    public static final String HELPDESK_CHANNEL = Guild.HELPDESK;
    /** Id of the public channel, the one where people type. */
    public static final String PUBLIC_CHANNEL = Guild.PUBLIC;

    private final Object lock = new Object();
    private final Guild guild;
    private final Commands commands;
    private final Interactions interactions;
    private final Client client;
    private final Gateway gateway;
    private final Rest rest;
    private final Weather weather = new Weather();
    private final ScheduledExecutorService timers;
    private final DiscordServer server;

    public DiscordSimulator(Clock clock, List<Employee> people) {
        guild = new Guild(clock, people);
        Payloads payloads = new Payloads(guild);
        Messages messages = new Messages(guild, payloads);
        Modals modals = new Modals(guild, messages);
        ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(2, task -> {
            Thread thread = Executors.defaultThreadFactory().newThread(task);
            thread.setName("discord-simulator");
            thread.setDaemon(true);
            return thread;
        });
        pool.setRemoveOnCancelPolicy(true);
        timers = pool;
        commands = new Commands(guild);
        interactions = new Interactions(guild, payloads, messages, modals);
        gateway = new Gateway(lock, timers, guild, payloads, this::gatewayUrl);
        client = new Client(lock, timers, guild, payloads, commands, interactions, modals, gateway);
        rest = new Rest(guild, payloads, commands, messages, interactions, this::gatewayUrl);
        server = new DiscordServer(new Site(), gateway, timers);
    }

    /** The base address of the REST interface, with a slash at its end. */
    public String apiUrl() {
        return "http://127.0.0.1:" + server.port() + "/api/v10/";
    }

    /** The address of the gateway, with a slash at its end. */
    public String gatewayUrl() {
        return "ws://127.0.0.1:" + server.port() + "/gateway/";
    }

    @Override
    public void shown(Consumer<Shown> listener) {
        guild.screens.listen(listener);
    }

    @Override
    public String platform() {
        return PLATFORM;
    }

    @Override
    public boolean has(String account) {
        return guild.byAccount(account).isPresent();
    }

    /** The secret that this person was shown last; null when none was. */
    public @Nullable String lastSecret(String account) {
        return guild.screens.lastSecret(account);
    }

    /** Puts a line into a command's options and sends it, in the channel where people type. */
    @Override
    public void command(String account, String command, String text) {
        synchronized (lock) {
            client.command(guild.require(account), PUBLIC_CHANNEL, command, text);
        }
    }

    /** The same in this person's direct messages with the bot. */
    public void commandInDm(String account, String command, String text) {
        synchronized (lock) {
            String user = guild.require(account);
            client.command(user, Guild.dmOf(user), command, text);
        }
    }

    @Override
    public boolean press(String account, String label) {
        return press(account, label, account);
    }

    @Override
    public boolean press(String account, String label, String ofAccount) {
        synchronized (lock) {
            String user = guild.require(account);
            Optional<Screens.Pressable> found = guild.screens.find(ofAccount, label);
            found.ifPresent(pressed -> client.press(user, pressed));
            return found.isPresent();
        }
    }

    @Override
    public @Nullable String fill(String account, String label, String words) {
        synchronized (lock) {
            return client.fill(guild.require(account), label, words);
        }
    }

    @Override
    public @Nullable String submit(String account) {
        synchronized (lock) {
            return client.submit(guild.require(account));
        }
    }

    /** Changes somebody's language; the bot reads it in what this person does next. */
    @Override
    public void setLocale(String account, String locale) {
        synchronized (lock) {
            // the client knows two kinds of English, and German without a country
            String language = locale.split("[-_]")[0];
            guild.locales.put(guild.require(account), language.equals("en") ? "en-US" : language);
        }
    }

    /** While closed, direct messages to this person are refused (50007). */
    @Override
    public void closeDm(String account, boolean closed) {
        synchronized (lock) {
            String id = guild.require(account);
            if (closed) {
                guild.closedDms.add(id);
            } else {
                guild.closedDms.remove(id);
            }
        }
    }

    /** Somebody chooses another display name; nobody but its owner's id tells two alike apart. */
    public void rename(String account, String displayName) {
        synchronized (lock) {
            guild.user(guild.require(account)).put("global_name", displayName);
        }
    }

    /** Somebody leaves the guild: no member any more, and no direct messages (50278). */
    public void leave(String account) {
        synchronized (lock) {
            guild.members.remove(guild.require(account));
        }
    }

    /** Somebody is in the guild by a voice invitation only, for as long as the call lasts. */
    public void visit(String account) {
        synchronized (lock) {
            guild.visitors.add(guild.require(account));
        }
    }

    /**
     * Changes a channel as Discord shows it; its permission overwrites hold at once.
     *
     * @param id {@link #HELPDESK_CHANNEL} or {@link #PUBLIC_CHANNEL}
     */
    public void changeChannel(String id, Consumer<ObjectNode> change) {
        synchronized (lock) {
            ObjectNode channel = guild.channels.get(id);
            if (channel == null) {
                throw new IllegalArgumentException("no such channel");
            }
            change.accept(channel);
            gateway.dispatch("CHANNEL_UPDATE", channel.deepCopy());
        }
    }

    /**
     * @throws IllegalArgumentException for faults that a chat platform cannot have
     */
    @Override
    public void misbehave(Fault fault) {
        switch (fault.kind()) {
            case UP, DOWN, HANG, SLOW, THROTTLE, WRONG_PASSWORD -> {
                boolean taken = !fault.is(Fault.Kind.WRONG_PASSWORD);
                synchronized (lock) {
                    rest.takeToken(taken);
                    gateway.takeToken(taken);
                }
                server.misbehave(fault);
            }
            default -> throw new IllegalArgumentException("Discord cannot misbehave like that");
        }
    }

    /**
     * Turns away the next calls of a route with HTTP 429.
     *
     * @param route for example {@code POST channels/{channel}/messages}
     */
    public void throttle(String route, double retryAfterSeconds, int times) {
        weather.throttle(route, retryAfterSeconds, times);
    }

    /** Answers the next calls of a route with this status and error code. */
    public void fail(String route, int status, int code, int times) {
        weather.fail(route, status, code, times);
    }

    /** Sends the next interaction twice. */
    public void duplicateNext() {
        synchronized (lock) {
            client.duplicateNext();
        }
    }

    /** Asks the bot to come back and resume (op 7). */
    public void reconnect() {
        gateway.reconnect();
    }

    /** Ends the bot's session (op 9). */
    public void invalidSession(boolean resumable) {
        gateway.invalidSession(resumable);
    }

    /** Drops the bot's gateway connections without a word. */
    public void dropSockets() {
        gateway.drop();
    }

    /** The time between heartbeats, for connections from now on. */
    public void heartbeat(int millis) {
        gateway.heartbeat(millis);
    }

    /** Sessions that are connected now. */
    public int sessions() {
        return gateway.connectedSessions();
    }

    /** How often a bot has identified since the start; Discord allows a thousand a day. */
    public int identifies() {
        return gateway.identifies();
    }

    public int resumes() {
        return gateway.resumes();
    }

    /** Makes every interaction token that is out too old, as a quarter of an hour would. */
    public void expireInteractions() {
        synchronized (lock) {
            interactions.expire();
        }
    }

    /** How often a route was called, for example {@code POST users/@me/channels}. */
    public int calls(String route) {
        return weather.calls(route);
    }

    /** Answers with 401, 403 or 429; ten thousand in ten minutes and Discord bans the address. */
    public int invalidRequests() {
        return weather.invalid();
    }

    /** How many commands were made, of two hundred a day. */
    public int commandsCreated() {
        synchronized (lock) {
            return commands.created();
        }
    }

    /** The registered commands of the guild, as JSON. */
    public String commands() {
        synchronized (lock) {
            return commands.list(GUILD_ID).toString();
        }
    }

    /** Whether there are commands that people can type. */
    public boolean hasCommands() {
        synchronized (lock) {
            return !commands.names().isEmpty();
        }
    }

    /** Every message that stays in Discord, as JSON. */
    public List<String> stored() {
        synchronized (lock) {
            return guild.messages.values().stream().map(ObjectNode::toString).toList();
        }
    }

    /** What the bot did that Discord would refuse or that breaks a documented rule. */
    @Override
    public List<String> violations() {
        synchronized (lock) {
            return List.copyOf(guild.violations);
        }
    }

    /** True when no first answer is awaited and no call is being answered. */
    @Override
    public boolean idle() {
        synchronized (lock) {
            return interactions.idle() && server.idle();
        }
    }

    @Override
    public void close() {
        server.close();
        timers.shutdownNow();
    }

    private final class Site implements DiscordServer.Site {
        @Override
        public @Nullable Answer refused(Call call, Fault fault) {
            return weather.refused(rest.name(call), fault);
        }

        @Override
        public Answer answer(Call call) {
            synchronized (lock) {
                return weather.counted(rest.answer(call));
            }
        }
    }
}
