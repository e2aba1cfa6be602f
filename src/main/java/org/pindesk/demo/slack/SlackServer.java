package org.pindesk.demo.slack;

import io.javalin.Javalin;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pindesk.demo.company.Fault;

/** HTTP and WebSocket on one loopback port, and the ways in which they misbehave. */
final class SlackServer implements AutoCloseable {
    /** What to answer. */
    record Answer(int status, String body) {}

    /** What answers. */
    interface Site {
        Answer api(String method, @Nullable String authorization, Map<String, String> args);

        Answer responseUrl(String id, String body);
    }

    private static final class Throttle {
        final int seconds;
        int left;

        Throttle(int seconds, int left) {
            this.seconds = seconds;
            this.left = left;
        }
    }

    private static final class Failing {
        final String error;
        int left;

        Failing(String error, int left) {
            this.error = error;
            this.left = left;
        }
    }

    private final Site site;
    private final Envelopes envelopes;
    private final ScheduledExecutorService timers;
    /** Not the server itself: stopping it waits for calls that count. */
    private final Object counters = new Object();

    private final Map<String, Throttle> throttled = new HashMap<>();
    private final Map<String, Failing> failing = new HashMap<>();
    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
    private final Set<String> tickets = new HashSet<>();
    private final List<CompletableFuture<Answer>> hung = new CopyOnWriteArrayList<>();
    private final AtomicInteger inProgress = new AtomicInteger();
    private final int port;
    private @Nullable Javalin javalin;
    private int counted;
    private volatile Fault fault = Fault.UP;

    SlackServer(Site site, Envelopes envelopes, ScheduledExecutorService timers) {
        this.site = site;
        this.envelopes = envelopes;
        this.timers = timers;
        Javalin first = make().start(0);
        this.javalin = first;
        this.port = first.port();
    }

    int port() {
        return port;
    }

    int calls(String method) {
        AtomicInteger count = calls.get(method);
        return count == null ? 0 : count.get();
    }

    boolean idle() {
        return inProgress.get() == 0;
    }

    String socketUrl() {
        String ticket = UUID.randomUUID().toString();
        synchronized (tickets) {
            tickets.add(ticket);
        }
        return "ws://127.0.0.1:" + port + "/link/?ticket=" + ticket + "&app_id=" + SlackSimulator.APP_ID;
    }

    void throttle(String method, int seconds, int times) {
        synchronized (counters) {
            throttled.put(method, new Throttle(seconds, times));
        }
    }

    void fail(String method, String error, int times) {
        synchronized (counters) {
            failing.put(method, new Failing(error, times));
        }
    }

    synchronized void misbehave(Fault next) {
        fault = next;
        hung.forEach(call -> call.complete(new Answer(503, "")));
        hung.clear();
        if (next.is(Fault.Kind.DOWN)) {
            stop();
        } else if (javalin == null) {
            javalin = make().start(port);
        }
    }

    private void stop() {
        envelopes.drop();
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
            config.routes.post("/api/{method}", this::api);
            config.routes.get("/api/{method}", context -> write(context, new Answer(405, "")));
            config.routes.post("/hooks/{id}", this::hook);
            config.routes.ws("/link/", socket -> {
                socket.onConnect(context -> {
                    if (taken(context.queryParam("ticket"))) {
                        envelopes.connected(context);
                    } else {
                        context.closeSession(1008, "no such ticket");
                    }
                });
                socket.onMessage(context -> envelopes.received(context.message()));
                socket.onClose(envelopes::closed);
                socket.onError(envelopes::closed);
            });
        });
    }

    private boolean taken(@Nullable String ticket) {
        synchronized (tickets) {
            return tickets.remove(ticket);
        }
    }

    private void api(Context context) {
        String method = context.pathParam("method");
        calls.computeIfAbsent(method, name -> new AtomicInteger()).incrementAndGet();
        int wait = waitFor(method);
        if (wait > 0) {
            context.header("Retry-After", String.valueOf(wait));
            write(context, new Answer(429, "{\"ok\":false,\"error\":\"ratelimited\"}"));
            return;
        }
        String error = errorFor(method);
        if (error != null) {
            write(context, new Answer(200, WebMethods.failure(error).toString()));
            return;
        }
        Map<String, String> args = new HashMap<>();
        context.formParamMap().forEach((name, values) -> args.put(name, values.get(0)));
        String authorization = context.header("Authorization");
        serve(context, () -> site.api(method, authorization, args));
    }

    private void hook(Context context) {
        String id = context.pathParam("id");
        String body = context.body();
        serve(context, () -> site.responseUrl(id, body));
    }

    private void serve(Context context, Supplier<Answer> work) {
        Fault now = fault;
        if (now.is(Fault.Kind.HANG)) {
            CompletableFuture<Answer> never = new CompletableFuture<>();
            hung.add(never);
            context.future(() -> never.thenAccept(answer -> write(context, answer)));
            return;
        }
        inProgress.incrementAndGet();
        if (now.is(Fault.Kind.SLOW)) {
            Duration delay = now.delay();
            context.future(() -> CompletableFuture.supplyAsync(
                            work, CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS, timers))
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

    private int waitFor(String method) {
        synchronized (counters) {
            return throttledFor(method);
        }
    }

    private int throttledFor(String method) {
        Throttle throttle = throttled.get(method);
        if (throttle != null && throttle.left > 0) {
            throttle.left--;
            return throttle.seconds;
        }
        if (fault.is(Fault.Kind.THROTTLE)) {
            // spread evenly, not by chance: a story runs the same way each time
            counted += fault.percent();
            if (counted >= 100) {
                counted -= 100;
                return 1;
            }
        }
        return 0;
    }

    private @Nullable String errorFor(String method) {
        synchronized (counters) {
            Failing failure = failing.get(method);
            if (failure == null || failure.left == 0) {
                return null;
            }
            failure.left--;
            return failure.error;
        }
    }

    private static void write(Context context, Answer answer) {
        context.status(answer.status());
        context.contentType("application/json; charset=utf-8");
        context.result(answer.body());
    }

    @Override
    public synchronized void close() {
        hung.forEach(call -> call.complete(new Answer(503, "")));
        stop();
    }
}
