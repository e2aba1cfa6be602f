package org.pindesk.usecase;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.pindesk.authorization.Authorizer;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Event;
import org.pindesk.core.Person;
import org.pindesk.core.Reply;
import org.pindesk.port.ChatException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks by a form whom a command of the helpdesk is about, where none was named. What is sent holds no right: it goes to the command's own
 * story, and is authorized there as if it had been typed.
 */
public final class Whom {
    /** What can be asked for; the action of the form's button is {@code whom-} and the word. */
    enum Act {
        RESET(true),
        WHOIS(false),
        FREEZE(true),
        UNFREEZE(true);

        private final boolean reasoned;

        Act(boolean reasoned) {
            this.reasoned = reasoned;
        }

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(Whom.class);

    private final Actors actors;
    private final Authorizer authorizer;
    private final Teller teller;

    public Whom(Actors actors, Authorizer authorizer, Teller teller) {
        this.actors = actors;
        this.authorizer = authorizer;
        this.teller = teller;
    }

    /** Whether an event names nobody at all. */
    static boolean isOpen(Event event) {
        return !event.args().containsKey("target") && !event.args().containsKey("who");
    }

    /**
     * The shortcut "Reset a PIN": whoever may act for others is asked for whom.
     *
     * @param own the story of everybody else's own PIN
     */
    public void reset(Event event, java.util.function.Consumer<Event> own) {
        Person actor = actors.require(event, "pin.reset", authorizer::self);
        if (actor == null) {
            return;
        }
        if (!authorizer.mayActForOthers(actor).allowed()) {
            own.accept(event);
        } else if (!asked(event, Act.RESET)) {
            teller.reply(event, voice -> voice.reply("whom.no-form"));
        }
    }

    /** A message of an app, or of nobody, was chosen by "Help this person". */
    public void nobody(Event event) {
        teller.reply(event, voice -> voice.reply("whom.nobody"));
    }

    /**
     * @return false when there can be no form (any more)
     */
    boolean asked(Event event, Act act) {
        ChatUser user = Objects.requireNonNull(event.user());
        Voice voice = teller.voice(user);
        List<Reply.Field> fields = new ArrayList<>();
        fields.add(Reply.Field.person("target", voice.say("whom.field")));
        if (act.reasoned) {
            fields.add(new Reply.Field(
                    "reason", voice.say("save.reason"), List.of(), true, voice.say("whom.reason-hint")));
        }
        Reply form = voice.reply("whom.text." + act.word())
                .titled(voice.say("whom.title." + act.word()))
                .asking(fields.toArray(Reply.Field[]::new))
                .with(new Reply.Button("whom-" + act.word(), voice.say("button.send"), "", Reply.Style.PRIMARY));
        try {
            return event.attempts() == 0 && teller.chat(user.platform()).openWindow(event, form);
        } catch (ChatException e) {
            LOG.warn("event {}: no form: {}", event.id(), e.getMessage());
            return false;
        }
    }
}
