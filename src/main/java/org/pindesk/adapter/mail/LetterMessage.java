package org.pindesk.adapter.mail;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import org.pindesk.core.Letter;

/** A letter as a MIME message: text and HTML, marked as written by a machine so that no absence notice answers it. */
final class LetterMessage extends MimeMessage {
    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private final String messageId;

    private LetterMessage(Session session, String messageId) {
        super(session);
        this.messageId = messageId;
    }

    /**
     * @param now what the header {@code Date} says
     * @throws IllegalArgumentException when the letter's address takes no mail, or it holds links without an address for them
     */
    static LetterMessage of(Letter letter, SmtpSettings settings, Session session, Instant now) {
        LetterForm form = new LetterForm(letter, settings.publicUrl());
        String to = MailAddress.of(letter.to()).text();
        try {
            LetterMessage message = new LetterMessage(session, id(letter, settings.from()));
            message.setFrom(new InternetAddress(
                    settings.from().address(), settings.from().name(), UTF_8));
            message.setRecipient(Message.RecipientType.TO, new InternetAddress(to));
            message.setSubject(form.subject(), UTF_8);
            message.setSentDate(Date.from(now));
            message.setContentLanguage(new String[] {letter.language().toLanguageTag()});
            message.setHeader("Auto-Submitted", "auto-generated");
            // everything but reports of non-delivery, which somebody should see
            message.setHeader("X-Auto-Response-Suppress", "DR, RN, NRN, OOF, AutoReply");
            message.setContent(new MimeMultipart("alternative", part(form.text(), "plain"), part(form.html(), "html")));
            message.saveChanges();
            return message;
        } catch (MessagingException | UnsupportedEncodingException e) {
            throw new IllegalStateException("a letter could not be written into memory", e);
        }
    }

    private static MimeBodyPart part(String words, String subtype) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(words, UTF_8, subtype);
        part.setHeader("Content-Transfer-Encoding", "quoted-printable");
        return part;
    }

    /** The same for every try; says nothing of this machine, nor how the letter is called inside. */
    private static String id(Letter letter, SmtpSettings.Sender from) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(letter.id().getBytes(StandardCharsets.UTF_8));
            return "<" + HexFormat.of().formatHex(digest, 0, 16) + "@" + from.domain() + ">";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime has no SHA-256", e);
        }
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", messageId);
    }
}
