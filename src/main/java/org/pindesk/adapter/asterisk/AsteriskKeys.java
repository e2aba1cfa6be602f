package org.pindesk.adapter.asterisk;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.pindesk.adapter.asterisk.AsteriskSettings.MailboxSource;
import org.pindesk.adapter.wire.ServiceAccount;
import org.pindesk.adapter.wire.SystemKeys;
import org.pindesk.adapter.wire.TlsTrust;
import org.pindesk.port.AuthLatch;
import org.pindesk.port.Pbx;
import org.pindesk.port.Settings;
import org.pindesk.port.Settings.Hint;

/** Reads the keys of one Asterisk, {@code PBX_ID_…}; each stands with its meaning in {@code .env.example}. */
public final class AsteriskKeys {
    private static final String TEAM = "your telephone team";
    private static final String ENCRYPTED = "amis";
    private static final String PLAIN = "ami";
    private static final int TLS_PORT = 5039;
    private static final int PLAIN_PORT = 5038;
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    private AsteriskKeys() {}

    /**
     * What makes the connector of this system once the latch is there; empty when a key is missing or wrong, which is noted then.
     */
    public static Optional<Function<AuthLatch, Pbx>> connector(String id, String name, Settings settings, Clock clock) {
        return read(id, name, settings).map(keys -> latch -> new AsteriskPbx(keys, clock, latch));
    }

    /**
     * @param id as in {@code PBX}
     * @param name what people call the system
     * @return empty when something is missing or wrong, which is noted then
     */
    public static Optional<AsteriskSettings> read(String id, String name, Settings settings) {
        SystemKeys keys = new SystemKeys(settings, TEAM, AsteriskKeys::managerUser);
        Optional<URI> url = settings.need(
                "URL",
                new Hint("amis://pbx.example.com:5039, on this machine also ami://127.0.0.1:5038", TEAM),
                AsteriskKeys::address);
        Optional<ServiceAccount> reader =
                keys.reader("a user of manager.conf with write = config,reporting", "that user's secret");
        Optional<ServiceAccount> writer = keys.writer(
                "a user of manager.conf with write = config,reporting, and its secret; both or none; may be the same");
        boolean encrypted = url.isEmpty() || ENCRYPTED.equals(url.get().getScheme());
        Optional<TlsTrust> trust = encrypted ? keys.needTrust(TLS_PORT) : Optional.empty();
        String context = settings.find(
                        "CONTEXT", new Hint("a context of voicemail.conf, such as default", TEAM), AsteriskKeys::word)
                .orElse("default");
        String from = settings.choice("MAILBOX_FROM", TEAM, "numbers", "login", "mail-local-part");
        Duration timeout = keys.timeout();
        if (!settings.sound()) {
            return Optional.empty();
        }
        int port = url.orElseThrow().getPort();
        return Optional.of(new AsteriskSettings(
                id,
                name,
                url.orElseThrow().getHost(),
                port > 0 ? port : encrypted ? TLS_PORT : PLAIN_PORT,
                trust.orElse(null),
                context,
                MailboxSource.valueOf(from.toUpperCase(Locale.ROOT).replace('-', '_')),
                reader.orElseThrow(),
                writer.orElse(null),
                SystemKeys.connectTimeout(timeout),
                timeout));
    }

    private static URI address(String value) {
        URI url = URI.create(value);
        boolean plain = PLAIN.equals(url.getScheme()) && LOOPBACK.contains(String.valueOf(url.getHost()));
        require(url.getHost() != null && (plain || ENCRYPTED.equals(url.getScheme())));
        require(url.getUserInfo() == null
                && url.getRawQuery() == null
                && url.getRawPath().isEmpty());
        return url;
    }

    /** One line of AMI: nothing that ends it. */
    private static String managerUser(String value) {
        require(value.matches("[\\x21-\\x7e]{1,80}"));
        return value;
    }

    private static String word(String value) {
        require(value.matches("[A-Za-z0-9_.-]{1,79}") && !value.equals(VoicemailFile.GENERAL));
        return value;
    }

    private static void require(boolean wellFormed) {
        if (!wellFormed) {
            throw new IllegalArgumentException();
        }
    }
}
