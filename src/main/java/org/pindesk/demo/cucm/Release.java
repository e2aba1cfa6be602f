package org.pindesk.demo.cucm;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A release of CUCM by the newest AXL schema that it speaks. It keeps the schemas of its own and of the two major versions before it
 * (AXL versioning: 14 speaks 11.0 and later, 11.5 speaks 9.0 and later, 9.1 speaks 7.1 and later); there was no version 13.
 */
final class Release {
    private static final List<String> SCHEMAS =
            List.of("7.1", "8.0", "8.5", "9.0", "9.1", "10.0", "10.5", "11.0", "11.5", "12.0", "12.5", "14.0", "15.0");
    private static final List<Integer> MAJORS = List.of(7, 8, 9, 10, 11, 12, 14, 15);

    private final List<String> spoken;

    /**
     * @throws IllegalArgumentException when there is no such schema
     */
    Release(String newest) {
        int last = SCHEMAS.indexOf(newest);
        if (last < 0) {
            throw new IllegalArgumentException("no AXL schema of that version");
        }
        int oldest = MAJORS.get(Math.max(0, MAJORS.indexOf(major(newest)) - 2));
        spoken = SCHEMAS.subList(0, last + 1).stream()
                .filter(each -> major(each) >= oldest)
                .collect(Collectors.toList());
    }

    boolean speaks(String schema) {
        return spoken.contains(schema);
    }

    /** Whether one schema is as new as another or newer. */
    static boolean atLeast(String schema, String other) {
        return SCHEMAS.indexOf(schema) >= SCHEMAS.indexOf(other);
    }

    private static int major(String schema) {
        return Integer.parseInt(schema.substring(0, schema.indexOf('.')));
    }
}
