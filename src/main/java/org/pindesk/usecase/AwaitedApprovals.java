package org.pindesk.usecase;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.pindesk.authorization.Authorizer;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Event;
import org.pindesk.core.Person;
import org.pindesk.core.Reply;
import org.pindesk.core.Request;
import org.pindesk.port.Store;

/** {@code /helpdesk approvals}: what waits for a person's word, and what they wait for themselves. */
public final class AwaitedApprovals implements Home.Section {
    /** Of each sort: two buttons for those and one for these are no more than the 25 that a message holds on Discord. */
    private static final int LISTED = 8;

    private final Store store;
    private final Actors actors;
    private final Authorizer authorizer;
    private final Teller teller;

    public AwaitedApprovals(Store store, Actors actors, Authorizer authorizer, Teller teller) {
        this.store = store;
        this.actors = actors;
        this.authorizer = authorizer;
        this.teller = teller;
    }

    public void list(Event event) {
        Person person = actors.require(event, "approval.list", authorizer::lookAtSelf);
        if (person == null) {
            return;
        }
        teller.reply(event, voice -> {
            List<Reply> all = of(person, Objects.requireNonNull(event.user()), voice);
            Reply reply = voice.reply("approval.list.none");
            for (Reply each : all) {
                reply = each == all.get(0)
                        ? each
                        : reply.adding(each.text()).and(each.buttons().toArray(Reply.Button[]::new));
            }
            return reply.titled(voice.say("approval.list.title"));
        });
    }

    /** One reply for each request that waits: first those for this person's word, with what they can do, then those of their own. */
    @Override
    public List<Reply> of(Person person, ChatUser user, Voice voice) {
        List<Reply> all = new ArrayList<>();
        for (Request request : waiting(person, true)) {
            all.add(Reply.of(ApprovalWords.line(voice, request, false))
                    .with(
                            voice.button(Approving.APPROVE, Reply.Style.PRIMARY, request.id()),
                            voice.button(Approving.DENY, Reply.Style.DANGER, request.id())));
        }
        for (Request request : waiting(person, false)) {
            all.add(Reply.of(ApprovalWords.line(voice, request, true))
                    .with(voice.button("cancel", Reply.Style.PLAIN, request.id())));
        }
        if (!all.isEmpty()) {
            all.set(0, all.get(0).titled(voice.say("approval.list.title")));
        }
        return all;
    }

    private List<Request> waiting(Person person, boolean forThem) {
        return store.tx(tx -> {
            List<String> ids = forThem
                    ? tx.approvals().waitingFor(person.id(), LISTED)
                    : tx.approvals().waitingOf(person.id(), LISTED);
            return ids.stream().flatMap(id -> tx.requests().byId(id).stream()).toList();
        });
    }
}
