package org.pindesk.usecase;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pindesk.authorization.Verdict;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Event;
import org.pindesk.core.Leg;
import org.pindesk.core.Outcome;
import org.pindesk.core.Person;
import org.pindesk.core.Reply;
import org.pindesk.core.Request;
import org.pindesk.core.SaveOption;
import org.pindesk.core.SecretKind;
import org.pindesk.gateway.Located;

/**
 * Phone mode as the helpdesk sees it: a card that says whom to call back on which recorded numbers, and after the button that says so an
 * offer to the person's manager. That the call was made is the helpdesk person's word, and stands as that in the audit.
 */
public final class HandOver {
    /** Name of the press that says that the person was called back. */
    public static final String CALLED_BACK = "called-back";

    /** Argument of a command: by whom the secret is to be handed over. */
    static final String VIA = "via";

    private final PhoneMode mode;
    private final NewRequests requests;
    private final Actors actors;
    private final Teller teller;

    public HandOver(PhoneMode mode, NewRequests requests, Actors actors, Teller teller) {
        this.mode = mode;
        this.requests = requests;
        this.actors = actors;
        this.teller = teller;
    }

    /** Whether this offer goes, or was to go, to the person's manager: asked for, or the only way where there is phone mode. */
    boolean meant(Event event, Target target, SecretKind kind, String system) {
        if (event.args().containsKey(VIA)) {
            return true;
        }
        if (target.chat() != null) {
            return false;
        }
        boolean only = mode.on()
                && !system.equals(Leg.DIRECTORY)
                && requests.way(target, kind, system).user() == null;
        return event.name().equals(CALLED_BACK) || only;
    }

    /**
     * Shows the card; after the call-back, offers the secret to the manager.
     *
     * @return whether the manager has an offer now
     */
    boolean offer(
            Event event,
            Person actor,
            Target target,
            SecretKind kind,
            Located located,
            List<Leg> legs,
            @Nullable String on,
            @Nullable String reason) {
        Person person = Objects.requireNonNull(target.person());
        ChatUser asker = Objects.requireNonNull(event.user());
        Optional<Person> manager = mode.on() ? mode.managerOf(person) : Optional.empty();
        Optional<ChatUser> chat = manager.filter(mode::mayHandOver).flatMap(each -> mode.chatOf(asker, each));
        String problem = problem(actor, target, legs, manager, chat);
        if (problem != null) {
            actors.note(event, actor, person, AskForSecret.action(kind), problem);
            String name = manager.map(Person::displayName).orElse("");
            teller.reply(
                    event,
                    voice -> voice.reply("phone-mode." + problem, person.displayName(), name)
                            .ending(Outcome.REFUSED));
            return false;
        }
        String name = manager.orElseThrow().displayName();
        if (event.args().containsKey("dry-run")) {
            actors.note(event, actor, person, AskForSecret.action(kind), "dry-run");
            teller.reply(
                    event,
                    voice -> Cards.person(voice, person, located)
                            .adding(voice.say("phone-mode.dry-run", name))
                            .adding(voice.say("dry-run.nothing-done", "/" + kind.word() + " reset")));
            return false;
        }
        if (!event.name().equals(CALLED_BACK)) {
            Confirmation meant = Confirmation.reset(kind, person.id(), on, reason, SaveOption.NONE);
            teller.reply(event, voice -> card(voice, person, located, name, meant));
            return false;
        }
        return requests.offerTo(
                event, actor, person, chat.orElseThrow(), kind, Verdict.allow(Request.PHONE_MODE), legs, reason);
    }

    /** The end of a text key {@code phone-mode.}, and the result in the audit; null when nothing stands in the way. */
    private @Nullable String problem(
            Person actor, Target target, List<Leg> legs, Optional<Person> manager, Optional<ChatUser> chat) {
        if (!mode.on()) {
            return "off";
        }
        if (legs.get(0).system().equals(Leg.DIRECTORY)) {
            return "not-directory";
        }
        if (target.chat() != null) {
            return "has-chat";
        }
        if (manager.isEmpty()) {
            return "no-manager";
        }
        if (manager.get().id().equals(actor.id())) {
            return "manager-is-you";
        }
        if (!mode.mayHandOver(manager.get())) {
            return "manager-barred";
        }
        return chat.isEmpty() ? "manager-no-chat" : null;
    }

    private static Reply card(Voice voice, Person person, Located located, String manager, Confirmation meant) {
        String numbers = String.join(", ", person.phoneNumbers());
        return Cards.person(voice, person, located)
                .adding(
                        numbers.isEmpty()
                                ? voice.say("phone-mode.card-no-number", person.displayName())
                                : voice.say("phone-mode.card-call", person.displayName(), numbers))
                .adding(voice.say("phone-mode.card-manager", person.displayName(), manager))
                .with(voice.button(CALLED_BACK, Reply.Style.PRIMARY, meant.value()));
    }
}
