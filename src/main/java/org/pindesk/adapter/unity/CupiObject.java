package org.pindesk.adapter.unity;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An object of a CUPI answer, the same for JSON and XML. All scalars are texts there: {@code "true"}, {@code "5"}.
 *
 * @param fields scalars by name; one that is null there is absent here
 * @param lists objects by name: a list of one comes as the object alone, an empty list is left out
 * @param total how many a list says it holds; null where this is no list
 */
record CupiObject(
        Map<String, String> fields,
        Map<String, List<CupiObject>> lists,
        @Nullable Integer total) {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    CupiObject {
        fields = Map.copyOf(fields);
        lists = Map.copyOf(lists);
    }

    /** Empty where it is not shown. */
    String text(String name) {
        return fields.getOrDefault(name, "").strip();
    }

    /** Null where it is not shown, or is no boolean. */
    @Nullable
    Boolean flag(String name) {
        return switch (text(name)) {
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            default -> null;
        };
    }

    /** Null where it is not shown, or is no number of at most nine digits. */
    @Nullable
    Integer number(String name) {
        String text = text(name);
        return NUMBER.matcher(text).matches() ? Integer.valueOf(text) : null;
    }

    List<CupiObject> list(String name) {
        return lists.getOrDefault(name, List.of());
    }

    /** Nothing of what is in it: names, numbers and more. */
    @Override
    public String toString() {
        return "CupiObject";
    }
}
