package org.pindesk.usecase;

import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.pindesk.authorization.Verdict;
import org.pindesk.core.BackendException;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Event;
import org.pindesk.core.Outcome;
import org.pindesk.core.Person;
import org.pindesk.core.Reply;
import org.pindesk.core.SecretKind;
import org.pindesk.gateway.Located;

/** The beginning that all stories share: who asks, may they, and the words when not. */
public final class Actors {
    private final Identities identities;
    private final Teller teller;
    private final Trail trail;
    private final Asking asking;

    public Actors(Identities identities, Teller teller, Trail trail, Asking asking) {
        this.identities = identities;
        this.teller = teller;
        this.trail = trail;
        this.asking = asking;
    }

    /**
     * Proves who asks and asks for permission. When either fails, the person is told and an audit row is written.
     *
     * @return the actor, just read; null when the story ends here
     */
    @Nullable
    Person require(Event event, String action, Function<Person, Verdict> permission) {
        return require(event, action, permission, e -> false);
    }

    /**
     * The same for a story that may know something to say when the directory gives no clear answer.
     *
     * @param silent whether the person has been answered
     */
    @Nullable
    Person require(
            Event event, String action, Function<Person, Verdict> permission, Predicate<BackendException> silent) {
        ChatUser user = Objects.requireNonNull(event.user());
        Identity identity;
        try {
            identity = identities.of(user);
        } catch (BackendException e) {
            if (!silent.test(e)) {
                silent(event, action, e);
            }
            return null;
        }
        Person actor = identity.person();
        if (actor == null) {
            String why = Objects.requireNonNull(identity.unknown()).word();
            trail.note(Trail.of(user), null, action, "denied", event, Map.of("why", why));
            teller.reply(event, voice -> voice.reply("you." + why).ending(Outcome.REFUSED));
            return null;
        }
        Verdict verdict = permission.apply(actor);
        if (!verdict.allowed()) {
            denied(event, actor, null, action, verdict);
            return null;
        }
        return actor;
    }

    /** What the actor may not do, told about themselves. */
    void denied(Event event, Person actor, @Nullable String subject, String action, Verdict verdict) {
        noteDenied(event, actor, subject, action, verdict);
        String why = Objects.requireNonNull(verdict.denial()).word();
        if (why.equals("no-role") && "digits".equals(event.args().get("named-by"))) {
            // somebody without a role who types digits means a PIN, not an extension
            teller.reply(event, voice -> voice.reply("problem.looks-like-a-pin").ending(Outcome.REFUSED));
            return;
        }
        teller.reply(event, voice -> denial(event, voice, actor, verdict));
    }

    /**
     * Whether the actor may not do this about somebody else; they are told then, with an audit row.
     *
     * @param person just read
     * @param verdict about just that
     */
    boolean refused(Event event, Person actor, Person person, String action, Verdict verdict) {
        if (verdict.allowed()) {
            return false;
        }
        noteDenied(event, actor, Trail.of(person), action, verdict);
        boolean dryRun = event.args().containsKey("dry-run");
        String why = Objects.requireNonNull(verdict.denial()).word();
        teller.reply(event, voice -> {
            String words = voice.say("target." + why, person.displayName());
            return Reply.of(dryRun ? voice.say("dry-run.denied", words, verdict.rule()) : words)
                    .ending(Outcome.REFUSED);
        });
        return true;
    }

    void noteDenied(Event event, Person actor, @Nullable String subject, String action, Verdict verdict) {
        String why = Objects.requireNonNull(verdict.denial()).word();
        noteDenied(event, actor, subject, action, verdict.rule(), why);
    }

    void noteDenied(Event event, Person actor, @Nullable String subject, String action, String rule, String why) {
        trail.note(Trail.of(actor), subject, action, "denied", event, Map.of("rule", rule, "why", why));
    }

    /** The words of a denial, told about themselves. */
    Reply denial(Event event, Voice voice, Person actor, Verdict verdict) {
        String why = Objects.requireNonNull(verdict.denial()).word();
        return event.args().containsKey("dry-run") && !why.equals("no-role")
                ? voice.reply("dry-run.denied", voice.say("you." + why), verdict.rule())
                        .ending(Outcome.REFUSED)
                : voice.reply("you." + why).ending(Outcome.REFUSED).with(asking.about(voice, why, actor.state()));
    }

    /**
     * Whether an account that takes part is linked too freshly for this kind of secret; who asked is told then.
     *
     * @param target the account that would get the secret; null where it would be who asks, or there is none
     */
    boolean tooYoung(Event event, Person actor, Person person, SecretKind kind, @Nullable ChatUser target) {
        if (kind != SecretKind.PASSWORD) {
            return false;
        }
        boolean own = identities.young(Objects.requireNonNull(event.user()));
        if (!own && (target == null || !identities.young(target))) {
            return false;
        }
        note(event, actor, person, AskForSecret.action(kind), Identity.Unknown.YOUNG.word());
        teller.reply(
                event,
                voice -> voice.reply(own ? "you.young" : "target.young", person.displayName())
                        .ending(Outcome.REFUSED));
        return true;
    }

    /** Nobody was found, or several: told to an operator. */
    void refuseTarget(Event event, Person actor, Target target, String action) {
        String problem = Objects.requireNonNull(target.problem());
        trail.note(Trail.of(actor), target.subject(), action, "denied", event, Map.of("why", problem));
        teller.reply(
                event, voice -> voice.reply("target." + problem, target.name()).ending(Outcome.REFUSED));
    }

    /** The directory, or the only system that could tell, does not answer. */
    void silent(Event event, String action, BackendException e) {
        ChatUser user = Objects.requireNonNull(event.user());
        trail.note(
                Trail.of(user),
                null,
                action,
                "unreachable",
                event,
                Map.of("why", e.problem().code()));
        teller.reply(
                event,
                voice -> voice.reply("directory.silent", e.problem().code()).ending(Outcome.UNREACHABLE));
    }

    /** An audit row of a look. */
    void note(Event event, Person actor, Person subject, String action, String result) {
        trail.note(Trail.of(actor), Trail.of(subject), action, result, event, Map.of());
    }

    /** There is no account that could be used, or a system is silent: told to who asked, with an audit row. */
    void notLocated(Event event, Person actor, Person person, String action, Located located) {
        noteNotLocated(event, actor, person, action, located);
        String whose = actor.id().equals(person.id()) ? "you." : "target.";
        boolean floor = located.kind() == Located.Kind.BARRED && event.args().containsKey("dry-run");
        teller.reply(event, voice -> {
            Reply told = whose.equals("you.")
                    ? notLocated(voice, person, located)
                    : notLocated(voice, whose, person, located);
            return floor
                    ? Reply.of(voice.say("dry-run.denied", told.text(), "floor"))
                            .ending(Outcome.REFUSED)
                    : told;
        });
    }

    /** The same, about oneself. */
    Reply notLocated(Voice voice, Person person, Located located) {
        return notLocated(voice, "you.", person, located)
                .with(asking.about(voice, located.kind().word()));
    }

    /** A refusal with the way to the helpdesk. */
    Reply withHelp(Voice voice, Reply refusal, String word) {
        return refusal.and(asking.about(voice, word));
    }

    void noteNotLocated(Event event, Person actor, Person person, String action, Located located) {
        Map<String, String> facts = Map.of("why", located.kind().word(), "detail", located.detail());
        trail.note(Trail.of(actor), Trail.of(person), action, outcome(located).word(), event, facts);
    }

    /**
     * @param whose beginning of the text's key: {@code you.} or {@code target.}
     */
    Reply notLocated(Voice voice, String whose, Person person, Located located) {
        return voice.reply(
                        whose + located.kind().word(),
                        voice.systems(located),
                        voice.detail(located),
                        person.displayName())
                .ending(outcome(located));
    }

    private static Outcome outcome(Located located) {
        return located.kind().silent() ? Outcome.UNREACHABLE : Outcome.REFUSED;
    }
}
