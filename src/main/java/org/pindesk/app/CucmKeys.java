package org.pindesk.app;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.pindesk.core.Secret;
import org.pindesk.port.Settings;
import org.pindesk.port.Settings.Hint;

/**
 * The keys of one CUCM cluster, {@code PBX_ID_…}.
 *
 * @param url the publisher
 * @param schema AXL schema version
 * @param reader account for reading
 * @param writer account for resets; empty = this cluster is never written to
 * @param caFile PEM file of the CA to trust; exactly one of this and {@code certSha256} is there
 * @param certSha256 lower-case hex digest of the one certificate to trust
 * @param userIdFrom login, mail or mail-local-part
 * @param endUserRoles roles that an ordinary end user may hold
 * @param mustChange whether a new PIN must be changed at the first sign-in
 * @param timeout for a whole exchange
 */
public record CucmKeys(
        URI url,
        String schema,
        ServiceAccount reader,
        Optional<ServiceAccount> writer,
        Optional<Path> caFile,
        Optional<String> certSha256,
        String userIdFrom,
        List<String> endUserRoles,
        boolean mustChange,
        Duration timeout) {
    private static final String TEAM = "your telephone team";

    /** What the stock group "Standard CCM End Users" carries. */
    private static final List<String> STANDARD_ROLES =
            List.of("Standard CCM End Users", "Standard CCMUSER Administration");

    /** A service account's name and password. */
    public record ServiceAccount(String user, Secret password) {}

    /** Empty when something is missing or wrong, which is noted then. */
    public static Optional<CucmKeys> read(Settings settings) {
        Optional<URI> url =
                settings.need("URL", new Hint("https://cucm.example.com:8443 (the publisher)", TEAM), CucmKeys::https);
        String schema = settings.choice("SCHEMA", "12.5 serves CUCM 12.5, 14 and 15", "12.5", "14.0", "15.0");
        Optional<ServiceAccount> reader = reader(settings);
        Optional<ServiceAccount> writer = writer(settings);
        Optional<Path> ca =
                settings.find("CA_FILE", new Hint("a PEM file with the CA's certificate", TEAM), CucmKeys::file);
        Optional<String> pin = settings.find(
                "CERT_SHA256",
                new Hint(
                        "64 hex digits, with or without colons",
                        "openssl s_client -connect HOST:8443 </dev/null | openssl x509 -noout -fingerprint -sha256"),
                CucmKeys::fingerprint);
        if (settings.sound() && ca.isPresent() == pin.isPresent()) {
            settings.problem(
                    "CA_FILE",
                    "or " + settings.key("CERT_SHA256")
                            + ": set exactly one, so that it is known which server to trust");
        }
        String from = settings.choice("USERID_FROM", TEAM, "login", "mail", "mail-local-part");
        List<String> roles = settings.find(
                        "END_USER_ROLES",
                        new Hint("Standard CCM End Users;Standard CCMUSER Administration", TEAM),
                        value -> Settings.split(value, ";"))
                .orElse(STANDARD_ROLES);
        boolean mustChange = settings.flag("MUST_CHANGE", "your choice", false);
        Duration timeout = settings.duration("TIMEOUT", "your choice", Duration.ofMinutes(1), Duration.ofSeconds(10));
        return settings.sound()
                ? Optional.of(new CucmKeys(
                        url.orElseThrow(),
                        schema,
                        reader.orElseThrow(),
                        writer,
                        ca,
                        pin,
                        from,
                        roles,
                        mustChange,
                        timeout))
                : Optional.empty();
    }

    private static Optional<ServiceAccount> reader(Settings settings) {
        Optional<String> user = settings.text(
                "USER", new Hint("an application user with the role Standard AXL Read Only API Access", TEAM));
        Optional<Secret> password =
                settings.needSecret("PASSWORD", new Hint("that user's password", TEAM), any -> true);
        return user.isPresent() && password.isPresent()
                ? Optional.of(new ServiceAccount(user.get(), password.get()))
                : Optional.empty();
    }

    private static Optional<ServiceAccount> writer(Settings settings) {
        Hint hint = new Hint(
                "an application user with the role Standard AXL API Access, and its password; both or none", TEAM);
        Optional<String> user = settings.find("WRITE_USER", hint, value -> value);
        Optional<Secret> password = settings.findSecret("WRITE_PASSWORD", hint, any -> true);
        if (user.isPresent() != password.isPresent()) {
            settings.problem(
                    user.isPresent() ? "WRITE_PASSWORD" : "WRITE_USER",
                    "is missing beside its other half. Expected: " + hint.form());
            return Optional.empty();
        }
        return user.map(name -> new ServiceAccount(name, password.orElseThrow()));
    }

    private static URI https(String value) {
        URI url = URI.create(value);
        if (!"https".equals(url.getScheme()) || url.getHost() == null || url.getUserInfo() != null) {
            throw new IllegalArgumentException();
        }
        return url;
    }

    private static Path file(String value) {
        Path path = Path.of(value);
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            throw new IllegalArgumentException();
        }
        return path;
    }

    private static String fingerprint(String value) {
        String hex = value.replace(":", "").toLowerCase(Locale.ROOT);
        if (!hex.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException();
        }
        return hex;
    }
}
