package org.pindesk.adapter.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Problem;

/**
 * Statements on the connection of one transaction. Values are bound by type: text, int, long, bytes, {@link Instant} (cut to the
 * microseconds that both databases keep) and null. After a failed statement the transaction can only be rolled back, in H2 as in
 * PostgreSQL.
 */
final class Sql {
    private final Connection connection;
    private @Nullable SqlFailure failure;

    Sql(Connection connection) {
        this.connection = connection;
    }

    /** Reads one row; columns by name. */
    @FunctionalInterface
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    @FunctionalInterface
    private interface Work<T> {
        T on(PreparedStatement statement) throws SQLException;
    }

    /** Returns how many rows were touched. */
    int update(String sql, @Nullable Object... values) {
        return run(sql, values, PreparedStatement::executeUpdate);
    }

    <T> List<T> query(String sql, Row<T> mapper, @Nullable Object... values) {
        return run(sql, values, statement -> {
            try (ResultSet rows = statement.executeQuery()) {
                List<T> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(mapper.read(rows));
                }
                return found;
            }
        });
    }

    <T> Optional<T> first(String sql, Row<T> mapper, @Nullable Object... values) {
        return query(sql, mapper, values).stream().findFirst();
    }

    /** The first failure of this transaction, null while there is none. */
    @Nullable
    SqlFailure failure() {
        return failure;
    }

    /** The column as an instant, for columns that are never null. */
    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** The column as an instant; null where it is null. */
    static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    /** The instant as it is kept: in microseconds. */
    static Instant kept(Instant at) {
        return at.truncatedTo(ChronoUnit.MICROS);
    }

    private <T> T run(String sql, @Nullable Object[] values, Work<T> work) {
        if (failure != null) {
            throw new PindeskException(
                    Problem.INTERNAL, "a statement after a failed one in the same transaction", failure);
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                bind(statement, i + 1, values[i]);
            }
            return work.on(statement);
        } catch (SQLException e) {
            SqlFailure wrapped = SqlFailure.of(e);
            failure = wrapped;
            throw wrapped;
        }
    }

    private static void bind(PreparedStatement statement, int at, @Nullable Object value) throws SQLException {
        if (value instanceof Instant instant) {
            statement.setObject(at, OffsetDateTime.ofInstant(kept(instant), ZoneOffset.UTC));
        } else if (value instanceof String text) {
            statement.setString(at, StoredText.of(text));
        } else if (value instanceof byte[] bytes) {
            statement.setBytes(at, bytes);
        } else {
            statement.setObject(at, value);
        }
    }
}
