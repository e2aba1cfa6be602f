package org.pindesk.demo.discord;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.websocket.WsContext;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;

/**
 * The gateway: sockets, sessions that outlive them, heartbeats, identifying and resuming. Not enforced: one IDENTIFY in five seconds, 120
 * events a minute, compression. What happens while no session is connected waits in the newest one for its RESUME. All state under the
 * simulator's lock.
 */
final class Gateway {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int REMEMBERED = 500;
    private static final int MOST_SESSIONS = 20;
    private static final int IDENTIFIES_A_DAY = 1000;
    /** GUILD_MEMBERS, GUILD_PRESENCES, MESSAGE_CONTENT. */
    private static final int PRIVILEGED = 1 << 1 | 1 << 8 | 1 << 15;

    private final Object lock;
    private final ScheduledExecutorService timers;
    private final Guild guild;
    private final Payloads payloads;
    private final Supplier<String> url;
    private final ObjectMapper json = new ObjectMapper();
    private final Map<Session, Socket> sockets = new HashMap<>();
    private final Map<String, GatewaySession> sessions = new LinkedHashMap<>();
    private boolean tokenTaken = true;
    private int identifies;
    private int resumes;
    private int numbers;
    private int heartbeatMillis = 41_250;

    private static final class Socket {
        @Nullable
        GatewaySession session;

        long heard = System.nanoTime();
    }

    private static final class GatewaySession {
        final String id;
        final Deque<ObjectNode> sent = new ArrayDeque<>();
        int sequence;

        @Nullable
        Session socket;

        GatewaySession(String id) {
            this.id = id;
        }
    }

    Gateway(Object lock, ScheduledExecutorService timers, Guild guild, Payloads payloads, Supplier<String> url) {
        this.lock = lock;
        this.timers = timers;
        this.guild = guild;
        this.payloads = payloads;
        this.url = url;
    }

    int identifies() {
        synchronized (lock) {
            return identifies;
        }
    }

    int resumes() {
        synchronized (lock) {
            return resumes;
        }
    }

    /** Sessions with a socket. */
    int connectedSessions() {
        synchronized (lock) {
            return (int) sessions.values().stream()
                    .filter(session -> session.socket != null)
                    .count();
        }
    }

    /** For sockets opened from now on. */
    void heartbeat(int millis) {
        synchronized (lock) {
            heartbeatMillis = millis;
        }
    }

    /** Without the token every session ends with 4004, and no new one begins. */
    void takeToken(boolean taken) {
        synchronized (lock) {
            tokenTaken = taken;
            if (!taken) {
                sessions.clear();
                closeAll(4004, "Authentication failed.");
            }
        }
    }

    void connected(WsContext context) {
        synchronized (lock) {
            Session socket = context.session;
            sockets.put(socket, new Socket());
            ObjectNode hello = frame(10);
            hello.putObject("d").put("heartbeat_interval", heartbeatMillis);
            write(socket, hello);
            watch(socket, heartbeatMillis);
        }
    }

    private void watch(Session socket, int interval) {
        timers.schedule(
                () -> {
                    synchronized (lock) {
                        Socket known = sockets.get(socket);
                        if (known == null) {
                            return;
                        }
                        if (System.nanoTime() - known.heard > TimeUnit.MILLISECONDS.toNanos(interval * 2L)) {
                            guild.violation("no heartbeat within twice the interval");
                            close(socket, 4009, "Session timed out.");
                        } else {
                            watch(socket, interval);
                        }
                    }
                },
                interval,
                TimeUnit.MILLISECONDS);
    }

    void closed(WsContext context) {
        synchronized (lock) {
            forget(context.session);
        }
    }

    /** A client that closes with 1000 or 1001 ends its session. */
    void closed(WsContext context, int status) {
        synchronized (lock) {
            Socket socket = sockets.get(context.session);
            if (socket != null && socket.session != null && (status == 1000 || status == 1001)) {
                sessions.remove(socket.session.id);
            }
            forget(context.session);
        }
    }

    private void forget(Session socket) {
        Socket known = sockets.remove(socket);
        if (known != null && known.session != null && socket.equals(known.session.socket)) {
            known.session.socket = null;
        }
    }

    void received(WsContext context, String text) {
        synchronized (lock) {
            Session socket = context.session;
            Socket known = sockets.get(socket);
            if (known == null) {
                return;
            }
            JsonNode frame;
            try {
                frame = json.readTree(text);
            } catch (JsonProcessingException e) {
                refuse(socket, 4002, "Error while decoding payload.");
                return;
            }
            JsonNode data = frame.path("d");
            switch (frame.path("op").asInt(-1)) {
                case 1 -> {
                    known.heard = System.nanoTime();
                    write(socket, frame(11));
                }
                case 2 -> identify(socket, known, data);
                case 6 -> resume(socket, known, data);
                case 3, 4, 8 -> {
                    if (known.session == null) {
                        refuse(socket, 4003, "Not authenticated.");
                    }
                }
                default -> refuse(socket, 4001, "Unknown opcode.");
            }
        }
    }

    private void identify(Session socket, Socket known, JsonNode data) {
        identifies++;
        if (known.session != null) {
            refuse(socket, 4005, "Already authenticated.");
        } else if (!authentic(data)) {
            close(socket, 4004, "Authentication failed.");
        } else if (!data.path("intents").isIntegralNumber()
                || !data.path("properties").isObject()) {
            refuse(socket, 4013, "Invalid intent(s).");
        } else if ((data.path("intents").asInt() & PRIVILEGED) != 0) {
            refuse(socket, 4014, "Disallowed intent(s).");
        } else if (identifies > IDENTIFIES_A_DAY) {
            refuse(socket, 4004, "Authentication failed.");
        } else {
            GatewaySession session = new GatewaySession("session-" + (++numbers));
            sessions.put(session.id, session);
            while (sessions.size() > MOST_SESSIONS) {
                sessions.remove(sessions.keySet().iterator().next());
            }
            attach(socket, known, session);
            dispatch(session, "READY", payloads.ready(session.id, url.get()));
            dispatch(session, "GUILD_CREATE", payloads.guildCreate());
        }
    }

    private void resume(Session socket, Socket known, JsonNode data) {
        GatewaySession session = sessions.get(data.path("session_id").asText());
        if (!authentic(data)) {
            close(socket, 4004, "Authentication failed.");
        } else if (session == null) {
            write(socket, frame(9).put("d", false));
        } else {
            resumes++;
            attach(socket, known, session);
            int seen = data.path("seq").asInt();
            session.sent.stream().filter(sent -> sent.path("s").asInt() > seen).forEach(sent -> write(socket, sent));
            dispatch(session, "RESUMED", JSON.objectNode());
        }
    }

    private boolean authentic(JsonNode data) {
        return tokenTaken && data.path("token").asText().equals(DiscordSimulator.BOT_TOKEN);
    }

    private static void attach(Session socket, Socket known, GatewaySession session) {
        known.session = session;
        session.socket = socket;
    }

    /** Tells the bot: every connected session, or the newest of the others, which has it once it resumes. */
    void dispatch(String type, ObjectNode data) {
        synchronized (lock) {
            List<GatewaySession> connected = sessions.values().stream()
                    .filter(session -> session.socket != null)
                    .toList();
            List<GatewaySession> told = connected.isEmpty() ? List.copyOf(sessions.values()) : connected;
            (connected.isEmpty() && !told.isEmpty() ? told.subList(told.size() - 1, told.size()) : told)
                    .forEach(session -> dispatch(session, type, data));
        }
    }

    private static void dispatch(GatewaySession session, String type, ObjectNode data) {
        ObjectNode frame = frame(0);
        frame.put("s", ++session.sequence).put("t", type);
        frame.set("d", data);
        session.sent.add(frame);
        while (session.sent.size() > REMEMBERED) {
            session.sent.remove();
        }
        Session socket = session.socket;
        if (socket != null) {
            write(socket, frame);
        }
    }

    /** Asks every client to come back and resume. */
    void reconnect() {
        synchronized (lock) {
            sockets.keySet().forEach(socket -> write(socket, frame(7)));
        }
    }

    /** Tells every client that its session is over; whether it may be resumed all the same. */
    void invalidSession(boolean resumable) {
        synchronized (lock) {
            if (!resumable) {
                sessions.clear();
            }
            List.copyOf(sockets.keySet()).forEach(socket -> write(socket, frame(9).put("d", resumable)));
        }
    }

    /** Drops every TCP connection without a word; sessions stay. */
    void drop() {
        synchronized (lock) {
            List.copyOf(sockets.keySet()).forEach(socket -> {
                forget(socket);
                socket.disconnect();
            });
        }
    }

    private void refuse(Session socket, int code, String reason) {
        guild.violation("gateway: " + code + " " + reason);
        close(socket, code, reason);
    }

    private void closeAll(int code, String reason) {
        List.copyOf(sockets.keySet()).forEach(socket -> close(socket, code, reason));
    }

    private void close(Session socket, int code, String reason) {
        forget(socket);
        socket.close(code, reason, Callback.NOOP);
    }

    private static ObjectNode frame(int op) {
        ObjectNode frame = JSON.objectNode();
        frame.put("op", op).putNull("s").putNull("t").putNull("d");
        return frame;
    }

    private static void write(Session socket, ObjectNode frame) {
        socket.sendText(frame.toString(), Callback.NOOP);
    }
}
