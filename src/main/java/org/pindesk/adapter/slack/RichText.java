package org.pindesk.adapter.slack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.pindesk.core.Moment;

/**
 * A text that names points in time, as a section of a {@code rich_text} block: its words are {@code text} elements, where no markup
 * works, and its points in time {@code date} elements, which each reader's client shows in the reader's own zone and language. Fields and
 * format words are those of Slack's reference; it names no limit for the length of such a text, so it keeps to that of other texts here.
 */
final class RichText {
    private static final String FORMAT = "{date_short_pretty} {time}";

    private RichText() {}

    /**
     * @param limit how many characters of words are shown; a point in time is never cut
     */
    static ObjectNode section(String text, int limit) {
        ObjectNode section = JsonNodeFactory.instance.objectNode();
        section.put("type", "rich_text_section");
        ArrayNode elements = section.putArray("elements");
        int left = limit;
        for (Moment.Part part : Moment.parts(text)) {
            if (part.at() != null) {
                elements.addObject()
                        .put("type", "date")
                        .put("timestamp", part.at().getEpochSecond())
                        .put("format", FORMAT)
                        .put("fallback", part.words());
            } else if (left > 0) {
                String words = BlockKit.cut(part.words(), left);
                elements.addObject().put("type", "text").put("text", words);
            }
            left -= part.words().length();
            if (left <= 0) {
                break;
            }
        }
        return section;
    }
}
