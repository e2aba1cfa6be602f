package org.pindesk.adapter.cucm;

import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pindesk.adapter.wire.XmlElement;

/** What the database says of one user's PIN and own password, or why it says nothing. */
final class DatabaseRows {
    private final List<XmlElement> rows;
    private final @Nullable String why;

    private DatabaseRows(List<XmlElement> rows, @Nullable String why) {
        this.rows = List.copyOf(rows);
        this.why = why;
    }

    static DatabaseRows of(List<XmlElement> rows) {
        return new DatabaseRows(rows, null);
    }

    static DatabaseRows unread(String why) {
        return new DatabaseRows(List.of(), why);
    }

    /**
     * @param zone of times that name none; null = not known
     * @param unseen gets a line for whatever is missing or strange
     */
    DynamicRecord record(Credential credential, @Nullable ZoneId zone, List<String> unseen) {
        if (why != null) {
            unseen.add("failed sign-ins: " + why);
            return DynamicRecord.UNSEEN;
        }
        List<XmlElement> own = rows.stream()
                .filter(row -> row.textAt(Queries.TYPE).equals(credential.type()))
                .toList();
        if (own.size() != 1) {
            unseen.add("failed sign-ins: the database holds " + own.size() + " records of this " + credential.word());
            return DynamicRecord.UNSEEN;
        }
        return DynamicRecord.of(own.get(0), zone, unseen);
    }

    /** Whether the user came from the directory; null where the database does not show it, or shows both. */
    @Nullable
    Boolean fromDirectory() {
        Set<Boolean> shown = rows.stream()
                .flatMap(row -> row.child(Queries.DIRECTORY).stream())
                .map(agreement ->
                        !agreement.text().isEmpty() && !agreement.text().equalsIgnoreCase("null"))
                .collect(Collectors.toSet());
        return shown.size() == 1 ? shown.iterator().next() : null;
    }
}
