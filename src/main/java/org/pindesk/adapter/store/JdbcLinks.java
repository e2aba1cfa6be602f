package org.pindesk.adapter.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.pindesk.core.ChatUser;
import org.pindesk.core.PersonId;
import org.pindesk.port.Links;

/** Chat accounts pinned to persons, one row each. A row once there, suspended or not, is not changed by {@link #pin}. */
final class JdbcLinks implements Links {
    private static final String SELECT =
            "select platform, team, user_id, person, mail, how, since, suspended from chat_link ";

    private final Sql sql;

    JdbcLinks(Sql sql) {
        this.sql = sql;
    }

    @Override
    public Optional<Link> of(ChatUser user) {
        return sql.first(
                SELECT + "where platform = ? and team = ? and user_id = ?",
                JdbcLinks::read,
                user.platform(),
                user.team(),
                user.id());
    }

    @Override
    public List<Link> accountsOf(PersonId person) {
        return sql.query(
                SELECT + "where person = ? order by since, platform, team, user_id", JdbcLinks::read, person.value());
    }

    @Override
    public List<Link> all() {
        return sql.query(SELECT + "order by platform, team, user_id", JdbcLinks::read);
    }

    @Override
    public void pin(Link link) {
        sql.update(
                "insert into chat_link (platform, team, user_id, person, mail, how, since, suspended)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
                link.user().platform(),
                link.user().team(),
                link.user().id(),
                link.person().value(),
                link.mail(),
                link.how().word(),
                link.since(),
                link.suspended());
    }

    @Override
    public void prove(Link link) {
        remove(link.user());
        pin(link);
    }

    @Override
    public void suspend(ChatUser user, String why) {
        sql.update(
                "update chat_link set suspended = ? where platform = ? and team = ? and user_id = ?",
                why,
                user.platform(),
                user.team(),
                user.id());
    }

    @Override
    public boolean remove(ChatUser user) {
        return sql.update(
                        "delete from chat_link where platform = ? and team = ? and user_id = ?",
                        user.platform(),
                        user.team(),
                        user.id())
                > 0;
    }

    @Override
    public void hold() {
        sql.first("select entry from meta where name = 'linking' for update", row -> row.getString("entry"));
    }

    private static Link read(ResultSet row) throws SQLException {
        return new Link(
                new ChatUser(row.getString("platform"), row.getString("team"), row.getString("user_id")),
                new PersonId(row.getString("person")),
                row.getString("mail"),
                How.of(row.getString("how")),
                Sql.instant(row, "since"),
                row.getString("suspended"));
    }
}
