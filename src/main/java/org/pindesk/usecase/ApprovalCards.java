package org.pindesk.usecase;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pindesk.authorization.Approvers;
import org.pindesk.core.BackendException;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Checkpoint;
import org.pindesk.core.Ending;
import org.pindesk.core.Event;
import org.pindesk.core.MessageRef;
import org.pindesk.core.Person;
import org.pindesk.core.PersonId;
import org.pindesk.core.Reply;
import org.pindesk.core.Request;
import org.pindesk.core.RequestState;
import org.pindesk.gateway.Credentials;
import org.pindesk.gateway.Located;
import org.pindesk.port.Approvals.Approval;
import org.pindesk.port.Approvals.Asked;
import org.pindesk.port.ChatException;
import org.pindesk.port.Directory;
import org.pindesk.port.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages about approvals that are owed, one notice for each person, so that somebody who cannot be reached keeps nobody else waiting. A
 * chat that is away is waited for; a person who left is not.
 */
public final class ApprovalCards {
    /** Changes that come while a message is being changed are looked for so often; a later one has a notice of its own. */
    private static final int LOOKS = 4;

    private static final Logger LOG = LoggerFactory.getLogger(ApprovalCards.class);

    private final Store store;
    private final Directory directory;
    private final Credentials credentials;
    private final Granted granted;
    private final ApprovalBook book;
    private final Offers offers;
    private final Teller teller;
    private final Voice house;
    private final @Nullable QueueChannel channel;
    private final Checkpoint checkpoint;

    /**
     * @param house the voice of what stands in the channel
     * @param channel the helpdesk's; null for none
     */
    public ApprovalCards(
            Store store,
            Directory directory,
            Credentials credentials,
            Granted granted,
            ApprovalBook book,
            Offers offers,
            Teller teller,
            Voice house,
            @Nullable QueueChannel channel,
            Checkpoint checkpoint) {
        this.store = store;
        this.directory = directory;
        this.credentials = credentials;
        this.granted = granted;
        this.book = book;
        this.offers = offers;
        this.teller = teller;
        this.house = house;
        this.channel = channel;
        this.checkpoint = checkpoint;
    }

    /** What is stored of a request that waited, or waits. */
    private record Stored(Request request, Approval approval) {}

    private Optional<Stored> stored(String id) {
        return store.tx(tx -> tx.requests()
                .byId(id)
                .flatMap(request -> tx.approvals().of(id).map(approval -> new Stored(request, approval))));
    }

    private @Nullable Stored stored(Event notice) {
        return stored(notice.args().getOrDefault("request", "")).orElse(null);
    }

    /** Brings the message of one person to what is stored: sends it, changes it, or takes its buttons away. */
    public void card(Event notice) {
        Stored stored = stored(notice);
        if (stored == null) {
            return;
        }
        PersonId person = new PersonId(notice.args().getOrDefault("person", "-"));
        Asked asked = stored.approval().asked(person).orElse(null);
        if (asked == null) {
            return;
        }
        if (asked.card() == null) {
            // who has no message yet gets it by the first notice only: two at a time would send two
            if ("yes".equals(notice.args().get("first")) && waits(stored, asked) && send(stored, asked)) {
                update(notice, stored);
            }
        } else {
            update(notice, null);
        }
    }

    private static boolean waits(Stored stored, Asked asked) {
        return stored.request().state() == RequestState.AWAITING_APPROVAL && asked.leftOut() == null;
    }

    /** Once more, as a new message, to somebody who has not spoken. */
    public void remind(Event notice) {
        Stored stored = stored(notice);
        PersonId person = new PersonId(notice.args().getOrDefault("person", "-"));
        Asked asked = stored == null ? null : stored.approval().asked(person).orElse(null);
        if (stored == null
                || asked == null
                || !waits(stored, asked)
                || stored.approval().vote(person).isPresent()) {
            return;
        }
        MessageRef old = asked.card();
        if (send(stored, asked)) {
            if (old != null) {
                change(asked.party().chat(), old, voice -> voice.reply("approval.repeated-below"));
            }
            update(notice, stored);
        }
    }

    /** False when the person is not waited for any more. */
    private boolean send(Stored stored, Asked asked) {
        Request request = stored.request();
        PersonId person = asked.party().person();
        Optional<Person> reader = directory.read(person);
        Optional<Approvers.Bar> bar = reader.flatMap(each -> granted.bar(each, request, stored.approval()));
        if (reader.isEmpty() || bar.isPresent()) {
            book.leaveOut(request, person, bar.map(Approvers.Bar::word).orElse("gone"));
            return false;
        }
        MessageRef sent;
        try {
            sent = teller.direct(asked.party().chat(), words(stored, asked));
        } catch (ChatException e) {
            if (e.kind() == ChatException.Kind.LATER) {
                throw e;
            }
            LOG.warn("request {}: an approver cannot be asked: {}", request.id(), e.getMessage());
            book.leaveOut(request, person, "unreachable");
            return false;
        }
        store.tx(tx -> {
            tx.approvals().card(request.id(), person, sent);
            return true;
        });
        checkpoint.reached("approver-asked");
        return true;
    }

    private Function<Voice, Reply> words(Stored stored, Asked asked) {
        Request request = stored.request();
        Person owner =
                waits(stored, asked) ? directory.read(request.owner().person()).orElse(null) : null;
        Located located = owner == null ? null : located(request, owner);
        return voice -> ApprovalWords.card(voice, request, stored.approval(), asked, owner, located);
    }

    /** The owner's account, for the extension; a telephone system that is silent keeps nobody from being asked. */
    private @Nullable Located located(Request request, Person owner) {
        try {
            return credentials.locate(
                    request.secret(), owner, request.legs().get(0).system());
        } catch (BackendException e) {
            LOG.info("request {}: no extension for the approvers: {}", request.id(), e.getMessage());
            return null;
        }
    }

    /**
     * Changes the message until it says what is stored.
     *
     * @param shown what it says already; null when it has to be changed at least once
     */
    private void update(Event notice, @Nullable Stored shown) {
        PersonId person = new PersonId(notice.args().getOrDefault("person", "-"));
        Stored before = shown;
        for (int look = 0; look < LOOKS; look++) {
            Stored now = stored(notice);
            Asked asked = now == null ? null : now.approval().asked(person).orElse(null);
            MessageRef card = asked == null ? null : asked.card();
            if (now == null || asked == null || card == null || before != null && same(before, now)) {
                return;
            }
            change(asked.party().chat(), card, words(now, asked));
            before = now;
        }
    }

    private static boolean same(Stored before, Stored now) {
        return before.request().state() == now.request().state()
                && Objects.equals(before.request().ending(), now.request().ending())
                && before.approval().votes().equals(now.approval().votes())
                && marks(before.approval()).equals(marks(now.approval()));
    }

    /** Everything about those who were asked but which message they have. */
    private static java.util.List<Asked> marks(Approval approval) {
        return approval.asked().stream()
                .map(each -> new Asked(each.party(), null, each.claimedAt(), each.leftOut()))
                .toList();
    }

    /** A message that cannot be changed keeps nobody else from being told. */
    private void change(ChatUser reader, MessageRef message, Function<Voice, Reply> words) {
        try {
            teller.update(reader, message, words);
        } catch (ChatException e) {
            if (e.kind() == ChatException.Kind.LATER) {
                throw e;
            }
            LOG.warn("an approver's message in {} cannot be changed: {}", message.channel(), e.getMessage());
        }
    }

    /** Nobody has said yes or no for long: the helpdesk's channel learns that something waits. */
    public void escalate(Event notice) {
        Stored stored = stored(notice);
        QueueChannel to = channel;
        if (stored == null || to == null || stored.request().state() != RequestState.AWAITING_APPROVAL) {
            return;
        }
        teller.post(
                to,
                Reply.of(ApprovalWords.escalation(house, stored.request(), stored.approval()))
                        .titled(house.say("approval.card.title")));
    }

    /** All have approved: the owner gets the offer, and who asked is told. */
    public void announce(Event notice) {
        Stored stored = stored(notice);
        if (stored != null) {
            offers.approved(
                    notice,
                    stored.request(),
                    voice -> ApprovalWords.approved(voice, stored.request(), stored.approval())
                            .text());
        }
    }

    /** Somebody who said no has said why. */
    public void why(Event notice) {
        Stored stored = stored(notice);
        PersonId person = new PersonId(notice.args().getOrDefault("person", "-"));
        if (stored == null) {
            return;
        }
        stored.approval().vote(person).ifPresent(vote -> {
            String reason = vote.reason();
            if (reason != null) {
                teller.direct(
                        stored.request().actor().chat(),
                        voice -> voice.reply(
                                "approval.told.why",
                                stored.approval().name(person),
                                stored.request().owner().name(),
                                reason));
            }
        });
    }

    /**
     * A request is closed: when it was while others were asked, their messages and who asked are told here.
     *
     * @return false when it was not waiting for others, and is told of as any other
     */
    boolean closed(Request request, Ending ending, Instant now) {
        Stored stored = stored(request.id()).orElse(null);
        if (stored == null || request.offer() != null || ApprovalBook.granted(stored.approval())) {
            return false;
        }
        store.tx(tx -> {
            ApprovalBook.refresh(tx, stored.approval(), "closed", now);
            return true;
        });
        if (ending != Ending.CANCELLED) {
            teller.direct(
                    request.actor().chat(), voice -> ApprovalWords.told(voice, request, stored.approval(), ending));
        }
        return true;
    }
}
