package org.pindesk.adapter.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.ChatUser;
import org.pindesk.core.PersonId;
import org.pindesk.core.Secret;
import org.pindesk.port.LinkCodes;

/**
 * Codes of {@code /link}, one row each. Digits are the HMAC of a random salt, the account, the person and the address under the audit
 * key, cut to six places: whoever reads the database learns none, and a letter sent again holds the same ones.
 */
final class JdbcLinkCodes implements LinkCodes {
    private static final int SALT_BYTES = 16;
    private static final int HEX_DIGITS = 15;
    private static final int BOUND = 1_000_000;

    private final Sql sql;
    private final AuditKey key;
    private final SecureRandom random;

    JdbcLinkCodes(Sql sql, AuditKey key, SecureRandom random) {
        this.sql = sql;
        this.key = key;
        this.random = random;
    }

    @Override
    public boolean open(
            String id, ChatUser user, @Nullable PersonId person, @Nullable String mail, Instant at, Instant until) {
        if (byId(id).isPresent()) {
            return false;
        }
        sql.update(
                "update link_code set ended_at = ?"
                        + " where platform = ? and team = ? and user_id = ? and ended_at is null",
                at,
                user.platform(),
                user.team(),
                user.id());
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return sql.update(
                        "insert into link_code (id, platform, team, user_id, person, mail, salt, asked_at, valid_until,"
                                + " tries) values (?, ?, ?, ?, ?, ?, ?, ?, ?, 0) on conflict do nothing",
                        id,
                        user.platform(),
                        user.team(),
                        user.id(),
                        person == null ? null : person.value(),
                        mail,
                        HexFormat.of().formatHex(salt),
                        at,
                        until)
                == 1;
    }

    @Override
    public Optional<Code> byId(String id) {
        return sql.first("select * from link_code where id = ?", JdbcLinkCodes::read, id);
    }

    @Override
    public Optional<Code> newest(ChatUser user) {
        return sql.first(
                "select * from link_code where platform = ? and team = ? and user_id = ?"
                        + " order by case when ended_at is null then 0 else 1 end, asked_at desc, id limit 1",
                JdbcLinkCodes::read,
                user.platform(),
                user.team(),
                user.id());
    }

    @Override
    public Secret digits(Code code) {
        PersonId person = code.person();
        String mac = key.mac(
                "pindesk-link-code-1",
                salt(code.id()),
                code.user().platform(),
                code.user().team(),
                code.user().id(),
                person == null ? null : person.value(),
                code.mail());
        long number = Long.parseLong(mac.substring(0, HEX_DIGITS), 16) % BOUND;
        return Secret.of(String.format(Locale.ROOT, "%0" + DIGITS + "d", number));
    }

    private String salt(String id) {
        return sql.first("select salt from link_code where id = ?", row -> row.getString("salt"), id)
                .orElseThrow(() -> new IllegalStateException("there is no such code"));
    }

    @Override
    public int count(String id, String eventId) {
        sql.update(
                "update link_code set tries = tries + 1, tried_by = ?"
                        + " where id = ? and (tried_by is null or tried_by <> ?)",
                eventId,
                id,
                eventId);
        return sql.first("select tries from link_code where id = ?", row -> row.getInt("tries"), id)
                .orElse(TRIES);
    }

    @Override
    public boolean fits(Code code, Secret typed) {
        byte[] right = digits(code).open().getBytes(StandardCharsets.UTF_8);
        byte[] given = typed.open().replaceAll("[\\s\\p{Z}-]", "").getBytes(StandardCharsets.UTF_8);
        boolean same = MessageDigest.isEqual(right, given);
        return same && code.person() != null;
    }

    @Override
    public boolean use(String id, String eventId, Instant at) {
        return sql.update(
                        "update link_code set ended_at = ?, used_by = ? where id = ? and ended_at is null",
                        at,
                        eventId,
                        id)
                == 1;
    }

    @Override
    public int askedBy(ChatUser user, Instant since) {
        return sql.query(
                        "select id from link_code where platform = ? and team = ? and user_id = ? and asked_at > ?",
                        row -> row.getString("id"),
                        user.platform(),
                        user.team(),
                        user.id(),
                        since)
                .size();
    }

    @Override
    public int askedFor(PersonId person, Instant since) {
        return sql.query(
                        "select id from link_code where person = ? and asked_at > ?",
                        row -> row.getString("id"),
                        person.value(),
                        since)
                .size();
    }

    @Override
    public void forget(Instant before) {
        sql.update("delete from link_code where asked_at < ?", before);
    }

    private static Code read(ResultSet row) throws SQLException {
        String person = row.getString("person");
        return new Code(
                row.getString("id"),
                new ChatUser(row.getString("platform"), row.getString("team"), row.getString("user_id")),
                person == null ? null : new PersonId(person),
                row.getString("mail"),
                Sql.instant(row, "asked_at"),
                Sql.instant(row, "valid_until"),
                row.getInt("tries"),
                Sql.instantOrNull(row, "ended_at"),
                row.getString("used_by"));
    }
}
