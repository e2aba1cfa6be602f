package org.pindesk.usecase;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pindesk.authorization.Action;
import org.pindesk.authorization.Asked;
import org.pindesk.authorization.Authorizer;
import org.pindesk.authorization.Needs;
import org.pindesk.authorization.Verdict;
import org.pindesk.core.Event;
import org.pindesk.core.Leg;
import org.pindesk.core.Outcome;
import org.pindesk.core.Party;
import org.pindesk.core.Person;
import org.pindesk.core.Reply;
import org.pindesk.core.SaveOption;
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
    private final Granted granted;
    private final Credentials credentials;
    private final NewRequests requests;
    private final Mailboxes mailboxes;
    private final AccountMails mails;
    private final SaveForm form;
    private final IncidentWatch incidents;
    private final Teller teller;
    private final Trail trail;
    private final HandOver handOver;

    public OfferSecret(
            Actors actors,
            Authorizer authorizer,
            Granted granted,
            Credentials credentials,
            NewRequests requests,
            Mailboxes mailboxes,
            AccountMails mails,
            SaveForm form,
            IncidentWatch incidents,
            Teller teller,
            Trail trail,
            HandOver handOver) {
        this.handOver = handOver;
        this.actors = actors;
        this.authorizer = authorizer;
        this.granted = granted;
        this.credentials = credentials;
        this.requests = requests;
        this.mailboxes = mailboxes;
        this.mails = mails;
        this.form = form;
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
        SaveOption save = kind == SecretKind.PASSWORD ? SaveForm.chosen(event) : SaveOption.NONE;
        boolean directory = isDirectory(kind, on);
        Verdict verdict = permission(event, actor, target, permission(kind, on), reason);
        if (refused(event, actor, person, action, verdict)
                || actors.tooYoung(event, actor, person, kind, target.chat())) {
            return false;
        }
        if (save == SaveOption.KEEP) {
            actors.note(event, actor, person, action, "kept");
            teller.reply(event, voice -> voice.reply("save.kept", person.displayName()));
            return false;
        }
        if (requests.stopped(event, actor, action)) {
            return false;
        }
        Mailboxes.Plan plan = mailboxes.plan(kind, person, credentials.locate(kind, person, on));
        Located located = plan.located();
        if (!directory && located.inDirectory()) {
            verdict = permission(event, actor, target, Action.DIRECTORY_PASSWORD, reason);
            if (refused(event, actor, person, action, verdict)) {
                return false;
            }
        }
        if (!dryRun && incidents.holds(event, actor, person, kind, located)) {
            return false;
        }
        if (located.kind() != Located.Kind.FOUND) {
            notLocated(event, actor, target, action, located, reason);
            return false;
        }
        String system = plan.legs().get(0).system();
        if (handOver.meant(event, target, kind, system)) {
            if (Granted.waits(verdict)) {
                // the manager who would see the secret may be one who approves it
                actors.note(event, actor, person, action, "no-hand-over");
                teller.reply(
                        event,
                        voice -> voice.reply("approval.no-phone-mode", person.displayName())
                                .ending(Outcome.REFUSED));
                return false;
            }
            return handOver.offer(event, actor, target, kind, located, plan.legs(), on, reason);
        }
        if (save.mails() && mails.refused(event, actor, person, kind, system)) {
            return false;
        }
        Verdict decisive = verdict;
        if (dryRun) {
            actors.note(event, actor, person, action, "dry-run");
            MailRoute.Way way = requests.way(target, kind, system);
            String key =
                    target.chat() != null ? "card.chat" : way.user() == null ? "card.no-chat" : "mail.offer.dry-run";
            List<Party> asked =
                    Granted.waits(decisive) ? requests.whoApproves(event, actor, person, decisive) : List.of();
            teller.reply(
                    event,
                    voice -> waiting(voice, dryRun(voice, key, person, save, kind, decisive, located), decisive, asked)
                            .adding(voice.say("dry-run.nothing-done", "/" + kind.word() + " reset")));
            return false;
        }
        if (target.typed()) {
            Confirmation meant = Confirmation.reset(kind, person.id(), on, reason, save);
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
            Event event, Person actor, Target target, String action, Located located, @Nullable String reason) {
        Person person = Objects.requireNonNull(target.person());
        if (located.kind() != Located.Kind.KEPT_IN_DIRECTORY) {
            actors.notLocated(event, actor, person, action, located);
            return;
        }
        actors.noteNotLocated(event, actor, person, action, located);
        Verdict verdict = permission(event, actor, target, Action.DIRECTORY_PASSWORD, reason);
        Confirmation meant =
                Confirmation.reset(SecretKind.PASSWORD, person.id(), Leg.DIRECTORY, reason, SaveOption.NONE);
        teller.reply(event, voice -> {
            Reply told = actors.notLocated(voice, "target.", person, located);
            return verdict.allowed() || Granted.waits(verdict)
                    ? told.with(new Reply.Button(
                            "confirm", voice.say("button.reset-password"), meant.value(), Reply.Style.PRIMARY))
                    : told.adding(voice.say(
                            "target." + Objects.requireNonNull(verdict.denial()).word(), person.displayName()));
        });
    }

    /** Asks by a form how the password is to be saved, should the actor be allowed to offer this person one. */
    void ask(Event event, Person actor, Target target, SecretKind kind, @Nullable String on, @Nullable String reason) {
        Person person = Objects.requireNonNull(target.person());
        Verdict verdict = permission(event, actor, target, permission(kind, on), reason);
        if (!refused(event, actor, person, AskForSecret.action(kind), verdict)) {
            form.ask(event, person, kind, on, reason);
        }
    }

    private Verdict permission(Event event, Person actor, Target target, Action action, @Nullable String reason) {
        Person person = Objects.requireNonNull(target.person());
        Verdict verdict = authorizer.other(new Asked(action, actor, person, event.user(), target.chat()));
        return granted.before(verdict, reason, actor, person);
    }

    private static Action permission(SecretKind kind, @Nullable String on) {
        return isDirectory(kind, on) ? Action.DIRECTORY_PASSWORD : AskForSecret.permission(kind);
    }

    private static boolean isDirectory(SecretKind kind, @Nullable String on) {
        return kind == SecretKind.PASSWORD && Leg.DIRECTORY.equals(on);
    }

    private boolean refused(Event event, Person actor, Person person, String action, Verdict verdict) {
        return !Granted.waits(verdict) && actors.refused(event, actor, person, action, verdict);
    }

    /** What would happen, for operators: who, which account, which rule, which way it takes. */
    private static Reply dryRun(
            Voice voice,
            String way,
            Person person,
            SaveOption save,
            SecretKind kind,
            Verdict verdict,
            Located located) {
        Reply card = Cards.person(voice, person, located)
                .adding(voice.say("card.rule", verdict.rule()))
                .adding(voice.say(way));
        return save.mails() ? card.adding(voice.say("save.dry-run", voice.say("save.mail." + save.word()))) : card;
    }

    /** The same with who would be asked, where others have to approve it. */
    private static Reply waiting(Voice voice, Reply dryRun, Verdict verdict, List<Party> asked) {
        Needs.Approval needed = verdict.needs().approval();
        if (needed == null) {
            return dryRun;
        }
        String names = asked.stream().map(Party::name).collect(Collectors.joining(", "));
        return dryRun.adding(
                asked.size() < needed.count()
                        ? voice.say("approval.dry-run-nobody")
                        : voice.say(
                                "approval.dry-run",
                                names,
                                ApprovalWords.because(voice, verdict.needs().because())));
    }
}
