package org.pindesk.usecase;

import java.util.Map;
import java.util.Objects;
import org.pindesk.authorization.Authorizer;
import org.pindesk.core.BackendException;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Event;
import org.pindesk.core.Person;
import org.pindesk.core.Reply;

/** {@code /pindesk help}: what this person may do, and nothing else; also the answer to what could not be understood. */
public final class ShowHelp {
    private final Identities identities;
    private final Authorizer authorizer;
    private final Teller teller;
    private final Trail trail;

    public ShowHelp(Identities identities, Authorizer authorizer, Teller teller, Trail trail) {
        this.identities = identities;
        this.authorizer = authorizer;
        this.teller = teller;
        this.trail = trail;
    }

    /** Lists what this person may do. */
    public void run(Event event) {
        ChatUser user = Objects.requireNonNull(event.user());
        Identity identity;
        try {
            identity = identities.of(user);
        } catch (BackendException e) {
            teller.reply(event, voice -> voice.reply("directory.silent", e.problem().code()));
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
        boolean helpdesk = authorizer.mayActForOthers(person).allowed();
        teller.reply(event, voice -> help(voice, helpdesk));
    }

    private static Reply help(Voice voice, boolean helpdesk) {
        String text = voice.say("help.self");
        return Reply.of(helpdesk ? text + "\n" + voice.say("help.helpdesk") : text)
                .titled(voice.say("help.title"));
    }

    /** What was typed could not be understood; the answer says what to type instead and never repeats what was typed. */
    public void misunderstood(Event event) {
        String problem = event.args().getOrDefault("problem", "unknown-command");
        String suggestion = event.args().getOrDefault("suggestion", "");
        teller.reply(
                event,
                voice -> suggestion.isEmpty()
                        ? voice.reply("typed." + problem)
                        : voice.reply("typed." + problem + ".suggestion", suggestion));
    }
}
