package org.pindesk.usecase;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pindesk.authorization.Authorizer;
import org.pindesk.authorization.Verdict;
import org.pindesk.core.BackendException;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Checkpoint;
import org.pindesk.core.Event;
import org.pindesk.core.Outcome;
import org.pindesk.core.Person;
import org.pindesk.core.Reply;
import org.pindesk.core.Request;
import org.pindesk.core.Secret;
import org.pindesk.core.SecretKind;
import org.pindesk.gateway.Credentials;
import org.pindesk.gateway.Located;
import org.pindesk.gateway.Locator;
import org.pindesk.port.BreakGlassUses.Use;
import org.pindesk.port.Chat;
import org.pindesk.port.ChatException;
import org.pindesk.port.KnownPeople.Known;
import org.pindesk.port.ProvesPin;
import org.pindesk.port.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Break-glass: while the directory cannot be reached, people whom the policy names offer plain people a new PIN, with a code from outside
 * the chat and a reason. What comes of it is an ordinary request; {@link Screener} asks again at the pickup.
 */
public final class BreakGlass {
    private static final SecretKind KIND = SecretKind.PIN;
    private static final String ACTION = AskForSecret.action(KIND);

    /** What sends the form, and opens it where it stands below a message. */
    private static final String FORM = "break-glass";

    /** How many there may be in an hour, whoever's. */
    static final int AN_HOUR = 10;

    private static final Logger LOG = LoggerFactory.getLogger(BreakGlass.class);

    private final Store store;
    private final BreakGlassPeople people;
    private final SecondFactor factor;
    private final Credentials credentials;
    private final Locator locator;
    private final Mailboxes mailboxes;
    private final IncidentWatch incidents;
    private final SecondChannel second;
    private final NewRequests requests;
    private final Offers offers;
    private final Actors actors;
    private final Teller teller;
    private final Trail trail;
    private final Clock clock;
    private final Checkpoint checkpoint;

    public BreakGlass(
            Store store,
            BreakGlassPeople people,
            SecondFactor factor,
            Credentials credentials,
            Locator locator,
            Mailboxes mailboxes,
            IncidentWatch incidents,
            SecondChannel second,
            NewRequests requests,
            Offers offers,
            Actors actors,
            Teller teller,
            Trail trail,
            Clock clock,
            Checkpoint checkpoint) {
        this.store = store;
        this.people = people;
        this.factor = factor;
        this.credentials = credentials;
        this.locator = locator;
        this.mailboxes = mailboxes;
        this.incidents = incidents;
        this.second = second;
        this.requests = requests;
        this.offers = offers;
        this.actors = actors;
        this.teller = teller;
        this.trail = trail;
        this.clock = clock;
        this.checkpoint = checkpoint;
    }

    /** Thrown in the transaction of a use that would be one too many, so that nothing of it happens. */
    private static final class UsedUp extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * A reset for somebody else met a directory that gave no clear answer: asks for a code where this is a case of break-glass.
     *
     * @return false when it is none; the person is answered then as everybody is
     */
    boolean asked(Event event, SecretKind kind, BackendException e) {
        String target = event.args().get("target");
        ChatUser user = Objects.requireNonNull(event.user());
        boolean meant = kind == KIND
                && event.kind() == Event.Kind.COMMAND
                && target != null
                && !target.equals(user.id())
                && !event.args().containsKey("dry-run");
        Optional<Known> actor = meant ? people.named(user) : Optional.empty();
        if (actor.isEmpty() || !people.isDown(e, actor.get().person().id())) {
            return false;
        }
        Person person = actor.get().person();
        if (people.tooOld(actor.get())) {
            refuse(event, person, null, "seen-too-long-ago", voice -> voice.reply("break-glass.you-too-old"));
        } else if (!factor.enrolled(person)) {
            refuse(event, person, null, "not-enrolled", voice -> SecondFactor.refusal(voice, SecondFactor.NONE));
        } else {
            BreakGlassWish wish = BreakGlassWish.of(
                    Objects.requireNonNull(target),
                    event.args().get("on"),
                    event.args().get("reason"));
            note(event, person, null, "code-asked");
            show(event, voice -> form(voice, wish));
        }
        return true;
    }

    /** Somebody sent the form, or pressed its button below a message, where it has no field. */
    public void submitted(Event event) {
        Optional<Request> begun = requests.begun(event);
        if (begun.isPresent()) {
            offers.announce(event, begun.get());
            return;
        }
        ChatUser user = Objects.requireNonNull(event.user());
        Optional<BreakGlassWish> meant = BreakGlassWish.read(event.args().getOrDefault("request", ""));
        Optional<Known> named = people.named(user);
        if (meant.isEmpty() || named.isEmpty()) {
            if (meant.isPresent()) {
                trail.note(Trail.of(user), null, ACTION, "denied", event, facts("not-named"));
            }
            teller.reply(
                    event,
                    voice -> voice.reply(meant.isEmpty() ? "button.gone" : "button.not-yours")
                            .ending(Outcome.REFUSED));
            return;
        }
        Person actor = named.get().person();
        Optional<Secret> code = factor.typed(event);
        String typed = event.args().get("reason");
        BreakGlassWish wish = typed == null
                ? meant.get()
                : new BreakGlassWish(meant.get().target(), meant.get().on(), typed);
        String reason = wish.reason();
        if (code.isEmpty() || reason == null) {
            show(event, voice -> form(voice, meant.get()));
            return;
        }
        if (!stillDown(event, named.get())
                || requests.stopped(event, actor, ACTION)
                || !goodCode(event, actor, meant.get(), code.get())) {
            return;
        }
        offer(event, named.get(), wish, reason);
    }

    /** Whether the directory is still away and this person may act without it; they are told when not. */
    private boolean stillDown(Event event, Known actor) {
        Person person = actor.person();
        Optional<BackendException> trouble = people.trouble(person.id());
        if (trouble.isEmpty()) {
            refuse(event, person, null, "directory-is-back", voice -> voice.reply("break-glass.back"));
        } else if (!people.isDown(trouble.get(), person.id())) {
            actors.silent(event, ACTION, trouble.get());
        } else if (people.tooOld(actor)) {
            refuse(event, person, null, "seen-too-long-ago", voice -> voice.reply("break-glass.you-too-old"));
        } else {
            return true;
        }
        return false;
    }

    /** Before anything about the target: with a chat session alone nobody learns who is protected. */
    private boolean goodCode(Event event, Person actor, BreakGlassWish wish, Secret code) {
        SecondFactor.Answer answer = factor.check(event, actor, code);
        checkpoint.reached("glass-code-checked");
        if (!answer.good()) {
            show(
                    event,
                    voice -> form(voice, wish)
                            .after(SecondFactor.refusal(voice, answer).text())
                            .ending(Outcome.REFUSED));
        }
        return answer.good();
    }

    private void offer(Event event, Known actor, BreakGlassWish wish, String reason) {
        Person by = actor.person();
        ChatUser user = Objects.requireNonNull(event.user());
        ChatUser to = wish.account(user);
        Optional<Known> target = people.of(to);
        if (target.isEmpty()) {
            refuse(event, by, null, "never-seen", voice -> voice.reply("break-glass.unknown"));
            return;
        }
        Person person = target.get().person();
        if (people.tooOld(target.get())) {
            refuse(
                    event,
                    by,
                    person,
                    "seen-too-long-ago",
                    voice -> voice.reply(
                            "break-glass.too-old",
                            person.displayName(),
                            voice.time(target.get().seenAt())));
            return;
        }
        Verdict verdict = people.may(actor, target.get(), user, to);
        if (!verdict.allowed()) {
            String why = Objects.requireNonNull(verdict.denial()).word();
            String whose = why.startsWith("actor-") || why.equals("not-on-this-platform") ? "you." : "target.";
            refuse(event, by, person, why, voice -> voice.reply(whose + why, person.displayName()));
            return;
        }
        Mailboxes.Plan plan = mailboxes.plan(KIND, person, credentials.locate(KIND, person, wish.on()));
        Located located = plan.located();
        if (incidents.holds(event, by, person, KIND, located)) {
            return;
        }
        if (located.kind() != Located.Kind.FOUND) {
            actors.notLocated(event, by, person, ACTION, located);
        } else if (locator.as(ProvesPin.class, plan.legs().get(0).system()) == null) {
            refuse(
                    event,
                    by,
                    person,
                    "no-proof",
                    voice -> voice.reply("break-glass.no-proof", voice.systems(located), person.displayName()));
        } else if (!second.missing(event, by, person, ACTION, true)) {
            store(event, by, person, to, plan, reason);
        }
    }

    private void store(Event event, Person by, Person person, ChatUser to, Mailboxes.Plan plan, String reason) {
        try {
            requests.offerByBreakGlass(event, by, person, to, plan.legs(), reason, this::used);
        } catch (UsedUp e) {
            refuse(event, by, person, "too-many", voice -> voice.reply("break-glass.too-many", AN_HOUR));
        }
    }

    /** What every use leaves behind: it is counted, everybody who must know is told, and somebody looks when the directory is back. */
    private void used(Store.Tx tx, Request request) {
        Instant now = clock.instant();
        tx.breakGlassUses().hold();
        if (tx.breakGlassUses().since(now.minus(Duration.ofHours(1))) >= AN_HOUR) {
            throw new UsedUp();
        }
        boolean watched = tx.breakGlassUses().untold().stream()
                .anyMatch(use -> use.at().isAfter(now.minus(BreakGlassNotices.WATCHED_FOR)));
        tx.breakGlassUses().add(new Use(request.id(), now));
        BreakGlassNotices.alarms(tx, request, now).forEach(tx.queue()::add);
        if (!watched) {
            Event watch = BreakGlassNotices.watch(request, now);
            tx.queue().add(watch);
            tx.queue().postpone(watch.id(), now.plus(BreakGlassNotices.FIRST_LOOK));
        }
    }

    private void refuse(Event event, Person actor, @Nullable Person subject, String why, Function<Voice, Reply> words) {
        trail.note(Trail.of(actor), subject == null ? null : Trail.of(subject), ACTION, "denied", event, facts(why));
        teller.reply(event, voice -> words.apply(voice).ending(Outcome.REFUSED));
    }

    private void note(Event event, Person actor, @Nullable Person subject, String result) {
        trail.note(
                Trail.of(actor),
                subject == null ? null : Trail.of(subject),
                ACTION,
                result,
                event,
                Map.of("rule", Authorizer.BREAK_GLASS));
    }

    private static Map<String, String> facts(String why) {
        return Map.of("rule", Authorizer.BREAK_GLASS, "why", why);
    }

    private static Reply form(Voice voice, BreakGlassWish wish) {
        List<Reply.Field> fields = new ArrayList<>();
        fields.add(new Reply.Field(SecondFactor.FIELD, voice.say("factor.code"), List.of(), false, null));
        if (wish.reason() == null) {
            fields.add(new Reply.Field("reason", voice.say("break-glass.reason"), List.of(), false, null));
        }
        return voice.reply("break-glass.form")
                .titled(voice.say("break-glass.title"))
                .asking(fields.toArray(Reply.Field[]::new))
                .with(button(voice, wish));
    }

    private static Reply.Button button(Voice voice, BreakGlassWish wish) {
        return new Reply.Button(FORM, voice.say("button.break-glass"), wish.value(), Reply.Style.DANGER)
                .sending(voice.say("button.send"));
    }

    /** Opens the form, or shows it again where it was sent from; its button stands below a message too, for later. */
    private void show(Event event, Function<Voice, Reply> form) {
        ChatUser user = Objects.requireNonNull(event.user());
        Chat chat = teller.chat(user.platform());
        Reply reply = form.apply(teller.voice(user));
        boolean sent = Objects.requireNonNull(event.origin()).window() != null;
        try {
            if (sent && chat.show(event, reply) == Chat.Place.WINDOW) {
                return;
            }
            if (!sent && event.attempts() == 0 && chat.openWindow(event, reply)) {
                teller.reply(
                        event,
                        voice -> voice.reply("break-glass.opened")
                                .with(reply.buttons().toArray(Reply.Button[]::new)));
                return;
            }
        } catch (ChatException e) {
            LOG.warn("event {}: no form: {}", event.id(), e.getMessage());
        }
        teller.reply(event, voice -> {
            Reply again = form.apply(voice);
            return Reply.of(again.text()).with(again.buttons().toArray(Reply.Button[]::new));
        });
    }
}
