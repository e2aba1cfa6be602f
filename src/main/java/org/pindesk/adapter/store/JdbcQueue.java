package org.pindesk.adapter.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Event;
import org.pindesk.core.Origin;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Problem;
import org.pindesk.port.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The table is the queue. A claim is taken with {@code for update skip locked}, so that workers and copies of the bot neither wait
 * for each other nor take the same row; {@code due_at} is null once an event has ended.
 */
final class JdbcQueue implements Queue {
    /** Unknown fields are let pass: a newer copy of the bot may have stored the event. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final Logger LOG = LoggerFactory.getLogger(JdbcQueue.class);

    /** Who holds an event whose sender has not been told yet that it is taken. */
    private static final String HELD = "accepting";

    /** Rows that cannot be read back and are put away in one claim at most. */
    private static final int MOST_SPOILT = 20;

    private static final ObjectWriter WRITER = JSON.writerFor(Payload.class);
    private static final ObjectReader READER = JSON.readerFor(Payload.class);

    private final Sql sql;
    private final Clock clock;

    JdbcQueue(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** What of an event lies in the payload column; the rest has columns of its own. */
    record Payload(
            @Nullable ChatUser user,
            String name,
            Map<String, String> args,
            @Nullable Origin origin) {}

    @Override
    public boolean add(Event event) {
        return add(event, null, null);
    }

    @Override
    public boolean addHeld(Event event, Instant heldUntil) {
        return add(event, HELD, heldUntil);
    }

    private boolean add(Event event, @Nullable String claimedBy, @Nullable Instant claimedUntil) {
        return sql.update(
                        "insert into work (id, kind, payload, received_at, attempts, due_at, claimed_by, claimed_until)"
                                + " values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
                        event.id(),
                        event.kind().name(),
                        write(event),
                        event.receivedAt(),
                        event.attempts(),
                        event.receivedAt(),
                        claimedBy,
                        claimedUntil)
                == 1;
    }

    @Override
    public void letGo(String eventId) {
        sql.update(
                "update work set claimed_by = null, claimed_until = null where id = ? and claimed_by = ?",
                eventId,
                HELD);
    }

    @Override
    public Optional<Event> claim(String owner, Instant now, Instant leaseUntil) {
        for (int spoilt = 0; spoilt <= MOST_SPOILT; spoilt++) {
            Optional<Row> row = sql.first(
                    "select id, kind, payload, received_at, attempts from work"
                            + " where due_at <= ? and (claimed_by is null or claimed_until <= ?)"
                            + " order by due_at, seq limit 1 for update skip locked",
                    JdbcQueue::row,
                    now,
                    now);
            if (row.isEmpty()) {
                return Optional.empty();
            }
            try {
                Event event = row.get().event();
                sql.update(
                        "update work set claimed_by = ?, claimed_until = ? where id = ?",
                        owner,
                        leaseUntil,
                        event.id());
                return Optional.of(event);
            } catch (PindeskException e) {
                // one row that nobody can read must not stop all others behind it
                LOG.error(
                        "event {} cannot be read back and is ended undone: {}",
                        row.get().id(),
                        e.getMessage());
                end(row.get().id());
            }
        }
        return Optional.empty();
    }

    @Override
    public void finish(String eventId) {
        end(eventId);
    }

    @Override
    public void retry(String eventId, Instant due) {
        putBack(eventId, due, 1);
    }

    @Override
    public void postpone(String eventId, Instant due) {
        putBack(eventId, due, 0);
    }

    /** Leaves an ended row even when the event is not there: an insert that is still under way then finds its id taken. */
    @Override
    public void withdraw(String eventId) {
        Instant now = clock.instant();
        int added = sql.update(
                "insert into work (id, kind, received_at, attempts, ended_at) values (?, ?, ?, 0, ?)"
                        + " on conflict do nothing",
                eventId,
                Event.Kind.COMMAND.name(),
                now,
                now);
        if (added == 0) {
            end(eventId);
        }
    }

    @Override
    public void freeAllClaims() {
        sql.update("update work set claimed_by = null, claimed_until = null where claimed_by is not null");
    }

    @Override
    public int open(Instant now) {
        return sql.first(
                        "select count(*) as open_now from work"
                                + " where due_at <= ? or (due_at is not null and claimed_until > ?)",
                        row -> row.getInt("open_now"),
                        now,
                        now)
                .orElse(0);
    }

    @Override
    public void forget(Instant before) {
        sql.update("delete from work where ended_at < ?", before);
    }

    private void end(String eventId) {
        sql.update(
                "update work set ended_at = ?, due_at = null, payload = null, claimed_by = null, claimed_until = null"
                        + " where id = ? and ended_at is null",
                clock.instant(),
                eventId);
    }

    private void putBack(String eventId, Instant due, int attempts) {
        sql.update(
                "update work set due_at = ?, attempts = attempts + ?, claimed_by = null, claimed_until = null"
                        + " where id = ? and ended_at is null",
                due,
                attempts,
                eventId);
    }

    private static String write(Event event) {
        try {
            return WRITER.writeValueAsString(new Payload(event.user(), event.name(), event.args(), event.origin()));
        } catch (JsonProcessingException e) {
            throw new PindeskException(Problem.INTERNAL, "event " + event.id() + " cannot be stored", e);
        }
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getString("id"),
                row.getString("kind"),
                row.getString("payload"),
                Sql.instant(row, "received_at"),
                row.getInt("attempts"));
    }

    /** A row as it lies there. */
    private record Row(String id, String kind, @Nullable String payload, Instant receivedAt, int attempts) {
        Event event() {
            try {
                Payload read = READER.readValue(payload == null ? "" : payload);
                return new Event(
                        id,
                        Event.Kind.valueOf(kind),
                        read.user(),
                        read.name(),
                        read.args(),
                        read.origin(),
                        receivedAt,
                        attempts);
            } catch (JsonProcessingException | IllegalArgumentException | NullPointerException e) {
                throw new PindeskException(
                        Problem.INTERNAL,
                        "its payload or kind is not of this version ("
                                + e.getClass().getSimpleName() + ")");
            }
        }
    }
}
