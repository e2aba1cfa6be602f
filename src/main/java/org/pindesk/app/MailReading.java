package org.pindesk.app;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.pindesk.adapter.mail.SmtpSettings;
import org.pindesk.adapter.wire.TlsTrust;
import org.pindesk.core.Secret;
import org.pindesk.port.Settings;
import org.pindesk.port.Settings.Hint;

/** Reads the keys about mail, and about the address at which people reach the bot's own pages. */
final class MailReading {
    private static final String TEAM = "your mail team";
    private static final String ADDRESS = "security@example.com";

    private final Settings all;

    MailReading(Settings all) {
        this.all = all;
    }

    /** Empty when something is missing or wrong, which is noted then. */
    Optional<Config.Mailing> mail() {
        Optional<SmtpSettings.Server> server = all.need(
                "SMTP_URL",
                new Hint("smtps://mail.example.com:465, or smtp://mail.example.com:587 (which means STARTTLS)", TEAM),
                SmtpSettings.Server::parse);
        Hint account = new Hint("an account that may send mail, with its password in SMTP_PASSWORD", TEAM);
        Optional<String> user = all.find("SMTP_USER", account, Function.identity());
        Optional<Secret> password = all.findSecret("SMTP_PASSWORD", account, any -> true);
        Optional<TlsTrust> trust = all.find(
                "SMTP_CA_FILE",
                new Hint("a PEM file with the CA's certificate", TEAM),
                value -> TlsTrust.pemFile(Path.of(value)));
        Optional<SmtpSettings.Sender> from = all.need(
                "MAIL_FROM",
                new Hint("IT Helpdesk <helpdesk@example.com>, or the address alone", TEAM),
                SmtpSettings.Sender::parse);
        Optional<String> security = all.find(
                "SECURITY_MAILBOX",
                new Hint(ADDRESS, "your security team"),
                value -> SmtpSettings.Sender.parse(value).address());
        if (user.isPresent() != password.isPresent() && all.sound()) {
            all.problem(
                    user.isPresent() ? "SMTP_PASSWORD" : "SMTP_USER",
                    "SMTP_USER and SMTP_PASSWORD belong together: set both, or none where the server needs no sign-in");
        }
        return server.flatMap(where -> from.map(sender -> new Config.Mailing(
                where,
                user.flatMap(name -> password.map(secret -> new SmtpSettings.Account(name, secret))),
                trust.orElseGet(TlsTrust::jvmDefault),
                sender,
                security)));
    }

    /** Without a slash at its end. */
    Optional<URI> publicUrl() {
        return all.find(
                "PUBLIC_URL",
                new Hint("https://pindesk.example.com (http only for this machine)", "your network team"),
                MailReading::publicUrl);
    }

    private static URI publicUrl(String value) {
        URI url = URI.create(value.replaceAll("/+$", ""));
        boolean plain = "http".equals(url.getScheme()) && ConfigReading.isLoopback(url.getHost());
        if (url.getHost() == null
                || url.getUserInfo() != null
                || url.getRawQuery() != null
                || url.getRawFragment() != null
                || !(plain || "https".equals(url.getScheme()))) {
            throw new IllegalArgumentException();
        }
        return url;
    }
}
