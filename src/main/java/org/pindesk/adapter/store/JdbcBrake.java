package org.pindesk.adapter.store;

import java.time.Instant;
import java.util.Optional;
import org.pindesk.port.Brake;

/** The emergency brake: one row while it is pulled. */
final class JdbcBrake implements Brake {
    private static final int ONLY = 1;

    private final Sql sql;

    JdbcBrake(Sql sql) {
        this.sql = sql;
    }

    @Override
    public Optional<Pulled> pulled() {
        return sql.first(
                "select pulled_by, since from brake where id = ?",
                row -> new Pulled(row.getString("pulled_by"), Sql.instant(row, "since")),
                ONLY);
    }

    @Override
    public void pull(String by, Instant at) {
        sql.update("insert into brake (id, pulled_by, since) values (?, ?, ?) on conflict do nothing", ONLY, by, at);
    }

    @Override
    public void release() {
        sql.update("delete from brake where id = ?", ONLY);
    }
}
