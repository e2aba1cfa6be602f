package org.pindesk.adapter.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.ChatUser;
import org.pindesk.core.HelpCase;
import org.pindesk.core.LoginPlace;
import org.pindesk.core.MessageRef;
import org.pindesk.core.Party;
import org.pindesk.core.PersonId;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Problem;
import org.pindesk.port.Cases;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cases, one row each. {@link #replace} is one conditional update, so that of two copies with the same {@code before} one changes
 * the row and the other finds it changed. In lists a row that cannot be read back is left out and logged, so that it stops nothing.
 */
final class JdbcCases implements Cases {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcCases.class);

    /** Cases closer to the one counted before belong to the same trouble. */
    private static final Duration APART = Duration.ofHours(1);

    private static final String SELECT = "select * from help_case ";

    private final Sql sql;

    JdbcCases(Sql sql) {
        this.sql = sql;
    }

    @Override
    public boolean add(HelpCase opened) {
        List<@Nullable Object> values = new ArrayList<>();
        values.add(opened.id());
        values.add(opened.eventId());
        values.addAll(valuesOf(opened.asker()));
        values.add(opened.openedAt());
        values.add(opened.incident());
        values.addAll(changingValuesOf(opened));
        int added = sql.update(
                "insert into help_case (id, event_id, asker_person, asker_platform, asker_team, asker_user, asker_name,"
                        + " opened_at, incident, subject, subject_name, chat_platform, chat_team, chat_user, place,"
                        + " cause, state, due_at, queued_at, helper_person, helper_platform, helper_team, helper_user,"
                        + " helper_name, card_platform, card_channel, card_message)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                        + " on conflict do nothing",
                values.toArray());
        if (added == 0 && ofEvent(opened.eventId()).isEmpty()) {
            throw new PindeskException(Problem.INTERNAL, "case " + opened.id() + " is there already, of another event");
        }
        return added == 1;
    }

    @Override
    public Optional<HelpCase> byId(String id) {
        return sql.first(SELECT + "where id = ?", JdbcCases::read, id);
    }

    @Override
    public Optional<HelpCase> byEvent(String eventId) {
        return sql.first(SELECT + "where event_id = ?", JdbcCases::read, eventId);
    }

    /**
     * {@inheritDoc} The incident is written only when the two differ in it: a case that {@link #join} put into one meanwhile stays
     * there.
     */
    @Override
    public boolean replace(HelpCase before, HelpCase after) {
        if (!before.id().equals(after.id())) {
            throw new IllegalArgumentException("case " + after.id() + " cannot take the place of " + before.id());
        }
        boolean otherIncident = !Objects.equals(before.incident(), after.incident());
        List<@Nullable Object> values = new ArrayList<>(changingValuesOf(after));
        if (otherIncident) {
            values.add(after.incident());
        }
        values.add(before.id());
        values.add(before.state().name());
        values.addAll(valuesOf(before.helper()));
        return sql.update(
                        "update help_case set subject = ?, subject_name = ?, chat_platform = ?, chat_team = ?,"
                                + " chat_user = ?, place = ?, cause = ?, state = ?, due_at = ?, queued_at = ?,"
                                + " helper_person = ?, helper_platform = ?, helper_team = ?, helper_user = ?,"
                                + " helper_name = ?, card_platform = ?, card_channel = ?, card_message = ?"
                                + (otherIncident ? ", incident = ?" : "")
                                + " where id = ? and state = ?"
                                + " and helper_person is not distinct from ? and helper_platform is not distinct from ?"
                                + " and helper_team is not distinct from ? and helper_user is not distinct from ?"
                                + " and helper_name is not distinct from ?",
                        values.toArray())
                == 1;
    }

    @Override
    public List<HelpCase> queue(int max) {
        return list(SELECT + "where queued_at is not null order by queued_at, id limit ?", max);
    }

    @Override
    public Optional<HelpCase> queuedFor(PersonId subject) {
        return sql.first(
                SELECT + "where subject = ? and queued_at is not null order by opened_at desc, id desc limit 1",
                JdbcCases::read,
                subject.value());
    }

    @Override
    public List<HelpCase> due(Instant now, int max) {
        return list(SELECT + "where due_at <= ? order by due_at, id limit ?", now, max);
    }

    @Override
    public int peopleWith(String cause, Instant from) {
        return number(
                "select count(distinct subject) as number from help_case"
                        + " where cause = ? and opened_at >= ? and incident is null",
                cause,
                from);
    }

    @Override
    public Optional<Instant> firstWith(String cause, Instant from) {
        return sql.first(
                "select opened_at from help_case where cause = ? and opened_at >= ? and incident is null"
                        + " order by opened_at limit 1",
                row -> Sql.instant(row, "opened_at"),
                cause,
                from);
    }

    @Override
    public void join(String incident, String cause, Instant from) {
        sql.update(
                "update help_case set incident = ? where incident is null and cause = ? and opened_at >= ?",
                incident,
                cause,
                from);
    }

    /** In the order in which people asked: who comes later stands at the end, and nobody changes places by asking again. */
    @Override
    public List<HelpCase> of(String incident, int offset, int max) {
        return list(
                "select * from (select a.*, row_number() over (partition by subject, asker_person order by opened_at, id) as nth"
                        + " from help_case a where incident = ?) as numbered"
                        + " where nth = 1 order by opened_at, id limit ? offset ?",
                incident,
                max,
                offset);
    }

    @Override
    public int peopleIn(String incident) {
        return number("select count(distinct subject) as number from help_case where incident = ?", incident);
    }

    @Override
    public int repeats(PersonId subject, String cause, Instant from) {
        List<Instant> opened = sql.query(
                "select opened_at from help_case where subject = ? and cause = ? and opened_at >= ? order by opened_at",
                row -> Sql.instant(row, "opened_at"),
                subject.value(),
                cause,
                from);
        int counted = 0;
        Instant next = Instant.MIN;
        for (Instant at : opened) {
            if (!at.isBefore(next)) {
                counted++;
                next = at.plus(APART);
            }
        }
        return counted;
    }

    @Override
    public void forget(Instant before) {
        sql.update("delete from help_case where opened_at < ? and queued_at is null", before);
    }

    private Optional<String> ofEvent(String eventId) {
        return sql.first("select id from help_case where event_id = ?", row -> row.getString("id"), eventId);
    }

    private int number(String select, Object... values) {
        return sql.first(select, row -> row.getInt("number"), values).orElse(0);
    }

    private List<HelpCase> list(String select, Object... values) {
        return sql.query(select, JdbcCases::readOrSkip, values).stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /** What {@link #replace} may change, but for the incident, in the order of the statements. */
    private static List<@Nullable Object> changingValuesOf(HelpCase of) {
        ChatUser chat = of.chat();
        LoginPlace place = of.place();
        MessageRef card = of.card();
        boolean queued = of.state() == HelpCase.State.QUEUED || of.state() == HelpCase.State.CLAIMED;
        List<@Nullable Object> values = new ArrayList<>(Arrays.asList(
                of.subject().value(),
                of.subjectName(),
                chat == null ? null : chat.platform(),
                chat == null ? null : chat.team(),
                chat == null ? null : chat.id(),
                place == null ? null : place.word(),
                of.cause(),
                of.state().name(),
                of.dueAt(),
                queued ? of.openedAt() : null));
        values.addAll(valuesOf(of.helper()));
        values.addAll(Arrays.asList(
                card == null ? null : card.platform(),
                card == null ? null : card.channel(),
                card == null ? null : card.message()));
        return values;
    }

    private static List<@Nullable Object> valuesOf(@Nullable Party party) {
        return party == null
                ? Arrays.asList(null, null, null, null, null)
                : List.of(
                        party.person().value(),
                        party.chat().platform(),
                        party.chat().team(),
                        party.chat().id(),
                        party.name());
    }

    private static Optional<HelpCase> readOrSkip(ResultSet row) throws SQLException {
        try {
            return Optional.of(read(row));
        } catch (PindeskException e) {
            LOG.error("{}; it is left out", e.getMessage());
            return Optional.empty();
        }
    }

    private static HelpCase read(ResultSet row) throws SQLException {
        String id = row.getString("id");
        try {
            return new HelpCase(
                    id,
                    row.getString("event_id"),
                    Columns.party(row, "asker"),
                    new PersonId(row.getString("subject")),
                    row.getString("subject_name"),
                    Columns.chatOrNull(row, "chat"),
                    place(row.getString("place")),
                    row.getString("cause"),
                    HelpCase.State.valueOf(row.getString("state")),
                    Sql.instant(row, "opened_at"),
                    Sql.instantOrNull(row, "due_at"),
                    Columns.partyOrNull(row, "helper"),
                    Columns.messageOrNull(row, "card"),
                    row.getString("incident"));
        } catch (IllegalArgumentException e) {
            throw new PindeskException(
                    Problem.INTERNAL, "case " + id + " cannot be read back: its state or place is not of this version");
        }
    }

    private static @Nullable LoginPlace place(@Nullable String word) {
        if (word == null) {
            return null;
        }
        return LoginPlace.of(word).orElseThrow(() -> new IllegalArgumentException("no such place"));
    }
}
