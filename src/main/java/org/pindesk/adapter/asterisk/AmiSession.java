package org.pindesk.adapter.asterisk;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pindesk.adapter.wire.LineConnection;
import org.pindesk.adapter.wire.SignIn;
import org.pindesk.core.BackendException;
import org.pindesk.core.Problem;
import org.pindesk.core.Secret;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One signed-in connection to AMI. Signs in by challenge, so that the secret itself is never sent. Logs names of actions and nothing that
 * went to and fro.
 */
final class AmiSession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AmiSession.class);
    private static final String GREETING = "Asterisk Call Manager/";
    /** A few ten thousand mailboxes. */
    private static final int LONGEST_ANSWER = 8 << 20;
    /** Asterisk takes 1024 bytes a line, and drops what is longer. */
    private static final int LONGEST_LINE = 1000;

    private static final int MOST_EVENTS = 1000;

    private final String system;
    private final LineConnection connection;
    private int lastId;

    private AmiSession(String system, LineConnection connection) {
        this.system = system;
        this.connection = connection;
    }

    /**
     * Connects and signs in.
     *
     * @param left for the whole conversation
     * @throws BackendException {@link Problem#UNREACHABLE}, {@link Problem#UNTRUSTED_TLS}, {@link Problem#BAD_CREDENTIALS}, {@link
     *     Problem#WRONG_ENDPOINT} when what answers is no AMI, {@link Problem#NO_ANSWER}, {@link Problem#GARBLED}
     */
    static AmiSession open(AsteriskSettings settings, SignIn signIn, Duration left) {
        long until = System.nanoTime() + left.toNanos();
        try (SignIn.Turn turn = signIn.begin(left)) {
            Duration rest = Duration.ofNanos(Math.max(1_000_000, until - System.nanoTime()));
            LineConnection connection = LineConnection.open(
                    settings.id(),
                    settings.host(),
                    settings.port(),
                    settings.trust(),
                    settings.connectTimeout(),
                    rest,
                    LONGEST_ANSWER);
            AmiSession session = new AmiSession(settings.id(), connection);
            boolean in = false;
            try {
                session.signIn(signIn, turn);
                in = true;
                return session;
            } finally {
                if (!in) {
                    connection.close();
                }
            }
        }
    }

    /** The challenge is asked for before the greeting is waited for: what waits for its client, such as HTTP, then answers too. */
    private void signIn(SignIn signIn, SignIn.Turn turn) {
        String id = send("Challenge", Map.of("AuthType", "MD5"));
        if (!connection.readLine().startsWith(GREETING)) {
            throw new BackendException(
                    Problem.WRONG_ENDPOINT, system, "what answers is no AMI of Asterisk; check host and port");
        }
        AmiAnswer challenge = read(id);
        String value = challenge
                .field("Challenge")
                .filter(text -> challenge.success() && !text.isEmpty())
                .orElseThrow(() -> garbled("Challenge"));
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("AuthType", "MD5");
        fields.put("Username", signIn.account());
        fields.put("Key", key(value, turn.password()));
        fields.put("Events", "off");
        AmiAnswer answer = read(send("Login", fields));
        if (answer.error()) {
            turn.refused("AMI refused the sign-in");
            throw new BackendException(
                    Problem.BAD_CREDENTIALS,
                    system,
                    "manager user " + signIn.account()
                            + " was refused (wrong secret, or its permit line does not name this machine); not tried"
                            + " again until " + signIn.key() + " is changed");
        }
        if (!answer.success()) {
            throw garbled("Login");
        }
    }

    /**
     * Asks and waits for the answer.
     *
     * @param fields no value may hold a line end
     * @return a success or an error, whole
     * @throws BackendException {@link Problem#REFUSED} before anything is sent, where AMI could not take a line as it is; {@link
     *     Problem#NO_ANSWER} or {@link Problem#GARBLED} afterwards
     */
    AmiAnswer ask(String action, Map<String, String> fields) {
        AmiAnswer answer = read(send(action, fields));
        LOG.debug("{} {} -> {}", system, action, answer.success() ? "Success" : "Error");
        if (!answer.success() && !answer.error()) {
            throw garbled(action);
        }
        return answer;
    }

    /**
     * As {@link #ask}, for questions whose error is no answer.
     *
     * @throws BackendException also {@link Problem#NOT_PERMITTED} where the manager user may not ask, {@link Problem#REFUSED}
     */
    AmiAnswer need(String action, Map<String, String> fields) {
        AmiAnswer answer = ask(action, fields);
        if (answer.success()) {
            return answer;
        }
        // texts differ between versions; the list of what this user may do does not
        AmiAnswer commands = ask("ListCommands", Map.of());
        if (commands.success() && commands.field(action).isEmpty()) {
            throw new BackendException(
                    Problem.NOT_PERMITTED,
                    system,
                    action
                            + " is not permitted to the manager user; it needs write = config,reporting in manager.conf");
        }
        throw new BackendException(Problem.REFUSED, system, action + ": " + answer.words());
    }

    private String send(String action, Map<String, String> fields) {
        String id = "pindesk-" + ++lastId;
        StringBuilder text = new StringBuilder("Action: " + action + "\r\nActionID: " + id + "\r\n");
        fields.forEach((name, value) -> text.append(line(action, name, value)).append("\r\n"));
        connection.nextAnswer();
        connection.send(text.append("\r\n").toString());
        return id;
    }

    private String line(String action, String name, String value) {
        String line = name + ": " + value;
        if (line.chars().anyMatch(c -> c < ' ' && c != '\t' || c == 0x7f || c > 0xff)) {
            throw new BackendException(
                    Problem.REFUSED, system, action + ": " + name + " holds a character that AMI cannot carry");
        }
        if (line.length() > LONGEST_LINE) {
            throw new BackendException(Problem.REFUSED, system, action + ": " + name + " is longer than AMI takes");
        }
        return line;
    }

    private AmiAnswer read(String id) {
        for (int events = 0; events < MOST_EVENTS; events++) {
            List<String> lines = new ArrayList<>();
            for (String line = connection.readLine(); !line.isEmpty(); line = connection.readLine()) {
                lines.add(line);
            }
            AmiAnswer answer = new AmiAnswer(lines);
            if (!answer.event()) {
                if (answer.field("ActionID").filter(id::equals).isEmpty()) {
                    throw new BackendException(Problem.GARBLED, system, "the answer is not one to this question");
                }
                return answer;
            }
        }
        throw new BackendException(Problem.GARBLED, system, "events without end, and no answer");
    }

    private BackendException garbled(String action) {
        return new BackendException(Problem.GARBLED, system, action + ": the answer is not what AMI says");
    }

    private static String key(String challenge, Secret secret) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            return HexFormat.of().formatHex(md5.digest((challenge + secret.open()).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime has no MD5, which AMI asks for", e);
        }
    }

    /** Without a farewell: the connection is all there is of it. */
    @Override
    public void close() {
        connection.close();
    }
}
