package org.pindesk.adapter.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.Ending;
import org.pindesk.core.Leg;
import org.pindesk.core.MessageRef;
import org.pindesk.core.Outcome;
import org.pindesk.core.Party;
import org.pindesk.core.PersonId;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Problem;
import org.pindesk.core.Proof;
import org.pindesk.core.Request;
import org.pindesk.core.RequestState;
import org.pindesk.core.SecretKind;
import org.pindesk.port.Requests;

/**
 * Requests with their legs. While a request is open each leg carries its owner, and (owner, system) is unique. {@link #replace}
 * locks the request's row, compares, and writes: no version column is needed, because every change goes through that lock.
 */
final class JdbcRequests implements Requests {
    private static final String SELECT = "select * from request ";
    private static final String OPEN = "('AWAITING_APPROVAL', 'OFFERED', 'TAKING', 'SHOWN')";

    private final Sql sql;

    JdbcRequests(Sql sql) {
        this.sql = sql;
    }

    @Override
    public boolean add(Request request) {
        Party actor = request.actor();
        Party owner = request.owner();
        MessageRef offer = request.offer();
        int added = sql.update(
                "insert into request (id, event_id, actor_person, actor_platform, actor_team, actor_user, actor_name,"
                        + " owner_person, owner_platform, owner_team, owner_user, owner_name, secret, reason, rule_name, state,"
                        + " created_at, due_at, offer_platform, offer_channel, offer_message, ending)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
                request.id(),
                request.eventId(),
                actor.person().value(),
                actor.chat().platform(),
                actor.chat().team(),
                actor.chat().id(),
                actor.name(),
                owner.person().value(),
                owner.chat().platform(),
                owner.chat().team(),
                owner.chat().id(),
                owner.name(),
                request.secret().name(),
                request.reason(),
                request.rule(),
                request.state().name(),
                request.createdAt(),
                request.dueAt(),
                offer == null ? null : offer.platform(),
                offer == null ? null : offer.channel(),
                offer == null ? null : offer.message(),
                nameOf(request.ending()));
        if (added == 0) {
            throw new PindeskException(
                    Problem.INTERNAL,
                    "request " + request.id() + " or its event " + request.eventId() + " is there already");
        }
        if (addLegs(request)) {
            return true;
        }
        sql.update("delete from leg where request_id = ?", request.id());
        sql.update("delete from request where id = ?", request.id());
        return false;
    }

    @Override
    public Optional<Request> byId(String id) {
        return sql.first(SELECT + "where id = ?", this::read, id);
    }

    @Override
    public Optional<Request> byEvent(String eventId) {
        return sql.first(SELECT + "where event_id = ?", this::read, eventId);
    }

    @Override
    public Optional<Request> openFor(PersonId owner, String system, SecretKind secret) {
        return sql.first(
                SELECT + "where id = (select request_id from leg where open_owner = ? and system = ? and secret = ?)",
                this::read,
                owner.value(),
                system,
                secret.name());
    }

    @Override
    public List<Request> openOf(PersonId person, int max) {
        return sql.query(
                SELECT + "where state in " + OPEN + " and (owner_person = ? or actor_person = ?)"
                        + " order by created_at desc, id limit ?",
                this::read,
                person.value(),
                person.value(),
                max);
    }

    @Override
    public boolean replace(Request before, Request request) {
        Optional<Request> stored = sql.first(SELECT + "where id = ? for update", this::read, request.id());
        if (stored.isEmpty()
                || stored.get().state() != before.state()
                || !stored.get()
                        .legs()
                        .equals(before.legs().stream().map(JdbcRequests::kept).toList())) {
            return false;
        }
        MessageRef offer = request.offer();
        sql.update(
                "update request set state = ?, due_at = ?, offer_platform = ?, offer_channel = ?, offer_message = ?,"
                        + " ending = ? where id = ?",
                request.state().name(),
                request.dueAt(),
                offer == null ? null : offer.platform(),
                offer == null ? null : offer.channel(),
                offer == null ? null : offer.message(),
                nameOf(request.ending()),
                request.id());
        sql.update("delete from leg where request_id = ?", request.id());
        if (!addLegs(request)) {
            throw new PindeskException(
                    Problem.INTERNAL, "request " + request.id() + ": another open request has one of its systems");
        }
        return true;
    }

    @Override
    public boolean lease(String requestId, String holder, Instant now, Instant leaseUntil) {
        return sql.update(
                        "update request set lease_holder = ?, lease_until = ? where id = ?"
                                + " and (lease_holder is null or lease_holder = ? or lease_until <= ?)",
                        holder,
                        leaseUntil,
                        requestId,
                        holder,
                        now)
                == 1;
    }

    @Override
    public void release(String requestId, String holder) {
        sql.update(
                "update request set lease_holder = null, lease_until = null where id = ? and lease_holder = ?",
                requestId,
                holder);
    }

    @Override
    public void freeAllLeases() {
        sql.update("update request set lease_holder = null, lease_until = null where lease_holder is not null");
    }

    @Override
    public List<Request> due(Instant now, int max) {
        return sql.query(
                SELECT + "where state in " + OPEN + " and due_at <= ? order by due_at, id limit ?",
                this::read,
                now,
                max);
    }

    @Override
    public List<Request> abandoned(Instant now, int max) {
        return sql.query(
                SELECT + "where state = 'TAKING' and (lease_holder is null or lease_until <= ?)"
                        + " order by created_at, id limit ?",
                this::read,
                now,
                max);
    }

    /**
     * False when another open request of the owner has one of the systems. Inserted in the order of the systems: two requests that
     * want the same places then wait for each other in one order and cannot block each other.
     */
    private boolean addLegs(Request request) {
        List<Leg> legs = request.legs();
        List<Integer> order = IntStream.range(0, legs.size())
                .boxed()
                .sorted(Comparator.comparing(at -> legs.get(at).system()))
                .toList();
        for (int i : order) {
            Leg leg = legs.get(i);
            int added = sql.update(
                    "insert into leg (request_id, idx, system, user_id, draw, outcome, proof, detail, open_owner, secret)"
                            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
                    request.id(),
                    i,
                    leg.system(),
                    leg.userId(),
                    leg.draw(),
                    nameOf(leg.outcome()),
                    leg.proof().name(),
                    leg.detail(),
                    request.isOpen() ? request.owner().person().value() : null,
                    request.secret().name());
            if (added == 0) {
                return false;
            }
        }
        return true;
    }

    private Request read(ResultSet row) throws SQLException {
        String id = row.getString("id");
        String ending = row.getString("ending");
        return new Request(
                id,
                row.getString("event_id"),
                Columns.party(row, "actor"),
                Columns.party(row, "owner"),
                SecretKind.valueOf(row.getString("secret")),
                row.getString("reason"),
                row.getString("rule_name"),
                RequestState.valueOf(row.getString("state")),
                legs(id),
                Sql.instant(row, "created_at"),
                Sql.instant(row, "due_at"),
                Columns.messageOrNull(row, "offer"),
                ending == null ? null : Ending.valueOf(ending));
    }

    private List<Leg> legs(String requestId) {
        return sql.query(
                "select system, user_id, draw, outcome, proof, detail from leg where request_id = ? order by idx",
                JdbcRequests::leg,
                requestId);
    }

    private static Leg leg(ResultSet row) throws SQLException {
        String outcome = row.getString("outcome");
        return new Leg(
                row.getString("system"),
                row.getString("user_id"),
                row.getInt("draw"),
                outcome == null ? null : Outcome.valueOf(outcome),
                Proof.valueOf(row.getString("proof")),
                row.getString("detail"));
    }

    /** The leg as it reads when it comes back from the database. */
    private static Leg kept(Leg leg) {
        String detail = leg.detail();
        return new Leg(
                StoredText.of(leg.system()),
                StoredText.of(leg.userId()),
                leg.draw(),
                leg.outcome(),
                leg.proof(),
                detail == null ? null : StoredText.of(detail));
    }

    private static @Nullable String nameOf(@Nullable Enum<?> word) {
        return word == null ? null : word.name();
    }
}
