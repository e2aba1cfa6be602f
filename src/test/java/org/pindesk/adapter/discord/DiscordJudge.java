package org.pindesk.adapter.discord;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import net.dv8tion.jda.api.modals.Modal;
import net.dv8tion.jda.api.utils.data.DataObject;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.Digits;
import org.pindesk.core.Moment;
import org.pindesk.core.Reply;
import org.pindesk.demo.discord.DiscordRules;
import org.pindesk.testing.RememberedValues;

/**
 * Renders a reply in every way that Discord can be shown one, and says what is wrong with it: a limit of Discord's, words that are cut or
 * changed, markup that could work, or characters that turn the direction of reading. Faults name no secret.
 */
public final class DiscordJudge {
    private static final Values VALUES = new Values(new RememberedValues());

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ESCAPED = Pattern.compile("\\\\\\p{Punct}");
    private static final Pattern MARKUP =
            Pattern.compile("[\\\\*_~`|<>\\[\\]@]|:\\S|(?m:^[ \\t]*(?:[#+-]|[0-9]{1,9}[.)]))");
    private static final Pattern TURNING = Pattern.compile("[\\u202A-\\u202E\\u2066-\\u2069\\u200E\\u200F\\u061C]");

    private static final int MOST_OF_A_FAULT = 300;

    private final List<String> faults = new ArrayList<>();
    private final Reply reply;

    private DiscordJudge(Reply reply) {
        this.reply = reply;
    }

    /** What is wrong with this reply anywhere in Discord; empty when nothing is. */
    public static List<String> faults(Reply reply) {
        DiscordJudge judge = new DiscordJudge(reply);
        judge.message();
        if (!reply.fields().isEmpty() && !reply.buttons().isEmpty()) {
            judge.modal();
        }
        return judge.faults;
    }

    private void message() {
        JsonNode message;
        try {
            message = json(new Cards(VALUES).message(reply).toData());
        } catch (IllegalArgumentException e) {
            fault("message", "cannot be rendered: " + e.getMessage());
            return;
        }
        DiscordRules.message(message).forEach(each -> fault("message", each));
        if (!message.path("content").asText("").isEmpty()) {
            fault("message", "words outside of the embed, where mentions ring");
        }
        JsonNode parse = message.at("/allowed_mentions/parse");
        if (!parse.isArray() || !parse.isEmpty()) {
            fault("message", "mentions are not off");
        }
        description(message.at("/embeds/0/description").asText());
        List<JsonNode> buttons = new ArrayList<>();
        message.path("components").forEach(row -> row.path("components").forEach(buttons::add));
        if (buttons.size() != reply.buttons().size()) {
            fault("message", "a button is missing");
            return;
        }
        for (int i = 0; i < buttons.size(); i++) {
            same(
                    "message",
                    "button",
                    reply.buttons().get(i).label(),
                    buttons.get(i).path("label").asText());
        }
    }

    /** Title and secret are marked by us; of all other words nothing is markup. */
    private void description(String marked) {
        List<String> lines = new ArrayList<>(List.of(marked.split("\n", -1)));
        List<String> meant = new ArrayList<>();
        if (reply.title() != null && !reply.title().isBlank()) {
            String title = lines.remove(0);
            if (!title.startsWith("**") || !title.endsWith("**") || title.length() < 5) {
                fault("message", "the title is not one line in bold");
                return;
            }
            String words = title.substring(2, title.length() - 2);
            literal("message", words, "");
            if (!read(words, "").equals(Moment.plain(reply.title()))) {
                fault("message", "the title is not what was meant: " + words);
            }
        }
        Reply.Revealed secret = reply.secret();
        if (secret != null) {
            Digits digits = new Digits(secret.secret().open());
            meant.add(secret.caption() + ": " + digits.grouped());
            String spoken = digits.spoken(secret.spoken());
            if (!spoken.isEmpty()) {
                meant.add(spoken);
            }
            for (String line : meant) {
                if (!DiscordRules.read(lines.remove(0)).equals(line)) {
                    fault("message", "the secret is not shown as it is");
                }
            }
        }
        String rest = String.join("\n", lines);
        boolean nothing = reply.text().isBlank() && (rest.isEmpty() || rest.equals("\u2013"));
        if (!nothing) {
            words("message", rest, reply.text());
        }
    }

    private void modal() {
        Modal modal = new Modals(VALUES).of(reply);
        if (modal == null) {
            fault("modal", "the form does not fit");
            return;
        }
        JsonNode json = json(modal.toData());
        DiscordRules.modal(json).forEach(each -> fault("modal", each));
        if (reply.title() != null && !reply.title().isBlank()) {
            same("modal", "title", reply.title(), json.path("title").asText());
        }
        List<JsonNode> fields = new ArrayList<>();
        for (JsonNode part : json.path("components")) {
            if (part.has("content")) {
                words("modal", part.path("content").asText(), reply.text());
            } else {
                fields.add(part);
            }
        }
        if (fields.size() != reply.fields().size()) {
            fault("modal", "a field is missing");
            return;
        }
        for (int i = 0; i < fields.size(); i++) {
            Reply.Field field = reply.fields().get(i);
            same("modal", "label", field.label(), fields.get(i).path("label").asText());
            if (field.hint() != null && !field.hint().isBlank()) {
                same(
                        "modal",
                        "hint",
                        field.hint(),
                        fields.get(i).path("description").asText());
            }
            JsonNode options = fields.get(i).at("/component/options");
            if (options.size() != field.options().size()) {
                fault("modal", "an option is missing");
                continue;
            }
            for (int j = 0; j < options.size(); j++) {
                same(
                        "modal",
                        "option",
                        field.options().get(j).label(),
                        options.get(j).path("label").asText());
            }
        }
    }

    private void words(String where, String marked, String meant) {
        literal(where, marked, meant);
        String read = read(marked, meant);
        if (!read.equals(Moment.plain(meant))) {
            fault(where, "the words differ, read: " + begin(read));
        }
        if (TURNING.matcher(read).find()) {
            fault(where, "the direction of reading is turned");
        }
    }

    /** No sign of markup stands there but behind a backslash, and points in time where the text names them. */
    private void literal(String where, String marked, String meant) {
        String rest = ESCAPED.matcher(marked).replaceAll("x");
        for (Moment.Part part : Moment.parts(meant)) {
            if (part.at() != null) {
                rest = rest.replaceFirst(Pattern.quote(mark(part)), "x");
            }
        }
        if (MARKUP.matcher(rest).find()) {
            fault(where, "markup works: " + begin(marked));
        }
    }

    /** As a person reads it, with points in time in their words. */
    private static String read(String marked, String meant) {
        StringBuilder words = new StringBuilder();
        int from = 0;
        for (Moment.Part part : Moment.parts(meant)) {
            int at = part.at() == null ? -1 : marked.indexOf(mark(part), from);
            if (at >= 0) {
                words.append(DiscordRules.read("x" + marked.substring(from, at)).substring(1));
                words.append(part.words());
                from = at + mark(part).length();
            }
        }
        return words.append(DiscordRules.read("x" + marked.substring(from)).substring(1))
                .toString();
    }

    private static String mark(Moment.Part part) {
        return "<t:" + java.util.Objects.requireNonNull(part.at()).getEpochSecond() + ":f>";
    }

    private void same(String where, String what, @Nullable String meant, String seen) {
        if (meant == null || !Moment.plain(meant).equals(seen)) {
            fault(where, what + " is not what was meant: " + seen);
        }
    }

    private static String begin(String words) {
        return words.length() <= MOST_OF_A_FAULT ? words : words.substring(0, MOST_OF_A_FAULT) + "\u2026";
    }

    private void fault(String where, String what) {
        faults.add("Discord " + where + ": " + what + " [" + reply.title() + " | " + begin(reply.text()) + "]");
    }

    private static JsonNode json(DataObject data) {
        try {
            return JSON.readTree(data.toString());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
