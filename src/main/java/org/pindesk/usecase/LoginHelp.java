package org.pindesk.usecase;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pindesk.authorization.Action;
import org.pindesk.authorization.Authorizer;
import org.pindesk.authorization.Verdict;
import org.pindesk.core.BackendException;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Event;
import org.pindesk.core.LoginPlace;
import org.pindesk.core.Person;
import org.pindesk.core.PersonId;
import org.pindesk.core.Reply;
import org.pindesk.port.ChatException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The story of {@code /login-help}: where did it fail, and what did it say? Without a place a form asks; where there can be no form, a
 * row of buttons does. Then the evidence is gathered and the verdict told.
 */
public final class LoginHelp {
    static final String ACTION = "login-help";

    /** Parts a place from a person in a button's value; stands in neither. */
    private static final String PART = "_";

    private static final Logger LOG = LoggerFactory.getLogger(LoginHelp.class);

    private final Actors actors;
    private final Authorizer authorizer;
    private final Targets targets;
    private final Examination examination;
    private final Teller teller;

    public LoginHelp(Actors actors, Authorizer authorizer, Targets targets, Examination examination, Teller teller) {
        this.actors = actors;
        this.authorizer = authorizer;
        this.targets = targets;
        this.examination = examination;
        this.teller = teller;
    }

    /** Somebody typed it. */
    public void run(Event event) {
        boolean another = Targets.isAboutAnother(event);
        Person actor = actors.require(event, ACTION, person -> permission(event.user(), person, another));
        if (actor == null) {
            return;
        }
        try {
            Target target = another ? targets.of(event) : null;
            if (target != null && target.person() == null) {
                actors.refuseTarget(event, actor, target, ACTION);
                return;
            }
            Person subject = target == null ? actor : Objects.requireNonNull(target.person());
            if (target != null && examination.hidden(event, actor, subject)) {
                return;
            }
            Optional<LoginPlace> place = LoginPlace.of(event.args().getOrDefault("where", ""));
            if (place.isEmpty()) {
                ask(event, target == null ? "" : subject.id().value());
            } else {
                examine(event, actor, subject, target, place.get());
            }
        } catch (BackendException e) {
            actors.silent(event, ACTION, e);
        }
    }

    /** Somebody sent the form; its value names the person, none for the sender. */
    public void submitted(Event event) {
        continued(
                event,
                event.args().getOrDefault("request", ""),
                LoginPlace.of(event.args().getOrDefault("where", "")).orElse(null));
    }

    /** Somebody pressed one of the places. */
    public void chosen(Event event) {
        String[] parts = event.args().getOrDefault("request", "").split(PART, 2);
        Optional<LoginPlace> place = LoginPlace.of(parts[0]);
        if (place.isEmpty()) {
            teller.reply(event, voice -> voice.reply("button.gone"));
            return;
        }
        continued(event, parts.length > 1 ? parts[1] : "", place.get());
    }

    private void continued(Event event, String person, @Nullable LoginPlace place) {
        Person actor = actors.require(event, ACTION, who -> permission(event.user(), who, isAnother(who, person)));
        if (actor == null) {
            return;
        }
        try {
            Target target = isAnother(actor, person)
                    ? targets.of(Objects.requireNonNull(event.user()), new PersonId(person))
                    : null;
            if (target != null && target.person() == null) {
                actors.refuseTarget(event, actor, target, ACTION);
                return;
            }
            Person subject = target == null ? actor : Objects.requireNonNull(target.person());
            if (target == null || !examination.hidden(event, actor, subject)) {
                examine(event, actor, subject, target, place);
            }
        } catch (BackendException e) {
            actors.silent(event, ACTION, e);
        }
    }

    private void examine(
            Event event, Person actor, Person subject, @Nullable Target target, @Nullable LoginPlace place) {
        ChatUser chat = target == null ? event.user() : target.chat();
        examination.run(event, actor, subject, chat, place);
    }

    private static boolean isAnother(Person actor, String person) {
        return !person.isEmpty() && !person.equals(actor.id().value());
    }

    private Verdict permission(@Nullable ChatUser user, Person actor, boolean another) {
        return another ? authorizer.mayActForOthers(Action.LOGIN_HELP, actor, user) : authorizer.lookAtSelf(actor);
    }

    private void ask(Event event, String person) {
        if (event.attempts() == 0 && form(event, person)) {
            return;
        }
        teller.reply(event, voice -> {
            List<Reply.Button> places = Arrays.stream(LoginPlace.values())
                    .map(place -> new Reply.Button(
                            "where",
                            voice.say("place." + place.word()),
                            person.isEmpty() ? place.word() : place.word() + PART + person,
                            Reply.Style.PLAIN))
                    .toList();
            return voice.reply("form.where-buttons").with(places.toArray(Reply.Button[]::new));
        });
    }

    /**
     * @return false when there can be no form (any more)
     */
    private boolean form(Event event, String person) {
        ChatUser user = Objects.requireNonNull(event.user());
        Voice voice = teller.voice(user);
        List<Reply.Option> places = Arrays.stream(LoginPlace.values())
                .map(place -> new Reply.Option(place.word(), voice.say("place." + place.word())))
                .toList();
        Reply form = voice.reply("form.text")
                .titled(voice.say("verdict.title"))
                .asking(
                        new Reply.Field("where", voice.say("form.where"), places, false, null),
                        new Reply.Field("said", voice.say("form.said"), List.of(), true, voice.say("form.said-hint")))
                .with(new Reply.Button("diagnose", voice.say("button.diagnose"), person, Reply.Style.PRIMARY));
        try {
            if (!teller.chat(user.platform()).openWindow(event, form)) {
                return false;
            }
        } catch (ChatException e) {
            LOG.warn("event {}: no form: {}", event.id(), e.getMessage());
            return false;
        }
        teller.reply(event, other -> other.reply("form.opened"));
        return true;
    }
}
