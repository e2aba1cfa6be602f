package org.pindesk.usecase;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pindesk.authorization.Authorizer;
import org.pindesk.authorization.Verdict;
import org.pindesk.core.Account;
import org.pindesk.core.Event;
import org.pindesk.core.Leg;
import org.pindesk.core.Outcome;
import org.pindesk.core.Party;
import org.pindesk.core.Person;
import org.pindesk.core.Reply;
import org.pindesk.core.Request;
import org.pindesk.core.RequestState;
import org.pindesk.core.SecretKind;
import org.pindesk.gateway.Credentials;
import org.pindesk.gateway.Located;
import org.pindesk.port.Store;

/** A person wants a new secret of their own: it is made, written, proved and shown at once. */
public final class OwnSecret {
    /** How often a person may begin a new PIN, or a new password, of their own in an hour. */
    static final int AN_HOUR = 6;

    private final Store store;
    private final Actors actors;
    private final Authorizer authorizer;
    private final Credentials credentials;
    private final TakeSecret takeSecret;
    private final NewRequests requests;
    private final Mailboxes mailboxes;
    private final IncidentWatch incidents;
    private final Teller teller;
    private final Clock clock;

    public OwnSecret(
            Store store,
            Actors actors,
            Authorizer authorizer,
            Credentials credentials,
            TakeSecret takeSecret,
            NewRequests requests,
            Mailboxes mailboxes,
            IncidentWatch incidents,
            Teller teller,
            Clock clock) {
        this.store = store;
        this.actors = actors;
        this.authorizer = authorizer;
        this.credentials = credentials;
        this.takeSecret = takeSecret;
        this.requests = requests;
        this.mailboxes = mailboxes;
        this.incidents = incidents;
        this.teller = teller;
        this.clock = clock;
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
        if (requests.stopped(event, person, action) || !dryRun && tooOften(event, person, kind)) {
            return;
        }
        if (kind == SecretKind.PASSWORD && Leg.DIRECTORY.equals(on)) {
            selfDirectory(event, person, null);
            return;
        }
        if (!dryRun) {
            takeSecret.openWindow(event, kind);
        }
        Located located = credentials.locate(kind, person, on);
        if (located.inDirectory() || located.kind() == Located.Kind.KEPT_IN_DIRECTORY) {
            selfDirectory(event, person, located);
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
        begin(event, person, kind, phoneOnly ? plan.legs().subList(0, 1) : plan.legs());
    }

    private void begin(Event event, Person person, SecretKind kind, List<Leg> legs) {
        Party self = new Party(person.id(), Objects.requireNonNull(event.user()), person.displayName());
        Request request = requests.of(
                event,
                self,
                self,
                kind,
                authorizer.self(person),
                legs,
                RequestState.TAKING,
                event.args().get("reason"));
        Optional<Request> earlier = requests.add(request);
        takeSecret.take(event, earlier.orElse(request));
    }

    /**
     * The password that the person wants is the directory's: a chat session alone, which somebody may have stolen, gets nobody one. This
     * is the one place where that is told; {@link Screener} keeps to the same rule at the pickup.
     *
     * @param located says which telephone system has its password there; null when the directory was asked for by name
     */
    private void selfDirectory(Event event, Person person, @Nullable Located located) {
        Verdict verdict = authorizer.selfDirectoryPassword(person);
        actors.noteDenied(event, person, Trail.of(person), AskForSecret.action(SecretKind.PASSWORD), verdict);
        takeSecret.answer(event, SecretKind.PASSWORD, voice -> {
            Reply refused = actors.denial(event, voice, person, verdict);
            return located == null || !located.kind().kept()
                    ? refused
                    : refused.after(
                            voice.say("you." + located.kind().word(), voice.systems(located), voice.detail(located)));
        });
    }

    private boolean tooOften(Event event, Person person, SecretKind kind) {
        String action = AskForSecret.action(kind);
        Instant from = clock.instant().minus(Duration.ofHours(1));
        if (store.tx(tx -> tx.acts().since(person.id(), action, from)) < AN_HOUR) {
            return false;
        }
        actors.note(event, person, person, action, "too-often");
        teller.reply(event, voice -> voice.reply(kind, "too-often", AN_HOUR).ending(Outcome.REFUSED));
        return true;
    }
}
