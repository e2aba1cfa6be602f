package org.pindesk.adapter.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.AuditEvent;
import org.pindesk.port.AuditLog;

/**
 * The chain in a table. The head row is locked for each append, so that the rows of all copies of the bot form one chain. Free text
 * lies with its salt in {@code audit_text}: deleting its row there erases it, and the chain still fits.
 */
final class JdbcAuditLog implements AuditLog {
    private static final int SALT_BYTES = 16;
    private static final int PAGE = 500;

    private final Sql sql;
    private final AuditKey key;
    private final SecureRandom random;
    private final @Nullable Supplier<String> policy;

    /**
     * @param policy digest of the policy that decides now; null for none
     */
    JdbcAuditLog(Sql sql, AuditKey key, SecureRandom random, @Nullable Supplier<String> policy) {
        this.policy = policy;
        this.sql = sql;
        this.key = key;
        this.random = random;
    }

    @Override
    public void append(AuditEvent event, Instant at) {
        Head before = readHead("select seq, mac from audit_head where id = 1 for update");
        String text = stored(event.text());
        String salt = text == null ? null : salt();
        AuditRow row = new AuditRow(
                before.sequence() + 1,
                Sql.kept(at).toString(),
                StoredText.of(event.actor()),
                stored(event.subject()),
                StoredText.of(event.action()),
                StoredText.of(event.result()),
                StoredText.of(event.correlation()),
                stored(ruled(event.facts())),
                text == null || salt == null ? null : AuditRow.textMac(key, salt, text),
                before.mac());
        String mac = row.mac(key);
        sql.update(
                "insert into audit (seq, at, actor, subject, action, result, correlation, facts, text_mac, prev, mac)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                row.sequence(),
                at,
                row.actor(),
                row.subject(),
                row.action(),
                row.result(),
                row.correlation(),
                AuditLine.writeFacts(row.facts()),
                row.textMac(),
                row.prev(),
                mac);
        if (text != null) {
            sql.update("insert into audit_text (seq, salt, words) values (?, ?, ?)", row.sequence(), salt, text);
        }
        sql.update("update audit_head set seq = ?, mac = ? where id = 1", row.sequence(), mac);
    }

    private Map<String, String> ruled(Map<String, String> facts) {
        if (policy == null || facts.containsKey("policy")) {
            return facts;
        }
        Map<String, String> all = new HashMap<>(facts);
        all.put("policy", policy.get());
        return all;
    }

    @Override
    public @Nullable Head head() {
        Head head = readHead("select seq, mac from audit_head where id = 1");
        return head.sequence() == 0 ? null : head;
    }

    /** In pages, so that memory does not grow with the chain; rows appended meanwhile are left out. */
    @Override
    public void export(Consumer<String> line) {
        Head head = readHead("select seq, mac from audit_head where id = 1");
        String headMac = AuditRow.headMac(key, head.sequence(), head.mac());
        AuditLine held = null;
        List<AuditLine> page = page(0, head.sequence());
        while (!page.isEmpty()) {
            for (AuditLine next : page) {
                if (held != null) {
                    line.accept(held.write());
                }
                held = next;
            }
            page = page(page.get(page.size() - 1).seq(), head.sequence());
        }
        if (held != null) {
            line.accept(AuditLine.of(held.row(), held.mac(), held.text(), held.salt(), headMac)
                    .write());
        }
    }

    private List<AuditLine> page(long after, long last) {
        return sql.query(
                "select a.seq, a.at, a.actor, a.subject, a.action, a.result, a.correlation, a.facts, a.text_mac, a.prev,"
                        + " a.mac, t.salt, t.words from audit a left join audit_text t on t.seq = a.seq"
                        + " where a.seq > ? and a.seq <= ? order by a.seq limit ?",
                JdbcAuditLog::read,
                after,
                last,
                PAGE);
    }

    private static AuditLine read(ResultSet row) throws SQLException {
        AuditRow content = new AuditRow(
                row.getLong("seq"),
                Sql.instant(row, "at").toString(),
                row.getString("actor"),
                row.getString("subject"),
                row.getString("action"),
                row.getString("result"),
                row.getString("correlation"),
                facts(row.getString("facts")),
                row.getString("text_mac"),
                row.getString("prev"));
        return AuditLine.of(content, row.getString("mac"), row.getString("words"), row.getString("salt"), null);
    }

    /** Facts that somebody made unreadable are exported as such: the row then does not fit its HMAC, and the export still ends. */
    private static SortedMap<String, String> facts(String json) {
        try {
            return AuditLine.readFacts(json);
        } catch (JsonProcessingException e) {
            return new TreeMap<>(Map.of("unreadable", json));
        }
    }

    private Head readHead(String query) {
        return sql.first(query, row -> new Head(row.getLong("seq"), row.getString("mac")))
                .orElseGet(() -> new Head(0, AuditRow.GENESIS));
    }

    private String salt() {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return HexFormat.of().formatHex(salt);
    }

    private static @Nullable String stored(@Nullable String text) {
        return text == null ? null : StoredText.of(text);
    }

    private static SortedMap<String, String> stored(Map<String, String> facts) {
        SortedMap<String, String> clean = new TreeMap<>();
        facts.forEach((name, value) -> clean.put(StoredText.of(name), StoredText.of(value)));
        return clean;
    }
}
