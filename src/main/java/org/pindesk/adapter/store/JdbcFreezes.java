package org.pindesk.adapter.store;

import java.util.Optional;
import org.pindesk.core.PersonId;
import org.pindesk.port.Freezes;

/** Frozen people, one row each. */
final class JdbcFreezes implements Freezes {
    private final Sql sql;

    JdbcFreezes(Sql sql) {
        this.sql = sql;
    }

    @Override
    public Optional<Freeze> of(PersonId person) {
        return sql.first(
                "select since, by_person, against from frozen_person where person = ?",
                row -> {
                    String against = row.getString("against");
                    return new Freeze(
                            person,
                            Sql.instant(row, "since"),
                            new PersonId(row.getString("by_person")),
                            against == null ? null : new PersonId(against));
                },
                person.value());
    }

    @Override
    public void add(Freeze freeze) {
        PersonId against = freeze.against();
        sql.update(
                "insert into frozen_person (person, since, by_person, against) values (?, ?, ?, ?) on conflict do nothing",
                freeze.person().value(),
                freeze.since(),
                freeze.by().value(),
                against == null ? null : against.value());
        if (against != null) {
            sql.update(
                    "update frozen_person set against = ? where person = ? and against is null",
                    against.value(),
                    freeze.person().value());
        }
    }

    @Override
    public boolean lift(PersonId person) {
        return sql.update("delete from frozen_person where person = ?", person.value()) > 0;
    }
}
