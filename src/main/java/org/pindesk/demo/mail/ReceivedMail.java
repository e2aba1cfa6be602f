package org.pindesk.demo.mail;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * A mail in somebody's box, read by a mail program's rules.
 *
 * @param envelopeFrom what MAIL FROM said
 * @param envelopeTo what RCPT TO said
 * @param raw as it came, with its headers
 */
public record ReceivedMail(String envelopeFrom, String envelopeTo, byte[] raw) {
    /** The decoded subject. */
    public String subject() {
        return read(message -> Optional.ofNullable(message.getSubject()).orElse(""));
    }

    /** The part that is plain text. */
    public String text() {
        return part("text/plain");
    }

    /** The part that is HTML. */
    public String html() {
        return part("text/html");
    }

    /** The values of a header as they came, folded lines put together; empty when it is not there. */
    public List<String> header(String name) {
        return read(message -> {
            String[] values = message.getHeader(name);
            return values == null ? List.of() : List.of(values);
        });
    }

    /** As it came. */
    public String source() {
        return new String(raw, StandardCharsets.UTF_8);
    }

    private String part(String type) {
        return read(message -> {
            if (!(message.getContent() instanceof MimeMultipart parts)) {
                return message.isMimeType(type) ? String.valueOf(message.getContent()) : "";
            }
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart part = parts.getBodyPart(i);
                if (part.isMimeType(type)) {
                    return String.valueOf(part.getContent()).replace("\r\n", "\n");
                }
            }
            return "";
        });
    }

    private interface Reader<T> {
        T read(MimeMessage message) throws MessagingException, IOException;
    }

    private <T> T read(Reader<T> reader) {
        try {
            return reader.read(new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(raw)));
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException("a mail that came cannot be read", e);
        }
    }
}
