package org.pindesk.adapter.discord;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.dv8tion.jda.api.components.Component;
import net.dv8tion.jda.api.components.label.Label;
import net.dv8tion.jda.api.components.label.LabelChildComponent;
import net.dv8tion.jda.api.components.selections.StringSelectMenu;
import net.dv8tion.jda.api.components.textdisplay.TextDisplay;
import net.dv8tion.jda.api.components.textinput.TextInput;
import net.dv8tion.jda.api.components.textinput.TextInputStyle;
import net.dv8tion.jda.api.interactions.modals.ModalMapping;
import net.dv8tion.jda.api.modals.Modal;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.Reply;

/**
 * A form as Discord's modal: words to type or a menu to choose from, each below its label. Discord's own button sends it, in the reader's
 * language. Limits of the reference, "Modal", "Label", "Text Input", "String Select".
 */
final class Modals {
    private static final int TITLE = 45;
    private static final int PARTS = 5;
    private static final int LABEL = 45;
    private static final int HINT = 100;
    private static final int OPTION = 100;
    private static final int MENU = 25;
    private static final int TEXT = 4000;
    private static final int MOST_TYPED = 500;
    /** Stands where a form has no title: Discord wants one. */
    private static final String DEFAULT_TITLE = "Pindesk";

    private final Values values;

    Modals(Values values) {
        this.values = values;
    }

    /**
     * @return null when this form does not fit: too many fields or choices, or a person to choose, whom one would have to type here
     * @throws IllegalArgumentException for a form that no button sends
     * @throws org.pindesk.core.PindeskException {@code STORE_DOWN} where a long value has to be kept and cannot be
     */
    @Nullable
    Modal of(Reply reply) {
        if (reply.buttons().isEmpty()) {
            throw new IllegalArgumentException("a form needs a button that sends it");
        }
        Reply.Button sends = reply.buttons().get(0);
        boolean words = !reply.text().isBlank();
        int parts = reply.fields().size() + (words ? 1 : 0);
        boolean choosable = reply.fields().stream()
                .allMatch(field -> field.options().size() <= MENU && field.kind() != Reply.Kind.PERSON);
        if (parts > PARTS || !choosable) {
            return null;
        }
        String title = reply.title() == null || reply.title().isBlank() ? DEFAULT_TITLE : reply.title();
        Modal.Builder modal = Modal.create(values.id(sends.action(), sends.value()), Markup.label(title, TITLE));
        if (words) {
            modal.addComponents(TextDisplay.of(Markup.cut(Markup.of(reply.text()), TEXT)));
        }
        for (Reply.Field field : reply.fields()) {
            Label label = Label.of(Markup.label(field.label(), LABEL), input(field));
            String hint = field.hint();
            modal.addComponents(
                    hint == null || hint.isBlank() ? label : label.withDescription(Markup.label(hint, HINT)));
        }
        return modal.build();
    }

    private static LabelChildComponent input(Reply.Field field) {
        if (field.options().isEmpty()) {
            return TextInput.create(field.id(), TextInputStyle.SHORT)
                    .setRequired(!field.optional())
                    .setMaxLength(MOST_TYPED)
                    .build();
        }
        StringSelectMenu.Builder menu = StringSelectMenu.create(field.id()).setRequired(!field.optional());
        for (Reply.Option option : field.options()) {
            menu.addOption(Markup.label(option.label(), OPTION), option.id());
        }
        return menu.build();
    }

    /** What was chosen or typed, by field id; what was left empty is not in it. May hold anything that a person can type. */
    static Map<String, String> filled(List<ModalMapping> values) {
        Map<String, String> filled = new LinkedHashMap<>();
        for (ModalMapping value : values) {
            String words = words(value);
            if (!words.isBlank()) {
                filled.put(value.getCustomId(), words);
            }
        }
        return filled;
    }

    private static String words(ModalMapping value) {
        if (value.getType() == Component.Type.STRING_SELECT) {
            List<String> chosen = value.getAsStringList();
            return chosen.isEmpty() ? "" : chosen.get(0);
        }
        String typed = value.getType() == Component.Type.TEXT_INPUT ? value.getAsOptionalString() : null;
        return typed == null ? "" : typed;
    }
}
