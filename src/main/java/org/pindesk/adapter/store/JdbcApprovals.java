package org.pindesk.adapter.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.MessageRef;
import org.pindesk.core.PersonId;
import org.pindesk.port.Approvals;

/** What is waited for, one row for each request, with rows for those who were asked and for what they said. */
final class JdbcApprovals implements Approvals {
    private static final String SELECT = "select * from approval where request_id = ?";
    private static final String AWAITING = "r.state = 'AWAITING_APPROVAL'";

    private final Sql sql;

    JdbcApprovals(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void add(Approval approval) {
        sql.update(
                "insert into approval (request_id, needed, approver_groups, step_up, window_seconds, pickup_seconds, why,"
                        + " save_option, asked_at, stage, next_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                approval.request(),
                approval.count(),
                String.join("\n", approval.groups()),
                approval.stepUp(),
                approval.window().toSeconds(),
                approval.pickup().toSeconds(),
                String.join("\n", approval.because()),
                approval.save(),
                approval.askedAt(),
                approval.stage(),
                approval.nextAt());
        approval.asked().forEach(each -> add(approval.request(), each));
        approval.votes().forEach(each -> vote(approval.request(), each));
    }

    private void add(String request, Asked asked) {
        MessageRef card = asked.card();
        sql.update(
                "insert into approval_asked (request_id, asked_person, asked_platform, asked_team, asked_user, asked_name,"
                        + " card_platform, card_channel, card_message, claimed_at, left_out)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                request,
                asked.party().person().value(),
                asked.party().chat().platform(),
                asked.party().chat().team(),
                asked.party().chat().id(),
                asked.party().name(),
                card == null ? null : card.platform(),
                card == null ? null : card.channel(),
                card == null ? null : card.message(),
                asked.claimedAt(),
                asked.leftOut());
    }

    @Override
    public Optional<Approval> of(String request) {
        return sql.first(SELECT, this::read, request);
    }

    @Override
    public Optional<Approval> hold(String request) {
        // a statement of its own: what the one before us voted is seen only by statements that begin after the lock is
        // ours
        List<String> held = sql.query(SELECT + " for update", row -> row.getString("request_id"), request);
        return held.isEmpty() ? Optional.empty() : of(request);
    }

    @Override
    public boolean vote(String request, Vote vote) {
        return sql.update(
                        "insert into approval_vote (request_id, person, approves, coded, event_id, at, reason)"
                                + " values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
                        request,
                        vote.by().value(),
                        vote.approves(),
                        vote.coded(),
                        vote.eventId(),
                        vote.at(),
                        vote.reason())
                == 1;
    }

    @Override
    public boolean explain(String request, PersonId by, String reason) {
        return sql.update(
                        "update approval_vote set reason = ? where request_id = ? and person = ? and reason is null",
                        reason,
                        request,
                        by.value())
                == 1;
    }

    @Override
    public void card(String request, PersonId person, MessageRef card) {
        sql.update(
                "update approval_asked set card_platform = ?, card_channel = ?, card_message = ?"
                        + " where request_id = ? and asked_person = ?",
                card.platform(),
                card.channel(),
                card.message(),
                request,
                person.value());
    }

    @Override
    public void claim(String request, PersonId person, Instant at) {
        sql.update(
                "update approval_asked set claimed_at = ? where request_id = ? and asked_person = ?",
                at,
                request,
                person.value());
    }

    @Override
    public boolean leaveOut(String request, PersonId person, String why) {
        return sql.update(
                        "update approval_asked set left_out = ? where request_id = ? and asked_person = ? and left_out is null",
                        why,
                        request,
                        person.value())
                == 1;
    }

    @Override
    public List<String> due(Instant now, int max) {
        return ids("select request_id from approval where next_at <= ? order by next_at, request_id limit ?", now, max);
    }

    @Override
    public boolean advance(String request, int stage, @Nullable Instant next) {
        return sql.update(
                        "update approval set stage = ?, next_at = ? where request_id = ? and stage = ?"
                                + " and next_at is not null",
                        stage + 1,
                        next,
                        request,
                        stage)
                == 1;
    }

    @Override
    public List<String> waitingFor(PersonId approver, int max) {
        return ids(
                "select a.request_id from approval_asked a join request r on r.id = a.request_id where a.asked_person = ?"
                        + " and a.left_out is null and " + AWAITING + " and not exists (select 1 from approval_vote v"
                        + " where v.request_id = a.request_id and v.person = a.asked_person)"
                        + " order by r.created_at, r.id limit ?",
                approver.value(),
                max);
    }

    @Override
    public List<String> waitingOf(PersonId actor, int max) {
        return ids(
                "select r.id as request_id from request r where r.actor_person = ? and " + AWAITING
                        + " order by r.created_at, r.id limit ?",
                actor.value(),
                max);
    }

    private List<String> ids(String query, Object... values) {
        return sql.query(query, row -> row.getString("request_id"), values);
    }

    private Approval read(ResultSet row) throws SQLException {
        String request = row.getString("request_id");
        return new Approval(
                request,
                row.getInt("needed"),
                Set.copyOf(lines(row.getString("approver_groups"))),
                row.getBoolean("step_up"),
                Duration.ofSeconds(row.getLong("window_seconds")),
                Duration.ofSeconds(row.getLong("pickup_seconds")),
                lines(row.getString("why")),
                row.getString("save_option"),
                Sql.instant(row, "asked_at"),
                row.getInt("stage"),
                Sql.instantOrNull(row, "next_at"),
                sql.query(
                        "select * from approval_asked where request_id = ? order by asked_name, asked_person",
                        JdbcApprovals::asked,
                        request),
                sql.query(
                        "select * from approval_vote where request_id = ? order by at, person",
                        JdbcApprovals::vote,
                        request));
    }

    private static Asked asked(ResultSet row) throws SQLException {
        return new Asked(
                Columns.party(row, "asked"),
                Columns.messageOrNull(row, "card"),
                Sql.instantOrNull(row, "claimed_at"),
                row.getString("left_out"));
    }

    private static Vote vote(ResultSet row) throws SQLException {
        return new Vote(
                new PersonId(row.getString("person")),
                row.getBoolean("approves"),
                row.getBoolean("coded"),
                row.getString("event_id"),
                Sql.instant(row, "at"),
                row.getString("reason"));
    }

    private static List<String> lines(String joined) {
        return joined.isEmpty() ? List.of() : List.of(joined.split("\n"));
    }
}
