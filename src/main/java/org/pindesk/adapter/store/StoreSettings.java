package org.pindesk.adapter.store;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.Secret;

/**
 * Where the state lies and which keys protect it.
 *
 * @param location a {@code jdbc:postgresql:} URL, or the path of an H2 file without its ending {@code .mv.db}
 * @param user database user
 * @param password its password; null for none (an H2 file protected by file rights alone)
 * @param keys what secrets at rest are sealed with
 * @param auditKey what the audit chain is signed with
 * @param poolSize how many connections at most, at least 1
 */
public record StoreSettings(
        String location, String user, @Nullable Secret password, Keys keys, AuditKey auditKey, int poolSize) {
    public StoreSettings {
        if (poolSize < 1) {
            throw new IllegalArgumentException("a pool has at least one connection");
        }
    }

    /** An H2 file with the usual pool. */
    public static StoreSettings file(Path path, Keys keys, AuditKey auditKey) {
        return new StoreSettings(path.toString(), "pindesk", null, keys, auditKey, 10);
    }
}
