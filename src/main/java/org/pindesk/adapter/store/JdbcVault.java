package org.pindesk.adapter.store;

import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.pindesk.core.PersonId;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Problem;
import org.pindesk.core.Secret;
import org.pindesk.port.Vault;

/** Sealed secrets in a table. The clear secret is never bound to a statement. */
final class JdbcVault implements Vault {
    private final Sql sql;
    private final Sealer sealer;

    JdbcVault(Sql sql, Sealer sealer) {
        this.sql = sql;
        this.sealer = sealer;
    }

    private record Stored(Sealer.Place place, Sealer.Sealed sealed) {}

    @Override
    public void seal(String requestId, PersonId owner, String system, Secret secret, Instant destroyAt) {
        Sealer.Sealed sealed = sealer.seal(secret, new Sealer.Place(requestId, owner, system));
        if (overwrite(requestId, owner, system, sealed, destroyAt)) {
            return;
        }
        int added = sql.update(
                "insert into sealed_secret (request_id, system, owner, key_id, nonce, sealed, destroy_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
                requestId,
                system,
                owner.value(),
                sealed.keyId(),
                sealed.nonce(),
                sealed.bytes(),
                destroyAt);
        if (added == 0 && !overwrite(requestId, owner, system, sealed, destroyAt)) {
            throw new PindeskException(
                    Problem.INTERNAL, "request " + requestId + ": its secret went away while sealing");
        }
    }

    @Override
    public Optional<Secret> open(String requestId, PersonId owner, String system, Instant now) {
        return sql.first(
                        "select key_id, nonce, sealed from sealed_secret"
                                + " where request_id = ? and system = ? and destroy_at > ?",
                        row -> new Sealer.Sealed(
                                row.getString("key_id"), row.getBytes("nonce"), row.getBytes("sealed")),
                        requestId,
                        system,
                        now)
                .map(row -> sealer.open(row, new Sealer.Place(requestId, owner, system))
                        .orElseThrow(() -> new PindeskException(
                                Problem.WRONG_KEY,
                                "request " + requestId + ": the secret sealed with key " + row.keyId()
                                        + " does not open. Configure that key again, or the row was tampered with")));
    }

    @Override
    public void keepUntil(String requestId, Instant destroyAt) {
        sql.update("update sealed_secret set destroy_at = ? where request_id = ?", destroyAt, requestId);
    }

    @Override
    public void destroy(String requestId) {
        sql.update("delete from sealed_secret where request_id = ?", requestId);
    }

    @Override
    public void destroyDue(Instant now) {
        sql.update("delete from sealed_secret where destroy_at <= ?", now);
    }

    @Override
    public int foreign() {
        long mine = sql
                .query(
                        "select request_id, owner, system, key_id, nonce, sealed from sealed_secret",
                        row -> new Stored(
                                new Sealer.Place(
                                        row.getString("request_id"),
                                        new PersonId(row.getString("owner")),
                                        row.getString("system")),
                                new Sealer.Sealed(
                                        row.getString("key_id"), row.getBytes("nonce"), row.getBytes("sealed"))))
                .stream()
                .filter(stored -> sealer.open(stored.sealed(), stored.place()).isEmpty())
                .count();
        return (int) mine + new JdbcAuthenticators(sql, sealer).foreign();
    }

    @Override
    public String wrap(String text, String place) {
        Sealer.Sealed sealed = sealer.seal(Secret.of(text), wrapping(place));
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        return sealed.keyId() + ":" + base64.encodeToString(sealed.nonce()) + ":"
                + base64.encodeToString(sealed.bytes());
    }

    @Override
    public Optional<String> unwrap(String wrapped, String place) {
        String[] parts = wrapped.split(":", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            Base64.Decoder base64 = Base64.getUrlDecoder();
            Sealer.Sealed sealed = new Sealer.Sealed(parts[0], base64.decode(parts[1]), base64.decode(parts[2]));
            return sealer.open(sealed, wrapping(place)).map(Secret::open);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Sealer.Place wrapping(String place) {
        return new Sealer.Place(place, new PersonId("wrapped"), "text");
    }

    private boolean overwrite(
            String requestId, PersonId owner, String system, Sealer.Sealed sealed, Instant destroyAt) {
        return sql.update(
                        "update sealed_secret set owner = ?, key_id = ?, nonce = ?, sealed = ?, destroy_at = ?"
                                + " where request_id = ? and system = ?",
                        owner.value(),
                        sealed.keyId(),
                        sealed.nonce(),
                        sealed.bytes(),
                        destroyAt,
                        requestId,
                        system)
                == 1;
    }
}
