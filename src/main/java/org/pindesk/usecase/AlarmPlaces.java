package org.pindesk.usecase;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.Event;
import org.pindesk.core.Letter;
import org.pindesk.core.Reply;
import org.pindesk.port.ChatException;
import org.pindesk.port.Mail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where alarms go beside the people concerned: the helpdesk's channel and the security mailbox, as far as there are any. */
public final class AlarmPlaces {
    private static final Logger LOG = LoggerFactory.getLogger(AlarmPlaces.class);

    private final Teller teller;
    private final Voice house;
    private final Mail mail;
    private final @Nullable QueueChannel channel;
    private final @Nullable String mailbox;

    /**
     * @param house the voice of what stands there
     * @param channel the helpdesk's; null where there is none
     * @param mailbox address of the security mailbox; null where there is none
     */
    public AlarmPlaces(
            Teller teller, Voice house, Mail mail, @Nullable QueueChannel channel, @Nullable String mailbox) {
        this.teller = teller;
        this.house = house;
        this.mail = mail;
        this.channel = channel;
        this.mailbox = mailbox;
    }

    /** The voice of what stands there. */
    Voice voice() {
        return house;
    }

    /** Posts into the channel. */
    void post(String text) {
        if (channel != null) {
            teller.post(channel, Reply.of(text));
        }
    }

    /**
     * Writes to the mailbox.
     *
     * @param event whose id makes a repeated letter recognisable
     * @throws org.pindesk.core.BackendException when the mail server has to be tried again later
     */
    void write(Event event, String subject, String text) {
        if (mailbox != null) {
            mail.send(new Letter(event.id(), mailbox, house.locale(), subject, List.of(text), List.of()));
        }
    }

    /** Sends a notice: what a chat takes later is tried again, what it never takes is logged. */
    static void deliver(Event notice, Runnable sending) {
        try {
            sending.run();
        } catch (ChatException e) {
            if (e.kind() == ChatException.Kind.LATER) {
                throw e;
            }
            LOG.warn("{} cannot be delivered: {}", notice.id(), e.getMessage());
        }
    }
}
