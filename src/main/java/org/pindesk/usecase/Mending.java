package org.pindesk.usecase;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pindesk.authorization.Authorizer;
import org.pindesk.core.Account;
import org.pindesk.core.AuditEvent;
import org.pindesk.core.BackendException;
import org.pindesk.core.ChatUser;
import org.pindesk.core.CredentialState;
import org.pindesk.core.DirectoryEvidence;
import org.pindesk.core.Event;
import org.pindesk.core.Foreseen;
import org.pindesk.core.HelpCase;
import org.pindesk.core.Leg;
import org.pindesk.core.Outcome;
import org.pindesk.core.Person;
import org.pindesk.core.TelephoneEvidence;
import org.pindesk.diagnosis.Finding;
import org.pindesk.diagnosis.Fix;
import org.pindesk.diagnosis.SystemEvidence;
import org.pindesk.gateway.Locator;
import org.pindesk.port.Brake;
import org.pindesk.port.Directory;
import org.pindesk.port.GrantsPortal;
import org.pindesk.port.Store;
import org.pindesk.port.UnlocksAccount;
import org.pindesk.port.UnlocksPin;
import org.pindesk.port.Written;

/**
 * The buttons of a verdict that mend its cause. A button carries no right and no fact: everything is looked at anew, the cause must still
 * be there, and whoever pressed must be allowed to mend it. Each of these writes may be done twice without harm, so a repeated event
 * simply does it again; that it took is proved by looking once more.
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
    private final OfferPassword passwords;
    private final Teller teller;
    private final Clock clock;

    public Mending(
            Store store,
            Actors actors,
            Authorizer authorizer,
            Targets targets,
            Directory directory,
            Locator locator,
            Examination examination,
            Casebook casebook,
            OfferPassword passwords,
            Teller teller,
            Clock clock) {
        this.store = store;
        this.actors = actors;
        this.authorizer = authorizer;
        this.targets = targets;
        this.directory = directory;
        this.locator = locator;
        this.examination = examination;
        this.casebook = casebook;
        this.passwords = passwords;
        this.teller = teller;
        this.clock = clock;
    }

    /** A button's value. */
    static String value(Fix fix, String caseId) {
        return caseId + "_" + word(fix);
    }

    static String word(Fix fix) {
        return fix.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Optional<Fix> fix(String value) {
        return Arrays.stream(Fix.values())
                .filter(fix -> value.endsWith("_" + word(fix)))
                .findFirst();
    }

    /** Somebody pressed one. */
    public void pressed(Event event) {
        String value = event.args().getOrDefault("request", "");
        Optional<Fix> fix = fix(value);
        Optional<HelpCase> about = casebook.find(value.split("_", 2)[0]);
        if (fix.isEmpty() || about.isEmpty()) {
            teller.reply(event, voice -> voice.reply("button.gone"));
            return;
        }
        HelpCase known = about.get();
        String action = "mend." + word(fix.get());
        Person actor = actors.require(
                event,
                action,
                person -> person.id().equals(known.subject())
                        ? authorizer.self(person)
                        : authorizer.mayActForOthers(person));
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
            if (!examination.may(actor, subject, fix.get())) {
                actors.note(event, actor, subject, action, "denied");
                teller.reply(
                        event,
                        voice -> voice.reply("mend.not-allowed", subject.displayName())
                                .ending(Outcome.REFUSED));
            } else if (fix.get() == Fix.RESET_DIRECTORY_PASSWORD) {
                passwords.offer(event, actor, Objects.requireNonNull(target), known);
            } else {
                mend(event, actor, subject, target == null ? null : target.chat(), known, fix.get(), action);
            }
        } catch (BackendException e) {
            actors.silent(event, action, e);
        }
    }

    private void mend(
            Event event,
            Person actor,
            Person subject,
            @Nullable ChatUser chat,
            HelpCase known,
            Fix fix,
            String action) {
        Examination.Seen before = examination.look(subject, known.place(), null);
        Finding finding = before.mendedBy(fix);
        if (finding == null) {
            actors.note(event, actor, subject, action, "not-needed");
            teller.reply(event, voice -> again(voice, "mend.not-needed", actor, subject, before, known));
            return;
        }
        String refusal = refusal(actor, subject, fix, action, before, finding);
        if (refusal != null) {
            actors.note(event, actor, subject, action, refusal);
            teller.reply(
                    event,
                    voice -> voice.reply("mend." + refusal, subject.displayName())
                            .ending(Outcome.REFUSED));
            return;
        }
        record(event, actor, subject, action, "intended", finding, "");
        Written written = write(subject, fix, before, finding);
        Examination.Seen after = examination.look(subject, known.place(), null);
        Outcome outcome = outcome(written, took(fix, finding, after));
        settle(event, actor, subject, chat, known, fix, action, finding, written, outcome, after);
        teller.reply(
                event,
                voice -> again(
                                voice,
                                "mend." + word(fix) + "." + outcome.word(),
                                actor,
                                subject,
                                after,
                                known,
                                label(voice, finding),
                                written.detail())
                        .ending(outcome));
    }

    private org.pindesk.core.Reply again(
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
                .verdict(voice, actor, subject, seen, known.id())
                .after(voice.say(key, args) + "\n" + voice.say("mend.checked-again"));
    }

    /** Why it is not even tried; null when nothing speaks against it. */
    private @Nullable String refusal(
            Person actor, Person subject, Fix fix, String action, Examination.Seen before, Finding finding) {
        Optional<Brake.Pulled> brake = store.tx(tx -> tx.brake().pulled());
        if (brake.isPresent()) {
            return "stopped";
        }
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
        return fix == Fix.UNLOCK_PIN ? UnlockPin.ACTION : "mend." + word(fix);
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

    /** Whether the state after the write shows that it took; null when it could not be seen. */
    private static @Nullable Boolean took(Fix fix, Finding finding, Examination.Seen after) {
        if (fix == Fix.UNLOCK_ACCOUNT) {
            DirectoryEvidence seen = after.evidence().directory();
            return seen == null || seen.lock().state() == DirectoryEvidence.Lock.State.UNSEEN
                    ? null
                    : seen.lock().state() != DirectoryEvidence.Lock.State.FAILED_SIGN_INS;
        }
        SystemEvidence system = after.system(finding.system());
        TelephoneEvidence telephone = system == null ? null : system.telephone();
        if (telephone == null) {
            return null;
        }
        if (fix == Fix.ADD_TO_PORTAL_GROUP) {
            return telephone.mayUsePortal();
        }
        CredentialState pin = telephone.pin();
        return pin == null || pin.lock() == CredentialState.Lock.UNSEEN
                ? null
                : pin.lock() == CredentialState.Lock.OPEN;
    }

    /** The proof is the state after the write; a lost answer is settled by it too. */
    private static Outcome outcome(Written written, @Nullable Boolean took) {
        if (written.kind() == Written.Kind.NOT_SENT) {
            return Outcome.UNREACHABLE;
        }
        if (written.kind() == Written.Kind.REFUSED || written.kind() == Written.Kind.POLICY_REFUSED) {
            return Outcome.REFUSED;
        }
        return Boolean.TRUE.equals(took) ? Outcome.APPLIED : Outcome.UNKNOWN;
    }

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
            Outcome outcome,
            Examination.Seen after) {
        record(event, actor, subject, action, outcome.word(), finding, written.detail());
        if (outcome != Outcome.APPLIED) {
            return;
        }
        casebook.askLater(known, after.verdict().first().word());
        Instant now = clock.instant();
        store.tx(tx -> {
            if (actor.id().equals(subject.id())) {
                tx.acts().add(subject.id(), limited(fix), event.id(), now);
            } else if (chat != null) {
                tx.queue().add(notice(event, actor, chat, fix, finding, now));
            }
            return true;
        });
    }

    private void record(
            Event event, Person actor, Person subject, String action, String result, Finding finding, String detail) {
        Map<String, String> facts = new HashMap<>();
        facts.put("cause", finding.word());
        facts.put("system", finding.system() == null ? Leg.DIRECTORY : finding.system());
        if (!detail.isEmpty()) {
            facts.put("detail", detail);
        }
        store.tx(tx -> {
            tx.audit()
                    .append(
                            new AuditEvent(Trail.of(actor), Trail.of(subject), action, result, event.id(), facts, null),
                            clock.instant());
            return true;
        });
    }

    /** The owner learns what somebody else changed. */
    private static Event notice(Event event, Person actor, ChatUser owner, Fix fix, Finding finding, Instant now) {
        return new Event(
                "notice:mended:" + event.id(),
                Event.Kind.NOTICE,
                owner,
                "mended",
                Map.of(
                        "actor",
                        actor.displayName(),
                        "fix",
                        word(fix),
                        "system",
                        finding.system() == null ? Leg.DIRECTORY : finding.system()),
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
        return voice.label(finding.system() == null ? Leg.DIRECTORY : finding.system(), locator);
    }
}
