package org.pindesk.usecase;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pindesk.authorization.Authorizer;
import org.pindesk.core.BackendException;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Event;
import org.pindesk.core.Outcome;
import org.pindesk.core.Person;
import org.pindesk.core.Reply;

/** {@code /pindesk help}: what this person may do, and nothing else; also the answer to what could not be understood. */
public final class ShowHelp {
    /** Problems that only somebody can have who wants to act for others; whoever may not gets the one answer for all of those. */
    private static final Set<String> ABOUT_OTHERS = Set.of("target-not-mention", "two-targets");

    private final Identities identities;
    private final Authorizer authorizer;
    private final Teller teller;
    private final Trail trail;
    private final String systems;

    /**
     * @param systems ids of the configured telephone systems, as people may name them
     */
    public ShowHelp(Identities identities, Authorizer authorizer, Teller teller, Trail trail, String systems) {
        this.identities = identities;
        this.authorizer = authorizer;
        this.teller = teller;
        this.trail = trail;
        this.systems = systems;
    }

    /** Lists what this person may do. */
    public void run(Event event) {
        ChatUser user = Objects.requireNonNull(event.user());
        Identity identity;
        try {
            identity = identities.of(user);
        } catch (BackendException e) {
            teller.reply(
                    event, voice -> voice.reply("directory.silent", e.problem().code()));
            return;
        }
        Person person = identity.person();
        if (person == null) {
            String why = Objects.requireNonNull(identity.unknown()).word();
            trail.note(Trail.of(user), null, "help", "denied", event, Map.of("why", why));
            teller.reply(event, voice -> voice.reply("you." + why));
            return;
        }
        var self = authorizer.self(person);
        if (!self.allowed()) {
            String why = Objects.requireNonNull(self.denial()).word();
            teller.reply(event, voice -> voice.reply("you." + why));
            return;
        }
        teller.reply(event, voice -> help(voice, person));
    }

    /** The same for their {@link Home}. */
    public List<Reply> of(Person person, ChatUser user, Voice voice) {
        var self = authorizer.self(person);
        return List.of(
                self.allowed()
                        ? help(voice, person)
                        : voice.reply(
                                "you." + Objects.requireNonNull(self.denial()).word()));
    }

    private Reply help(Voice voice, Person person) {
        boolean helpdesk = authorizer.mayActForOthers(person).allowed();
        boolean windows = authorizer.selfDirectoryPassword(person).allowed();
        String text = voice.say("help.self") + (windows ? "\n" + voice.say("help.self-windows") : "");
        String more = helpdesk ? "\n" + voice.say("help.helpdesk") : "";
        if (helpdesk && authorizer.offersDirectoryPasswords()) {
            more += "\n" + voice.say("help.helpdesk-windows");
        }
        if (authorizer.isNamedForBreakGlass(person)) {
            more += "\n" + voice.say("help.break-glass");
        }
        return Reply.of(text + more + "\n" + voice.say("help.footer")).titled(voice.say("help.title"));
    }

    /** What was typed could not be understood; the answer says what to type instead and never repeats what was typed. */
    public void misunderstood(Event event) {
        if (ABOUT_OTHERS.contains(event.args().getOrDefault("problem", "")) && refusedForLackOfRole(event)) {
            return;
        }
        String problem = event.args().get("problem");
        String what = problem == null ? "unknown-command" : problem;
        trail.note(
                Trail.of(Objects.requireNonNull(event.user())),
                null,
                "typed",
                "not-understood",
                event,
                Map.of("why", what));
        String suggestion = event.args().get("suggestion");
        teller.reply(event, voice -> {
            if (problem != null) {
                String known = event.name().startsWith("password.") ? systems + ", windows" : systems;
                return voice.reply("problem." + problem, known).ending(Outcome.REFUSED);
            }
            return suggestion == null ? voice.reply("unknown.command") : voice.reply("unknown.suggestion", suggestion);
        });
    }

    private boolean refusedForLackOfRole(Event event) {
        ChatUser user = Objects.requireNonNull(event.user());
        Identity identity;
        try {
            identity = identities.of(user);
        } catch (BackendException e) {
            teller.reply(
                    event, voice -> voice.reply("directory.silent", e.problem().code()));
            return true;
        }
        Person person = identity.person();
        String why = person == null ? Objects.requireNonNull(identity.unknown()).word() : denial(person);
        if (why == null) {
            return false;
        }
        String actor = person == null ? Trail.of(user) : Trail.of(person);
        trail.note(actor, null, "pin.reset", "denied", event, Map.of("why", why));
        teller.reply(event, voice -> voice.reply("you." + why).ending(Outcome.REFUSED));
        return true;
    }

    private @Nullable String denial(Person person) {
        var denial = authorizer.mayActForOthers(person).denial();
        return denial == null ? null : denial.word();
    }
}
