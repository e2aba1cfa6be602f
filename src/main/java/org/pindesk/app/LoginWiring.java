package org.pindesk.app;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import org.pindesk.authorization.Authorizer;
import org.pindesk.diagnosis.Gathering;
import org.pindesk.gateway.Credentials;
import org.pindesk.gateway.Locator;
import org.pindesk.port.Store;
import org.pindesk.usecase.AccountMails;
import org.pindesk.usecase.Actors;
import org.pindesk.usecase.Asking;
import org.pindesk.usecase.Casebook;
import org.pindesk.usecase.Examination;
import org.pindesk.usecase.FollowUp;
import org.pindesk.usecase.Granted;
import org.pindesk.usecase.HandOver;
import org.pindesk.usecase.HelpQueue;
import org.pindesk.usecase.IncidentWatch;
import org.pindesk.usecase.LoginHelp;
import org.pindesk.usecase.Mailboxes;
import org.pindesk.usecase.Mending;
import org.pindesk.usecase.NewRequests;
import org.pindesk.usecase.OfferSecret;
import org.pindesk.usecase.PhoneMode;
import org.pindesk.usecase.SaveForm;
import org.pindesk.usecase.SecondChannel;
import org.pindesk.usecase.Targets;
import org.pindesk.usecase.Teller;
import org.pindesk.usecase.Trail;
import org.pindesk.usecase.VerdictCard;
import org.pindesk.usecase.Voice;

/** Puts the stories around a failed sign-in together. */
final class LoginWiring {
    /** How long evidence is waited for; what comes later is told as not seen. */
    private static final Duration DEADLINE = Duration.ofSeconds(8);

    private LoginWiring() {}

    static LoginStories stories(
            Parts parts,
            ExecutorService looking,
            Actors actors,
            Authorizer authorizer,
            Granted granted,
            Targets targets,
            Credentials credentials,
            Locator locator,
            NewRequests requests,
            SecondChannel second,
            Mailboxes mailboxes,
            AccountMails mails,
            Trail trail,
            Teller teller,
            PhoneMode phoneMode) {
        Store store = parts.store();
        Voice house = new Voice(parts.language(), parts.zone());
        Gathering gathering = new Gathering(parts.directory(), parts.systems(), looking, DEADLINE, parts.clock());
        Casebook casebook = new Casebook(store, parts.clock());
        IncidentWatch incidents = new IncidentWatch(
                store,
                actors,
                authorizer,
                locator,
                teller,
                house,
                parts.clock(),
                parts.channel(),
                parts.incidentPeople());
        Examination examination = new Examination(
                actors,
                parts.directory(),
                gathering,
                casebook,
                incidents,
                authorizer,
                new VerdictCard(locator),
                new Asking(parts.channel()),
                teller);
        OfferSecret offers = new OfferSecret(
                actors,
                authorizer,
                granted,
                credentials,
                requests,
                mailboxes,
                mails,
                new SaveForm(teller),
                incidents,
                teller,
                trail,
                new HandOver(phoneMode, requests, actors, teller));
        Mending mending = new Mending(
                store,
                actors,
                authorizer,
                targets,
                parts.directory(),
                locator,
                examination,
                casebook,
                offers,
                second,
                teller,
                parts.clock(),
                parts.checkpoint());
        HelpQueue queue = new HelpQueue(
                store,
                parts.directory(),
                actors,
                authorizer,
                examination,
                casebook,
                teller,
                house,
                parts.clock(),
                parts.channel());
        FollowUp followUp = new FollowUp(
                store, parts.directory(), actors, authorizer, examination, casebook, queue, teller, parts.clock());
        return new LoginStories(
                new LoginHelp(actors, authorizer, targets, examination, teller),
                examination,
                mending,
                queue,
                followUp,
                incidents,
                offers);
    }
}
