package org.pindesk.demo.discord;

import io.javalin.Javalin;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pindesk.demo.company.Fault;

/** REST and gateway on one loopback port, and the ways in which they misbehave. */
final class DiscordServer implements AutoCloseable {
    /** A request. {@code path} is what stands behind {@code /api/v10/}. */
    record Call(
            String method,
            String path,
            Map<String, String> query,
            String body,
            @Nullable String authorization) {}

    /** What to answer. */
    record Answer(int status, String body, Map<String, String> headers) {
        static Answer of(int status, String body) {
            return new Answer(status, body, Map.of());
        }
    }

    /** What answers. */
    interface Site {
        /** An answer that comes before any work, null when there is none; counts the call. */
        @Nullable
        Answer refused(Call call, Fault fault);

        Answer answer(Call call);
    }

    private static final String API = "/api/v10/";

    private final Site site;
    private final Gateway gateway;
    private final ScheduledExecutorService timers;
    private final List<CompletableFuture<Answer>> hung = new CopyOnWriteArrayList<>();
    private final AtomicInteger inProgress = new AtomicInteger();
    private final int port;
    private @Nullable Javalin javalin;
    private volatile Fault fault = Fault.UP;

    DiscordServer(Site site, Gateway gateway, ScheduledExecutorService timers) {
        this.site = site;
        this.gateway = gateway;
        this.timers = timers;
        Javalin first = make().start(0);
        this.javalin = first;
        this.port = first.port();
    }

    int port() {
        return port;
    }

    boolean idle() {
        return inProgress.get() == 0;
    }

    synchronized void misbehave(Fault next) {
        fault = next;
        hung.forEach(call -> call.complete(Answer.of(503, "")));
        hung.clear();
        if (next.is(Fault.Kind.DOWN)) {
            stop();
        } else if (javalin == null) {
            javalin = make().start(port);
        }
    }

    private void stop() {
        gateway.drop();
        Javalin running = javalin;
        javalin = null;
        if (running != null) {
            running.stop();
        }
    }

    private Javalin make() {
        return Javalin.create(config -> {
            config.jetty.host = "127.0.0.1";
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.routes.get(API + "<path>", this::serve);
            config.routes.post(API + "<path>", this::serve);
            config.routes.put(API + "<path>", this::serve);
            config.routes.patch(API + "<path>", this::serve);
            config.routes.delete(API + "<path>", this::serve);
            config.routes.ws("/gateway/", socket -> {
                socket.onConnect(context -> {
                    // the clock of heartbeats is the session's, not the server's
                    context.session.setIdleTimeout(java.time.Duration.ZERO);
                    gateway.connected(context);
                });
                socket.onMessage(context -> gateway.received(context, context.message()));
                socket.onClose(context -> gateway.closed(context, context.status()));
                socket.onError(gateway::closed);
            });
        });
    }

    private void serve(Context context) {
        Call call = new Call(
                context.method().name(),
                context.path().substring(API.length()),
                queries(context),
                context.body(),
                context.header("Authorization"));
        Fault now = fault;
        Answer refused = site.refused(call, now);
        if (refused != null) {
            write(context, refused);
            return;
        }
        serve(context, now, () -> site.answer(call));
    }

    private static Map<String, String> queries(Context context) {
        Map<String, String> queries = new java.util.HashMap<>();
        context.queryParamMap().forEach((name, values) -> queries.put(name, values.get(0)));
        return queries;
    }

    private void serve(Context context, Fault now, Supplier<Answer> work) {
        if (now.is(Fault.Kind.HANG)) {
            CompletableFuture<Answer> never = new CompletableFuture<>();
            hung.add(never);
            context.future(() -> never.thenAccept(answer -> write(context, answer)));
            return;
        }
        inProgress.incrementAndGet();
        if (now.is(Fault.Kind.SLOW)) {
            context.future(() -> CompletableFuture.supplyAsync(
                            work,
                            CompletableFuture.delayedExecutor(now.delay().toMillis(), TimeUnit.MILLISECONDS, timers))
                    .thenAccept(answer -> write(context, answer))
                    .whenComplete((done, failure) -> inProgress.decrementAndGet()));
            return;
        }
        try {
            write(context, work.get());
        } finally {
            inProgress.decrementAndGet();
        }
    }

    private static void write(Context context, Answer answer) {
        context.status(answer.status());
        answer.headers().forEach(context::header);
        // every answer of Discord's own comes through its proxies; one without this is taken for a ban of the address
        context.header("Via", "1.1 google");
        if (answer.status() != 204) {
            context.contentType("application/json");
            context.result(answer.body());
        }
    }

    @Override
    public synchronized void close() {
        hung.forEach(call -> call.complete(Answer.of(503, "")));
        stop();
    }
}
