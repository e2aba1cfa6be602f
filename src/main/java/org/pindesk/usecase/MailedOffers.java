package org.pindesk.usecase;

import java.util.List;
import java.util.Optional;
import org.pindesk.core.BackendException;
import org.pindesk.core.Digits;
import org.pindesk.core.Event;
import org.pindesk.core.Outcome;
import org.pindesk.core.Person;
import org.pindesk.core.Reply;
import org.pindesk.core.Request;
import org.pindesk.port.ChatException;
import org.pindesk.port.Directory;
import org.pindesk.port.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the helpdesk person is told about an offer that went by mail: whom to call where, which code to tell, and what went wrong. */
public final class MailedOffers {
    /** Notice: so many wrong codes were typed that the link is dead. */
    static final String CODES = "codes";

    /** Notice: the link was used once more, from another browser. */
    static final String ELSEWHERE = "elsewhere";

    private static final Logger LOG = LoggerFactory.getLogger(MailedOffers.class);

    private final Store store;
    private final Directory directory;
    private final Doors doors;
    private final Teller teller;

    public MailedOffers(Store store, Directory directory, Doors doors, Teller teller) {
        this.store = store;
        this.directory = directory;
        this.doors = doors;
        this.teller = teller;
    }

    /** A reply about an offer, with what is to do now where the offer went by mail. */
    Reply told(Voice voice, Request request, Reply reply) {
        Optional<String> code = MailChat.isMail(request.owner().chat()) ? doors.code(request) : Optional.empty();
        if (code.isEmpty()) {
            return reply;
        }
        String name = request.owner().name();
        List<String> numbers = numbers(request);
        Digits digits = new Digits(code.get());
        return reply.adding(
                        numbers.isEmpty()
                                ? voice.say("mail.offer.no-number", name)
                                : voice.say("mail.offer.call", name, String.join(", ", numbers)))
                .adding(voice.say("mail.offer.code", digits.grouped(), voice.spoken(digits)));
    }

    private List<String> numbers(Request request) {
        try {
            return directory
                    .read(request.owner().person())
                    .map(Person::phoneNumbers)
                    .orElse(List.of());
        } catch (BackendException e) {
            LOG.info("request {}: recorded numbers not seen: {}", request.id(), e.getMessage());
            return List.of();
        }
    }

    /** Tells who offered that something is wrong with the owner's page. */
    public void warn(Event notice) {
        String id = notice.args().getOrDefault("request", "");
        String what = notice.args().getOrDefault("what", CODES);
        Optional<Request> request = store.tx(tx -> tx.requests().byId(id));
        if (request.isEmpty()) {
            return;
        }
        try {
            teller.direct(
                    request.get().actor().chat(),
                    voice -> voice.reply(
                                    what.equals(ELSEWHERE) ? "mail.offer.elsewhere" : "mail.offer.codes-wrong",
                                    request.get().owner().name())
                            .ending(Outcome.REFUSED));
        } catch (ChatException e) {
            if (e.kind() == ChatException.Kind.LATER) {
                throw e;
            }
            LOG.warn("notice {} cannot be delivered: {}", notice.id(), e.getMessage());
        }
    }
}
