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
import org.pindesk.demo.company.Employee;
import org.pindesk.demo.company.Fault;

/**
 * A Slack workspace on loopback with the people of the company in front of it. It speaks the real Web API and Socket Mode, keeps state,
 * and refuses what Slack refuses. Time of triggers and acknowledgements is real (three seconds); {@code response_url}s age by the given
 * clock.
 *
 * <p>Not simulated: OAuth, scopes, channels but one, threads, files, Enterprise Grid. What Slack does after a lost acknowledgement of a
 * command (one redelivery here) is not documented for Socket Mode in detail.
 */
public final class SlackSimulator implements AutoCloseable {
    public static final String BOT_TOKEN = "xoxb-simulated-bot-token";
    public static final String APP_TOKEN = "xapp-simulated-app-token";

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
        server = new SlackServer(new Site(), envelopes, timers);
    }

    /** The base address of the Web API. */
    public String botUrl() {
        return base() + "/api/";
    }

    /**
     * Listens to everything that appears on people's screens. Called under the simulator's lock, in order; it must not wait for the bot.
     */
    public void shown(Consumer<Shown> listener) {
        workspace.screens.listen(listener);
    }

    /** The secret that this person was shown last; null when none was. */
    public @Nullable String lastSecret(String account) {
        return workspace.screens.lastSecret(account);
    }

    /** Types a slash command, for example {@code "/pin", "reset @bob"}. */
    public void command(String account, String command, String text) {
        synchronized (lock) {
            ObjectNode user = workspace.require(account);
            String userId = user.path("id").asText();
            // nobody can type behind an open window
            views.closeAll(userId);
            String url = workspace.responseUrl(userId, null);
            ObjectNode payload = payloads.command(user, command, text, base() + "/hooks/" + url);
            Workspace.ResponseUrl answers = workspace.peekResponseUrl(url);
            envelopes.send("slash_commands", payload, true, new Envelopes.Fate() {
                @Override
                public void acknowledged(JsonNode message) {
                    if (message.has("text") || message.has("blocks")) {
                        tolerating(() -> showAnswer(userId, answers, message.deepCopy()));
                    }
                }

                @Override
                public void timedOut() {
                    workspace.screens.say(account, command + " failed with the error \u201coperation_timeout\u201d");
                }
            });
        }
    }

    /**
     * Presses the newest button of that label on this person's screen, else the newest that was ever there.
     *
     * @return false when there never was one
     */
    public boolean press(String account, String label) {
        return press(account, label, account);
    }

    /** The same with a button that another person was shown: what a forged request looks like. */
    public boolean press(String account, String label, String ofAccount) {
        synchronized (lock) {
            ObjectNode user = workspace.require(account);
            Optional<Screens.Pressable> found = workspace.screens.find(ofAccount, label);
            found.ifPresent(pressed -> press(user, pressed));
            return found.isPresent();
        }
    }

    private void press(ObjectNode user, Screens.Pressable pressed) {
        String viewId = pressed.source().id();
        switch (pressed.role()) {
            case CLOSE -> views.close(viewId);
            case SUBMIT ->
                envelopes.send(
                        "interactive",
                        payloads.viewSubmission(user, pressed),
                        true,
                        fate(user, answer -> submitted(user.path("id").asText(), viewId, answer)));
            case ACTION -> {
                Content.Button button = pressed.button();
                if (button != null) {
                    if (pressed.source().kind() == Screens.Source.Kind.MESSAGE) {
                        views.closeAll(user.path("id").asText());
                    }
                    boolean own = pressed.to().equals(user.path("name").asText())
                            || pressed.source().kind() == Screens.Source.Kind.MESSAGE;
                    String url = pressed.source().kind() == Screens.Source.Kind.VIEW
                            ? null
                            : base() + "/hooks/"
                                    + workspace.responseUrl(user.path("id").asText(), own ? pressed.source() : null);
                    ObjectNode payload = payloads.blockActions(user, pressed, button, url);
                    envelopes.send("interactive", payload, false, fate(user, answer -> {
                        if (!answer.isMissingNode() && !answer.isEmpty()) {
                            workspace.violation("an acknowledgement of block_actions carries nothing");
                        }
                    }));
                }
            }
        }
    }

    private Envelopes.Fate fate(ObjectNode user, Consumer<JsonNode> acknowledged) {
        String account = user.path("name").asText();
        return new Envelopes.Fate() {
            @Override
            public void acknowledged(JsonNode payload) {
                tolerating(() -> acknowledged.accept(payload));
            }

            @Override
            public void timedOut() {
                workspace.screens.say(account, "This app responded with no answer in time. Try again.");
            }
        };
    }

    /** An answer that Slack would not show; what was wrong stands among the violations. */
    private void tolerating(Runnable answer) {
        try {
            answer.run();
        } catch (Workspace.Refused e) {
            workspace.violation("an acknowledgement was refused: " + e.error());
        }
    }

    private void submitted(String userId, String viewId, JsonNode answer) {
        JsonNode view = answer.path("view");
        switch (answer.path("response_action").asText("close")) {
            case "close" -> views.close(viewId);
            case "clear" -> views.closeAll(userId);
            case "push" -> views.add(userId, view);
            case "update" -> {
                Workspace.View before = workspace.views.get(viewId);
                if (before != null) {
                    views.replace(before, view);
                }
            }
            default -> workspace.violation("response_action " + answer.path("response_action"));
        }
    }

    /** Changes somebody's language, and tells the app. */
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
            workspace.botInChannel = in;
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
    public List<String> violations() {
        synchronized (lock) {
            return List.copyOf(workspace.violations);
        }
    }

    /** True when no acknowledgement is awaited and no call is being answered. */
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

    /** Shows an answer to a command or press; {@code replace_original} puts it in place of the answer or the message before it. */
    private void showAnswer(String userId, Workspace.ResponseUrl url, ObjectNode message) {
        methods.checkMessage(message);
        boolean replace = message.path("replace_original").asBoolean(false);
        Screens.Source original = url.answer == null ? url.original : url.answer;
        if (replace && original != null && original.kind() == Screens.Source.Kind.MESSAGE) {
            methods.replaceStored(original.channel(), original.id(), message);
            return;
        }
        Screens.Source source = replace && original != null
                ? original
                : new Screens.Source(Screens.Source.Kind.EPHEMERAL, Workspace.CHANNEL, workspace.ts());
        url.answer = source;
        methods.showEphemeral(userId, source, message);
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
                        showAnswer(url.userId, url, message.deepCopy());
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
