package org.pindesk.adapter.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pindesk.adapter.mail.SmtpSettings.Account;
import org.pindesk.adapter.mail.SmtpSettings.Sender;
import org.pindesk.adapter.mail.SmtpSettings.Server;
import org.pindesk.adapter.wire.Guard;
import org.pindesk.adapter.wire.GuardSettings;
import org.pindesk.adapter.wire.TlsTrust;
import org.pindesk.core.BackendException;
import org.pindesk.core.Letter;
import org.pindesk.core.Letter.Door;
import org.pindesk.core.Secret;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.company.Fault;
import org.pindesk.demo.mail.MailSimulator;
import org.pindesk.port.AuthLatch;

/** A simulated mail server, and the settings that fit it until a test changes them. */
final class MailWorld implements AutoCloseable {
    static final String TICKET = "q7Xv-T1cket_0f-a-Door_9Zk2";
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T08:00:00Z"), ZoneOffset.UTC);

    final MailSimulator server;
    String url;

    @Nullable
    Account account = new Account(MailSimulator.USER, Secret.of(MailSimulator.PASSWORD));

    TlsTrust trust;
    Duration deadline = Duration.ofSeconds(10);
    AuthLatch latch = AuthLatch.NONE;

    MailWorld() {
        this(new MailSimulator(Company.people()));
    }

    MailWorld(MailSimulator server) {
        this.server = server;
        this.url = server.url();
        this.trust = TlsTrust.pem(server.caPem());
    }

    SmtpMail mail() {
        return mail(GuardSettings.DEFAULT.withRest(1000, Duration.ofSeconds(1)).withoutRepeating());
    }

    SmtpMail mail(GuardSettings guarding) {
        return new SmtpMail(settings(), CLOCK, latch, Guard.of(SmtpMail.SYSTEM, guarding));
    }

    SmtpSettings settings() {
        return new SmtpSettings(
                Server.parse(url),
                account,
                trust,
                Sender.parse(MailSimulator.SENDER),
                URI.create("https://pindesk.example.com"),
                Duration.ofSeconds(2),
                deadline);
    }

    void world(String fault) {
        server.misbehave(Fault.parse(fault).orElseThrow());
    }

    BackendException failure(SmtpMail mail) {
        return failure(mail, letter("bob"));
    }

    static BackendException failure(SmtpMail mail, Letter letter) {
        BackendException failure = catchThrowableOfType(BackendException.class, () -> mail.send(letter));
        assertThat(failure).as("the letter is not taken").isNotNull();
        return failure;
    }

    static Letter letter(String who) {
        return new Letter(
                "letter-1",
                who + "@" + Company.MAIL_DOMAIN,
                Locale.ENGLISH,
                "Your telephone PIN was changed",
                List.of("Hana Holm of the helpdesk has given you a new PIN.", "If that was not you, say so."),
                List.of(new Door("This wasn't me", Secret.of(TICKET))));
    }

    @Override
    public void close() {
        server.close();
    }

    /** A latch as the store keeps it, in memory. */
    static final class Remembering implements AuthLatch {
        private final Map<String, Secret> refused = new HashMap<>();

        @Override
        public synchronized Optional<Instant> refusedSince(String system, String account, Secret password) {
            Secret known = refused.get(system + "/" + account);
            return known != null && known.sameAs(password) ? Optional.of(CLOCK.instant()) : Optional.empty();
        }

        @Override
        public synchronized void refused(String system, String account, Secret password) {
            refused.put(system + "/" + account, Objects.requireNonNull(password));
        }

        @Override
        public synchronized void forget(String system, String account) {
            refused.remove(system + "/" + account);
        }
    }
}
