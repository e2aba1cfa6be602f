package org.pindesk.demo.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.List;
import java.util.Map;
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

/**
 * A Slack workspace on loopback with the people of the company in front of it. It speaks the real Web API and Socket Mode, keeps state,
 * and refuses what Slack refuses. Time of triggers and acknowledgements is real (three seconds); {@code response_url}s age by the given
 * clock.
 *
 * <p>Not simulated: OAuth, scopes but those of {@code conversations.info}, channels but two, threads, files, Enterprise Grid. What Slack does after a lost acknowledgement of a
 * command (one redelivery here) is not documented for Socket Mode in detail.
 */
public final class SlackSimulator implements SimulatedChat {
    /** What this platform is called. */
    public static final String PLATFORM = "slack";

    public static final String BOT_TOKEN = "xoxb-simulated-bot-token";
    public static final String APP_TOKEN = "xapp-simulated-app-token";

    /** Id of the private channel of the helpdesk's people, with the bot in it. */
    public static final String HELPDESK_CHANNEL = Conversations.HELPDESK;
    /** Id of the public channel, the one where people type. */
    public static final String PUBLIC_CHANNEL = Conversations.PUBLIC;

    static final String APP_ID = "A0PINDESK";

    private final Object lock = new Object();
    private final ObjectMapper json = new ObjectMapper();
    private final Workspace workspace;
    private final Views views;
    private final Payloads payloads;
    private final WebMethods methods;
    private final Envelopes envelopes;
    private final ScheduledExecutorService timers;
    private final SlackServer server;
    private final Interactions interactions;

    public SlackSimulator(Clock clock, List<Employee> people) {
        workspace = new Workspace(clock, people);
        views = new Views(workspace);
        payloads = new Payloads(workspace);
        ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(2, task -> {
            Thread thread = Executors.defaultThreadFactory().newThread(task);
            thread.setName("slack-simulator");
            thread.setDaemon(true);
            return thread;
        });
        pool.setRemoveOnCancelPolicy(true);
        timers = pool;
        envelopes = new Envelopes(lock, timers);
        methods = new WebMethods(workspace, views, this::socketUrl);
        interactions = new Interactions(workspace, views, payloads, envelopes, methods, () -> base() + "/hooks/");
        server = new SlackServer(new Site(), envelopes, timers);
    }

    /** The base address of the Web API. */
    public String botUrl() {
        return base() + "/api/";
    }

    /**
     * Listens to everything that appears on people's screens. Called under the simulator's lock, in order; it must not wait for the bot.
     */
    @Override
    public void shown(Consumer<Shown> listener) {
        workspace.screens.listen(listener);
    }

    @Override
    public String platform() {
        return PLATFORM;
    }

    @Override
    public boolean has(String account) {
        synchronized (lock) {
            return workspace.has(account);
        }
    }

    /** The secret that this person was shown last; null when none was. */
    public @Nullable String lastSecret(String account) {
        return workspace.screens.lastSecret(account);
    }

    /** Types a slash command, for example {@code "/pin", "reset @bob"}. */
    @Override
    public void command(String account, String command, String text) {
        synchronized (lock) {
            interactions.command(workspace.require(account), command, text);
        }
    }

    /** Writes a direct message to the app; what an app with {@code message.im} is told of. */
    public void write(String account, String text) {
        synchronized (lock) {
            interactions.write(workspace.require(account), text);
        }
    }

    /** Opens the app's home tab. What it shows appears as {@link Shown.Via#HOME}. */
    public void openHome(String account) {
        synchronized (lock) {
            interactions.openHome(workspace.require(account));
        }
    }

    /** Chooses one of the app's shortcuts in Slack's own menu, by its callback id. */
    public void shortcut(String account, String callbackId) {
        synchronized (lock) {
            interactions.shortcut(workspace.require(account), callbackId);
        }
    }

    /** The same in the menu of a message that somebody wrote into the public channel; {@code pindesk} is the app. */
    public void messageShortcut(String account, String callbackId, String author) {
        synchronized (lock) {
            interactions.messageShortcut(
                    workspace.require(account),
                    callbackId,
                    workspace.require(author).path("id").asText());
        }
    }

    /**
     * Presses the newest button of that label on this person's screen, else the newest that was ever there.
     *
     * @return false when there never was one
     */
    @Override
    public boolean press(String account, String label) {
        return press(account, label, account);
    }

    /** The same with a button that another person was shown: what a forged request looks like. */
    @Override
    public boolean press(String account, String label, String ofAccount) {
        synchronized (lock) {
            ObjectNode user = workspace.require(account);
            Optional<Screens.Pressable> found = workspace.screens.find(ofAccount, label);
            found.ifPresent(pressed -> interactions.press(user, pressed));
            return found.isPresent();
        }
    }

    /**
     * Fills a field of the form that this person has open; words that are empty empty it.
     *
     * @return what is wrong, with what there is; null when it is filled
     */
    @Override
    public @Nullable String fill(String account, String label, String words) {
        synchronized (lock) {
            return interactions.fill(workspace.require(account).path("id").asText(), label, words);
        }
    }

    /**
     * Sends the form that this person has open.
     *
     * @return what is wrong, null when it was sent
     */
    @Override
    public @Nullable String submit(String account) {
        synchronized (lock) {
            return interactions.submit(workspace.require(account));
        }
    }

    /** Changes somebody's language, and tells the app. */
    @Override
    public void setLocale(String account, String locale) {
        changeUser(account, user -> user.put("locale", locale));
    }

    /** Changes somebody's account as Slack shows it ({@code users.info}), and tells the app. */
    public void changeUser(String account, Consumer<ObjectNode> change) {
        synchronized (lock) {
            ObjectNode user = workspace.require(account);
            change.accept(user);
            envelopes.send("events_api", payloads.userChange(user), false, new Envelopes.Fate() {
                @Override
                public void acknowledged(JsonNode payload) {
                    // nothing to show
                }

                @Override
                public void timedOut() {
                    workspace.violation("user_change was not acknowledged");
                }
            });
        }
    }

    /** While closed, direct messages to this person are refused ({@code user_disabled}). */
    @Override
    public void closeDm(String account, boolean closed) {
        synchronized (lock) {
            String id = workspace.require(account).path("id").asText();
            if (closed) {
                workspace.closedDms.add(id);
            } else {
                workspace.closedDms.remove(id);
            }
        }
    }

    /**
     * @throws IllegalArgumentException for faults that a chat platform cannot have
     */
    @Override
    public void misbehave(Fault fault) {
        switch (fault.kind()) {
            case UP, DOWN, HANG, SLOW, THROTTLE, WRONG_PASSWORD -> {
                synchronized (lock) {
                    methods.takeBotToken(!fault.is(Fault.Kind.WRONG_PASSWORD));
                }
                server.misbehave(fault);
            }
            default -> throw new IllegalArgumentException("Slack cannot misbehave like that");
        }
    }

    /** Turns away the next calls of a method with HTTP 429. */
    public void throttle(String method, int retryAfterSeconds, int times) {
        server.throttle(method, retryAfterSeconds, times);
    }

    /** Answers the next calls of a method with {@code ok:false} and this error. */
    public void fail(String method, String error, int times) {
        server.fail(method, error, times);
    }

    /** Sends the next envelope twice. */
    public void duplicateNext() {
        envelopes.duplicateNext();
    }

    /** Asks the app to come back on another socket. */
    public void refreshSockets() {
        envelopes.refresh();
    }

    /** Drops the app's TCP connections. */
    public void dropSockets() {
        envelopes.drop();
    }

    public int openSockets() {
        return envelopes.open();
    }

    /** How many sockets have been opened since the start. */
    public int socketsOpened() {
        return envelopes.opened();
    }

    /** Makes every trigger that is out too old, as three seconds would. */
    public void expireTriggers() {
        synchronized (lock) {
            workspace.expireTriggers();
        }
    }

    /** Uses up every response_url that is out. */
    public void useUpResponseUrls() {
        synchronized (lock) {
            workspace.useUpResponseUrls();
        }
    }

    /** Whether the bot is in the channel where people type. */
    public void botInChannel(boolean in) {
        synchronized (lock) {
            workspace.conversations.require(PUBLIC_CHANNEL).put("is_member", in);
        }
    }

    /**
     * Changes a channel as Slack shows it ({@code conversations.info}).
     *
     * @param id {@link #HELPDESK_CHANNEL} or {@link #PUBLIC_CHANNEL}
     */
    public void changeChannel(String id, Consumer<ObjectNode> change) {
        synchronized (lock) {
            change.accept(workspace.conversations.require(id));
        }
    }

    /** Whether the app was installed with this scope; looked at by {@code conversations.info} only. */
    public void scope(String name, boolean granted) {
        synchronized (lock) {
            if (granted) {
                workspace.conversations.scopes.add(name);
            } else {
                workspace.conversations.scopes.remove(name);
            }
        }
    }

    public int calls(String method) {
        return server.calls(method);
    }

    /** Every message that stays in Slack, as JSON. */
    public List<String> stored() {
        synchronized (lock) {
            return workspace.messages.values().stream()
                    .map(ObjectNode::toString)
                    .toList();
        }
    }

    /** What the app did that Slack would refuse or that breaks a documented rule. */
    @Override
    public List<String> violations() {
        synchronized (lock) {
            return List.copyOf(workspace.violations);
        }
    }

    /** True when no acknowledgement is awaited and no call is being answered. */
    @Override
    public boolean idle() {
        return envelopes.idle() && server.idle();
    }

    @Override
    public void close() {
        server.close();
        timers.shutdownNow();
    }

    private String base() {
        return "http://127.0.0.1:" + server.port();
    }

    private String socketUrl() {
        return server.socketUrl();
    }

    private final class Site implements SlackServer.Site {
        @Override
        public SlackServer.Answer api(String method, @Nullable String authorization, Map<String, String> args) {
            synchronized (lock) {
                return new SlackServer.Answer(
                        200, methods.call(method, authorization, args).toString());
            }
        }

        @Override
        public SlackServer.Answer responseUrl(String id, String body) {
            synchronized (lock) {
                try {
                    JsonNode message = json.readTree(body);
                    Workspace.ResponseUrl url = workspace.useResponseUrl(id);
                    if (message.isObject()) {
                        interactions.showAnswer(url, message.deepCopy());
                        return new SlackServer.Answer(200, "{\"ok\":true}");
                    }
                } catch (JsonProcessingException e) {
                    workspace.violation("response_url: not JSON");
                } catch (Workspace.Refused e) {
                    int status = e.error().endsWith("_url") ? 404 : 400;
                    return new SlackServer.Answer(
                            status, WebMethods.failure(e.error()).toString());
                }
                return new SlackServer.Answer(
                        400, WebMethods.failure("invalid_payload").toString());
            }
        }
    }
}
