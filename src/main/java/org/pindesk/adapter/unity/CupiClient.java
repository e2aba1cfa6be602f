package org.pindesk.adapter.unity;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pindesk.adapter.wire.Access;
import org.pindesk.adapter.wire.Http;
import org.pindesk.adapter.wire.HttpAnswer;
import org.pindesk.adapter.wire.HttpCall;
import org.pindesk.adapter.wire.ServiceAccount;
import org.pindesk.adapter.wire.SignIn;
import org.pindesk.core.BackendException;
import org.pindesk.core.Problem;

/**
 * CUPI with one service account. Each request carries the password (Basic), so one goes after the other; CUPI's answers set session
 * cookies, but its guide offers no sign-in with them, so they are ignored. Nothing is ever repeated that may have arrived.
 */
final class CupiClient {
    private final UnitySettings settings;
    private final ServiceAccount account;
    private final SignIn signIn;
    private final Http http;

    CupiClient(UnitySettings settings, ServiceAccount account, SignIn signIn, Http http) {
        this.settings = settings;
        this.account = account;
        this.signIn = signIn;
        this.http = http;
    }

    /** Somebody has put the service account right: its password may be sent again. */
    void allowSignIn() {
        signIn.allowAgain();
    }

    Conversation begin() {
        return new Conversation();
    }

    /**
     * The requests of one operation. What 401 means depends on where it stands: first, the password is wrong, which is remembered and
     * never tried again; after an answer to the same password a moment ago, the account may not do this one thing ("Not Authorized"),
     * which must not end all sign-ins. The request after such a 401 is preceded by the first one again, so that a password that was
     * changed in between costs two bad sign-ins and no more. Not thread-safe.
     */
    final class Conversation {
        private boolean accepted;
        private boolean doubted;
        private @Nullable HttpCall worked;

        /**
         * The object at an address; empty on 404.
         *
         * @param path below {@code /vmrest/}, encoded
         * @throws BackendException when there is no whole, understood answer
         */
        Optional<CupiObject> read(String path) {
            HttpAnswer answer =
                    send(Access.READ, HttpCall.get(settings.baseUrl().resolve(path), headers()), "reading");
            if (answer.status() == 404) {
                return Optional.empty();
            }
            if (answer.status() != 200) {
                throw refused("reading", answer);
            }
            return Optional.of(CupiFormat.parse(settings.id(), answer.body()));
        }

        /**
         * Changes the object at an address.
         *
         * @return the answer, whatever it is, but 401 where that means a wrong password
         * @throws BackendException when there is no whole answer
         */
        HttpAnswer write(String path, Map<String, String> fields) {
            URI uri = settings.baseUrl().resolve(path);
            return send(Access.WRITE, HttpCall.put(uri, writeHeaders(), CupiFormat.json(fields)), "writing");
        }

        private HttpAnswer send(Access access, HttpCall call, String what) {
            HttpCall whatWorked = worked;
            if (doubted && whatWorked != null) {
                // only what was answered before tells whether the password still holds
                accepted = false;
                doubted = false;
                exchange(Access.READ, whatWorked, "reading again");
            }
            HttpAnswer answer = exchange(access, call, what);
            if (worked == null && access == Access.READ) {
                worked = call;
            }
            return answer;
        }

        private HttpAnswer exchange(Access access, HttpCall call, String what) {
            boolean known = accepted;
            HttpAnswer answer = http.call(
                    settings.id(),
                    access,
                    call.signedIn(signIn, () -> known ? authorization() : null, any -> {}),
                    access == Access.READ ? settings.readDeadline() : settings.writeDeadline());
            doubted = answer.status() == 401;
            if (doubted && !known) {
                throw new BackendException(
                        Problem.BAD_CREDENTIALS,
                        settings.id(),
                        what + ": HTTP 401: wrong password of service account " + signIn.account()
                                + ", or it may not use CUPI; not tried again until " + signIn.key() + " is changed");
            }
            accepted = !doubted;
            return answer;
        }

        private Map<String, String> authorization() {
            String pair = account.user() + ":" + account.password().open();
            return Map.of(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static Map<String, String> headers() {
        return Map.of("Accept", "application/json");
    }

    private static Map<String, String> writeHeaders() {
        return Map.of("Accept", "application/json", "Content-Type", "application/json");
    }

    private BackendException refused(String what, HttpAnswer answer) {
        CupiError error = CupiError.of(settings.id(), answer);
        String words = what + ": " + error.words();
        if (error.notAuthorized()) {
            return trouble(Problem.NOT_PERMITTED, words + ": service account " + signIn.account() + " lacks the right");
        }
        return switch (answer.status()) {
            case 405, 410 -> trouble(Problem.WRONG_ENDPOINT, words + ": no CUPI at this address; it is https://HOST");
            case 429, 503 -> trouble(Problem.BUSY, words + ": the system is overloaded; nothing was done");
            default ->
                error.nothingDone()
                        ? trouble(Problem.REFUSED, words)
                        : trouble(Problem.GARBLED, words + " is no answer");
        };
    }

    private BackendException trouble(Problem problem, String words) {
        return new BackendException(problem, settings.id(), words);
    }

    /** A value as part of an address. */
    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
