package org.pindesk.usecase;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pindesk.authorization.Authorizer;
import org.pindesk.authorization.Denial;
import org.pindesk.authorization.Verdict;
import org.pindesk.core.Account;
import org.pindesk.core.AuditEvent;
import org.pindesk.core.BackendException;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Checkpoint;
import org.pindesk.core.Event;
import org.pindesk.core.Foreseen;
import org.pindesk.core.HelpCase;
import org.pindesk.core.Leg;
import org.pindesk.core.Outcome;
import org.pindesk.core.Person;
import org.pindesk.core.SecretKind;
import org.pindesk.core.TelephoneEvidence;
import org.pindesk.diagnosis.Finding;
import org.pindesk.diagnosis.Fix;
import org.pindesk.diagnosis.SystemEvidence;
import org.pindesk.gateway.Locator;
import org.pindesk.port.Directory;
import org.pindesk.port.GrantsPortal;
import org.pindesk.port.Store;
import org.pindesk.port.UnlocksAccount;
import org.pindesk.port.UnlocksPin;
import org.pindesk.port.Written;

/**
 * The buttons of a verdict that mend its cause. A button carries no right and no fact: everything is looked at anew, the cause must still
 * be there, and whoever pressed must be allowed to mend it. The intention is journaled before the write. Each of these writes may be done
 * twice without harm, so a repeated event does it again while the cause is still seen, and otherwise proves what the earlier try did.
 */
public final class Mending {
    private final Store store;
    private final Actors actors;
    private final Authorizer authorizer;
    private final Targets targets;
    private final Directory directory;
    private final Locator locator;
    private final Examination examination;
    private final Casebook casebook;
    private final OfferSecret offers;
    private final SecondChannel second;
    private final Teller teller;
    private final Clock clock;
    private final Checkpoint checkpoint;

    public Mending(
            Store store,
            Actors actors,
            Authorizer authorizer,
            Targets targets,
            Directory directory,
            Locator locator,
            Examination examination,
            Casebook casebook,
            OfferSecret offers,
            SecondChannel second,
            Teller teller,
            Clock clock,
            Checkpoint checkpoint) {
        this.store = store;
        this.actors = actors;
        this.authorizer = authorizer;
        this.targets = targets;
        this.directory = directory;
        this.locator = locator;
        this.examination = examination;
        this.casebook = casebook;
        this.offers = offers;
        this.second = second;
        this.teller = teller;
        this.clock = clock;
        this.checkpoint = checkpoint;
    }

    /** Somebody pressed one. */
    public void pressed(Event event) {
        String value = event.args().getOrDefault("request", "");
        Optional<Fix> fix = FixWords.fix(value);
        Optional<HelpCase> about = casebook.find(value.split("_", 2)[0]);
        // a new PIN is offered by its own button, never by this one
        if (fix.isEmpty() || fix.get() == Fix.OFFER_PIN || about.isEmpty()) {
            teller.reply(event, voice -> voice.reply("button.gone"));
            return;
        }
        HelpCase known = about.get();
        String action = "mend." + FixWords.word(fix.get());
        Person actor = actors.require(
                event,
                action,
                person -> person.id().equals(known.subject())
                        ? authorizer.self(FixWords.permission(fix.get()), person, event.user())
                        : authorizer.mayActForOthers(FixWords.permission(fix.get()), person, event.user()));
        if (actor == null) {
            return;
        }
        try {
            Target target = actor.id().equals(known.subject())
                    ? null
                    : targets.of(Objects.requireNonNull(event.user()), known.subject());
            if (target != null && target.person() == null) {
                actors.refuseTarget(event, actor, target, action);
                return;
            }
            Person subject = target == null ? actor : Objects.requireNonNull(target.person());
            // one's own directory password is begun by a code and by nothing else
            boolean coded = target == null && fix.get() == Fix.RESET_DIRECTORY_PASSWORD;
            Verdict verdict = coded
                    ? Verdict.deny("default-deny", Denial.SELF_NEEDS_FACTOR)
                    : examination.permission(actor, subject, fix.get(), event.user());
            if (!verdict.allowed()) {
                actors.noteDenied(event, actor, Trail.of(subject), action, verdict);
                teller.reply(
                        event,
                        voice -> voice.reply("mend.not-allowed", subject.displayName())
                                .ending(Outcome.REFUSED));
            } else {
                mend(event, actor, subject, target, known, fix.get(), action);
            }
        } catch (BackendException e) {
            actors.silent(event, action, e);
        }
    }

    private void mend(
            Event event,
            Person actor,
            Person subject,
            @Nullable Target target,
            HelpCase known,
            Fix fix,
            String action) {
        Examination.Seen before = examination.look(subject, known.place(), null);
        Finding seen = before.mendedBy(fix);
        Finding finding = seen == null ? begun(event, subject, fix, before) : seen;
        if (finding == null) {
            String why = Mended.allSeen(fix, before.evidence()) ? "not-needed" : "unseen";
            actors.note(event, actor, subject, action, why);
            teller.reply(event, voice -> again(event, voice, "mend." + why, actor, subject, before, known));
            return;
        }
        if (fix == Fix.RESET_DIRECTORY_PASSWORD) {
            if (offers.offer(event, actor, Objects.requireNonNull(target), SecretKind.PASSWORD, Leg.DIRECTORY, null)) {
                casebook.askLater(known);
            }
            return;
        }
        if (target != null && second.missing(event, actor, subject, action)) {
            return;
        }
        String refusal = seen == null ? null : refusal(actor, subject, fix, before, finding);
        if (refusal == null && seen != null && !intended(event, actor, subject, action, finding)) {
            refusal = "stopped";
        }
        if (refusal != null) {
            String why = refusal;
            actors.note(event, actor, subject, action, why);
            teller.reply(
                    event,
                    voice -> voice.reply("mend." + why, subject.displayName()).ending(Outcome.REFUSED));
            return;
        }
        checkpoint.reached("mend-intended");
        // what an earlier try of this event wrote is proved, not written again
        Written written = seen == null ? new Written(Written.Kind.NO_ANSWER, "") : write(subject, fix, before, finding);
        checkpoint.reached("mend-written");
        Examination.Seen after = seen == null ? before : examination.look(subject, known.place(), null);
        Outcome outcome = Mended.outcome(written, Mended.took(fix, system(finding), after.evidence()));
        settle(
                event,
                actor,
                subject,
                target == null ? null : target.chat(),
                known,
                fix,
                action,
                finding,
                written,
                outcome);
        checkpoint.reached("mended");
        boolean own = actor.id().equals(subject.id());
        teller.reply(
                event,
                voice -> again(
                                event,
                                voice,
                                "mend." + FixWords.word(fix) + "." + outcome.word() + (own ? "-self" : ""),
                                actor,
                                subject,
                                after,
                                known,
                                label(voice, finding),
                                written.detail())
                        .ending(outcome));
    }

    /** What an earlier try of this event set out to mend, before a crash, and is no longer seen; null for nothing. */
    private @Nullable Finding begun(Event event, Person subject, Fix fix, Examination.Seen seen) {
        return Stream.concat(
                        Stream.of(Leg.DIRECTORY),
                        seen.evidence().systems().stream().map(SystemEvidence::id))
                .filter(system ->
                        store.tx(tx -> tx.acts().since(subject.id(), intention(event, system), event.receivedAt())) > 0)
                .findFirst()
                .map(system -> Mended.begun(fix, system))
                .orElse(null);
    }

    private static String intention(Event event, String system) {
        return "mending:" + RequestIds.next(event.id()) + ":" + system;
    }

    /**
     * Journals that something is about to be written.
     *
     * @return false when the emergency brake is pulled: then nothing may be
     */
    private boolean intended(Event event, Person actor, Person subject, String action, Finding finding) {
        Instant now = clock.instant();
        return store.tx(tx -> {
            if (tx.brake().pulled().isPresent()) {
                return false;
            }
            tx.acts().add(subject.id(), intention(event, system(finding)), "mending:" + event.id(), now);
            tx.audit().append(row(event, actor, subject, action, "intended", finding, ""), now);
            return true;
        });
    }

    private org.pindesk.core.Reply again(
            Event event,
            Voice voice,
            String key,
            Person actor,
            Person subject,
            Examination.Seen seen,
            HelpCase known,
            Object... more) {
        Object[] args = new Object[more.length + 1];
        args[0] = subject.displayName();
        System.arraycopy(more, 0, args, 1, more.length);
        return examination
                .verdict(voice, actor, subject, seen, known.id(), event.user())
                .after(voice.say(key, args) + "\n" + voice.say("mend.checked-again"));
    }

    /** Why it is not even tried; null when nothing speaks against it. */
    private @Nullable String refusal(Person actor, Person subject, Fix fix, Examination.Seen before, Finding finding) {
        SystemEvidence system = before.system(finding.system());
        TelephoneEvidence telephone = system == null ? null : system.telephone();
        if (telephone != null && telephone.account().barred() != null) {
            return "barred";
        }
        if (fix == Fix.UNLOCK_ACCOUNT
                && directory instanceof UnlocksAccount unlocks
                && unlocks.mayUnlock(subject.id()).answer() == Foreseen.Answer.NO) {
            return "not-permitted";
        }
        Instant day = clock.instant().minus(Duration.ofDays(1));
        boolean self = actor.id().equals(subject.id());
        return self && store.tx(tx -> tx.acts().since(subject.id(), limited(fix), day)) >= UnlockPin.SELF_A_DAY
                ? "too-often"
                : null;
    }

    /** What a person's own unlocking is counted under: with {@code /pin unlock} together. */
    private static String limited(Fix fix) {
        return fix == Fix.UNLOCK_PIN ? UnlockPin.ACTION : "mend." + FixWords.word(fix);
    }

    private Written write(Person subject, Fix fix, Examination.Seen before, Finding finding) {
        if (fix == Fix.UNLOCK_ACCOUNT) {
            return directory instanceof UnlocksAccount unlocks ? unlocks.unlock(subject.id()) : notOffered();
        }
        SystemEvidence system = before.system(finding.system());
        TelephoneEvidence telephone = system == null ? null : system.telephone();
        if (system == null || telephone == null) {
            return notOffered();
        }
        Account account = telephone.account();
        if (fix == Fix.ADD_TO_PORTAL_GROUP) {
            GrantsPortal grants = locator.as(GrantsPortal.class, system.id());
            return grants == null ? notOffered() : grants.addToPortalGroup(account);
        }
        UnlocksPin unlocks = locator.as(UnlocksPin.class, system.id());
        if (unlocks == null) {
            return notOffered();
        }
        return unlocks.cannotUnlock()
                .map(why -> new Written(Written.Kind.REFUSED, why))
                .orElseGet(() -> unlocks.unlockPin(account));
    }

    private static Written notOffered() {
        return new Written(Written.Kind.REFUSED, "not offered there");
    }

    /** Everything that follows from the outcome, in one transaction. */
    private void settle(
            Event event,
            Person actor,
            Person subject,
            @Nullable ChatUser chat,
            HelpCase known,
            Fix fix,
            String action,
            Finding finding,
            Written written,
            Outcome outcome) {
        Instant now = clock.instant();
        store.tx(tx -> {
            tx.audit().append(row(event, actor, subject, action, outcome.word(), finding, written.detail()), now);
            if (outcome == Outcome.APPLIED && actor.id().equals(subject.id())) {
                tx.acts().add(subject.id(), limited(fix), event.id(), now);
            } else if (outcome == Outcome.APPLIED) {
                Happenings.done(tx, actor.id(), subject.id(), limited(fix), event.id(), now);
                String key = "mend." + FixWords.word(fix) + ".notice";
                tx.queue()
                        .add(MailNotices.of(
                                event.id(), subject.id(), chat, key, actor.displayName(), system(finding), now));
                if (chat != null) {
                    tx.queue().add(notice(event, actor, chat, fix, finding, now));
                }
            }
            return true;
        });
        if (outcome == Outcome.APPLIED) {
            casebook.askLater(known);
        }
    }

    private static AuditEvent row(
            Event event, Person actor, Person subject, String action, String result, Finding finding, String detail) {
        Map<String, String> facts = new HashMap<>();
        facts.put("cause", finding.word());
        facts.put("system", system(finding));
        if (!detail.isEmpty()) {
            facts.put("detail", detail);
        }
        return new AuditEvent(Trail.of(actor), Trail.of(subject), action, result, event.id(), facts, null);
    }

    private static String system(Finding finding) {
        return finding.system() == null ? Leg.DIRECTORY : finding.system();
    }

    /** The owner learns what somebody else changed. */
    private static Event notice(Event event, Person actor, ChatUser owner, Fix fix, Finding finding, Instant now) {
        return new Event(
                "notice:mended:" + event.id(),
                Event.Kind.NOTICE,
                owner,
                "mended",
                Map.of("actor", actor.displayName(), "fix", FixWords.word(fix), "system", system(finding)),
                null,
                now,
                0);
    }

    /** Sends that notice. */
    public void tellOwner(Event notice) {
        ChatUser owner = Objects.requireNonNull(notice.user());
        String system = notice.args().getOrDefault("system", "");
        teller.direct(
                owner,
                voice -> voice.reply(
                        "mend." + notice.args().getOrDefault("fix", "") + ".notice",
                        notice.args().getOrDefault("actor", ""),
                        voice.label(system, locator)));
    }

    private String label(Voice voice, Finding finding) {
        return voice.label(system(finding), locator);
    }
}
