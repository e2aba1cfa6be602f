package org.pindesk.adapter.wire;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
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
    private final UnaryOperator<String> accountName;

    /**
     * @param team who knows the values, for people who have to ask
     */
    public SystemKeys(Settings settings, String team) {
        this(settings, team, UnaryOperator.identity());
    }

    /**
     * @param team who knows the values, for people who have to ask
     * @param accountName reads the name of a service account; throws {@link RuntimeException} when its form is wrong
     */
    public SystemKeys(Settings settings, String team, UnaryOperator<String> accountName) {
        this.settings = settings;
        this.team = team;
        this.accountName = accountName;
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
    public Optional<ServiceAccount> reader(String user, String password) {
        Optional<String> name = settings.need("USER", new Hint(user, team), accountName);
        Optional<Secret> secret = settings.needSecret("PASSWORD", new Hint(password, team), any -> true);
        return name.flatMap(known -> secret.map(with -> new ServiceAccount(known, with)));
    }

    /**
     * The account for changes, {@code WRITE_USER} and {@code WRITE_PASSWORD}, both or none.
     *
     * @param both which account that is, in words
     */
    public Optional<ServiceAccount> writer(String both) {
        Hint hint = new Hint(both, team);
        boolean named = settings.find("WRITE_USER", hint, value -> value).isPresent();
        Optional<Secret> secret = settings.findSecret("WRITE_PASSWORD", hint, any -> true);
        if (named != secret.isPresent()) {
            settings.problem(
                    named ? "WRITE_PASSWORD" : "WRITE_USER",
                    "is missing beside its other half. Expected: " + hint.form());
        }
        return settings.find("WRITE_USER", hint, accountName)
                .flatMap(known -> secret.map(with -> new ServiceAccount(known, with)));
    }

    /** {@code USERID_FROM}. */
    public UserIdSource userIdSource() {
        String word = settings.choice("USERID_FROM", team, "login", "mail", "mail-local-part");
        return UserIdSource.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** {@code TIME_ZONE}, in which the system writes times without saying so; empty where that is not known. */
    public Optional<ZoneId> timeZone() {
        return settings.find("TIME_ZONE", new Hint("a time zone such as Europe/Berlin", team), ZoneId::of);
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
