package org.pindesk.adapter.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.slack.api.bolt.App;
import com.slack.api.bolt.request.RequestType;
import com.slack.api.bolt.socket_mode.SocketModeApp;
import com.slack.api.socket_mode.SocketModeClient;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Socket Mode connection and its watchdog. Bolt reconnects by itself, but has been seen not to; so every ten seconds the
 * connection is tried, and after three failures in a row a new one is made. One failure means nothing: a check that falls into a
 * reconnect fails too.
 */
final class SlackConnection implements AutoCloseable {
    static final Duration CHECK_EVERY = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(SlackConnection.class);
    private static final int CONCURRENCY = 16;
    private static final int FAILURES = 3;
    private static final int CHECKS_BETWEEN_BAD_TOKENS = 30;
    private static final Pattern ERROR = Pattern.compile("\\(error: ([a-z_]+)\\)");
    private static final Pattern HELLO = Pattern.compile("\"type\"\\s*:\\s*\"hello\"");

    private final SlackSettings settings;
    private final WebApi web;
    private final Runnable reconnected;
    private final Duration every;
    private final ScheduledExecutorService watchdog =
            Executors.newSingleThreadScheduledExecutor(Threads.daemons("slack-watchdog"));

    private volatile @Nullable Team team;
    private volatile boolean connected;
    private volatile boolean closed;
    private @Nullable SocketModeApp socket;
    private @Nullable SocketModeClient client;
    private int failures;
    private int pause;

    /**
     * @param reconnected called for every new connection but the first: events may have been missed before it
     */
    SlackConnection(SlackSettings settings, WebApi web, Runnable reconnected, Duration every) {
        this.settings = settings;
        this.web = web;
        this.reconnected = reconnected;
        this.every = every;
    }

    /**
     * Connects, or goes on trying in the background when Slack cannot be reached.
     *
     * @throws PindeskException when Slack refuses a token
     */
    void start(App app) throws IOException {
        SocketModeApp made = new SocketModeApp(
                settings.appToken().open(),
                app,
                SocketModeClient.Backend.Tyrus,
                failure -> SlackHandlers.onError(
                        failure.getException(), failure.getRequest().getRequestType() == RequestType.Command),
                CONCURRENCY);
        synchronized (this) {
            socket = made;
            connect();
        }
        watchdog.scheduleWithFixedDelay(this::check, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    boolean connected() {
        return connected;
    }

    /** Null until Slack has told it once. */
    @Nullable
    Team team() {
        return team;
    }

    /** Asks Slack for the team if it is not known yet. */
    Team requireTeam() {
        Team known = team;
        return known == null ? identify() : known;
    }

    private synchronized void check() {
        if (closed) {
            return;
        }
        try {
            SocketModeClient running = client;
            if (running == null) {
                if (pause > 0) {
                    pause--;
                } else {
                    connect();
                }
                return;
            }
            connected = running.verifyConnection();
            failures = connected ? 0 : failures + 1;
            if (failures >= FAILURES) {
                failures = 0;
                LOG.warn("Slack: no sign of life on the connection; a new one is made");
                running.connectToNewEndpoint();
                connected = running.verifyConnection();
            }
        } catch (PindeskException e) {
            pause = CHECKS_BETWEEN_BAD_TOKENS;
            LOG.error("Slack: {}", e.getMessage());
        } catch (IOException | RuntimeException e) {
            LOG.warn("Slack: no connection yet: {}", e.getMessage());
        }
    }

    private void connect() {
        SocketModeApp app = socket;
        if (app == null) {
            return;
        }
        try {
            requireTeam();
            app.startAsync();
        } catch (PindeskException e) {
            throw e;
        } catch (IllegalStateException e) {
            requireGoodAppToken(e);
            LOG.warn("Slack: no connection yet, trying again: {}", e.getMessage());
        } catch (Exception e) {
            // Bolt passes on what the network says, and a NullPointerException when it got no address to connect to
            LOG.warn("Slack: no connection yet, trying again: {}", e.getClass().getSimpleName());
        }
        SocketModeClient made = app.getClient();
        if (made != null && client == null) {
            client = made;
            made.addWebSocketMessageListener(this::onFrame);
            made.addWebSocketCloseListener((code, reason) -> onClose());
            connected = made.verifyConnection();
        }
    }

    private Team identify() {
        try {
            JsonNode answer = web.call("auth.test", Map.of());
            String enterprise = answer.path("enterprise_id").asText("");
            Team found = new Team(
                    answer.path("team_id").asText(),
                    enterprise.isEmpty() || enterprise.equals("null") ? null : enterprise);
            String attested = settings.attestedTeam();
            if (attested != null && !found.owns(attested, attested)) {
                throw new PindeskException(
                        Problem.CONFIGURATION,
                        "SLACK_BOT_TOKEN belongs to workspace " + found.id() + ", but " + attested
                                + " is configured: install the app in that workspace and take its token");
            }
            team = found;
            return found;
        } catch (SlackRefusal e) {
            if (e.badToken()) {
                throw new PindeskException(
                        Problem.BAD_CREDENTIALS,
                        "Slack does not take SLACK_BOT_TOKEN (" + e.error()
                                + "): copy the \"Bot User OAuth Token\" (xoxb-…) anew from api.slack.com/apps, your app,"
                                + " \"OAuth & Permissions\"");
            }
            throw e.plain();
        }
    }

    private static void requireGoodAppToken(IllegalStateException failure) {
        Matcher error = ERROR.matcher(String.valueOf(failure.getMessage()));
        if (error.find() && new SlackRefusal("apps.connections.open", error.group(1), "").badToken()) {
            throw new PindeskException(
                    Problem.BAD_CREDENTIALS,
                    "Slack does not take SLACK_APP_TOKEN (" + error.group(1)
                            + "): make an app-level token (xapp-…) with scope connections:write at api.slack.com/apps,"
                            + " your app, \"Basic Information\", \"App-Level Tokens\"");
        }
    }

    private void onFrame(String frame) {
        if (frame.length() < 2000 && HELLO.matcher(frame).find() && !frame.contains("\"envelope_id\"")) {
            connected = true;
            reconnected.run();
        }
    }

    private void onClose() {
        if (!closed) {
            try {
                watchdog.execute(this::check);
            } catch (RejectedExecutionException e) {
                LOG.debug("closing");
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        connected = false;
        watchdog.shutdownNow();
        synchronized (this) {
            try {
                if (client != null) {
                    client.close();
                }
                if (socket != null) {
                    socket.close();
                }
            } catch (Exception e) {
                LOG.info("Slack: while closing: {}", e.getClass().getSimpleName());
            }
        }
    }
}
