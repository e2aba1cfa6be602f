package org.pindesk.demo.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.websocket.WsContext;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;

/**
 * The Socket Mode side: open sockets, envelopes on their way, acknowledgements within three seconds, one redelivery. All state under the
 * simulator's lock.
 */
final class Envelopes {
    private static final long ACK_SECONDS = 3;

    private final Object lock;
    private final ScheduledExecutorService timers;
    private final ObjectMapper json = new ObjectMapper();
    private final List<Session> sockets = new ArrayList<>();
    private final Map<String, Pending> pending = new LinkedHashMap<>();
    private int numbers;
    private int turn;
    private int opened;
    private boolean duplicateNext;

    /** What becomes of an envelope. */
    interface Fate {
        /**
         * @param payload what came with the acknowledgement; a missing node when nothing did
         */
        void acknowledged(JsonNode payload);

        void timedOut();
    }

    private static final class Pending {
        final ObjectNode frame;
        final Fate fate;
        int attempts;

        @Nullable
        Session sentOn;

        @Nullable
        ScheduledFuture<?> timer;

        Pending(ObjectNode frame, Fate fate) {
            this.frame = frame;
            this.fate = fate;
        }
    }

    Envelopes(Object lock, ScheduledExecutorService timers) {
        this.lock = lock;
        this.timers = timers;
    }

    /** Whether no acknowledgement is awaited. */
    boolean idle() {
        synchronized (lock) {
            return pending.values().stream().allMatch(envelope -> envelope.timer == null);
        }
    }

    int open() {
        synchronized (lock) {
            sockets.removeIf(socket -> !socket.isOpen());
            return sockets.size();
        }
    }

    /** How many sockets have been opened so far. */
    int opened() {
        synchronized (lock) {
            return opened;
        }
    }

    void duplicateNext() {
        synchronized (lock) {
            duplicateNext = true;
        }
    }

    void send(String type, ObjectNode payload, boolean acceptsResponse, Fate fate) {
        synchronized (lock) {
            String id = "env-" + (++numbers);
            ObjectNode frame = JsonNodeFactory.instance.objectNode();
            frame.put("envelope_id", id);
            frame.put("type", type);
            frame.put("accepts_response_payload", acceptsResponse);
            frame.set("payload", payload);
            Pending envelope = new Pending(frame, fate);
            pending.put(id, envelope);
            deliver(id, envelope);
            if (duplicateNext) {
                duplicateNext = false;
                transmit(envelope);
            }
        }
    }

    void connected(WsContext context) {
        synchronized (lock) {
            sockets.add(context.session);
            opened++;
            ObjectNode hello = JsonNodeFactory.instance.objectNode();
            hello.put("type", "hello");
            hello.put("num_connections", sockets.size());
            hello.putObject("connection_info").put("app_id", SlackSimulator.APP_ID);
            hello.putObject("debug_info")
                    .put("host", "applink-1")
                    .put("build_number", 1)
                    .put("approximate_connection_time", 18_060);
            write(context.session, hello);
            List.copyOf(pending.entrySet()).forEach(entry -> {
                Session before = entry.getValue().sentOn;
                if (before == null || !before.isOpen()) {
                    deliver(entry.getKey(), entry.getValue());
                }
            });
        }
    }

    void closed(WsContext context) {
        synchronized (lock) {
            sockets.remove(context.session);
        }
    }

    void received(String text) {
        synchronized (lock) {
            JsonNode frame;
            try {
                frame = json.readTree(text);
            } catch (JsonProcessingException e) {
                return;
            }
            Pending envelope = pending.remove(frame.path("envelope_id").asText());
            if (envelope != null) {
                stop(envelope);
                envelope.fate.acknowledged(frame.path("payload"));
            }
        }
    }

    /** Asks every client to come back on another socket, as Slack does some times a day. */
    void refresh() {
        synchronized (lock) {
            ObjectNode frame = JsonNodeFactory.instance.objectNode();
            frame.put("type", "disconnect");
            frame.put("reason", "refresh_requested");
            frame.putObject("debug_info").put("host", "applink-1");
            sockets.forEach(socket -> write(socket, frame));
        }
    }

    /** Drops every TCP connection without a word. */
    void drop() {
        synchronized (lock) {
            List.copyOf(sockets).forEach(Session::disconnect);
            sockets.clear();
        }
    }

    private void deliver(String id, Pending envelope) {
        if (envelope.attempts > 0) {
            envelope.frame.put("retry_attempt", envelope.attempts);
            envelope.frame.put("retry_reason", "timeout");
        }
        if (transmit(envelope)) {
            envelope.attempts++;
        }
        stop(envelope);
        envelope.timer = timers.schedule(() -> timeout(id), ACK_SECONDS, TimeUnit.SECONDS);
    }

    private boolean transmit(Pending envelope) {
        if (open() == 0) {
            envelope.sentOn = null;
            return false;
        }
        Session socket = sockets.get(turn++ % sockets.size());
        envelope.sentOn = socket;
        write(socket, envelope.frame);
        return true;
    }

    private void timeout(String id) {
        synchronized (lock) {
            Pending envelope = pending.get(id);
            if (envelope == null) {
                return;
            }
            envelope.timer = null;
            if (envelope.attempts > 1) {
                pending.remove(id);
                return;
            }
            envelope.fate.timedOut();
            if (open() > 0) {
                deliver(id, envelope);
            }
            forgetOldest();
        }
    }

    private void forgetOldest() {
        Iterator<Pending> all = pending.values().iterator();
        while (pending.size() > 100 && all.hasNext()) {
            stop(all.next());
            all.remove();
        }
    }

    private static void stop(Pending envelope) {
        if (envelope.timer != null) {
            envelope.timer.cancel(false);
            envelope.timer = null;
        }
    }

    private static void write(Session socket, ObjectNode frame) {
        socket.sendText(frame.toString(), Callback.NOOP);
    }
}
