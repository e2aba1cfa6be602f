package org.pindesk.adapter.wire;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import org.pindesk.core.Secret;
import org.pindesk.port.Settings;
import org.pindesk.port.Settings.Hint;

/** The keys that a system has whatever its protocol: whom to trust, service accounts, time. What is missing or wrong is noted, as {@link Settings} says. */
public final class SystemKeys {
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Duration STOCK = Duration.ofSeconds(10);
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(5);

    private final Settings settings;
    private final String team;

    /**
     * @param team who knows the values, for people who have to ask
     */
    public SystemKeys(Settings settings, String team) {
        this.settings = settings;
        this.team = team;
    }

    /** Reads {@code https://HOST…} without a user in it, for {@link Settings#need}. */
    public static URI https(String value) {
        URI url = URI.create(value);
        if (!"https".equals(url.getScheme()) || url.getHost() == null || url.getUserInfo() != null) {
            throw new IllegalArgumentException();
        }
        return url;
    }

    /**
     * Exactly one of {@code CA_FILE} and {@code CERT_SHA256}.
     *
     * @param port at which the server shows its certificate, for the hint
     */
    public Optional<TlsTrust> needTrust(int port) {
        Optional<TlsTrust> ca = ca();
        Optional<TlsTrust> pin = pin(port);
        if (settings.sound() && ca.isPresent() == pin.isPresent()) {
            settings.problem(
                    "CA_FILE",
                    "or " + settings.key("CERT_SHA256")
                            + ": set exactly one, so that it is known which server to trust");
        }
        return ca.or(() -> pin);
    }

    /** As {@link #needTrust}, but where neither is set the CAs of the Java runtime are trusted. */
    public TlsTrust trust(int port) {
        Optional<TlsTrust> ca = ca();
        Optional<TlsTrust> pin = pin(port);
        if (ca.isPresent() && pin.isPresent()) {
            settings.problem("CA_FILE", "and " + settings.key("CERT_SHA256") + " exclude each other: set one or none");
        }
        return ca.or(() -> pin).orElseGet(TlsTrust::jvmDefault);
    }

    private Optional<TlsTrust> ca() {
        return settings.find(
                "CA_FILE",
                new Hint("a PEM file with the CA's certificate", team),
                value -> TlsTrust.pemFile(Path.of(value)));
    }

    private Optional<TlsTrust> pin(int port) {
        return settings.find(
                "CERT_SHA256",
                new Hint(
                        "64 hex digits, with or without colons",
                        "openssl s_client -connect HOST:" + port
                                + " </dev/null | openssl x509 -noout -fingerprint -sha256"),
                TlsTrust::pin);
    }

    /**
     * The account for reading, {@code USER} and {@code PASSWORD}, both needed.
     *
     * @param user which account that is, in words
     * @param password likewise
     */
    public <A> Optional<A> reader(String user, String password, BiFunction<String, Secret, A> account) {
        Optional<String> name = settings.text("USER", new Hint(user, team));
        Optional<Secret> secret = settings.needSecret("PASSWORD", new Hint(password, team), any -> true);
        return name.flatMap(known -> secret.map(with -> account.apply(known, with)));
    }

    /**
     * The account for changes, {@code WRITE_USER} and {@code WRITE_PASSWORD}, both or none.
     *
     * @param both which account that is, in words
     */
    public <A> Optional<A> writer(String both, BiFunction<String, Secret, A> account) {
        Hint hint = new Hint(both, team);
        Optional<String> name = settings.find("WRITE_USER", hint, value -> value);
        Optional<Secret> secret = settings.findSecret("WRITE_PASSWORD", hint, any -> true);
        if (name.isPresent() != secret.isPresent()) {
            settings.problem(
                    name.isPresent() ? "WRITE_PASSWORD" : "WRITE_USER",
                    "is missing beside its other half. Expected: " + hint.form());
        }
        return name.flatMap(known -> secret.map(with -> account.apply(known, with)));
    }

    /** {@code USERID_FROM}. */
    public UserIdSource userIdSource() {
        String word = settings.choice("USERID_FROM", team, "login", "mail", "mail-local-part");
        return UserIdSource.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** {@code TIMEOUT}, for a whole exchange; 10 s where it is not set, at most a minute. */
    public Duration timeout() {
        return settings.duration("TIMEOUT", "your choice", LONGEST, STOCK);
    }

    /** How long connecting may take of it. */
    public static Duration connectTimeout(Duration timeout) {
        return timeout.compareTo(LONGEST_CONNECT) < 0 ? timeout : LONGEST_CONNECT;
    }
}
