package org.pindesk.usecase;

import java.util.List;
import java.util.Objects;
import org.pindesk.authorization.Authorizer;
import org.pindesk.authorization.Verdict;
import org.pindesk.core.Account;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Event;
import org.pindesk.core.HelpCase;
import org.pindesk.core.Leg;
import org.pindesk.core.Outcome;
import org.pindesk.core.Person;
import org.pindesk.core.SecretKind;
import org.pindesk.gateway.Credentials;
import org.pindesk.gateway.Located;

/** Offers somebody a new directory password, from a verdict that asks for one. Nothing is written before its owner takes it. */
public final class OfferPassword {
    static final String ACTION = "password.reset";

    private final Actors actors;
    private final Authorizer authorizer;
    private final Credentials credentials;
    private final NewRequests requests;
    private final Casebook casebook;
    private final IncidentWatch incidents;
    private final MailRoute mailRoute;
    private final Teller teller;

    public OfferPassword(
            Actors actors,
            Authorizer authorizer,
            Credentials credentials,
            NewRequests requests,
            Casebook casebook,
            IncidentWatch incidents,
            MailRoute mailRoute,
            Teller teller) {
        this.actors = actors;
        this.authorizer = authorizer;
        this.credentials = credentials;
        this.requests = requests;
        this.casebook = casebook;
        this.incidents = incidents;
        this.mailRoute = mailRoute;
        this.teller = teller;
    }

    /** The actor is allowed to; what could refuse the write later is found out before the offer. */
    void offer(Event event, Person actor, Target target, HelpCase known) {
        Person person = Objects.requireNonNull(target.person());
        if (requests.stopped(event, actor, ACTION)
                || incidents.holds(event, actor, person, SecretKind.PASSWORD, null)) {
            return;
        }
        MailRoute.Way byMail = target.chat() == null
                ? mailRoute.to(person, SecretKind.PASSWORD, Leg.DIRECTORY)
                : new MailRoute.Way(null, "");
        ChatUser chat = target.chat() == null ? byMail.user() : target.chat();
        if (chat == null) {
            actors.note(event, actor, person, ACTION, byMail.problem());
            teller.reply(
                    event,
                    voice -> voice.reply("target." + byMail.problem(), person.displayName())
                            .ending(Outcome.REFUSED));
            return;
        }
        Verdict verdict = authorizer.directoryPassword(actor, person);
        Located located = credentials.locate(SecretKind.PASSWORD, person, null);
        Account account = located.account();
        if (located.kind() != Located.Kind.FOUND || account == null) {
            actors.notLocated(event, actor, person, ACTION, located);
            return;
        }
        casebook.askLater(known);
        requests.offer(
                event,
                actor,
                person,
                chat,
                SecretKind.PASSWORD,
                verdict,
                List.of(Leg.planned(account.system(), account.userId())),
                null);
    }
}
