package org.pindesk.usecase;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pindesk.authorization.Action;
import org.pindesk.authorization.Authorizer;
import org.pindesk.core.BackendException;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Event;
import org.pindesk.core.Leg;
import org.pindesk.core.Outcome;
import org.pindesk.core.Person;
import org.pindesk.core.PersonId;
import org.pindesk.core.Request;
import org.pindesk.core.RequestState;
import org.pindesk.core.SecretKind;

/** The stories of {@code /pin reset} and {@code /password reset}: for oneself, or as an offer to somebody else. */
public final class AskForSecret {
    private final Actors actors;
    private final Targets targets;
    private final Authorizer authorizer;
    private final OwnSecret own;
    private final OfferSecret others;
    private final TakeSecret takeSecret;
    private final Offers offers;
    private final UnlockPin unlockPin;
    private final NewRequests requests;
    private final BreakGlass breakGlass;
    private final Teller teller;
    private final Trail trail;

    public AskForSecret(
            Actors actors,
            Targets targets,
            Authorizer authorizer,
            OwnSecret own,
            OfferSecret others,
            TakeSecret takeSecret,
            Offers offers,
            UnlockPin unlockPin,
            NewRequests requests,
            BreakGlass breakGlass,
            Teller teller,
            Trail trail) {
        this.trail = trail;
        this.breakGlass = breakGlass;
        this.actors = actors;
        this.targets = targets;
        this.authorizer = authorizer;
        this.own = own;
        this.others = others;
        this.takeSecret = takeSecret;
        this.offers = offers;
        this.unlockPin = unlockPin;
        this.requests = requests;
        this.teller = teller;
    }

    /** What has to be allowed for a secret that a telephone system keeps. */
    static Action permission(SecretKind kind) {
        return kind == SecretKind.PIN ? Action.PIN_RESET : Action.PASSWORD_RESET;
    }

    /** As it stands in audit rows, and what a person's own resets are counted under. */
    static String action(SecretKind kind) {
        return kind.word() + ".reset";
    }

    /** Runs or continues the story of {@code /pin reset}. */
    public void pin(Event event) {
        typed(event, SecretKind.PIN);
    }

    /** Runs or continues the story of {@code /password reset}. */
    public void password(Event event) {
        typed(event, SecretKind.PASSWORD);
    }

    /** Somebody chose in a form whose PIN is meant; without a choice it is nobody's. */
    public void chosen(Event event) {
        if (Whom.isOpen(event)) {
            teller.reply(event, voice -> voice.reply("button.gone"));
        } else {
            typed(event, SecretKind.PIN);
        }
    }

    private void typed(Event event, SecretKind kind) {
        if (resumed(event)) {
            return;
        }
        boolean another = Targets.isAboutAnother(event);
        Person actor = actors.require(
                event,
                action(kind),
                person -> another
                        ? authorizer.mayActForOthers(permission(kind), person, event.user())
                        : authorizer.self(permission(kind), person, event.user()),
                e -> breakGlass.asked(event, kind, e));
        if (actor == null) {
            return;
        }
        String on = event.args().get("on");
        if (another) {
            other(event, actor, kind, targets::of, on, event.args().get("reason"));
        } else if (event.args().containsKey("save") || event.args().containsKey("options")) {
            actors.note(event, actor, actor, action(kind), "not-for-oneself");
            teller.reply(event, voice -> voice.reply("save.not-own").ending(Outcome.REFUSED));
        } else {
            own.ask(event, actor, kind, on, false);
        }
    }

    /** An operator confirmed who is meant, or chose how a password is saved; authorized anew, as if typed. */
    public void confirmed(Event event) {
        Optional<Confirmation> found = Confirmation.of(event.args().getOrDefault("request", ""));
        if (found.isEmpty() || !SaveForm.complete(event, found.get())) {
            teller.reply(event, voice -> voice.reply("button.gone"));
            return;
        }
        Confirmation meant = found.get();
        if (meant.action().equals(Confirmation.UNLOCK)) {
            unlockPin.pressed(event, meant.person());
            return;
        }
        if (resumed(event)) {
            return;
        }
        SecretKind kind = meant.kind();
        Person actor = actors.require(
                event, action(kind), person -> authorizer.mayActForOthers(permission(kind), person, event.user()));
        if (actor != null) {
            String reason = event.args().containsKey("reason") ? event.args().get("reason") : meant.reason();
            other(event, actor, kind, each -> of(each, meant.person()), meant.on(), reason);
        }
    }

    /** Somebody pressed a button for a new PIN on a card: for themselves, or for the person that it names. */
    public void wantedPin(Event event) {
        wanted(event, SecretKind.PIN, null);
    }

    /** The same for a new password in the directory. */
    public void wantedDirectoryPassword(Event event) {
        wanted(event, SecretKind.PASSWORD, Leg.DIRECTORY);
    }

    private void wanted(Event event, SecretKind kind, @Nullable String on) {
        PersonId id = new PersonId(event.args().getOrDefault("request", "-"));
        if (resumed(event)) {
            return;
        }
        Person actor = actors.require(
                event,
                action(kind),
                person -> person.id().equals(id)
                        ? authorizer.self(permission(kind), person, event.user())
                        : authorizer.mayActForOthers(permission(kind), person, event.user()));
        if (actor == null) {
            return;
        }
        if (actor.id().equals(id)) {
            own.ask(event, actor, kind, on, false);
        } else {
            other(event, actor, kind, each -> of(each, id), on, null);
        }
    }

    /** Voicemail is silent, and the owner wants the new PIN for the telephone alone. */
    public void phoneOnly(Event event) {
        if (resumed(event)) {
            return;
        }
        Optional<Request> found = requests.find(event.args().getOrDefault("request", ""));
        ChatUser user = Objects.requireNonNull(event.user());
        if (found.isEmpty()) {
            teller.reply(event, voice -> voice.reply("button.gone").ending(Outcome.REFUSED));
            return;
        }
        if (!found.get().owner().chat().equals(user)) {
            trail.notTheOwner(event, found.get(), "phone-only");
            teller.reply(event, voice -> voice.reply("button.not-yours").ending(Outcome.REFUSED));
            return;
        }
        if (found.get().state() == RequestState.OFFERED) {
            takeSecret.phoneOnly(event, found.get());
            return;
        }
        if (found.get().handedOver()) {
            teller.reply(event, voice -> voice.reply("button.gone"));
            return;
        }
        Person actor = actors.require(
                event, action(SecretKind.PIN), person -> authorizer.self(Action.PIN_RESET, person, event.user()));
        if (actor != null) {
            own.ask(event, actor, SecretKind.PIN, event.args().get("on"), true);
        }
    }

    private boolean resumed(Event event) {
        Optional<Request> begun = requests.begun(event);
        begun.ifPresent(request -> {
            if (request.selfService()) {
                takeSecret.take(event, request);
            } else {
                offers.announce(event, request);
            }
        });
        return begun.isPresent();
    }

    private Target of(Event event, PersonId id) {
        return targets.of(Objects.requireNonNull(event.user()), id);
    }

    private void other(
            Event event,
            Person actor,
            SecretKind kind,
            Function<Event, Target> whom,
            @Nullable String on,
            @Nullable String reason) {
        try {
            Target target = whom.apply(event);
            if (target.person() == null) {
                actors.refuseTarget(event, actor, target, action(kind));
            } else if (SaveForm.wanted(event)) {
                others.ask(event, actor, target, kind, on, reason);
            } else {
                others.offer(event, actor, target, kind, on, reason);
            }
        } catch (BackendException e) {
            if (!breakGlass.asked(event, kind, e)) {
                actors.silent(event, action(kind), e);
            }
        }
    }
}
