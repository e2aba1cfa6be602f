package org.pindesk.adapter.store;

import java.time.Instant;
import java.util.List;
import org.pindesk.port.BreakGlassUses;

/** One row for each use. */
final class JdbcBreakGlassUses implements BreakGlassUses {
    private final Sql sql;

    JdbcBreakGlassUses(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void hold() {
        sql.first("select entry from meta where name = 'break-glass' for update", row -> row.getString("entry"));
    }

    @Override
    public void add(Use use) {
        sql.update(
                "insert into break_glass_use (request_id, at, told) values (?, ?, false) on conflict do nothing",
                use.requestId(),
                use.at());
    }

    @Override
    public int since(Instant from) {
        return sql.first(
                        "select count(*) as number from break_glass_use where at >= ?",
                        row -> row.getInt("number"),
                        from)
                .orElse(0);
    }

    @Override
    public List<Use> untold() {
        return sql.query(
                "select request_id, at from break_glass_use where told = false order by at, request_id",
                row -> new Use(row.getString("request_id"), Sql.instant(row, "at")));
    }

    @Override
    public void told() {
        sql.update("update break_glass_use set told = true where told = false");
    }

    @Override
    public void forget(Instant before) {
        sql.update("delete from break_glass_use where at < ?", before);
    }
}
