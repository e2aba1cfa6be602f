package org.pindesk.adapter.store;

import java.util.Arrays;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Problem;

/** Brings the tables to the version of this program, and refuses tables of a newer one. */
final class Schema {
    private Schema() {}

    /**
     * @throws PindeskException {@code CONFIGURATION} when the tables are newer than the program or were changed by hand
     */
    static void migrate(DataSource source) {
        try {
            Flyway flyway = Flyway.configure()
                    .dataSource(source)
                    .locations("classpath:db/migration")
                    .load();
            Arrays.stream(flyway.info().all())
                    .filter(migration -> migration.getState().isApplied()
                            && !migration.getState().isResolved())
                    .findFirst()
                    .ifPresent(unknown -> {
                        throw newer(unknown, flyway);
                    });
            flyway.migrate();
        } catch (FlywayException e) {
            throw new PindeskException(
                    Problem.CONFIGURATION,
                    "the database tables could not be brought to this version. Look at the cause; nothing else was started",
                    e);
        }
    }

    private static PindeskException newer(MigrationInfo unknown, Flyway flyway) {
        String known = Arrays.stream(flyway.info().all())
                .filter(migration -> migration.getState().isResolved())
                .map(migration -> String.valueOf(migration.getVersion()))
                .reduce((first, second) -> second)
                .orElse("none");
        return new PindeskException(
                Problem.CONFIGURATION,
                "the database tables have version " + unknown.getVersion() + ", and this program knows versions up to "
                        + known
                        + ": the database was used by a newer Pindesk. Start that version, or restore the backup from before"
                        + " the upgrade");
    }
}
