package org.pindesk.adapter.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.MessageRef;
import org.pindesk.core.Party;
import org.pindesk.core.PersonId;
import org.pindesk.port.Verifications;

/** Questions to callers, one row each. While one is open its target stands in a unique column too. */
final class JdbcVerifications implements Verifications {
    private static final String SELECT = "select * from verification ";
    private static final String PROOF =
            "agent_person = ? and target_person = ? and state = 'RIGHT' and decided_at >= ?";

    private final Sql sql;

    JdbcVerifications(Sql sql) {
        this.sql = sql;
    }

    @Override
    public boolean add(Verification fresh) {
        Party agent = fresh.agent();
        Party target = fresh.target();
        return sql.update(
                        "insert into verification (id, event_id,"
                                + " agent_person, agent_platform, agent_team, agent_user, agent_name,"
                                + " target_person, target_platform, target_team, target_user, target_name,"
                                + " numbers, state, open_target, asked_at, due_at)"
                                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'OPEN', ?, ?, ?) on conflict do nothing",
                        fresh.id(),
                        fresh.eventId(),
                        agent.person().value(),
                        agent.chat().platform(),
                        agent.chat().team(),
                        agent.chat().id(),
                        agent.name(),
                        target.person().value(),
                        target.chat().platform(),
                        target.chat().team(),
                        target.chat().id(),
                        target.name(),
                        fresh.numbers(),
                        target.person().value(),
                        fresh.askedAt(),
                        fresh.dueAt())
                == 1;
    }

    @Override
    public Optional<Verification> byId(String id) {
        return sql.first(SELECT + "where id = ?", JdbcVerifications::read, id);
    }

    @Override
    public Optional<Verification> byEvent(String eventId) {
        return sql.first(SELECT + "where event_id = ?", JdbcVerifications::read, eventId);
    }

    @Override
    public Optional<Verification> openFor(PersonId target) {
        return sql.first(SELECT + "where open_target = ?", JdbcVerifications::read, target.value());
    }

    @Override
    public int askedBy(PersonId agent, Instant from) {
        return count("agent_person", agent, from);
    }

    @Override
    public int askedFor(PersonId target, Instant from) {
        return count("target_person", target, from);
    }

    private int count(String column, PersonId person, Instant from) {
        return sql.first(
                        "select count(*) as number from verification where " + column + " = ? and asked_at >= ?",
                        row -> row.getInt("number"),
                        person.value(),
                        from)
                .orElse(0);
    }

    @Override
    public Optional<Instant> alarmed(PersonId target, Instant from) {
        return sql.first(
                "select decided_at from verification where target_person = ? and state in ('WRONG', 'NOT_ME')"
                        + " and decided_at >= ? order by decided_at desc",
                row -> Sql.instant(row, "decided_at"),
                target.value(),
                from);
    }

    @Override
    public void sent(String id, MessageRef message) {
        sql.update(
                "update verification set sent_platform = ?, sent_channel = ?, sent_message = ? where id = ?",
                message.platform(),
                message.channel(),
                message.message(),
                id);
    }

    @Override
    public boolean decide(String id, State state, Instant at) {
        return sql.update(
                        "update verification set state = ?, decided_at = ?, open_target = null, numbers = null"
                                + " where id = ? and state = 'OPEN'",
                        state.name(),
                        at,
                        id)
                == 1;
    }

    @Override
    public boolean holds(PersonId agent, PersonId target, Instant from) {
        return proof(agent, target, from, null).isPresent();
    }

    @Override
    public boolean use(PersonId agent, PersonId target, Instant from, String by) {
        return proof(agent, target, from, by)
                .filter(id -> sql.update(
                                "update verification set used_by = ? where id = ? and (used_by is null or used_by = ?)",
                                by,
                                id,
                                by)
                        == 1)
                .isPresent();
    }

    /** The proof that this event has used already, else the oldest one that nothing has. */
    private Optional<String> proof(PersonId agent, PersonId target, Instant from, @Nullable String by) {
        return sql.first(
                "select id from verification where " + PROOF + " and (used_by is null or used_by = ?)"
                        + " order by used_by nulls last, decided_at",
                row -> row.getString("id"),
                agent.value(),
                target.value(),
                from,
                by == null ? "" : by);
    }

    @Override
    public List<Verification> due(Instant now, int max) {
        return sql.query(
                SELECT + "where state = 'OPEN' and due_at <= ? order by due_at limit ?",
                JdbcVerifications::read,
                now,
                max);
    }

    @Override
    public void forget(Instant before) {
        sql.update("delete from verification where asked_at < ? and state <> 'OPEN'", before);
    }

    private static Verification read(ResultSet row) throws SQLException {
        return new Verification(
                row.getString("id"),
                row.getString("event_id"),
                Columns.party(row, "agent"),
                Columns.party(row, "target"),
                row.getString("numbers"),
                State.valueOf(row.getString("state")),
                Sql.instant(row, "asked_at"),
                Sql.instant(row, "due_at"),
                Sql.instantOrNull(row, "decided_at"),
                Columns.messageOrNull(row, "sent"));
    }
}
