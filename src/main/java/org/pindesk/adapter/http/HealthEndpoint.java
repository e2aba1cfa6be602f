package org.pindesk.adapter.http;

import io.javalin.Javalin;
import java.util.function.Supplier;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Problem;

/** {@code GET /health} for operators and load balancers: 200 while the bot can do its work, 503 while it cannot. */
public final class HealthEndpoint implements AutoCloseable {
    /** Enough for a handful of probes at once; a flood waits at the socket. */
    private static final int THREADS = 8;

    private final Javalin server;

    private HealthEndpoint(Javalin server) {
        this.server = server;
    }

    /**
     * @param database whether the database answers
     * @param connected whether every chat platform is connected
     * @param open events being worked on or due now
     */
    public record Health(boolean database, boolean connected, int open) {
        String json() {
            return "{\"database\":" + database + ",\"connected\":" + connected + ",\"open\":" + open + "}";
        }
    }

    /**
     * @param bind address to listen on
     * @param port 0 = any free port
     */
    public static HealthEndpoint start(String bind, int port, Supplier<Health> health) {
        Javalin server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.startup.startupWatcherEnabled = false;
            config.jetty.threadPool = new QueuedThreadPool(THREADS, 2);
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
