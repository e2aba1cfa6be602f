package org.pindesk.adapter.cucm;

import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pindesk.adapter.wire.XmlElement;

/**
 * What the database says of one PIN; null = not there, or not understood.
 *
 * @param showsLock whether the column with the time of a lock was there and understood, so that no time means no lock
 */
record DynamicRecord(
        @Nullable Integer failures,
        @Nullable Instant lockedSince,
        boolean showsLock,
        @Nullable Instant lastFailure,
        @Nullable Instant lastAccess,
        @Nullable Instant changed) {
    static final DynamicRecord UNSEEN = new DynamicRecord(null, null, false, null, null, null);

    /**
     * @param zone of times that name none; null = not known
     * @param unseen gets a line for whatever is missing or strange
     */
    static DynamicRecord of(XmlElement row, @Nullable ZoneId zone, List<String> unseen) {
        Set<String> remarks = new LinkedHashSet<>();
        ShownTime locked = time(row, Queries.LOCKED_SINCE, zone, remarks);
        boolean showsLock = row.child(Queries.LOCKED_SINCE).isPresent() && locked.understood();
        if (!showsLock) {
            remarks.add("since when a lock holds: the database does not show it");
        }
        String failed = row.textAt(Queries.HACK_COUNT);
        Integer failures = failed.matches("\\d{1,9}") ? Integer.valueOf(failed) : null;
        if (failures == null) {
            remarks.add("number of failed sign-ins: the database does not show it");
        }
        Instant lastFailure = null;
        for (String name : Queries.LAST_FAILURE) {
            Instant at = time(row, name, zone, remarks).at();
            lastFailure = lastFailure == null ? at : lastFailure;
        }
        DynamicRecord record = new DynamicRecord(
                failures,
                locked.at(),
                showsLock,
                lastFailure,
                time(row, Queries.LAST_ACCESS, zone, remarks).at(),
                time(row, Queries.CHANGED, zone, remarks).at());
        unseen.addAll(remarks);
        return record;
    }

    private static ShownTime time(XmlElement row, String column, @Nullable ZoneId zone, Set<String> remarks) {
        ShownTime time = ShownTime.of(row.textAt(column), zone);
        if (!time.understood()) {
            remarks.add(column + ": not a time that Pindesk can read");
        }
        if (time.zoneUnknown()) {
            remarks.add("time zone of the database: times are read as UTC");
        }
        return time;
    }
}
