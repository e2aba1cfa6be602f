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
    public void addFor(PersonId actor, PersonId target, String action, String eventId, Instant at) {
        sql.update(
                "insert into act (event_id, person, action, at, actor) values (?, ?, ?, ?, ?) on conflict do nothing",
                eventId,
                target.value(),
                action,
                at,
                actor.value());
    }

    @Override
    public int since(PersonId person, String action, Instant from) {
        return count("person = ? and action = ? and actor is null and at >= ?", person.value(), action, from);
    }

    @Override
    public int by(PersonId actor, Instant from) {
        return count("actor = ? and at >= ?", actor.value(), from);
    }

    @Override
    public int on(PersonId target, String action, Instant from) {
        return action.endsWith(".")
                ? count("person = ? and action like ? and at >= ?", target.value(), action + "%", from)
                : count("person = ? and action = ? and at >= ?", target.value(), action, from);
    }

    private int count(String which, Object... values) {
        return sql.first("select count(*) as number from act where " + which, row -> row.getInt("number"), values)
                .orElse(0);
    }

    @Override
    public void forget(Instant before) {
        sql.update("delete from act where at < ?", before);
    }
}
