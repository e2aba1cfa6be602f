package org.pindesk.adapter.discord;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.dv8tion.jda.api.EmbedBuilder;
import net.dv8tion.jda.api.components.actionrow.ActionRow;
import net.dv8tion.jda.api.components.buttons.Button;
import net.dv8tion.jda.api.components.buttons.ButtonStyle;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.utils.messages.MessageCreateBuilder;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.Digits;
import org.pindesk.core.Outcome;
import org.pindesk.core.Reply;

/**
 * A reply as a Discord message: one embed with all its words, and rows of buttons. Words of others are escaped, nobody is mentioned, and
 * addresses in an embed bring no preview. The colour repeats the outcome, which the words say too.
 */
final class Cards {
    static final int APPLIED = 0x2E7D32;
    static final int REFUSED = 0xC62828;
    static final int UNREACHABLE = 0xEF6C00;
    static final int UNKNOWN = 0x6A1B9A;

    /** Limits of Discord's reference, "Embed Limits" and "Button". */
    private static final int DESCRIPTION = 4096;

    private static final int BUTTON = 80;
    private static final int ROW = 5;
    private static final int MOST_BUTTONS = 25;
    private static final int TITLE = 256;

    private Cards() {}

    /**
     * A message. It holds no form: words and buttons remain of one, and its first button is an ordinary press there, without fields.
     *
     * @throws IllegalArgumentException for more buttons than Discord can show, or values too long to travel with them
     */
    static MessageCreateData message(Reply reply) {
        if (reply.buttons().size() > MOST_BUTTONS) {
            throw new IllegalArgumentException("Discord shows at most " + MOST_BUTTONS + " buttons in a message");
        }
        Values values = new Values();
        List<Button> buttons = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Reply.Button button : reply.buttons()) {
            String id = values.id(button.action(), button.value());
            if (ids.add(id)) {
                buttons.add(Button.of(style(button.style()), id, Markup.label(button.label(), BUTTON)));
            } else {
                throw new IllegalArgumentException("two buttons do the same: " + button.action());
            }
        }
        List<ActionRow> rows = new ArrayList<>();
        for (int from = 0; from < buttons.size(); from += ROW) {
            rows.add(ActionRow.of(buttons.subList(from, Math.min(from + ROW, buttons.size()))));
        }
        EmbedBuilder embed = new EmbedBuilder().setDescription(description(reply));
        if (reply.outcome() != null) {
            embed.setColor(colour(reply.outcome()));
        }
        embed.setUrl(values.url());
        return new MessageCreateBuilder()
                .setEmbeds(embed.build())
                .setComponents(rows)
                .setAllowedMentions(EnumSet.noneOf(Message.MentionType.class))
                .build();
    }

    /** The secret stands first: it is what the person came for. It is never cut. */
    private static String description(Reply reply) {
        List<String> lines = new ArrayList<>();
        if (reply.title() != null && !reply.title().isBlank()) {
            lines.add("**" + Markup.literal(Markup.label(reply.title(), TITLE)) + "**");
        }
        if (reply.secret() != null) {
            lines.addAll(secret(reply.secret()));
        }
        String above = String.join("\n", lines);
        String text = Markup.of(reply.text());
        if (text.isBlank()) {
            return above.isEmpty() ? "\u2013" : above;
        }
        return above.isEmpty()
                ? Markup.cut(text, DESCRIPTION)
                : above + "\n" + Markup.cut(text, DESCRIPTION - above.length() - 1);
    }

    private static List<String> secret(Reply.Revealed revealed) {
        Digits digits = new Digits(revealed.secret().open());
        String grouped = digits.grouped();
        String caption = Markup.literal(revealed.caption());
        String shown = grouped.chars().allMatch(c -> c == ' ' || (c >= '0' && c <= '9'))
                ? "**" + grouped + "**"
                : code(grouped);
        List<String> lines = new ArrayList<>(List.of(caption + ": " + shown));
        String spoken = digits.spoken(revealed.spoken());
        if (!spoken.isEmpty()) {
            lines.add("*" + Markup.literal(spoken) + "*");
        }
        return lines;
    }

    /** What is no number stands as code: every character as it is, in letters that can be told apart. */
    private static String code(String word) {
        if (word.contains("`")) {
            return Markup.literal(word);
        }
        return "`" + word + "`";
    }

    private static ButtonStyle style(Reply.Style style) {
        return switch (style) {
            case PRIMARY -> ButtonStyle.PRIMARY;
            case DANGER -> ButtonStyle.DANGER;
            case PLAIN -> ButtonStyle.SECONDARY;
        };
    }

    private static int colour(Outcome outcome) {
        return switch (outcome) {
            case APPLIED -> APPLIED;
            case REFUSED -> REFUSED;
            case UNREACHABLE -> UNREACHABLE;
            case UNKNOWN -> UNKNOWN;
        };
    }

    /**
     * What buttons do, as their custom ids: {@code action:value}. An id takes 100 characters. A longer value travels in the address of the
     * embed, which Discord's clients show only behind a title of its own, and which comes back with every press: {@code action:~0} is the first
     * one there. That Discord keeps the address of an embed without a title is inferred from galleries, which rely on it.
     */
    static final class Values {
        private static final int ID = 100;
        private static final int URL = 2000;
        private static final String PLACE = "https://pindesk.invalid/#";
        private static final char MARK = '~';

        private final List<String> carried = new ArrayList<>();

        String id(String action, String value) {
            String id = shortId(action, value);
            if (id != null) {
                return id;
            }
            if (!carried.contains(value)) {
                carried.add(value);
            }
            return action + ":" + MARK + carried.indexOf(value);
        }

        /** The id where it fits, else null. */
        static @Nullable String shortId(String action, String value) {
            String id = value.isEmpty() ? action : action + ":" + value;
            return id.length() <= ID ? id : null;
        }

        @Nullable
        String url() {
            if (carried.isEmpty()) {
                return null;
            }
            String url = PLACE + String.join(".", carried);
            if (url.length() > URL) {
                throw new IllegalArgumentException("the values of these buttons are too long for Discord together");
            }
            return url;
        }

        static String action(String id) {
            int colon = id.indexOf(':');
            return colon < 0 ? id : id.substring(0, colon);
        }

        /**
         * @param url of the pressed message's embed, null where it has none
         * @return empty where there is no value
         */
        static String value(String id, @Nullable String url) {
            int colon = id.indexOf(':');
            String value = colon < 0 ? "" : id.substring(colon + 1);
            if (!value.matches(MARK + "[0-9]{1,2}")) {
                return value;
            }
            if (url == null || !url.startsWith(PLACE)) {
                return "";
            }
            String[] carried = url.substring(PLACE.length()).split("\\.", -1);
            int at = Integer.parseInt(value.substring(1));
            return at < carried.length ? carried[at] : "";
        }
    }
}
