package org.pindesk.scenario;

import java.util.List;
import java.util.function.Supplier;

/**
 * Somebody tries to get, change or learn what is not theirs, and does not.
 *
 * @param name what it is called
 * @param attacker who has what and does what, in a sentence
 * @param on the desk where it is tried
 * @param story the attack itself
 * @param reader who reads the line that stops it
 * @param line words of that line, as they stand on the reader's screen
 * @param stoppedBy the class that says no, below {@code org.pindesk}
 * @param row words that one row of the audit holds afterwards
 */
record Attack(
        String name,
        String attacker,
        Supplier<Desk> on,
        Story story,
        String reader,
        String line,
        String stoppedBy,
        List<String> row) {
    /** What happens at the desk. */
    interface Story {
        void at(Desk desk) throws Exception;
    }

    static Begun of(String name, String attacker) {
        return new Begun(name, attacker, Desk::open, desk -> {});
    }

    /** An attack that has no end yet. */
    record Begun(String name, String attacker, Supplier<Desk> on, Story story) {
        Begun on(Supplier<Desk> desk) {
            return new Begun(name, attacker, desk, story);
        }

        Begun goes(Story told) {
            return new Begun(name, attacker, on, told);
        }

        Attack endsWith(String reader, String line, String stoppedBy, String... row) {
            return new Attack(name, attacker, on, story, reader, line, stoppedBy, List.of(row));
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
