package org.pindesk.adapter.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.pindesk.port.LongValues;

/** Long values, one row each, named by their digest: whoever presses such a button is authorized anew, so the name holds no right. */
final class JdbcLongValues implements LongValues {
    private static final Duration KEPT = Duration.ofDays(2);
    private static final int DIGEST_BYTES = 20;

    private final JdbcStore store;
    private final Clock clock;

    JdbcLongValues(JdbcStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public String keep(String value) {
        String word = "~" + digest(value);
        Instant now = clock.instant();
        store.sql(sql -> {
            sql.update("delete from long_value where kept_until <= ?", now);
            if (sql.update("update long_value set kept_until = ? where word = ?", now.plus(KEPT), word) > 0) {
                return true;
            }
            return sql.update(
                            "insert into long_value (word, full_value, kept_until) values (?, ?, ?) on conflict do nothing",
                            word,
                            value,
                            now.plus(KEPT))
                    > 0;
        });
        return word;
    }

    @Override
    public Optional<String> value(String word) {
        Instant now = clock.instant();
        return store.sql(sql -> sql.first(
                "select full_value from long_value where word = ? and kept_until > ?",
                row -> row.getString("full_value"),
                word,
                now));
    }

    private static String digest(String value) {
        try {
            byte[] whole = MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(whole, DIGEST_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
