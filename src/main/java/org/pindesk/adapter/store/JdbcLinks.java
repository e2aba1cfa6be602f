package org.pindesk.adapter.store;

import java.util.Optional;
import org.pindesk.core.ChatUser;
import org.pindesk.core.PersonId;
import org.pindesk.port.Links;

/** Chat accounts pinned to persons, one row each. A row once there, suspended or not, is not changed by {@link #pin}. */
final class JdbcLinks implements Links {
    private final Sql sql;

    JdbcLinks(Sql sql) {
        this.sql = sql;
    }

    @Override
    public Optional<Link> of(ChatUser user) {
        return sql.first(
                "select person, mail, how, since, suspended from chat_link"
                        + " where platform = ? and team = ? and user_id = ?",
                row -> new Link(
                        user,
                        new PersonId(row.getString("person")),
                        row.getString("mail"),
                        row.getString("how"),
                        Sql.instant(row, "since"),
                        row.getString("suspended")),
                user.platform(),
                user.team(),
                user.id());
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
                link.how(),
                link.since(),
                link.suspended());
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
}
