package org.pindesk.adapter.mail;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pindesk.adapter.wire.TlsTrust;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Problem;
import org.pindesk.core.Secret;

/**
 * How to reach the mail server and what letters look like.
 *
 * @param account signs in before each letter; null where the server takes mail from this machine as it is
 * @param trust which certificates are trusted; of no use without TLS
 * @param from whom letters come from
 * @param publicUrl at which people reach the bot's own pages, without a slash at its end; null for letters without links
 * @param connect longest wait for the TCP connection
 * @param deadline longest time for one whole conversation, from the connection to the last answer
 */
public record SmtpSettings(
        Server server,
        @Nullable Account account,
        TlsTrust trust,
        Sender from,
        @Nullable URI publicUrl,
        Duration connect,
        Duration deadline) {
    private static final String DEFAULT_NAME = "Pindesk";
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    /** With the usual times: mail servers look into a mail before they answer, which takes seconds. */
    public static SmtpSettings of(
            Server server, @Nullable Account account, TlsTrust trust, Sender from, @Nullable URI publicUrl) {
        return new SmtpSettings(server, account, trust, from, publicUrl, CONNECT, DEADLINE);
    }

    /** How a connection is protected. */
    public enum Security {
        /** From the first byte. */
        TLS,
        /** After a greeting in clear; a server that does not offer it gets nothing. */
        STARTTLS,
        /** Not at all; this machine only. */
        PLAIN
    }

    /** The service account. */
    public record Account(String user, Secret password) {}

    /** One mail server. */
    public record Server(String host, int port, Security security) {
        public Server {
            if (host.isBlank() || port < 1 || port > 65_535) {
                throw wrong("the mail server needs a host and a port from 1 to 65535");
            }
            if (security == Security.PLAIN && !isLoopback(host)) {
                throw wrong(
                        "unprotected mail is for loopback addresses only, use smtps:// or smtp:// (which means STARTTLS)");
            }
        }

        /**
         * Reads {@code smtps://host[:465]} (TLS), {@code smtp://host[:587]} (STARTTLS, always) or {@code smtp+plain://127.0.0.1[:25]}
         * (no TLS, loopback only).
         *
         * @throws PindeskException with {@link Problem#CONFIGURATION} when it is none of them
         */
        public static Server parse(String url) {
            URI uri = uri(url);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            String path = uri.getPath() == null ? "" : uri.getPath();
            if (uri.getHost() == null
                    || uri.getUserInfo() != null
                    || uri.getQuery() != null
                    || uri.getFragment() != null
                    || !(path.isEmpty() || path.equals("/"))) {
                throw unlike();
            }
            Security security = switch (scheme) {
                case "smtps" -> Security.TLS;
                case "smtp" -> Security.STARTTLS;
                case "smtp+plain" -> Security.PLAIN;
                default -> throw unlike();
            };
            int usual = switch (security) {
                case TLS -> 465;
                case STARTTLS -> 587;
                case PLAIN -> 25;
            };
            String host = uri.getHost().replaceAll("^\\[|\\]$", "");
            return new Server(host, uri.getPort() < 0 ? usual : uri.getPort(), security);
        }

        private static URI uri(String url) {
            try {
                return new URI(url.strip());
            } catch (URISyntaxException e) {
                throw unlike(); // without the cause: it quotes what was written, perhaps a password
            }
        }

        private static PindeskException unlike() {
            return wrong("the mail server must look like smtps://mail.example.com:465 or smtp://mail.example.com:587");
        }

        private static boolean isLoopback(String host) {
            return host.equalsIgnoreCase("localhost") || host.matches("127(\\.\\d{1,3}){3}") || host.equals("::1");
        }

        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /**
     * Whom letters come from.
     *
     * @param address without a name
     * @param name what mail programs show
     */
    public record Sender(String address, String name) {
        /**
         * Reads {@code helpdesk@example.com} or {@code IT Helpdesk <helpdesk@example.com>}.
         *
         * @throws IllegalArgumentException when it is neither
         */
        public static Sender parse(String text) {
            String written = text.strip();
            int open = written.indexOf('<');
            if (open < 0) {
                return new Sender(MailAddress.of(written).text(), DEFAULT_NAME);
            }
            String name =
                    written.substring(0, open).strip().replaceAll("^\"|\"$", "").strip();
            if (!written.endsWith(">") || name.length() > 80 || name.matches(".*[\\p{Cntrl}\"<>].*")) {
                throw new IllegalArgumentException("a sender looks like: IT Helpdesk <helpdesk@example.com>");
            }
            String address = written.substring(open + 1, written.length() - 1);
            return new Sender(MailAddress.of(address).text(), name.isEmpty() ? DEFAULT_NAME : name);
        }

        /** What stands behind the @. */
        String domain() {
            return address.substring(address.indexOf('@') + 1);
        }
    }

    private static PindeskException wrong(String text) {
        return new PindeskException(Problem.CONFIGURATION, text);
    }
}
