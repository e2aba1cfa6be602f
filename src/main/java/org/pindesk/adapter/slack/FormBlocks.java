package org.pindesk.adapter.slack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.slack.api.model.view.View;
import com.slack.api.model.view.ViewState;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.Reply;

/**
 * The fields of a form as input blocks, and what was filled into them. Up to ten options are radio buttons, all to be seen at once; more
 * are a menu. Limits are those of Slack's Block Kit reference. The {@code action_id} of a field's element is the field's id.
 */
final class FormBlocks {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String MARK = "field:";
    private static final int LABEL = 2000;
    private static final int HINT = 2000;
    private static final int OPTION = 75;
    private static final int RADIO_BUTTONS = 10;
    private static final int MENU = 100;
    private static final int MOST_TYPED = 500;

    private FormBlocks() {}

    /**
     * @param number the field's place in its window, from 1
     * @throws IllegalArgumentException for more options than Slack can offer: to leave some out would hide them from the person
     */
    static ObjectNode block(Reply.Field field, int number) {
        ObjectNode block = JSON.objectNode();
        block.put("type", "input");
        block.put("block_id", MARK + field.id() + ":" + number);
        block.set("label", BlockKit.plain(field.label(), LABEL));
        block.put("optional", field.optional());
        block.set("element", element(field));
        if (field.hint() != null && !field.hint().isBlank()) {
            block.set("hint", BlockKit.plain(field.hint(), HINT));
        }
        return block;
    }

    private static ObjectNode element(Reply.Field field) {
        return switch (field.kind()) {
            case WORDS -> line(field);
            case CHOICE -> choice(field);
            case PERSON -> JSON.objectNode().put("type", "users_select").put("action_id", field.id());
        };
    }

    private static ObjectNode line(Reply.Field field) {
        return JSON.objectNode()
                .put("type", "plain_text_input")
                .put("action_id", field.id())
                .put("multiline", false)
                .put("max_length", MOST_TYPED);
    }

    private static ObjectNode choice(Reply.Field field) {
        int count = field.options().size();
        if (count > MENU) {
            throw new IllegalArgumentException("field " + field.id() + " has more than " + MENU + " options");
        }
        ObjectNode element = JSON.objectNode();
        element.put("type", count <= RADIO_BUTTONS ? "radio_buttons" : "static_select");
        element.put("action_id", field.id());
        ArrayNode options = element.putArray("options");
        for (Reply.Option option : field.options()) {
            ObjectNode node = options.addObject();
            node.set("text", BlockKit.plain(option.label(), OPTION));
            node.put("value", option.id());
        }
        return element;
    }

    /** What was chosen or typed, by field id; what was left empty is not in it. May hold anything that a person can type. */
    static Map<String, String> filled(View view) {
        Map<String, String> filled = new LinkedHashMap<>();
        ViewState state = view.getState();
        if (state == null || state.getValues() == null) {
            return filled;
        }
        state.getValues().forEach((block, elements) -> {
            if (block.startsWith(MARK)) {
                elements.forEach((field, value) -> {
                    String words = words(value);
                    if (words != null && !words.isBlank()) {
                        filled.put(field, words);
                    }
                });
            }
        });
        return filled;
    }

    private static @Nullable String words(ViewState.Value value) {
        if (value.getSelectedUser() != null) {
            return value.getSelectedUser();
        }
        return value.getSelectedOption() == null
                ? value.getValue()
                : value.getSelectedOption().getValue();
    }
}
