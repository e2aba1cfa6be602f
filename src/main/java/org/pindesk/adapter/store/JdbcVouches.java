package org.pindesk.adapter.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.ChatUser;
import org.pindesk.core.PersonId;
import org.pindesk.port.Vouches;

/** Words of the helpdesk about people, one row each until some time after they ran out. */
final class JdbcVouches implements Vouches {
    private final Sql sql;

    JdbcVouches(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void add(Vouch vouch) {
        ChatUser account = vouch.user();
        sql.update(
                "insert into vouch (id, platform, team, user_id, person, by_person, by_platform, by_team, by_user,"
                        + " valid_until) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
                vouch.id(),
                account == null ? null : account.platform(),
                account == null ? null : account.team(),
                account == null ? null : account.id(),
                vouch.person().value(),
                vouch.by().value(),
                vouch.byChat().platform(),
                vouch.byChat().team(),
                vouch.byChat().id(),
                vouch.validUntil());
    }

    @Override
    public Optional<Vouch> byId(String id) {
        return sql.first(
                "select * from vouch where id = ?",
                row -> new Vouch(
                        row.getString("id"),
                        account(row),
                        new PersonId(row.getString("person")),
                        new PersonId(row.getString("by_person")),
                        new ChatUser(row.getString("by_platform"), row.getString("by_team"), row.getString("by_user")),
                        Sql.instant(row, "valid_until"),
                        Sql.instantOrNull(row, "ended_at"),
                        row.getString("ended_by")),
                id);
    }

    private static @Nullable ChatUser account(ResultSet row) throws SQLException {
        String platform = row.getString("platform");
        return platform == null ? null : new ChatUser(platform, row.getString("team"), row.getString("user_id"));
    }

    @Override
    public boolean end(String id, String eventId, Instant at) {
        return sql.update(
                        "update vouch set ended_at = ?, ended_by = ? where id = ? and ended_at is null",
                        at,
                        eventId,
                        id)
                == 1;
    }

    @Override
    public void forget(Instant before) {
        sql.update("delete from vouch where valid_until < ?", before);
    }
}
