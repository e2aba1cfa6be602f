package org.pindesk.adapter.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.pindesk.adapter.mail.MailWorld.letter;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.pindesk.adapter.mail.SmtpSettings.Sender;
import org.pindesk.adapter.mail.SmtpSettings.Server;
import org.pindesk.adapter.wire.TlsTrust;
import org.pindesk.core.Letter;
import org.pindesk.core.Letter.Door;
import org.pindesk.core.Secret;
import org.pindesk.demo.mail.ReceivedMail;

/** What a letter looks like when a mail program opens it. */
class LetterTest {
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
    private static final URI PUBLIC = URI.create("https://pindesk.example.com");

    @Test
    void theHeadersSayWhoWhenInWhichLanguageAndThatNobodyNeedsToAnswer() throws Exception {
        ReceivedMail mail = written(letter("bob"));
        assertThat(mail.header("From")).containsExactly("IT Helpdesk <helpdesk@example.com>");
        assertThat(mail.header("To")).containsExactly("bob@beispiel.example");
        assertThat(mail.header("Content-Language")).containsExactly("en");
        assertThat(mail.header("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(mail.header("X-Auto-Response-Suppress")).containsExactly("DR, RN, NRN, OOF, AutoReply");
        assertThat(ZonedDateTime.parse(
                                mail.header("Date").get(0),
                                DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z (z)", Locale.ENGLISH))
                        .toInstant())
                .isEqualTo(NOW);
        assertThat(mail.header("Content-Type").get(0)).startsWith("multipart/alternative");
        assertThat(mail.source())
                .contains("Content-Type: text/plain; charset=UTF-8")
                .contains("Content-Type: text/html; charset=UTF-8");
    }

    @Test
    void theMessageIdIsTheSameForEveryTryAndTellsNothingOfThisMachine() throws Exception {
        String id = written(letter("bob")).header("Message-ID").get(0);
        assertThat(id).matches("<[0-9a-f]{32}@example\\.com>");
        assertThat(written(letter("bob")).header("Message-ID")).containsExactly(id);
        Letter other = new Letter("letter-2", "bob@beispiel.example", Locale.ENGLISH, "s", List.of("p"), List.of());
        assertThat(written(other).header("Message-ID")).doesNotContain(id);
        String host = InetAddress.getLocalHost().getHostName();
        assertThat(written(other).source()).doesNotContain("JavaMail", System.getProperty("user.name") + "@");
        assertThat(host.equals("localhost") || !written(other).source().contains(host))
                .isTrue();
    }

    @Test
    void germanLettersArriveWhole() throws Exception {
        Letter german = new Letter(
                "g",
                "bob@beispiel.example",
                Locale.GERMAN,
                "Ihr Kennwort für das Windows-Benutzerkonto wurde geändert – bitte prüfen, ob Sie das waren",
                List.of("Grüße an Jürgen Groß", "zweite Zeile\nund noch eine"),
                List.of(new Door("Das war ich nicht", Secret.of("t"))));
        ReceivedMail mail = written(german);
        assertThat(mail.subject()).isEqualTo(german.subject());
        assertThat(mail.header("Content-Language")).containsExactly("de");
        assertThat(mail.text())
                .isEqualTo("Grüße an Jürgen Groß\n\nzweite Zeile\nund noch eine\n\nDas war ich nicht:\n"
                        + "https://pindesk.example.com/p/t\n");
        assertThat(mail.html())
                .contains("<html lang=\"de\">")
                .contains("Grüße an Jürgen Groß")
                .contains("zweite Zeile<br>\nund noch eine");
        assertThat(mail.source().chars()).as("plain ASCII on the wire").allMatch(c -> c < 128);
        assertThat(mail.source().lines()).as("short lines on the wire").allMatch(line -> line.length() <= 200);
    }

    @Test
    void noWordBecomesAHeader() throws Exception {
        Letter evil = new Letter(
                "e",
                "bob@beispiel.example",
                Locale.ENGLISH,
                "Hello\r\nBcc: eve@x.example\n\nX-Evil: 1\u2028\u0085\u0000end",
                List.of("p"),
                List.of());
        ReceivedMail mail = written(evil);
        assertThat(mail.header("Bcc")).isEmpty();
        assertThat(mail.header("X-Evil")).isEmpty();
        assertThat(mail.subject()).isEqualTo("Hello Bcc: eve@x.example X-Evil: 1 end");
        assertThat(mail.text()).isEqualTo("p\n");
    }

    @Test
    void noAddressBecomesAHeaderOrASecondRecipient() {
        for (String to : List.of("bob@x.example\r\nBcc: eve@x.example", "bob@x.example,eve@x.example", "")) {
            Letter evil = new Letter("e", to, Locale.ENGLISH, "s", List.of("p"), List.of());
            assertThatThrownBy(() -> written(evil)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void everyWordIsShownLiterallyInHtml() throws Exception {
        String markup = "<img src=x onerror=alert(1)> & \"quoted\" 'single' %s $1 \\n";
        Letter evil = new Letter(
                "e",
                "bob@beispiel.example",
                Locale.ENGLISH,
                markup,
                List.of(markup, "</td><script>"),
                List.of(new Door(markup, Secret.of("\"><script>"))));
        ReceivedMail mail = written(evil);
        String escaped = "&lt;img src=x onerror=alert(1)&gt; &amp; &quot;quoted&quot; &#39;single&#39; %s $1 \\n";
        assertThat(mail.html().split(java.util.regex.Pattern.quote(escaped), -1))
                .as("title, heading, paragraph, button")
                .hasSize(5);
        assertThat(mail.html()).doesNotContain("<img", "<script").contains("&lt;/td&gt;&lt;script&gt;");
        assertThat(mail.html()).contains("href=\"https://pindesk.example.com/p/%22%3E%3Cscript%3E\"");
        assertThat(mail.text()).contains(markup);
    }

    @Test
    void theHtmlLoadsNothingAndEveryLinkIsADoorShownInClear() throws Exception {
        String html = written(letter("bob")).html();
        String door = "https://pindesk.example.com/p/" + MailWorld.TICKET;
        assertThat(html).doesNotContain("src=", "url(", "@import", "<link", "<img", "<script", "<iframe", "<form");
        assertThat(html.split("href=\"", -1)).hasSize(3);
        assertThat(html.split("href=\"" + door + "\"", -1)).hasSize(3);
        assertThat(html).contains(">" + door + "</a>").contains("This wasn&#39;t me</a>");
        assertThat(html).contains("prefers-color-scheme: dark");
    }

    @Test
    void withoutAPublicAddressThereAreNoDoors() {
        assertThatThrownBy(() -> new LetterForm(letter("bob"), null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PUBLIC_URL");
        SmtpSettings without = SmtpSettings.of(
                Server.parse("smtps://mail.example.com"),
                null,
                TlsTrust.jvmDefault(),
                Sender.parse("helpdesk@example.com"),
                null);
        try (SmtpMail mail = new SmtpMail(without, MailWorld.CLOCK, org.pindesk.port.AuthLatch.NONE)) {
            assertThat(mail.hasDoors()).isFalse();
        }
    }

    private static ReceivedMail written(Letter letter) throws MessagingException, IOException {
        SmtpSettings settings = SmtpSettings.of(
                Server.parse("smtps://mail.example.com"),
                null,
                TlsTrust.jvmDefault(),
                Sender.parse("IT Helpdesk <helpdesk@example.com>"),
                PUBLIC);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        LetterMessage.of(letter, settings, Session.getInstance(new Properties()), NOW)
                .writeTo(bytes);
        return new ReceivedMail("", "", bytes.toByteArray());
    }
}
