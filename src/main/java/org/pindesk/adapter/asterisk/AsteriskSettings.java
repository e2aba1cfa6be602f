package org.pindesk.adapter.asterisk;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.pindesk.adapter.wire.ServiceAccount;
import org.pindesk.adapter.wire.TlsTrust;

/**
 * How the voicemail of one Asterisk is reached and used.
 *
 * @param id as configured, for example {@code pbx}
 * @param label what people call it
 * @param host where AMI listens
 * @param port of AMI
 * @param trust which server certificate is trusted; null = not encrypted, on this machine only
 * @param context of {@code voicemail.conf} in which people's mailboxes are
 * @param mailboxSource how a person's mailbox is found
 * @param reader manager user for reading
 * @param writer manager user for changes; null = never written to
 * @param connectTimeout for the TCP connection
 * @param deadline for one whole conversation
 */
public record AsteriskSettings(
        String id,
        String label,
        String host,
        int port,
        @Nullable TlsTrust trust,
        String context,
        MailboxSource mailboxSource,
        ServiceAccount reader,
        @Nullable ServiceAccount writer,
        Duration connectTimeout,
        Duration deadline) {
    /** How a person's mailbox is found. */
    public enum MailboxSource {
        /** The mailbox is the extension at the end of one of the person's numbers. */
        NUMBERS,
        /** It has the directory's account name. */
        LOGIN,
        /** It has the name that stands before the @ of the mail address. */
        MAIL_LOCAL_PART
    }
}
