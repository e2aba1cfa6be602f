package org.pindesk.adapter.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.Digits;
import org.pindesk.core.Moment;
import org.pindesk.core.Reply;

/**
 * Replies as Block Kit. Every word goes into a {@code plain_text} object with {@code emoji:false}, where no markup works, whoever wrote
 * it; a text that names points in time is rich text of literal elements ({@link RichText}). Limits are those of Slack's Block Kit reference. The {@code block_id}s {@code outcome:…} and {@code secret:…} are for machines.
 */
final class BlockKit {
    static final String WINDOW_ACTION = "pd:";
    static final String FORM_ACTION = "pd-form:";
    static final String DEFAULT_TITLE = "Pindesk";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int SECTION = 3000;
    private static final int HEADER = 150;
    private static final int MAX_TEXT = 9000;
    private static final int BUTTON = 75;
    private static final int BUTTONS_PER_BLOCK = 25;
    private static final int WINDOW_TITLE = 24;
    private static final int FALLBACK = 3000;
    private static final int HOME_BLOCKS = 100;
    /** Slack documents no limit for all words of a view; this is what has been seen to be refused in messages, with something to spare. */
    private static final int HOME_LENGTH = 12_000;

    private final ArrayNode blocks = JSON.arrayNode();
    private int number;

    private BlockKit() {}

    /**
     * The blocks of a message. It holds no form: words and buttons remain of one, and its first button is an ordinary press there, without
     * fields.
     */
    static ArrayNode message(Reply reply) {
        BlockKit kit = new BlockKit();
        if (reply.title() != null) {
            kit.title(reply.title());
        }
        kit.content(reply);
        kit.something();
        kit.buttons(reply.buttons());
        return kit.blocks;
    }

    /** A home tab: one part below the other; what no longer fits is left out, and a last line says that there is more. */
    static ObjectNode home(List<Reply> page) {
        BlockKit kit = new BlockKit();
        for (Reply part : page) {
            ArrayNode before = kit.blocks.deepCopy();
            if (part.title() != null) {
                kit.title(Moment.plain(part.title()));
            }
            kit.content(part);
            kit.buttons(part.buttons());
            if (kit.blocks.size() >= HOME_BLOCKS || length(kit.blocks) > HOME_LENGTH) {
                kit.blocks.removeAll();
                kit.blocks.addAll(before);
                kit.block("section", "more").set("text", plain("\u2026", SECTION));
                break;
            }
        }
        kit.something();
        ObjectNode view = JSON.objectNode();
        view.put("type", "home");
        view.set("blocks", kit.blocks);
        return view;
    }

    /** All words in there. */
    private static int length(JsonNode node) {
        int length = 0;
        for (String name : List.of("text", "fallback")) {
            length += node.path(name).isTextual() ? node.path(name).asText().length() : 0;
        }
        for (JsonNode child : node) {
            length += length(child);
        }
        return length;
    }

    /**
     * A window. The first button of a form, or below a secret, is its submit button; a window without one can only be closed. The close
     * button is left to Slack, which labels it in the reader's language.
     *
     * @param channel where the person was when it was opened, empty where that is not known
     * @throws IllegalArgumentException for a form that no button sends
     */
    static ObjectNode window(Reply reply, @Nullable String externalId, String channel) {
        if (!reply.fields().isEmpty() && reply.buttons().isEmpty()) {
            throw new IllegalArgumentException("a form needs a button that sends it");
        }
        BlockKit kit = new BlockKit();
        String title = reply.title() == null || reply.title().isBlank() ? DEFAULT_TITLE : reply.title();
        if (title.length() > WINDOW_TITLE) {
            kit.title(title);
        }
        kit.content(reply);
        for (Reply.Field field : reply.fields()) {
            kit.blocks.add(FormBlocks.block(field, kit.blocks.size() + 1));
        }
        kit.something();
        ObjectNode view = JSON.objectNode();
        view.put("type", "modal");
        view.set("title", plain(title, WINDOW_TITLE));
        view.put("notify_on_close", false);
        if (externalId != null) {
            view.put("external_id", externalId);
        }
        // only a form or a secret is sent off, which closes or replaces its window; other buttons are pressed inside it
        boolean submits = !reply.buttons().isEmpty()
                && (reply.secret() != null || !reply.fields().isEmpty());
        if (!submits) {
            view.put("callback_id", WINDOW_ACTION);
            kit.buttons(reply.buttons());
        } else {
            Reply.Button first = reply.buttons().get(0);
            view.put("callback_id", (reply.fields().isEmpty() ? WINDOW_ACTION : FORM_ACTION) + first.action());
            view.set("submit", plain(reply.fields().isEmpty() ? first.label() : first.sendLabel(), WINDOW_TITLE));
            kit.buttons(reply.buttons().subList(1, reply.buttons().size()));
        }
        String value = submits ? reply.buttons().get(0).value() : "";
        String note = new WindowNote(value, channel).text();
        if (!note.isEmpty()) {
            view.put("private_metadata", note);
        }
        view.set("blocks", kit.blocks);
        return view;
    }

    /** The text of notifications and of clients without blocks: title and text, escaped; never a secret. */
    static String fallback(Reply reply) {
        String text = Moment.plain(reply.title() == null ? reply.text() : reply.title() + "\n" + reply.text());
        String escaped =
                cut(text, FALLBACK).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return escaped.isBlank() ? DEFAULT_TITLE : escaped;
    }

    /** The action that a button's {@code action_id} stands for. */
    static String action(String actionId) {
        int mark = actionId.lastIndexOf('#');
        return mark < 0 ? actionId : actionId.substring(0, mark);
    }

    private void title(String title) {
        if (!title.isBlank()) {
            block("header", "title").set("text", plain(title, HEADER));
        }
    }

    /** The secret stands first: it is what the person came for. */
    private void content(Reply reply) {
        if (reply.secret() != null) {
            secret(reply.secret());
        }
        String mark =
                reply.outcome() == null ? "text" : "outcome:" + reply.outcome().word();
        String text = reply.text().isBlank() && reply.outcome() != null ? "\u2013" : reply.text();
        if (Moment.isIn(text)) {
            block("rich_text", mark).putArray("elements").add(RichText.section(text, MAX_TEXT));
            return;
        }
        for (String part : parts(cut(Moment.plain(text), MAX_TEXT))) {
            block("section", mark).set("text", plain(part, SECTION));
            mark = "text";
        }
    }

    /** Slack takes no content without a block. */
    private void something() {
        if (blocks.isEmpty()) {
            block("section", "text").set("text", plain("\u2013", SECTION));
        }
    }

    private void secret(Reply.Revealed revealed) {
        Digits digits = new Digits(revealed.secret().open());
        block("header", "secret").set("text", exactly(revealed.caption() + ": " + digits.grouped()));
        String spoken = digits.spoken(revealed.spoken());
        if (!spoken.isEmpty()) {
            block("context", "spoken").putArray("elements").add(plain(spoken, SECTION));
        }
    }

    private void buttons(List<Reply.Button> buttons) {
        ArrayNode elements = null;
        for (Reply.Button button : buttons) {
            if (elements == null || elements.size() == BUTTONS_PER_BLOCK) {
                elements = block("actions", "actions").putArray("elements");
            }
            elements.add(button(button));
        }
    }

    private ObjectNode button(Reply.Button button) {
        ObjectNode node = JSON.objectNode();
        node.put("type", "button");
        node.put("action_id", button.action() + "#" + (++number));
        node.set("text", plain(button.label(), BUTTON));
        if (!button.value().isEmpty()) {
            node.put("value", button.value());
        }
        if (button.style() != Reply.Style.PLAIN) {
            node.put("style", button.style() == Reply.Style.PRIMARY ? "primary" : "danger");
        }
        node.put("accessibility_label", cut(Moment.plain(button.label()), BUTTON));
        return node;
    }

    private ObjectNode block(String type, String mark) {
        ObjectNode block = blocks.addObject();
        block.put("type", type);
        block.put("block_id", mark + ":" + blocks.size());
        return block;
    }

    static ObjectNode plain(String text, int limit) {
        return exactly(cut(Moment.plain(text), limit));
    }

    private static ObjectNode exactly(String text) {
        ObjectNode node = JSON.objectNode();
        node.put("type", "plain_text");
        node.put("text", text);
        node.put("emoji", false);
        return node;
    }

    /** Splits at line feeds where that is possible, so that each part fits into a section. */
    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        String rest = text;
        while (rest.length() > SECTION) {
            int at = rest.lastIndexOf('\n', SECTION);
            int end = at > 0 ? at : whole(rest, SECTION);
            parts.add(rest.substring(0, end));
            rest = rest.substring(at > 0 ? end + 1 : end);
        }
        parts.add(rest);
        parts.removeIf(String::isBlank);
        return parts;
    }

    static String cut(String text, int limit) {
        return text.length() <= limit ? text : text.substring(0, whole(text, limit - 1)) + "\u2026";
    }

    private static int whole(String text, int end) {
        return Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
    }
}
