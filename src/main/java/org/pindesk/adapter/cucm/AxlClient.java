package org.pindesk.adapter.cucm;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pindesk.adapter.wire.Access;
import org.pindesk.adapter.wire.Http;
import org.pindesk.adapter.wire.HttpAnswer;
import org.pindesk.adapter.wire.HttpCall;
import org.pindesk.adapter.wire.SignIn;
import org.pindesk.adapter.wire.Soap;
import org.pindesk.adapter.wire.XmlElement;
import org.pindesk.adapter.wire.XmlOut;
import org.pindesk.core.BackendException;
import org.pindesk.core.Problem;

/**
 * AXL with one service account. Keeps the session cookie that CUCM hands out and sends it in place of the password, as Cisco asks for;
 * an ended session is answered with 404, which means that nothing was executed, so that one repetition with the password is safe even
 * for a write. Nothing else is ever repeated. (AXL Developer Guide: authentication, versioning, throttling.)
 */
final class AxlClient {
    private static final String SESSION = "JSESSIONIDSSO";
    private static final int UNSUPPORTED = 599;
    private static final Pattern COOKIE_VALUE = Pattern.compile("[\\w.~+/=-]{1,256}");

    private final CucmSettings settings;
    private final SignIn signIn;
    private final Http http;
    private final SpokenSchema schema;
    private final AtomicReference<@Nullable String> session = new AtomicReference<>();

    /**
     * @param schema shared by all clients of a cluster
     */
    AxlClient(CucmSettings settings, SignIn signIn, Http http, SpokenSchema schema) {
        this.settings = settings;
        this.signIn = signIn;
        this.http = http;
        this.schema = schema;
    }

    /** Writes the children of an operation's element as a generation wants them. */
    interface Children {
        void write(XmlOut xml, Generation generation);
    }

    /** As the other one, for children that are the same in every generation. */
    AxlReply call(AxlOperation operation, Duration deadline, Consumer<XmlOut> children) {
        return call(operation, deadline, (xml, generation) -> children.accept(xml));
    }

    /**
     * Puts the question in the schema that is spoken with this cluster; where that is still to be found out, in older and older ones.
     *
     * @param deadline for everything, repetitions included
     * @throws BackendException when there is no whole, understood answer
     */
    AxlReply call(AxlOperation operation, Duration deadline, Children children) {
        return operation.access() == Access.READ
                ? http.guard().patiently(deadline, AxlClient::outOfMemory, left -> inTurn(operation, left, children))
                : inTurn(operation, deadline, children);
    }

    /** Fault -1, "Maximum AXL Memory Allocation Consumed. Please retry once requests in progress have completed". */
    private static boolean outOfMemory(AxlReply reply) {
        return reply.fault() != null && reply.fault().busy();
    }

    /** One schema after the other, from the one that is spoken to older ones. */
    private AxlReply inTurn(AxlOperation operation, Duration deadline, Children children) {
        long started = System.nanoTime();
        Generation generation = schema.now();
        while (true) {
            HttpAnswer answer = ask(operation, generation, deadline.minusNanos(System.nanoTime() - started), children);
            if (answer.status() != UNSUPPORTED) {
                AxlReply reply = understood(operation, answer);
                schema.taken(generation);
                return reply;
            }
            Optional<Generation> next = schema.after(generation);
            if (next.isEmpty()) {
                throw trouble(
                        Problem.UNSUPPORTED_VERSION,
                        operation,
                        "HTTP " + UNSUPPORTED + ": " + schema.remedy(generation));
            }
            generation = next.get();
        }
    }

    private HttpAnswer ask(AxlOperation operation, Generation generation, Duration deadline, Children children) {
        byte[] envelope =
                Soap.request(generation.namespace(), operation.element(), xml -> children.write(xml, generation));
        long started = System.nanoTime();
        String cookie = session.get();
        HttpAnswer answer = send(operation, generation, envelope, cookie, deadline);
        if (answer.status() == 404 && cookie != null) {
            session.compareAndSet(cookie, null);
            return send(operation, generation, envelope, null, deadline.minusNanos(System.nanoTime() - started));
        }
        return answer;
    }

    /** Somebody has put the service account right: its password may be sent again. */
    void allowSignIn() {
        signIn.allowAgain();
        session.set(null);
    }

    /** Whether questions may be put at the same time: each one without a session waits for the sign-in of the one before. */
    boolean hasSession() {
        return session.get() != null;
    }

    void forgetSession() {
        session.set(null);
    }

    private HttpAnswer send(
            AxlOperation operation,
            Generation generation,
            byte[] envelope,
            @Nullable String cookie,
            Duration deadline) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", "text/xml;charset=UTF-8");
        headers.put("Accept", "text/xml");
        headers.put("SOAPAction", "\"CUCM:DB ver=" + generation.version() + " " + operation.element() + "\"");
        if (cookie != null) {
            headers.put("Cookie", SESSION + "=" + cookie);
        }
        HttpCall call = HttpCall.post(settings.baseUrl(), headers, envelope);
        if (cookie == null) {
            call = call.signedIn(signIn, this::sessionHeader, this::remember);
        }
        HttpAnswer answer =
                exchange(operation, call, deadline.isNegative() || deadline.isZero() ? Duration.ofMillis(1) : deadline);
        remember(answer);
        return answer;
    }

    private @Nullable Map<String, String> sessionHeader() {
        String cookie = session.get();
        return cookie == null ? null : Map.of("Cookie", SESSION + "=" + cookie);
    }

    private void remember(HttpAnswer answer) {
        if (answer.status() == 401) {
            session.set(null);
        } else {
            sessionOf(answer).ifPresent(session::set);
        }
    }

    private HttpAnswer exchange(AxlOperation operation, HttpCall call, Duration deadline) {
        try {
            return http.call(settings.id(), operation.access(), call, deadline);
        } catch (BackendException e) {
            throw OldTls.remedy(e)
                    .map(words -> new BackendException(e.problem(), settings.id(), words, e))
                    .orElse(e);
        }
    }

    private AxlReply understood(AxlOperation operation, HttpAnswer answer) {
        if (!answer.ok() && answer.status() != 500) {
            throw refusedByStatus(operation, answer.status());
        }
        if (answer.status() == 500 && answer.html()) {
            throw trouble(Problem.GARBLED, operation, "HTTP 500 with a web page in place of a fault");
        }
        XmlElement message = Soap.body(settings.id(), answer.body());
        if (Soap.isFault(message)) {
            return new AxlReply(message, AxlFault.of(message));
        }
        if (!answer.ok() || !message.name().equals(operation.element() + "Response")) {
            throw trouble(Problem.GARBLED, operation, "the answer is not one to this question");
        }
        return new AxlReply(message, null);
    }

    private BackendException refusedByStatus(AxlOperation operation, int status) {
        return switch (status) {
            case 401 ->
                trouble(
                        Problem.BAD_CREDENTIALS,
                        operation,
                        "HTTP 401: wrong password of service account " + signIn.account()
                                + ", or an account that may only read was used to write; not tried again until "
                                + signIn.key() + " is changed");
            case 403 ->
                trouble(
                        Problem.NOT_PERMITTED,
                        operation,
                        "HTTP 403: service account " + signIn.account() + " lacks the AXL role");
            case 404, 405 ->
                trouble(
                        Problem.WRONG_ENDPOINT,
                        operation,
                        "HTTP " + status + ": no AXL at this address; it is https://PUBLISHER:8443/axl/ and the"
                                + " Cisco AXL Web Service must be activated");
            case 429, 503 ->
                trouble(
                        Problem.BUSY,
                        operation,
                        "HTTP " + status + ": the system throttles or is overloaded; nothing was done");
            default ->
                status >= 400 && status < 500
                        ? trouble(Problem.REFUSED, operation, "HTTP " + status)
                        : trouble(Problem.GARBLED, operation, "HTTP " + status + " is no answer of AXL");
        };
    }

    private BackendException trouble(Problem problem, AxlOperation operation, String words) {
        return new BackendException(problem, settings.id(), operation.element() + ": " + words);
    }

    private static Optional<String> sessionOf(HttpAnswer answer) {
        return answer.headers("Set-Cookie").stream()
                .map(each -> each.split(";", 2)[0].strip())
                .filter(each -> each.startsWith(SESSION + "="))
                .map(each -> each.substring(SESSION.length() + 1))
                .filter(each -> COOKIE_VALUE.matcher(each).matches())
                .findFirst();
    }
}
