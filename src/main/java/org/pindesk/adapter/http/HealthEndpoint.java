package org.pindesk.adapter.http;

import io.javalin.Javalin;
import java.util.function.Supplier;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Problem;

/**
 * The bot's own server: {@code GET /health} for operators and load balancers, 200 while the bot can do its work, 503 while it cannot;
 * and the pages for people whom no chat reaches, where there are any.
 */
public final class HealthEndpoint implements AutoCloseable {
    /** Enough for a handful of probes beside all pages that are shown at once; a flood waits at the socket. */
    private static final int THREADS = 16;

    /** How long a connection may be silent, in milliseconds. */
    private static final int SILENT = 5000;

    /** Slower than so many bytes a second nobody sends a request. */
    private static final int SLOWEST = 50;

    private final Javalin server;

    private HealthEndpoint(Javalin server) {
        this.server = server;
    }

    /**
     * @param database whether the database answers
     * @param connected whether every chat platform is connected
     * @param open events being worked on or due now
     * @param policy whether the policy file, as it stands now, is the policy that holds; true without a file. Nothing stops while it is not
     */
    public record Health(boolean database, boolean connected, int open, boolean policy) {
        String json() {
            return "{\"database\":" + database + ",\"connected\":" + connected + ",\"open\":" + open + ",\"policy\":"
                    + (policy ? "\"in-force\"" : "\"broken\"") + "}";
        }
    }

    /**
     * @param bind address to listen on
     * @param port 0 = any free port
     * @param pages null for none
     */
    public static HealthEndpoint start(String bind, int port, Supplier<Health> health, @Nullable Pages pages) {
        Javalin server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.startup.startupWatcherEnabled = false;
            config.jetty.threadPool = new QueuedThreadPool(THREADS, 2);
            config.jetty.modifyHttpConfiguration(http -> {
                http.setSendServerVersion(false);
                http.setIdleTimeout(SILENT);
                http.setMinRequestDataRate(SLOWEST);
            });
            if (pages != null) {
                pages.into(config);
            }
            config.routes.get("/health", context -> {
                Health now = health.get();
                context.status(now.database() && now.connected() ? 200 : 503)
                        .contentType("application/json")
                        .result(now.json());
            });
        });
        try {
            return new HealthEndpoint(server.start(bind, port));
        } catch (RuntimeException e) {
            server.stop();
            throw new PindeskException(
                    Problem.CONFIGURATION,
                    "the health endpoint cannot listen on " + bind + ":" + port
                            + "; is the port taken? Set HTTP_PORT to another one",
                    e);
        }
    }

    /** The port that is listened on. */
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }
}
