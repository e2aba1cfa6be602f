package org.pindesk.demo;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pindesk.adapter.totp.TimeBasedCodes;
import org.pindesk.app.Enrolment;
import org.pindesk.app.Terminal;
import org.pindesk.core.Secret;

/** The authenticator apps on people's telephones. They get their keys as everywhere: from what the product's own enrolment prints. */
final class AuthenticatorApps {
    /** The code that proves an enrolment is used up; with the one of the step before, the first one that is shown is still good. */
    private static final Duration BEFORE = Duration.ofSeconds(30);

    private static final String SECRET = "secret=";

    private final Clock clock;
    private final Map<String, Secret> keys = new HashMap<>();

    AuthenticatorApps(Clock clock) {
        this.clock = clock;
    }

    /** An administrator enrols these people, one after the other; the bot must not run yet. */
    void enrol(Map<String, String> environment, List<String> accounts) {
        Scanning terminal = new Scanning();
        try (Enrolment enrolment = Enrolment.open(environment, clock, terminal, true)) {
            for (String account : accounts) {
                if (!enrolment.add(account)) {
                    throw new IllegalStateException("the authenticator of " + account + " could not be enrolled");
                }
                keys.put(account, terminal.key());
            }
        }
    }

    /** What the app shows now, as {@code 123 456}; null when this person has none. */
    @Nullable
    String code(String account) {
        Secret key = keys.get(account);
        if (key == null) {
            return null;
        }
        String code = TimeBasedCodes.codeAt(key, clock.instant()).open();
        return code.substring(0, 3) + " " + code.substring(3);
    }

    /** Seconds until the next code. */
    long secondsLeft() {
        return BEFORE.toSeconds() - Math.floorMod(clock.instant().getEpochSecond(), BEFORE.toSeconds());
    }

    /** The administrator's terminal, and the telephone that is held in front of it. */
    private final class Scanning implements Terminal {
        private @Nullable Secret scanned;

        @Override
        public boolean interactive() {
            return false;
        }

        @Override
        public void say(String line) {
            if (line.startsWith("otpauth://")) {
                scanned = Arrays.stream(URI.create(line).getQuery().split("&"))
                        .filter(part -> part.startsWith(SECRET))
                        .map(part -> Secret.of(part.substring(SECRET.length())))
                        .findFirst()
                        .orElseThrow();
            }
        }

        @Override
        public String ask(String question) {
            return TimeBasedCodes.codeAt(key(), clock.instant().minus(BEFORE)).open();
        }

        Secret key() {
            Secret key = scanned;
            if (key == null) {
                throw new IllegalStateException("no address with a key was printed");
            }
            return key;
        }
    }
}
