package org.pindesk.adapter.unity;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Times as CUPI shows them: {@code 2013-03-05 11:24:33.344}. No source names their zone: it is configured, else UTC, and then what is
 * said of ends and beginnings may be some hours off; docs/fidelity.md says it.
 */
final class UnityTime {
    private static final Pattern SHOWN =
            Pattern.compile("(\\d{4}-\\d{2}-\\d{2})[ T](\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,9})?)Z?");

    private UnityTime() {}

    /**
     * Null where there is none.
     *
     * @param zone in which it is written
     * @param unseen gets a word where there is a text that is no time
     */
    static @Nullable Instant of(CupiObject object, String field, ZoneId zone, List<String> unseen) {
        String text = object.text(field);
        if (text.isEmpty()) {
            return null;
        }
        Matcher shown = SHOWN.matcher(text);
        try {
            if (shown.matches()) {
                return LocalDateTime.parse(shown.group(1) + "T" + shown.group(2))
                        .atZone(zone)
                        .toInstant();
            }
        } catch (DateTimeException e) {
            // as one that has another form
        }
        unseen.add(field + ": the text there is no time");
        return null;
    }
}
