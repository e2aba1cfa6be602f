package org.pindesk.usecase;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.pindesk.authorization.Action;
import org.pindesk.authorization.Authorizer;
import org.pindesk.core.BackendException;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Event;
import org.pindesk.core.HelpCase;
import org.pindesk.core.Leg;
import org.pindesk.core.Person;
import org.pindesk.core.Reply;
import org.pindesk.core.RequestState;
import org.pindesk.core.SecretKind;
import org.pindesk.port.Directory;
import org.pindesk.port.Store;

/** Ten minutes after something was mended: does it work now? Asked once; a no opens the case again. */
public final class FollowUp {
    /** Cases that one sweep looks at. */
    private static final int BATCH = 100;

    /** For how long an offer that nobody has taken yet puts the question off. */
    private static final Duration WAIT_FOR_OFFER = Duration.ofHours(24);

    private final Store store;
    private final Directory directory;
    private final Actors actors;
    private final Authorizer authorizer;
    private final Examination examination;
    private final Casebook casebook;
    private final HelpQueue queue;
    private final Teller teller;
    private final Clock clock;

    public FollowUp(
            Store store,
            Directory directory,
            Actors actors,
            Authorizer authorizer,
            Examination examination,
            Casebook casebook,
            HelpQueue queue,
            Teller teller,
            Clock clock) {
        this.store = store;
        this.directory = directory;
        this.actors = actors;
        this.authorizer = authorizer;
        this.examination = examination;
        this.casebook = casebook;
        this.queue = queue;
        this.teller = teller;
        this.clock = clock;
    }

    /** Both answers. */
    static Reply.Button[] buttons(Voice voice, HelpCase about) {
        return new Reply.Button[] {
            voice.button("works", Reply.Style.PRIMARY, about.id()),
            voice.button("still-not", Reply.Style.PLAIN, about.id())
        };
    }

    /** Turns what is due into questions; any copy may run it at any time, also twice. */
    public void sweep() {
        Instant now = clock.instant();
        List<HelpCase> due = store.tx(tx -> tx.cases().due(now, BATCH));
        for (HelpCase each : due) {
            store.tx(tx -> {
                boolean waiting = now.isBefore(each.openedAt().plus(WAIT_FOR_OFFER))
                        && tx.requests()
                                .openFor(each.subject(), Leg.DIRECTORY, SecretKind.PASSWORD)
                                .filter(request -> request.state() == RequestState.OFFERED)
                                .isPresent();
                HelpCase next = each.dueAt(waiting ? now.plus(Casebook.ASK_AFTER) : null);
                if (tx.cases().replace(each, next) && !waiting) {
                    tx.queue().add(question(each, now));
                }
                return true;
            });
        }
    }

    private static Event question(HelpCase about, Instant now) {
        String id = "notice:works:" + about.id() + ":" + about.dueAt();
        return new Event(id, Event.Kind.NOTICE, null, "works", Map.of("case", about.id()), null, now, 0);
    }

    /** Asks the person whom it is about, or who asked for them when they are in no chat. */
    public void ask(Event notice) {
        HelpCase about = casebook.find(notice.args().getOrDefault("case", "")).orElse(null);
        if (about == null || about.state() == HelpCase.State.CLOSED) {
            return;
        }
        ChatUser chat = about.chat();
        boolean own = chat != null;
        teller.direct(
                own ? Objects.requireNonNull(chat) : about.asker().chat(),
                voice -> (own ? voice.reply("follow.ask") : voice.reply("follow.ask-other", about.subjectName()))
                        .with(buttons(voice, about)));
    }

    /** It works. */
    public void works(Event event) {
        HelpCase about = entitled(event);
        if (about == null) {
            return;
        }
        if (about.state() != HelpCase.State.CLOSED) {
            HelpCase closed = about.withState(HelpCase.State.CLOSED).dueAt(null);
            String by = Trail.of(Objects.requireNonNull(event.user()));
            if (!queue.moved(about, closed, by, "works")) {
                throw new TryLater(about.id());
            }
        }
        teller.reply(event, voice -> voice.reply("follow.works"));
    }

    /** It does not: looked at once more, and back into the queue when it came from there. */
    public void stillNot(Event event) {
        HelpCase about = entitled(event);
        Person actor = about == null
                ? null
                : actors.require(
                        event,
                        LoginHelp.ACTION,
                        person -> person.id().equals(about.subject())
                                ? authorizer.lookAtSelf(person)
                                : authorizer.mayActForOthers(Action.LOGIN_HELP, person, event.user()));
        if (about == null || actor == null) {
            return;
        }
        boolean fromQueue = about.card() != null;
        if (fromQueue && about.state() != HelpCase.State.QUEUED) {
            HelpCase open = about.withState(HelpCase.State.QUEUED).heldBy(null);
            if (!queue.moved(about, open, Trail.of(actor), "still-not")) {
                throw new TryLater(about.id());
            }
        } else if (about.state() == HelpCase.State.CLOSED) {
            casebook.change(about, about.withState(HelpCase.State.ANSWERED));
        }
        try {
            Optional<Person> subject = directory.read(about.subject());
            if (subject.isEmpty()) {
                teller.reply(event, voice -> voice.reply("target.gone"));
                return;
            }
            if (examination.hidden(event, actor, subject.get())) {
                return;
            }
            Examination.Seen seen = examination.look(subject.get(), about.place(), null);
            actors.note(event, actor, subject.get(), LoginHelp.ACTION, "still-not");
            teller.reply(
                    event,
                    voice -> examination
                            .verdict(voice, actor, subject.get(), seen, about.id(), event.user())
                            .after(voice.say(fromQueue ? "follow.queued-again" : "follow.still-not")));
        } catch (BackendException e) {
            actors.silent(event, LoginHelp.ACTION, e);
        }
    }

    /** Only who asked or whom it is about; anybody else is told so. */
    private @org.jspecify.annotations.Nullable HelpCase entitled(Event event) {
        ChatUser user = Objects.requireNonNull(event.user());
        Optional<HelpCase> about = casebook.find(event.args().getOrDefault("request", ""));
        if (about.isEmpty()) {
            teller.reply(event, voice -> voice.reply("button.gone"));
            return null;
        }
        boolean entitled = user.equals(about.get().chat())
                || user.equals(about.get().asker().chat());
        if (!entitled) {
            teller.reply(event, voice -> voice.reply("button.not-yours"));
        }
        return entitled ? about.get() : null;
    }
}
