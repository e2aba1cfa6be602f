package org.pindesk.adapter.store;

import java.time.Instant;
import org.pindesk.core.PersonId;
import org.pindesk.port.Acts;

/** Acts, one row for each event. */
final class JdbcActs implements Acts {
    private final Sql sql;

    JdbcActs(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void add(PersonId person, String action, String eventId, Instant at) {
        sql.update(
                "insert into act (event_id, person, action, at) values (?, ?, ?, ?) on conflict do nothing",
                eventId,
                person.value(),
                action,
                at);
    }

    @Override
    public int since(PersonId person, String action, Instant from) {
        return sql.first(
                        "select count(*) as number from act where person = ? and action = ? and at >= ?",
                        row -> row.getInt("number"),
                        person.value(),
                        action,
                        from)
                .orElse(0);
    }

    @Override
    public void forget(Instant before) {
        sql.update("delete from act where at < ?", before);
    }
}
