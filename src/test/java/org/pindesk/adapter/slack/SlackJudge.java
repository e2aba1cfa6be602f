package org.pindesk.adapter.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.pindesk.core.Digits;
import org.pindesk.core.Moment;
import org.pindesk.core.Reply;
import org.pindesk.demo.slack.SlackRules;

/**
 * Renders a reply in every way that Slack can be shown one, and says what is wrong with it: a limit of Slack's, words that are cut or changed,
 * markup that could work, or characters that turn the direction of reading. Faults name no secret.
 */
public final class SlackJudge {
    private static final Pattern UNESCAPED = Pattern.compile("[<>]|&(?!(?:amp|lt|gt);)");
    private static final Pattern TURNING = Pattern.compile("[\\u202A-\\u202E\\u2066-\\u2069\\u200E\\u200F\\u061C]");
    private static final int TITLE = 24;
    private static final Set<String> ADDRESSES = Set.of("url", "image_url", "title_url", "user_id", "channel_id");

    private static final int MOST_OF_A_FAULT = 300;

    private final List<String> faults = new ArrayList<>();
    private final Reply reply;

    private SlackJudge(Reply reply) {
        this.reply = reply;
    }

    /** What is wrong with this reply anywhere in Slack; empty when nothing is. */
    public static List<String> faults(Reply reply) {
        SlackJudge judge = new SlackJudge(reply);
        judge.all();
        return judge.faults;
    }

    /** What is wrong with a home tab. */
    public static List<String> faultsOfHome(List<Reply> page) {
        SlackJudge judge = new SlackJudge(Reply.of(""));
        JsonNode view = BlockKit.home(page);
        judge.rules("home", SlackRules.view(view, "home"));
        judge.noMarkup("home", view);
        for (Reply part : page) {
            judge.faults.addAll(faults(part));
        }
        return judge.faults;
    }

    private void all() {
        JsonNode message = BlockKit.message(reply);
        rules("message", SlackRules.message(message));
        noMarkup("message", message);
        words("message", message);
        fallback();
        if (reply.fields().isEmpty() && reply.secret() == null) {
            JsonNode home = BlockKit.home(List.of(reply));
            rules("home", SlackRules.view(home, "home"));
            noMarkup("home", home);
            words("home", home.path("blocks"));
        }
        if (reply.fields().isEmpty() || !reply.buttons().isEmpty()) {
            window();
        }
    }

    private void window() {
        ObjectNode view = BlockKit.window(reply, "pd-judged", "C0JUDGED");
        rules("window", SlackRules.view(view, "modal"));
        noMarkup("window", view);
        String title = reply.title() == null ? "" : Moment.plain(reply.title());
        boolean below = view.at("/blocks/0/text/text").asText().equals(title);
        if (!title.isBlank() && !view.at("/title/text").asText().equals(title) && !below) {
            fault("window", "its title is cut: " + title);
        }
        boolean submits = view.has("submit");
        List<Reply.Button> inside =
                submits ? reply.buttons().subList(1, reply.buttons().size()) : reply.buttons();
        if (submits) {
            Reply.Button first = reply.buttons().get(0);
            String label = reply.fields().isEmpty() ? first.label() : first.sendLabel();
            same("window", "submit", label, view.at("/submit/text").asText());
        }
        buttons("window", inside, view.path("blocks"));
        text("window", view.path("blocks"), title.length() > TITLE ? title : null);
        List<JsonNode> inputs = new ArrayList<>();
        view.path("blocks").forEach(block -> {
            if (block.path("type").asText().equals("input")) {
                inputs.add(block);
            }
        });
        if (inputs.size() != reply.fields().size()) {
            fault("window", "a field is missing");
            return;
        }
        for (int i = 0; i < inputs.size(); i++) {
            field(reply.fields().get(i), inputs.get(i));
        }
    }

    private void field(Reply.Field field, JsonNode input) {
        same("window", "label", field.label(), input.at("/label/text").asText());
        if (field.hint() != null && !field.hint().isBlank()) {
            same("window", "hint", field.hint(), input.at("/hint/text").asText());
        }
        JsonNode options = input.at("/element/options");
        if (options.size() != field.options().size()) {
            fault("window", "an option is missing");
            return;
        }
        for (int i = 0; i < options.size(); i++) {
            same(
                    "window",
                    "option",
                    field.options().get(i).label(),
                    options.get(i).at("/text/text").asText());
        }
    }

    private void words(String where, JsonNode blocks) {
        String title = reply.title() == null || reply.title().isBlank() ? null : Moment.plain(reply.title());
        text(where, blocks, title);
        buttons(where, reply.buttons(), blocks);
    }

    /** Title, secret and text, in this order. */
    private void text(String where, JsonNode blocks, @org.jspecify.annotations.Nullable String title) {
        List<String> meant = new ArrayList<>();
        if (title != null) {
            meant.add(title);
        }
        Reply.Revealed secret = reply.secret();
        if (secret != null) {
            Digits digits = new Digits(secret.secret().open());
            meant.add(secret.caption() + ": " + digits.grouped());
            meant.add(digits.spoken(secret.spoken()));
        }
        meant.add(Moment.plain(reply.text()));
        List<String> seen = new ArrayList<>();
        for (JsonNode block : blocks) {
            switch (block.path("type").asText()) {
                case "header", "section" -> seen.add(block.at("/text/text").asText());
                case "context" ->
                    block.path("elements")
                            .forEach(each -> seen.add(each.path("text").asText()));
                case "rich_text" -> seen.add(rich(block));
                default -> {}
            }
        }
        if (!lines(meant).equals(lines(seen))) {
            fault(where, secret == null ? "the words differ, read: " + begin(lines(seen)) : "the words differ");
        }
        if (TURNING.matcher(lines(seen)).find()) {
            fault(where, "the direction of reading is turned");
        }
    }

    private static String rich(JsonNode block) {
        StringBuilder words = new StringBuilder();
        block.path("elements")
                .forEach(section -> section.path("elements")
                        .forEach(each -> words.append(each.path("text").asText(""))
                                .append(each.path("fallback").asText(""))));
        return words.toString();
    }

    private static String lines(List<String> parts) {
        String all = String.join("\n", parts).replaceAll("\\n+", "\n").strip();
        return all.equals("\u2013") ? "" : all;
    }

    private void buttons(String where, List<Reply.Button> meant, JsonNode blocks) {
        List<JsonNode> seen = new ArrayList<>();
        for (JsonNode block : blocks) {
            if (block.path("type").asText().equals("actions")) {
                block.path("elements").forEach(seen::add);
            }
        }
        if (seen.size() != meant.size()) {
            fault(where, "a button is missing");
            return;
        }
        for (int i = 0; i < seen.size(); i++) {
            same(
                    where,
                    "button",
                    meant.get(i).label(),
                    seen.get(i).at("/text/text").asText());
        }
    }

    private void fallback() {
        String fallback = BlockKit.fallback(reply);
        if (UNESCAPED.matcher(fallback).find()) {
            fault("fallback", "not escaped: " + fallback);
        }
        String title = reply.title() == null ? "" : Moment.plain(reply.title()) + "\n";
        String meant = title + Moment.plain(reply.text());
        String read = fallback.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        boolean cut = meant.length() > 3000 && read.endsWith("\u2026");
        boolean shown = cut ? meant.startsWith(read.substring(0, read.length() - 1)) : read.equals(meant);
        if (!meant.isBlank() && !shown) {
            fault("fallback", "the words differ, read: " + begin(read));
        }
    }

    /** Words stand in objects that know no markup, and nothing leads anywhere. */
    private void noMarkup(String where, JsonNode node) {
        String type = node.path("type").asText("");
        if (type.equals("mrkdwn")) {
            fault(where, "markup works here");
        }
        if (type.equals("plain_text") && node.path("emoji").asBoolean(true)) {
            fault(where, "emoji names work here");
        }
        for (String address : ADDRESSES) {
            if (node.has(address)) {
                fault(where, "there is a " + address);
            }
        }
        node.forEach(child -> noMarkup(where, child));
    }

    private void same(String where, String what, String meant, String seen) {
        if (!Moment.plain(meant).equals(seen)) {
            fault(where, what + " is not what was meant: " + seen);
        }
    }

    private void rules(String where, List<String> broken) {
        broken.forEach(each -> fault(where, each));
    }

    private static String begin(String words) {
        return words.length() <= MOST_OF_A_FAULT ? words : words.substring(0, MOST_OF_A_FAULT) + "\u2026";
    }

    private void fault(String where, String what) {
        faults.add("Slack " + where + ": " + what + " [" + reply.title() + " | " + begin(reply.text()) + "]");
    }
}
