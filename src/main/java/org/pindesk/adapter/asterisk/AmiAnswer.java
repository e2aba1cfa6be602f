package org.pindesk.adapter.asterisk;

import java.util.List;
import java.util.Optional;
import org.pindesk.core.Secret;

/**
 * One message of AMI: lines up to an empty one. Lines without a colon occur. May hold every PIN of a file, so it has no text of its own.
 */
final class AmiAnswer {
    private final List<String> lines;

    AmiAnswer(List<String> lines) {
        this.lines = List.copyOf(lines);
    }

    /** The first value of this name; empty where there is none. */
    Optional<String> field(String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst();
    }

    /** Values of all names that begin so, in order, as they stand behind the first colon and space. */
    List<String> values(String prefix) {
        return lines.stream()
                .filter(line -> line.startsWith(prefix) && line.indexOf(':') > 0)
                .map(line -> line.substring(line.indexOf(':') + 1))
                .map(value -> value.startsWith(" ") ? value.substring(1) : value)
                .toList();
    }

    boolean event() {
        return field("Event").isPresent();
    }

    boolean success() {
        return field("Response").filter("Success"::equals).isPresent();
    }

    boolean error() {
        return field("Response").filter("Error"::equals).isPresent();
    }

    /** What Asterisk says to it: texts differ between versions, so nothing is decided by them. */
    String words(Secret... scrubbed) {
        String words = field("Message").orElse("no reason given");
        for (Secret each : scrubbed) {
            words = each.scrub(words);
        }
        return words;
    }
}
