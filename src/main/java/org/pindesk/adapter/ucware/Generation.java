package org.pindesk.adapter.ucware;

import java.util.Arrays;
import java.util.Optional;

/**
 * The generations of the interface, newest first (phosy-tool, changes of 2024-02 and 2025-04). Which release of UCware brought which is
 * not known.
 */
enum Generation {
    /** Writes name the user by number. */
    API_2("2", "/api/2", true),
    /** Called "old" since early 2024; writes name the user by username. */
    API_1("1", "/api/1", false),
    /** Before 2024, the time of UCware 5; by username. */
    LEGACY("legacy", "/ucware/api", false);

    private final String word;
    private final String path;
    private final boolean numericIds;

    Generation(String word, String path, boolean numericIds) {
        this.word = word;
        this.path = path;
        this.numericIds = numericIds;
    }

    /** As it is configured. */
    String word() {
        return word;
    }

    String path() {
        return path;
    }

    /** Whether writes name the user by number; by username otherwise. */
    boolean numericIds() {
        return numericIds;
    }

    /**
     * Whether messages carry a number that must come back. ucware-cli does so with {@code /api/2}; with the older ones nobody was seen
     * to send anything but an empty text.
     */
    boolean numbersMessages() {
        return this == API_2;
    }

    Optional<Generation> older() {
        return Arrays.stream(values())
                .filter(each -> each.ordinal() == ordinal() + 1)
                .findFirst();
    }

    static Optional<Generation> of(String word) {
        return Arrays.stream(values()).filter(each -> each.word.equals(word)).findFirst();
    }
}
