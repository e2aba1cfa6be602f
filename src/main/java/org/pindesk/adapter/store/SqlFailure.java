package org.pindesk.adapter.store;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Problem;

/**
 * A statement that did not go through. {@code STORE_DOWN}, unless the database understood the statement and found it wrong: then
 * the defect is ours. The cause keeps the driver's words.
 */
final class SqlFailure extends PindeskException {
    private static final long serialVersionUID = 1L;

    /** Classes of SQLSTATE: data exception, constraint violation, syntax or access rule. */
    private static final Set<String> OURS = Set.of("22", "23", "42");

    /** Serialization failure and deadlock, the latter also in H2; then H2's own "concurrent update". */
    private static final Set<String> AGAIN = Set.of("40001", "40P01", "90131");

    private final boolean again;

    private SqlFailure(Problem problem, String text, boolean again, SQLException cause) {
        super(problem, text, cause);
        this.again = again;
    }

    static SqlFailure of(SQLException cause) {
        String state = stateOf(cause);
        if (state.length() == 5 && OURS.contains(state.substring(0, 2))) {
            return new SqlFailure(
                    Problem.INTERNAL, "the database refused a statement (SQLSTATE " + state + ")", false, cause);
        }
        return new SqlFailure(
                Problem.STORE_DOWN,
                "the database could not be used (SQLSTATE " + state
                        + "). Look at the database server, its disk and its connections",
                AGAIN.contains(state),
                cause);
    }

    /** Whether the same transaction can go through when it is begun anew. */
    boolean again() {
        return again;
    }

    /** The first SQLSTATE in the chain of causes; {@code none} where there is none. */
    static String stateOf(@Nullable Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
        }
        return "none";
    }
}
