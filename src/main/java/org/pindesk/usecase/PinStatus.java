package org.pindesk.usecase;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pindesk.authorization.Action;
import org.pindesk.authorization.Asked;
import org.pindesk.authorization.Authorizer;
import org.pindesk.authorization.Verdict;
import org.pindesk.core.Account;
import org.pindesk.core.BackendException;
import org.pindesk.core.ChatUser;
import org.pindesk.core.CredentialState;
import org.pindesk.core.Event;
import org.pindesk.core.Person;
import org.pindesk.core.Reply;
import org.pindesk.gateway.Located;
import org.pindesk.gateway.Locator;
import org.pindesk.port.ShowsPinState;

/** The stories of looking: {@code /pin status} and {@code /helpdesk whois}. They change nothing, and every look leaves an audit row. */
public final class PinStatus {
    private final Actors actors;
    private final Authorizer authorizer;
    private final Targets targets;
    private final Locator locator;
    private final Teller teller;
    private final Whom whom;

    public PinStatus(Actors actors, Authorizer authorizer, Targets targets, Locator locator, Teller teller, Whom whom) {
        this.actors = actors;
        this.authorizer = authorizer;
        this.targets = targets;
        this.locator = locator;
        this.teller = teller;
        this.whom = whom;
    }

    /** What is known of a PIN: locked, by whom, until when. */
    public void run(Event event) {
        boolean another = Targets.isAboutAnother(event);
        Person actor = actors.require(event, "pin.status", person -> permission(event.user(), person, another));
        if (actor == null) {
            return;
        }
        try {
            Target target = another ? targets.of(event) : null;
            Person person = target == null ? actor : target.person();
            if (target != null && person == null) {
                actors.refuseTarget(event, actor, target, "pin.status");
                return;
            }
            Person subject = Objects.requireNonNull(person);
            if (target == null || !hidden(event, actor, subject, Action.PIN_STATUS, "pin.status")) {
                show(event, actor, subject, target);
            }
        } catch (BackendException e) {
            actors.silent(event, "pin.status", e);
        }
    }

    private Verdict permission(@Nullable ChatUser user, Person actor, boolean another) {
        return another ? authorizer.mayActForOthers(Action.PIN_STATUS, actor, user) : authorizer.lookAtSelf(actor);
    }

    /** Whether policy hides this person from who asks; they are told then. */
    private boolean hidden(Event event, Person actor, Person person, Action action, String row) {
        Verdict verdict = authorizer
                .other(new Asked(action, actor, person, event.user(), null))
                .withReason(event.args().get("reason"));
        return actors.refused(event, actor, person, row, verdict);
    }

    private void show(Event event, Person actor, Person person, @Nullable Target target) {
        Located located = locator.find(person, event.args().get("on"));
        Account account = located.account();
        if (account == null) {
            actors.notLocated(event, actor, person, "pin.status", located);
            return;
        }
        ShowsPinState system = locator.as(ShowsPinState.class, account.system());
        if (system == null) {
            teller.reply(
                    event,
                    voice -> voice.reply("status.not-offered", located.systems(), Cards.pinReset(actor, person)));
            return;
        }
        CredentialState state = system.pinState(account);
        actors.note(event, actor, person, "pin.status", "shown");
        teller.reply(event, voice -> card(voice, person, located, state, target != null));
    }

    private static Reply card(Voice voice, Person person, Located located, CredentialState state, boolean operator) {
        List<String> lines = new ArrayList<>();
        if (operator) {
            lines.add(Cards.person(voice, person, located).text());
        }
        lines.addAll(Cards.pin(voice, state, operator));
        Reply reply = Reply.of(String.join("\n", lines)).titled(voice.say("status.title"));
        boolean liftable = state.lock() == CredentialState.Lock.FAILED_SIGN_INS
                && Objects.requireNonNull(located.account()).barred() == null;
        return liftable
                ? reply.with(
                        voice.button("unlock", Reply.Style.PRIMARY, person.id().value()))
                : reply;
    }

    /** Who somebody is, for operators. */
    public void whois(Event event) {
        Person actor =
                actors.require(event, "whois", each -> authorizer.mayActForOthers(Action.WHOIS, each, event.user()));
        if (actor == null) {
            return;
        }
        if (Whom.isOpen(event) && whom.asked(event, Whom.Act.WHOIS)) {
            return;
        }
        if (!Targets.isAboutAnother(event)) {
            teller.reply(event, voice -> voice.reply("whois.whom"));
            return;
        }
        try {
            Target target = targets.of(event);
            Person person = target.person();
            if (person == null) {
                actors.refuseTarget(event, actor, target, "whois");
                return;
            }
            if (hidden(event, actor, person, Action.WHOIS, "whois")) {
                return;
            }
            Located located = locator.find(person, null);
            actors.note(event, actor, person, "whois", "shown");
            teller.reply(event, voice -> {
                Reply card = Cards.person(voice, person, located);
                for (String line : Cards.directoryState(voice, person.state())) {
                    card = card.adding(line);
                }
                Verdict verdict = authorizer.other(Action.PIN_RESET, actor, person);
                // an administrator on a telephone system is barred there, whatever the directory allows
                boolean floor = located.kind() == Located.Kind.BARRED;
                card = card.adding(voice.say("card.rule", floor ? "floor" : verdict.rule()));
                return card.adding(voice.say(target.chat() == null ? "card.no-chat" : "card.chat"));
            });
        } catch (BackendException e) {
            actors.silent(event, "whois", e);
        }
    }
}
