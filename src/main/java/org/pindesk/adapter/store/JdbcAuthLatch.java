package org.pindesk.adapter.store;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.pindesk.core.Secret;
import org.pindesk.port.AuthLatch;

/**
 * One row for each account that was refused. The password stands there as an HMAC under the audit key, with a label that no audit
 * row has, so that nobody who reads the database can try passwords against it.
 */
final class JdbcAuthLatch implements AuthLatch {
    private final JdbcStore store;
    private final AuditKey key;
    private final Clock clock;

    JdbcAuthLatch(JdbcStore store, AuditKey key, Clock clock) {
        this.store = store;
        this.key = key;
        this.clock = clock;
    }

    @Override
    public Optional<Instant> refusedSince(String system, String account, Secret password) {
        String fingerprint = fingerprint(system, account, password);
        return store.sql(sql -> sql.first(
                "select since from auth_latch where system = ? and account = ? and fingerprint = ?",
                row -> Sql.instant(row, "since"),
                system,
                account,
                fingerprint));
    }

    @Override
    public void refused(String system, String account, Secret password) {
        String fingerprint = fingerprint(system, account, password);
        Instant now = clock.instant();
        store.sql(sql -> {
            int changed = sql.update(
                    "update auth_latch set fingerprint = ?, since = ? where system = ? and account = ?",
                    fingerprint,
                    now,
                    system,
                    account);
            return changed > 0
                    ? changed
                    : sql.update(
                            "insert into auth_latch (system, account, fingerprint, since) values (?, ?, ?, ?)"
                                    + " on conflict do nothing",
                            system,
                            account,
                            fingerprint,
                            now);
        });
    }

    @Override
    public void forget(String system, String account) {
        store.sql(sql -> sql.update("delete from auth_latch where system = ? and account = ?", system, account));
    }

    private String fingerprint(String system, String account, Secret password) {
        return key.mac("pindesk-auth-latch-1", system, account, password.open());
    }
}
