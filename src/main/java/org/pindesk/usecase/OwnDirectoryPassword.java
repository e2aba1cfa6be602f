package org.pindesk.usecase;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pindesk.authorization.Authorizer;
import org.pindesk.authorization.Verdict;
import org.pindesk.core.Account;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Checkpoint;
import org.pindesk.core.Event;
import org.pindesk.core.Leg;
import org.pindesk.core.Outcome;
import org.pindesk.core.Person;
import org.pindesk.core.Reply;
import org.pindesk.core.Request;
import org.pindesk.core.Secret;
import org.pindesk.core.SecretKind;
import org.pindesk.gateway.Credentials;
import org.pindesk.gateway.Located;
import org.pindesk.port.Chat;

/**
 * A person wants a new directory password of their own: by a code from outside the chat, and never by the chat alone, which somebody may
 * have stolen. A good code begins the request; another one is asked for before the password is shown once more. {@link Screener} keeps to
 * the same rule right before the write.
 */
public final class OwnDirectoryPassword {
    private static final SecretKind KIND = SecretKind.PASSWORD;
    private static final String ACTION = AskForSecret.action(KIND);

    /** What sends the form, and opens it where it stands below a message. */
    private static final String FORM = "own-password";

    private final Actors actors;
    private final Authorizer authorizer;
    private final Credentials credentials;
    private final SecondFactor factor;
    private final TakeSecret takeSecret;
    private final NewRequests requests;
    private final IncidentWatch incidents;
    private final Teller teller;
    private final Checkpoint checkpoint;

    public OwnDirectoryPassword(
            Actors actors,
            Authorizer authorizer,
            Credentials credentials,
            SecondFactor factor,
            TakeSecret takeSecret,
            NewRequests requests,
            IncidentWatch incidents,
            Teller teller,
            Checkpoint checkpoint) {
        this.actors = actors;
        this.authorizer = authorizer;
        this.credentials = credentials;
        this.factor = factor;
        this.takeSecret = takeSecret;
        this.requests = requests;
        this.incidents = incidents;
        this.teller = teller;
        this.checkpoint = checkpoint;
    }

    /**
     * Asks for the code, or tells why not even that.
     *
     * @param kept says which telephone system has its password in the directory; null when the directory was asked for
     */
    void ask(Event event, Person person, @Nullable Located kept) {
        Verdict verdict = authorizer.selfDirectoryPassword(person);
        if (!verdict.allowed()) {
            actors.noteDenied(event, person, Trail.of(person), ACTION, verdict);
            takeSecret.answer(event, KIND, voice -> keeper(voice, kept, actors.denial(event, voice, person, verdict)));
            return;
        }
        boolean dryRun = event.args().containsKey("dry-run");
        if (!dryRun && kept == null) {
            takeSecret.openWindow(event, KIND);
        }
        Located located = credentials.locate(KIND, person, Leg.DIRECTORY);
        if (!dryRun && incidents.holds(event, person, person, KIND, located)) {
            return;
        }
        Account account = found(event, person, located);
        if (account == null) {
            return;
        }
        boolean enrolled = factor.enrolled(person);
        if (dryRun) {
            actors.note(event, person, person, ACTION, "dry-run");
            teller.reply(
                    event,
                    voice -> voice.reply(KIND, "dry-run", voice.systems(located), account.userId())
                            .adding(voice.say(enrolled ? "factor.needed" : "factor.not-enrolled")));
        } else if (enrolled) {
            show(event, voice -> keeper(voice, kept, form(voice, person)));
        } else {
            actors.note(event, person, person, ACTION, "not-enrolled");
            takeSecret.answer(
                    event,
                    KIND,
                    voice -> actors.withHelp(
                            voice,
                            keeper(voice, kept, SecondFactor.refusal(voice, SecondFactor.NONE)),
                            "self-needs-factor"));
        }
    }

    /** Somebody sent the form, or pressed its button below a message, where it has no field. */
    public void submitted(Event event) {
        Optional<Request> begun = requests.begun(event);
        if (begun.isPresent()) {
            takeSecret.take(event, begun.get());
            return;
        }
        Person person = actors.require(event, ACTION, authorizer::selfDirectoryPassword);
        if (person == null) {
            return;
        }
        Optional<Secret> code = factor.typed(event);
        if (code.isEmpty()) {
            ask(event, person, null);
            return;
        }
        // what is written already is only shown once more: that is no new wish, and nothing is changed by it
        boolean again = requests.open(person, KIND, Leg.DIRECTORY).isPresent();
        if (!again && (requests.stopped(event, person, ACTION) || requests.tooOften(event, person, KIND))) {
            return;
        }
        Located located = credentials.locate(KIND, person, Leg.DIRECTORY);
        if (!again && incidents.holds(event, person, person, KIND, located)) {
            return;
        }
        Account account = found(event, person, located);
        if (account == null) {
            return;
        }
        // last of all, so that no code is used up for nothing
        SecondFactor.Answer answer = factor.check(event, person, code.get());
        checkpoint.reached("code-checked");
        if (!answer.good()) {
            show(
                    event,
                    voice -> form(voice, person)
                            .after(SecondFactor.refusal(voice, answer).text())
                            .ending(Outcome.REFUSED));
            return;
        }
        List<Leg> legs = List.of(Leg.planned(Leg.DIRECTORY, account.userId()));
        Verdict verdict = authorizer.selfDirectoryPassword(person);
        takeSecret.take(event, requests.own(event, person, KIND, verdict, legs));
    }

    /** Somebody pressed "Get my new PIN" or "Get my new password". Where a code began it, another one is asked for: the press could be anybody's. */
    public void taken(Event event) {
        Optional<Request> found = requests.find(event.args().getOrDefault("request", ""));
        boolean coded = found.isPresent()
                && found.get().isOpen()
                && found.get().rule().equals(Authorizer.SELF_FACTOR)
                && found.get().owner().chat().equals(event.user());
        if (!coded) {
            takeSecret.pressed(event);
            return;
        }
        Person person = actors.require(event, ACTION, authorizer::selfDirectoryPassword);
        if (person != null) {
            ask(event, person, null);
        }
    }

    /** Null when the directory has no account that may be written, or is silent: the person is told then. */
    private @Nullable Account found(Event event, Person person, Located located) {
        Account account = located.account();
        if (located.kind() == Located.Kind.FOUND && account != null) {
            return account;
        }
        actors.noteNotLocated(event, person, person, ACTION, located);
        takeSecret.answer(event, KIND, voice -> actors.notLocated(voice, person, located));
        return null;
    }

    private static Reply form(Voice voice, Person person) {
        return voice.reply("factor.form", person.login())
                .titled(voice.say(KIND, "title"))
                .asking(new Reply.Field(SecondFactor.FIELD, voice.say("factor.code"), List.of(), false, null))
                .with(button(voice));
    }

    private static Reply.Button button(Voice voice) {
        return new Reply.Button(FORM, voice.say(KIND, "button.take"), "", Reply.Style.PRIMARY)
                .sending(voice.say("button.send"));
    }

    private static Reply keeper(Voice voice, @Nullable Located kept, Reply reply) {
        return kept == null || !kept.kind().kept()
                ? reply
                : reply.after(voice.say("you." + kept.kind().word(), voice.systems(kept), voice.detail(kept)));
    }

    /** Shows the form in the event's window; where there is none, its button below a message opens one. */
    private void show(Event event, java.util.function.Function<Voice, Reply> form) {
        ChatUser user = Objects.requireNonNull(event.user());
        Chat.Place place = teller.chat(user.platform()).show(event, form.apply(teller.voice(user)));
        if (place == Chat.Place.NOWHERE) {
            teller.reply(event, form);
        } else if (place == Chat.Place.WINDOW
                && Objects.requireNonNull(event.origin()).window() == null) {
            teller.reply(event, voice -> voice.reply("factor.opened").with(button(voice)));
        }
    }
}
