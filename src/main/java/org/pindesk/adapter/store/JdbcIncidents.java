package org.pindesk.adapter.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.Incident;
import org.pindesk.core.MessageRef;
import org.pindesk.port.Incidents;

/** Incidents, one row each. While one lasts its row carries the cause a second time, in a column that is unique. */
final class JdbcIncidents implements Incidents {
    private static final String SELECT = "select * from incident ";

    private final Sql sql;

    JdbcIncidents(Sql sql) {
        this.sql = sql;
    }

    @Override
    public boolean open(Incident incident) {
        MessageRef card = incident.card();
        return sql.update(
                        "insert into incident (id, cause, since, words, card_platform, card_channel, card_message,"
                                + " ended_at, lasting_cause) values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
                        incident.id(),
                        incident.cause(),
                        incident.since(),
                        incident.words(),
                        card == null ? null : card.platform(),
                        card == null ? null : card.channel(),
                        card == null ? null : card.message(),
                        incident.endedAt(),
                        lastingCause(incident))
                == 1;
    }

    @Override
    public Optional<Incident> byId(String id) {
        return sql.first(SELECT + "where id = ?", JdbcIncidents::read, id);
    }

    @Override
    public Optional<Incident> lasting(String cause) {
        return sql.first(SELECT + "where lasting_cause = ?", JdbcIncidents::read, cause);
    }

    @Override
    public List<Incident> lasting() {
        return sql.query(SELECT + "where lasting_cause is not null order by since, id", JdbcIncidents::read);
    }

    @Override
    public boolean replace(Incident incident) {
        MessageRef card = incident.card();
        return sql.update(
                        "update incident set words = ?, card_platform = ?, card_channel = ?, card_message = ?,"
                                + " ended_at = ?, lasting_cause = ? where id = ? and lasting_cause = ?",
                        incident.words(),
                        card == null ? null : card.platform(),
                        card == null ? null : card.channel(),
                        card == null ? null : card.message(),
                        incident.endedAt(),
                        lastingCause(incident),
                        incident.id(),
                        incident.cause())
                == 1;
    }

    private static @Nullable String lastingCause(Incident incident) {
        return incident.endedAt() == null ? incident.cause() : null;
    }

    private static Incident read(ResultSet row) throws SQLException {
        return new Incident(
                row.getString("id"),
                row.getString("cause"),
                Sql.instant(row, "since"),
                row.getString("words"),
                Columns.messageOrNull(row, "card"),
                Sql.instantOrNull(row, "ended_at"));
    }
}
