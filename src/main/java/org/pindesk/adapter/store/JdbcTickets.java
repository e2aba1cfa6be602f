package org.pindesk.adapter.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.pindesk.core.PersonId;
import org.pindesk.core.Secret;
import org.pindesk.port.Tickets;

/**
 * Tickets, one row each, and one row for each link. Tokens and browsers stand there as HMACs under the audit key, with labels that no
 * audit row has, so that nobody who reads the database can open a page.
 */
final class JdbcTickets implements Tickets {
    private static final String SELECT = "select t.* from ticket t ";

    private final Sql sql;
    private final AuditKey key;

    JdbcTickets(Sql sql, AuditKey key) {
        this.sql = sql;
        this.key = key;
    }

    @Override
    public void put(Ticket fresh) {
        sql.update(
                "delete from ticket where purpose = ? and request_id = ?",
                fresh.purpose().name(),
                fresh.request());
        sql.update(
                "insert into ticket (id, purpose, request_id, person, code, valid_until, wrong, browser, used_at)"
                        + " values (?, ?, ?, ?, ?, ?, 0, null, null)",
                fresh.id(),
                fresh.purpose().name(),
                fresh.request(),
                fresh.person().value(),
                fresh.code(),
                fresh.validUntil());
    }

    @Override
    public void admit(String id, Secret token) {
        sql.update("insert into ticket_link (digest, ticket_id) values (?, ?)", digest(token), id);
    }

    @Override
    public Optional<Ticket> of(Secret token) {
        return sql.first(
                SELECT + "join ticket_link l on l.ticket_id = t.id where l.digest = ?",
                JdbcTickets::read,
                digest(token));
    }

    @Override
    public Optional<Ticket> of(Purpose purpose, String request) {
        return sql.first(
                SELECT + "where t.purpose = ? and t.request_id = ?", JdbcTickets::read, purpose.name(), request);
    }

    @Override
    public int wrong(String id) {
        sql.update("update ticket set wrong = wrong + 1 where id = ?", id);
        return sql.first("select wrong from ticket where id = ?", row -> row.getInt("wrong"), id)
                .orElse(0);
    }

    @Override
    public boolean bind(String id, Secret browser, Instant validUntil) {
        return sql.update(
                        "update ticket set browser = ?, valid_until = ?"
                                + " where id = ? and browser is null and used_at is null",
                        digest(id, browser),
                        validUntil,
                        id)
                == 1;
    }

    @Override
    public boolean boundTo(String id, Secret browser) {
        return sql.first(
                        "select id from ticket where id = ? and browser = ?",
                        row -> row.getString("id"),
                        id,
                        digest(id, browser))
                .isPresent();
    }

    @Override
    public void keepUntil(String id, Instant validUntil) {
        sql.update("update ticket set valid_until = ? where id = ? and used_at is null", validUntil, id);
    }

    @Override
    public void end(String id, Instant at) {
        sql.update("update ticket set used_at = ? where id = ? and used_at is null", at, id);
    }

    @Override
    public void forget(Instant before) {
        sql.update("delete from ticket where valid_until < ?", before);
    }

    private String digest(Secret token) {
        return key.mac("pindesk-ticket-1", token.open());
    }

    private String digest(String id, Secret browser) {
        return key.mac("pindesk-ticket-browser-1", id, browser.open());
    }

    private static Ticket read(ResultSet row) throws SQLException {
        return new Ticket(
                row.getString("id"),
                Purpose.valueOf(row.getString("purpose")),
                row.getString("request_id"),
                new PersonId(row.getString("person")),
                row.getString("code"),
                Sql.instant(row, "valid_until"),
                row.getInt("wrong"),
                row.getString("browser") != null,
                Sql.instantOrNull(row, "used_at"));
    }
}
