package org.pindesk.usecase;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pindesk.authorization.Authorizer;
import org.pindesk.core.AuditEvent;
import org.pindesk.core.BackendException;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Event;
import org.pindesk.core.HelpCase;
import org.pindesk.core.MessageRef;
import org.pindesk.core.Outcome;
import org.pindesk.core.Party;
import org.pindesk.core.Person;
import org.pindesk.core.Reply;
import org.pindesk.port.Directory;
import org.pindesk.port.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The helpdesk's queue: people ask, somebody takes the case, hands it over or says that it is done. Its cards stand in a private channel. */
public final class HelpQueue {
    static final String ACTION = "queue";

    private static final Logger LOG = LoggerFactory.getLogger(HelpQueue.class);

    private final Store store;
    private final Directory directory;
    private final Actors actors;
    private final Authorizer authorizer;
    private final Examination examination;
    private final Casebook casebook;
    private final Teller teller;
    private final Voice house;
    private final CaseSight sight;
    private final Clock clock;
    private final @Nullable QueueChannel channel;

    /**
     * @param house the voice of what stands in the channel
     * @param channel null for no queue
     */
    public HelpQueue(
            Store store,
            Directory directory,
            Actors actors,
            Authorizer authorizer,
            Examination examination,
            Casebook casebook,
            Teller teller,
            Voice house,
            Clock clock,
            @Nullable QueueChannel channel) {
        this.store = store;
        this.directory = directory;
        this.actors = actors;
        this.authorizer = authorizer;
        this.examination = examination;
        this.casebook = casebook;
        this.teller = teller;
        this.house = house;
        this.sight = new CaseSight(store, directory, actors, authorizer, teller);
        this.clock = clock;
        this.channel = channel;
    }

    /** Somebody pressed "Ask the helpdesk", on a verdict or on a refusal. */
    public void ask(Event event) {
        Person actor = actors.require(event, ACTION, authorizer::lookAtSelf);
        if (actor == null) {
            return;
        }
        String value = event.args().getOrDefault("request", "");
        QueueChannel to = channel;
        Optional<String> unfit = to == null
                ? Optional.of("none is configured")
                : teller.chat(to.platform()).unfit(to.channel());
        if (unfit.isPresent()) {
            LOG.error("the helpdesk's channel cannot be used: {}", unfit.get());
            actors.note(event, actor, actor, ACTION, "no-channel");
            teller.reply(event, voice -> voice.reply("queue.no-channel").ending(Outcome.REFUSED));
            return;
        }
        Optional<HelpCase> about = value.startsWith(Asking.WHY)
                ? Optional.of(refused(event, actor, value.substring(Asking.WHY.length())))
                : casebook.find(value).filter(known -> mayAsk(event, actor, known));
        if (about.isEmpty()) {
            teller.reply(event, voice -> voice.reply("button.gone"));
            return;
        }
        HelpCase known = about.get();
        Optional<HelpCase> waiting = store.tx(tx -> tx.cases().queuedFor(known.subject()));
        if (waiting.isPresent()) {
            teller.reply(
                    event, voice -> voice.reply("queue.already", waiting.get().id()));
            return;
        }
        if (moved(known, known.withState(HelpCase.State.QUEUED), Trail.of(actor), "asked")) {
            teller.reply(event, voice -> voice.reply("queue.asked", known.id(), voice.spelled(known.id())));
        } else {
            throw new TryLater(known.id());
        }
    }

    private boolean mayAsk(Event event, Person actor, HelpCase known) {
        return known.asker().person().equals(actor.id())
                || known.subject().equals(actor.id())
                || sight.mayWork(actor, event.user()).allowed();
    }

    /** A case about a refusal: what was refused is its cause. */
    private HelpCase refused(Event event, Person actor, String word) {
        ChatUser user = Objects.requireNonNull(event.user());
        HelpCase fresh = new HelpCase(
                RequestIds.next(event.id()),
                event.id(),
                new Party(actor.id(), user, actor.displayName()),
                actor.id(),
                actor.displayName(),
                user,
                null,
                "refused-" + word,
                HelpCase.State.ANSWERED,
                clock.instant(),
                null,
                null,
                null,
                null);
        return store.tx(tx -> tx.cases().byEvent(event.id()).orElseGet(() -> {
            tx.cases().add(fresh);
            return fresh;
        }));
    }

    /** Somebody of the helpdesk takes a case. */
    public void claim(Event event) {
        HelpCase known = mine(event);
        Person actor = known == null ? null : actors.require(event, ACTION, each -> sight.mayWork(each, event.user()));
        if (known == null || actor == null || sight.hidden(event, actor, known)) {
            return;
        }
        Party helper = new Party(actor.id(), Objects.requireNonNull(event.user()), actor.displayName());
        HelpCase taken = known.withState(HelpCase.State.CLAIMED).heldBy(helper);
        boolean again = known.state() == HelpCase.State.CLAIMED && helper.equals(known.helper());
        if (!again && (known.state() != HelpCase.State.QUEUED || !moved(known, taken, Trail.of(actor), "claimed"))) {
            // somebody else may have been quicker by a moment
            Party other = casebook.find(known.id()).map(HelpCase::helper).orElse(null);
            teller.reply(
                    event,
                    voice -> other == null
                            ? voice.reply("queue.gone", known.subjectName())
                            : voice.reply("queue.taken", known.subjectName(), other.name()));
            return;
        }
        show(event, actor, taken);
    }

    /** The whole evidence, for who took the case. */
    private void show(Event event, Person actor, HelpCase taken) {
        try {
            Optional<Person> subject = directory.read(taken.subject());
            if (subject.isEmpty()) {
                teller.reply(event, voice -> voice.reply("target.gone"));
                return;
            }
            Examination.Seen seen = examination.look(subject.get(), taken.place(), null);
            actors.note(event, actor, subject.get(), LoginHelp.ACTION, "shown");
            teller.reply(
                    event,
                    voice -> examination
                            .verdict(voice, actor, subject.get(), seen, taken.id(), event.user())
                            .after(voice.say("queue.yours", taken.subjectName()))
                            .and(holding(voice, taken)));
        } catch (BackendException e) {
            actors.silent(event, ACTION, e);
        }
    }

    /** Who took a case gives it back to the others. */
    public void handOver(Event event) {
        end(event, HelpCase.State.QUEUED, "handed-over");
    }

    /** Who took a case says that it is done. */
    public void done(Event event) {
        end(event, HelpCase.State.CLOSED, "done");
    }

    private void end(Event event, HelpCase.State state, String what) {
        HelpCase known = mine(event);
        Person actor = known == null ? null : actors.require(event, ACTION, each -> sight.mayWork(each, event.user()));
        if (known == null || actor == null || sight.hidden(event, actor, known)) {
            return;
        }
        boolean claimed = known.state() == HelpCase.State.CLAIMED;
        boolean already = known.state() == state;
        if (!already && (!claimed || !moved(known, known.withState(state).heldBy(null), Trail.of(actor), what))) {
            teller.reply(event, voice -> voice.reply("queue.gone", known.subjectName()));
            return;
        }
        teller.reply(event, voice -> voice.reply("queue." + what, known.subjectName()));
    }

    private @Nullable HelpCase mine(Event event) {
        Optional<HelpCase> known = casebook.find(event.args().getOrDefault("request", ""));
        if (known.isEmpty()) {
            teller.reply(event, voice -> voice.reply("button.gone"));
        }
        return known.orElse(null);
    }

    /** {@code /helpdesk queue}. */
    public void list(Event event) {
        Person actor = actors.require(event, ACTION, each -> sight.mayWork(each, event.user()));
        if (actor == null) {
            return;
        }
        try {
            List<HelpCase> open = sight.waiting(actor, event.user());
            teller.reply(event, voice -> open.isEmpty() ? voice.reply("queue.empty") : QueueLines.of(voice, open));
        } catch (BackendException e) {
            actors.silent(event, ACTION, e);
        }
    }

    /** The same for the {@link Home} of whoever may help others. */
    public List<Reply> of(Person person, ChatUser user, Voice voice) {
        if (!sight.mayWork(person, user).allowed()) {
            return List.of();
        }
        List<HelpCase> open = sight.waiting(person, user);
        return List.of(
                open.isEmpty()
                        ? voice.reply("queue.empty").titled(voice.say("queue.title"))
                        : QueueLines.of(voice, open));
    }

    /** Changes a case; its card, who asked, and the audit follow in the same transaction. */
    boolean moved(HelpCase before, HelpCase after, String by, String what) {
        Instant now = clock.instant();
        return store.tx(tx -> {
            if (!tx.cases().replace(before, after)) {
                return false;
            }
            String number = after.id() + ":" + now.toEpochMilli();
            tx.queue().add(notice("card", number, after, Map.of("case", after.id()), now));
            if (what.equals("claimed") || what.equals("done")) {
                tx.queue().add(notice("case", number, after, Map.of("case", after.id(), "what", what), now));
            }
            tx.audit()
                    .append(
                            new AuditEvent(
                                    by,
                                    "person:" + after.subject(),
                                    ACTION,
                                    what,
                                    after.id(),
                                    Map.of("cause", after.cause()),
                                    null),
                            now);
            return true;
        });
    }

    private static Event notice(String name, String number, HelpCase of, Map<String, String> args, Instant now) {
        return new Event(
                "notice:" + name + ":" + number,
                Event.Kind.NOTICE,
                name.equals("case") ? of.asker().chat() : null,
                name,
                args,
                null,
                now,
                0);
    }

    /** Who asked learns that somebody has taken the case, or is done with it. */
    public void tellAsker(Event notice) {
        HelpCase known = casebook.find(notice.args().getOrDefault("case", "")).orElse(null);
        if (known == null) {
            return;
        }
        boolean done = "done".equals(notice.args().get("what"));
        Party helper = known.helper();
        teller.direct(
                known.asker().chat(),
                voice -> done
                        ? voice.reply("queue.told-done", known.subjectName()).with(FollowUp.buttons(voice, known))
                        : voice.reply("queue.told-taken", helper == null ? "" : helper.name(), known.subjectName()));
    }

    /** Brings the card in the channel to the case's state. */
    public void card(Event notice) {
        HelpCase known = casebook.find(notice.args().getOrDefault("case", "")).orElse(null);
        QueueChannel to = channel;
        if (known == null || to == null) {
            return;
        }
        MessageRef card = known.card();
        boolean waiting = known.state() == HelpCase.State.QUEUED || known.state() == HelpCase.State.CLAIMED;
        if (card == null && !waiting) {
            // it ended before the channel had a card, or never was the helpdesk's
            return;
        }
        Reply reply = card(known, to.platform());
        if (card != null) {
            teller.chat(to.platform()).update(card, reply);
            return;
        }
        Optional<MessageRef> sent = teller.post(to, reply);
        if (sent.isEmpty()) {
            LOG.error("case {} stands in /helpdesk queue only", known.id());
            return;
        }
        store.tx(tx -> tx.cases()
                .byId(known.id())
                .map(now -> tx.cases().replace(now, now.withCard(sent.get())))
                .orElse(false));
    }

    private Reply card(HelpCase known, String platform) {
        List<String> lines = new ArrayList<>();
        lines.add(house.say(
                "queue.card." + known.state().name().toLowerCase(Locale.ROOT),
                known.subjectName(),
                house.time(known.openedAt()),
                known.helper() == null ? "" : known.helper().name(),
                known.id()));
        if (known.state() == HelpCase.State.QUEUED) {
            lines.addAll(evidence(known, platform));
        }
        Reply reply = Reply.of(String.join("\n", lines)).titled(house.say("queue.card.title"));
        return switch (known.state()) {
            case QUEUED -> reply.with(house.button("claim", Reply.Style.PRIMARY, known.id()));
            case CLAIMED -> reply.with(holding(house, known));
            default -> reply;
        };
    }

    private static Reply.Button[] holding(Voice voice, HelpCase known) {
        return new Reply.Button[] {
            voice.button("done", Reply.Style.PLAIN, known.id()), voice.button("handover", Reply.Style.PLAIN, known.id())
        };
    }

    /** What the helpdesk sees of a case in the channel; read anew. */
    private List<String> evidence(HelpCase known, String platform) {
        if (known.place() == null && known.cause().startsWith("refused-")) {
            String key = "you." + known.cause().substring("refused-".length());
            return List.of(
                    house.has(key)
                            ? house.say(
                                    "queue.card.refused",
                                    house.say(
                                            key,
                                            house.say("system.telephone"),
                                            house.say("system.keeper-other"),
                                            known.subjectName()))
                            : house.say("queue.card.refused", known.cause().substring("refused-".length())));
        }
        try {
            return directory
                    .read(known.subject())
                    .map(subject -> examination.lines(house, subject, known.place(), platform))
                    .orElseGet(() -> List.of(house.say("target.gone")));
        } catch (BackendException e) {
            return List.of(house.say("evidence.directory-silent", e.problem().code()));
        }
    }
}
