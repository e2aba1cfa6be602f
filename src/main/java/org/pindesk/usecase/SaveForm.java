package org.pindesk.usecase;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Event;
import org.pindesk.core.Person;
import org.pindesk.core.Reply;
import org.pindesk.core.SaveOption;
import org.pindesk.core.SecretKind;
import org.pindesk.port.ChatException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the helpdesk how somebody's password is to be saved: a form with the four choices, and where there can be no form a row of
 * buttons. Both hold no right: what is sent is authorized as if it had been typed.
 */
public final class SaveForm {
    private static final Logger LOG = LoggerFactory.getLogger(SaveForm.class);

    /** Action of the form and of its buttons, id of its field, and the argument that holds the choice. */
    private static final String SAVE = "save";

    private final Teller teller;

    public SaveForm(Teller teller) {
        this.teller = teller;
    }

    /** Whether the form was asked for. A dry run shows what would be used, and asks nothing. */
    static boolean wanted(Event event) {
        return event.args().containsKey("options") && !event.args().containsKey("dry-run");
    }

    /** What was chosen by this command, form or button; where nothing was, no mail. */
    static SaveOption chosen(Event event) {
        SaveOption named = SaveOption.of(event.args().getOrDefault(SAVE, "")).orElse(null);
        if (named != null || event.kind() != Event.Kind.PRESS) {
            return named == null ? SaveOption.NONE : named;
        }
        return Confirmation.of(event.args().getOrDefault("request", ""))
                .map(Confirmation::save)
                .orElse(SaveOption.NONE);
    }

    /** Whether a choice was made where one has to be: what came without it would be taken for another one. */
    static boolean complete(Event event, Confirmation meant) {
        return !event.name().equals(SAVE) || event.args().containsKey(SAVE) || meant.save() != null;
    }

    /** The person was found, and the actor may offer them a password. */
    void ask(Event event, Person person, SecretKind kind, @Nullable String on, @Nullable String reason) {
        if (event.attempts() == 0 && form(event, person, kind, on, reason)) {
            return;
        }
        teller.reply(event, voice -> {
            Reply.Button[] buttons = Arrays.stream(SaveOption.values())
                    .map(option -> new Reply.Button(
                            SAVE,
                            label(voice, option),
                            Confirmation.reset(kind, person.id(), on, reason, option)
                                    .value(),
                            Reply.Style.PLAIN))
                    .toArray(Reply.Button[]::new);
            return Cards.person(voice, person, null)
                    .adding(voice.say("save.form-text"))
                    .with(buttons);
        });
    }

    /**
     * @return false when there can be no form (any more)
     */
    private boolean form(Event event, Person person, SecretKind kind, @Nullable String on, @Nullable String reason) {
        ChatUser user = Objects.requireNonNull(event.user());
        Voice voice = teller.voice(user);
        List<Reply.Option> options = Arrays.stream(SaveOption.values())
                .map(option -> new Reply.Option(option.word(), label(voice, option)))
                .toList();
        Reply form = Cards.person(voice, person, null)
                .titled(voice.say(kind, "title"))
                .adding(voice.say("save.form-text"))
                .asking(
                        new Reply.Field(SAVE, voice.say("save.field"), options, false, null),
                        new Reply.Field(
                                "reason", voice.say("save.reason"), List.of(), true, voice.say("save.reason-hint")))
                .with(new Reply.Button(
                        SAVE,
                        voice.say("button.send"),
                        Confirmation.reset(kind, person.id(), on, reason, null).value(),
                        Reply.Style.PRIMARY));
        try {
            if (!teller.chat(user.platform()).openWindow(event, form)) {
                return false;
            }
        } catch (ChatException e) {
            LOG.warn("event {}: no form: {}", event.id(), e.getMessage());
            return false;
        }
        teller.reply(event, other -> other.reply("save.form-opened"));
        return true;
    }

    private static String label(Voice voice, SaveOption option) {
        return voice.say("save.option." + option.word());
    }
}
