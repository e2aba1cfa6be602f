package org.pindesk.adapter.store;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.pindesk.core.PersonId;
import org.pindesk.port.Contacts;

/** One row for each person. Of addresses and numbers there is an HMAC under the audit key, with a label that no audit row has. */
final class JdbcContacts implements Contacts {
    private final Sql sql;
    private final AuditKey key;

    JdbcContacts(Sql sql, AuditKey key) {
        this.sql = sql;
        this.key = key;
    }

    @Override
    public Baseline seen(PersonId person, List<String> contact, Instant now) {
        String digest = key.mac(Stream.concat(Stream.of("pindesk-contact-1", person.value()), contact.stream())
                .toArray(String[]::new));
        sql.update(
                "insert into contact (person, digest, first_seen, changed_at) values (?, ?, ?, null)"
                        + " on conflict do nothing",
                person.value(),
                digest,
                now);
        sql.update(
                "update contact set digest = ?, changed_at = ? where person = ? and digest <> ?",
                digest,
                now,
                person.value(),
                digest);
        return sql.first(
                        "select first_seen, changed_at from contact where person = ?",
                        row -> new Baseline(Sql.instant(row, "first_seen"), Sql.instantOrNull(row, "changed_at")),
                        person.value())
                .orElseGet(() -> new Baseline(now, null));
    }
}
