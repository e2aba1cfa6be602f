package org.pindesk.usecase;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pindesk.authorization.Authorizer;
import org.pindesk.authorization.Verdict;
import org.pindesk.core.Event;
import org.pindesk.core.Leg;
import org.pindesk.core.Outcome;
import org.pindesk.core.Person;
import org.pindesk.core.Reply;
import org.pindesk.core.SecretKind;
import org.pindesk.gateway.Credentials;
import org.pindesk.gateway.Located;

/**
 * The helpdesk offers somebody a new secret, from a command or from a button. What could refuse the write later is found out before the
 * offer, and nothing is written before its owner takes it.
 */
public final class OfferSecret {
    private final Actors actors;
    private final Authorizer authorizer;
    private final Credentials credentials;
    private final NewRequests requests;
    private final Mailboxes mailboxes;
    private final IncidentWatch incidents;
    private final Teller teller;
    private final Trail trail;

    public OfferSecret(
            Actors actors,
            Authorizer authorizer,
            Credentials credentials,
            NewRequests requests,
            Mailboxes mailboxes,
            IncidentWatch incidents,
            Teller teller,
            Trail trail) {
        this.actors = actors;
        this.authorizer = authorizer;
        this.credentials = credentials;
        this.requests = requests;
        this.mailboxes = mailboxes;
        this.incidents = incidents;
        this.teller = teller;
        this.trail = trail;
    }

    /**
     * The actor may act for others; whether for this person is decided here.
     *
     * @param target somebody who was found
     * @param on the system, {@link Leg#DIRECTORY} for a password there; null for any
     * @return whether the person has an offer now
     */
    boolean offer(
            Event event, Person actor, Target target, SecretKind kind, @Nullable String on, @Nullable String reason) {
        String action = AskForSecret.action(kind);
        Person person = Objects.requireNonNull(target.person());
        boolean dryRun = event.args().containsKey("dry-run");
        boolean directory = kind == SecretKind.PASSWORD && Leg.DIRECTORY.equals(on);
        Verdict verdict = directory ? authorizer.directoryPassword(actor, person) : authorizer.other(actor, person);
        if (refused(event, actor, person, action, verdict) || requests.stopped(event, actor, action)) {
            return false;
        }
        Mailboxes.Plan plan = mailboxes.plan(kind, person, credentials.locate(kind, person, on));
        Located located = plan.located();
        if (!directory && located.inDirectory()) {
            verdict = authorizer.directoryPassword(actor, person);
            if (refused(event, actor, person, action, verdict)) {
                return false;
            }
        }
        if (!dryRun && incidents.holds(event, actor, person, kind, located)) {
            return false;
        }
        if (located.kind() != Located.Kind.FOUND) {
            notLocated(event, actor, person, action, located, reason);
            return false;
        }
        Verdict decisive = verdict;
        if (dryRun) {
            actors.note(event, actor, person, action, "dry-run");
            MailRoute.Way way = requests.way(target, kind, plan.legs().get(0).system());
            String key =
                    target.chat() != null ? "card.chat" : way.user() == null ? "card.no-chat" : "mail.offer.dry-run";
            teller.reply(event, voice -> dryRun(voice, key, person, kind, decisive, located));
            return false;
        }
        if (target.typed()) {
            Confirmation meant = Confirmation.reset(kind, person.id(), on, reason);
            teller.reply(
                    event,
                    voice -> Cards.person(voice, person, located)
                            .adding(voice.say("card.is-it"))
                            .with(voice.button("confirm", Reply.Style.PRIMARY, meant.value())));
            return false;
        }
        return requests.offer(event, actor, target, kind, decisive, plan.legs(), reason);
    }

    /** Where the password is the directory's, there is a button for that one, with the same reason, for those who may offer it. */
    private void notLocated(
            Event event, Person actor, Person person, String action, Located located, @Nullable String reason) {
        if (located.kind() != Located.Kind.KEPT_IN_DIRECTORY) {
            actors.notLocated(event, actor, person, action, located);
            return;
        }
        actors.noteNotLocated(event, actor, person, action, located);
        Verdict verdict = authorizer.directoryPassword(actor, person);
        Confirmation meant = Confirmation.reset(SecretKind.PASSWORD, person.id(), Leg.DIRECTORY, reason);
        teller.reply(event, voice -> {
            Reply told = actors.notLocated(voice, "target.", person, located);
            return verdict.allowed()
                    ? told.with(new Reply.Button(
                            "confirm", voice.say("button.reset-password"), meant.value(), Reply.Style.PRIMARY))
                    : told.adding(voice.say(
                            "target." + Objects.requireNonNull(verdict.denial()).word(), person.displayName()));
        });
    }

    private boolean refused(Event event, Person actor, Person person, String action, Verdict verdict) {
        if (verdict.allowed()) {
            return false;
        }
        boolean dryRun = event.args().containsKey("dry-run");
        String why = Objects.requireNonNull(verdict.denial()).word();
        Map<String, String> facts = Map.of("why", why, "rule", verdict.rule());
        trail.note(Trail.of(actor), Trail.of(person), action, "denied", event, facts);
        teller.reply(event, voice -> {
            String words = voice.say("target." + why, person.displayName());
            return Reply.of(dryRun ? voice.say("dry-run.denied", words, verdict.rule()) : words)
                    .ending(Outcome.REFUSED);
        });
        return true;
    }

    /** What would happen, for operators: who, which account, which rule, which way it takes. */
    private static Reply dryRun(
            Voice voice, String way, Person person, SecretKind kind, Verdict verdict, Located located) {
        return Cards.person(voice, person, located)
                .adding(voice.say("card.rule", verdict.rule()))
                .adding(voice.say(way))
                .adding(voice.say("dry-run.nothing-done", "/" + kind.word() + " reset"));
    }
}
