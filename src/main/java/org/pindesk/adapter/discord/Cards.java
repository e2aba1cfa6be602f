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

    private final Values values;

    Cards(Values values) {
        this.values = values;
    }

    /**
     * A message. It holds no form: words and buttons remain of one, and its first button is an ordinary press there, without fields.
     *
     * @throws IllegalArgumentException for more buttons than Discord can show
     * @throws org.pindesk.core.PindeskException {@code STORE_DOWN} where a long value has to be kept and cannot be
     */
    MessageCreateData message(Reply reply) {
        if (reply.buttons().size() > MOST_BUTTONS) {
            throw new IllegalArgumentException("Discord shows at most " + MOST_BUTTONS + " buttons in a message");
        }
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
        return with(embed, rows);
    }

    /** Words alone, which take no store. */
    static MessageCreateData words(String words) {
        return with(new EmbedBuilder().setDescription(description(Reply.of(words))), List.of());
    }

    private static MessageCreateData with(EmbedBuilder embed, List<ActionRow> rows) {
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
}
