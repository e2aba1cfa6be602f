package org.pindesk.usecase;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Person;
import org.pindesk.core.Reply;
import org.pindesk.core.Request;
import org.pindesk.core.RequestState;
import org.pindesk.port.Store;

/** A person's open requests, for their {@link Home}: what they were offered, what is ready for them, and what they offered to others. */
public final class OpenRequests implements Home.Section {
    private static final int LISTED = 10;

    private final Store store;
    private final Offers offers;

    public OpenRequests(Store store, Offers offers) {
        this.store = store;
        this.offers = offers;
    }

    @Override
    public List<Reply> of(Person person, ChatUser user, Voice voice) {
        List<Reply> shown = new ArrayList<>();
        for (Request request : store.tx(tx -> tx.requests().openOf(person.id(), LISTED))) {
            of(request, user, voice).ifPresent(shown::add);
        }
        if (shown.isEmpty()) {
            return List.of(voice.reply("home.no-requests").titled(voice.say("home.requests")));
        }
        shown.set(0, shown.get(0).titled(voice.say("home.requests")));
        return shown;
    }

    /** Empty while it is being written, and for what another account of theirs has to end. */
    private Optional<Reply> of(Request request, ChatUser user, Voice voice) {
        if (request.owner().chat().equals(user)) {
            return switch (request.state()) {
                case OFFERED -> Optional.of(offers.offer(voice, request));
                case SHOWN ->
                    Optional.of(voice.reply(request, "home.ready", voice.time(request.dueAt()))
                            .with(voice.take(request, Reply.Style.PRIMARY), voice.keep(request)));
                default -> Optional.empty();
            };
        }
        return request.actor().chat().equals(user) && request.state() == RequestState.OFFERED
                ? Optional.of(offers.outgoing(voice, request))
                : Optional.empty();
    }
}
