package org.pindesk.usecase;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pindesk.authorization.Authorizer;
import org.pindesk.core.Account;
import org.pindesk.core.Event;
import org.pindesk.core.Leg;
import org.pindesk.core.Person;
import org.pindesk.core.SecretKind;
import org.pindesk.gateway.Credentials;
import org.pindesk.gateway.Located;

/** A person wants a new secret of their own: it is made, written, proved and shown at once. */
public final class OwnSecret {
    private final Actors actors;
    private final Authorizer authorizer;
    private final Credentials credentials;
    private final TakeSecret takeSecret;
    private final NewRequests requests;
    private final Mailboxes mailboxes;
    private final IncidentWatch incidents;
    private final OwnDirectoryPassword inDirectory;
    private final Teller teller;

    public OwnSecret(
            Actors actors,
            Authorizer authorizer,
            Credentials credentials,
            TakeSecret takeSecret,
            NewRequests requests,
            Mailboxes mailboxes,
            IncidentWatch incidents,
            OwnDirectoryPassword inDirectory,
            Teller teller) {
        this.actors = actors;
        this.authorizer = authorizer;
        this.credentials = credentials;
        this.takeSecret = takeSecret;
        this.requests = requests;
        this.mailboxes = mailboxes;
        this.incidents = incidents;
        this.inDirectory = inDirectory;
        this.teller = teller;
    }

    /**
     * The person may have one.
     *
     * @param on the system, null for any
     * @param phoneOnly whether voicemail keeps its PIN
     */
    void ask(Event event, Person person, SecretKind kind, @Nullable String on, boolean phoneOnly) {
        String action = AskForSecret.action(kind);
        boolean dryRun = event.args().containsKey("dry-run");
        if (actors.tooYoung(event, person, person, kind, null)) {
            return;
        }
        if (requests.stopped(event, person, action) || !dryRun && requests.tooOften(event, person, kind)) {
            return;
        }
        if (kind == SecretKind.PASSWORD && Leg.DIRECTORY.equals(on)) {
            inDirectory.ask(event, person, null);
            return;
        }
        if (!dryRun) {
            takeSecret.openWindow(event, kind);
        }
        Located located = credentials.locate(kind, person, on);
        if (located.inDirectory() || located.kind() == Located.Kind.KEPT_IN_DIRECTORY) {
            inDirectory.ask(event, person, located);
            return;
        }
        Mailboxes.Plan plan = mailboxes.plan(kind, person, located);
        Located usable = plan.located();
        if (!dryRun && incidents.holds(event, person, person, kind, usable)) {
            return;
        }
        Account account = usable.account();
        if (usable.kind() != Located.Kind.FOUND || account == null) {
            actors.noteNotLocated(event, person, person, action, usable);
            takeSecret.answer(event, kind, voice -> actors.notLocated(voice, person, usable));
            return;
        }
        if (dryRun) {
            actors.note(event, person, person, action, "dry-run");
            teller.reply(event, voice -> voice.reply(kind, "dry-run", usable.systems(), account.userId()));
            return;
        }
        List<Leg> legs = phoneOnly ? Mailboxes.alone(plan.legs()) : plan.legs();
        takeSecret.take(
                event,
                requests.own(
                        event,
                        person,
                        kind,
                        authorizer.stillSelf(AskForSecret.permission(kind), person, event.user()),
                        legs));
    }
}
