package org.pindesk.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pindesk.adapter.mail.SmtpMail;
import org.pindesk.core.BackendException;
import org.pindesk.core.Letter;
import org.pindesk.demo.company.Fault;
import org.pindesk.demo.mail.MailSimulator;
import org.pindesk.port.AuthLatch;

/** The mailboxes of the desk, and the latch of the mail account in the bot's own store. */
@Timeout(120)
class MailboxTest {
    @Test
    void aLetterStandsInTheBoxOfItsOwnerAlone() throws Exception {
        try (Desk desk = Desk.open();
                SmtpMail mail = desk.smtp(AuthLatch.NONE)) {
            mail.send(letter("bob"));
            mail.send(letter(MailSimulator.SECURITY));
            assertThat(desk.mails("bob")).hasSize(1);
            assertThat(desk.mails("bob").get(0).subject()).isEqualTo("About bob");
            assertThat(desk.mails(MailSimulator.SECURITY).get(0).text()).isEqualTo("Words.\n");
            assertThat(desk.mails("alice")).isEmpty();
        }
    }

    @Test
    void aRefusedMailPasswordIsRememberedByTheStoreForEveryCopy() throws Exception {
        try (Desk desk = Desk.open()) {
            desk.mail.misbehave(Fault.parse("wrong-password").orElseThrow());
            for (int copy = 0; copy < 3; copy++) {
                try (SmtpMail mail = desk.smtp(desk.store().authLatch())) {
                    assertThatThrownBy(() -> mail.send(letter("bob")))
                            .isInstanceOf(BackendException.class)
                            .hasMessageContaining("SMTP_PASSWORD");
                }
            }
            assertThat(desk.mail.refusedSignIns()).isEqualTo(1);
        }
    }

    private static Letter letter(String account) {
        return new Letter(
                "to-" + account,
                account + "@beispiel.example",
                Locale.ENGLISH,
                "About " + account,
                List.of("Words."),
                List.of());
    }
}
