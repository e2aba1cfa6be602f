package org.pindesk.usecase;

import org.pindesk.authorization.Authorizer;
import org.pindesk.core.Event;
import org.pindesk.core.Person;
import org.pindesk.core.Reply;

/**
 * The answer to a direct message in plain words: buttons for what it is probably about, and never an act. Off unless the operator
 * switches it on. What was typed is not known here any more.
 */
public final class PlainAnswer {
    /** The argument that says what it is about: one of the words below, absent where that is not clear. */
    public static final String TOPIC = "topic";

    public static final String PIN = "pin";
    public static final String LOCKED = "locked";
    public static final String SIGN_IN = "sign-in";

    private final Actors actors;
    private final Authorizer authorizer;
    private final Teller teller;

    public PlainAnswer(Actors actors, Authorizer authorizer, Teller teller) {
        this.actors = actors;
        this.authorizer = authorizer;
        this.teller = teller;
    }

    /** Somebody wrote to the bot. */
    public void run(Event event) {
        Person person = actors.require(event, "message", authorizer::lookAtSelf);
        if (person == null) {
            return;
        }
        String topic = event.args().getOrDefault(TOPIC, "");
        teller.reply(event, voice -> switch (topic) {
            case PIN -> voice.reply("plain.pin").with(reset(voice, person), status(voice), help(voice));
            case LOCKED -> voice.reply("plain.locked").with(status(voice), help(voice));
            case SIGN_IN -> voice.reply("plain.sign-in").with(help(voice), reset(voice, person));
            default -> voice.reply("plain.unclear").with(help(voice));
        });
    }

    private static Reply.Button reset(Voice voice, Person person) {
        return new Reply.Button(
                "reset", voice.say("button.own-pin"), person.id().value(), Reply.Style.PLAIN);
    }

    private static Reply.Button status(Voice voice) {
        return voice.button("pin-status", Reply.Style.PLAIN, "");
    }

    private static Reply.Button help(Voice voice) {
        return voice.button("login-help", Reply.Style.PLAIN, "");
    }
}
