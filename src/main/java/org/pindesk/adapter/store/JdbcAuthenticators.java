package org.pindesk.adapter.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.PersonId;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Problem;
import org.pindesk.core.Secret;
import org.pindesk.port.Authenticators;

/** Authenticators in a table, one row for each person; their keys are sealed like the secrets of the vault. */
final class JdbcAuthenticators implements Authenticators {
    private final Sql sql;
    private final Sealer sealer;

    JdbcAuthenticators(Sql sql, Sealer sealer) {
        this.sql = sql;
        this.sealer = sealer;
    }

    private record Row(
            PersonId person,
            Sealer.Sealed sealed,
            Instant since,
            long lastStep,
            @Nullable String usedBy) {}

    @Override
    public void enrol(PersonId person, Secret key, long step, Instant at) {
        remove(person);
        Sealer.Sealed sealed = sealer.seal(key, place(person));
        sql.update(
                "insert into authenticator (person, key_id, nonce, sealed, since, last_step) values (?, ?, ?, ?, ?, ?)",
                person.value(),
                sealed.keyId(),
                sealed.nonce(),
                sealed.bytes(),
                at,
                step);
    }

    @Override
    public boolean remove(PersonId person) {
        forgetWrongCodes(person);
        return sql.update("delete from authenticator where person = ?", person.value()) == 1;
    }

    @Override
    public Optional<Authenticator> hold(PersonId person) {
        return sql.first(
                        "select person, key_id, nonce, sealed, since, last_step, used_by from authenticator"
                                + " where person = ? for update",
                        JdbcAuthenticators::read,
                        person.value())
                .map(row -> new Authenticator(person, key(row), row.since(), row.lastStep(), row.usedBy()));
    }

    @Override
    public boolean use(PersonId person, long step, String eventId) {
        boolean used = sql.update(
                        "update authenticator set last_step = ?, used_by = ? where person = ? and last_step < ?",
                        step,
                        eventId,
                        person.value(),
                        step)
                == 1;
        if (used) {
            forgetWrongCodes(person);
        }
        return used;
    }

    @Override
    public void wrong(PersonId person, String eventId, Instant at) {
        sql.update(
                "insert into wrong_code (person, event_id, at) values (?, ?, ?) on conflict do nothing",
                person.value(),
                eventId,
                at);
    }

    @Override
    public List<WrongCode> wrongCodes(PersonId person) {
        return sql.query(
                "select event_id, at from wrong_code where person = ? order by at desc, event_id",
                row -> new WrongCode(row.getString("event_id"), Sql.instant(row, "at")),
                person.value());
    }

    @Override
    public List<Listed> all() {
        return rows().stream()
                .map(row -> new Listed(row.person(), row.since(), open(row).isPresent()))
                .toList();
    }

    @Override
    public int reseal() {
        int count = 0;
        for (Row row : rows()) {
            Optional<Secret> key = row.sealed().keyId().equals(sealer.currentKeyId()) ? Optional.empty() : open(row);
            if (key.isPresent()) {
                Sealer.Sealed sealed = sealer.seal(key.get(), place(row.person()));
                // another enrolment meanwhile is left alone
                count += sql.update(
                        "update authenticator set key_id = ?, nonce = ?, sealed = ? where person = ? and nonce = ?",
                        sealed.keyId(),
                        sealed.nonce(),
                        sealed.bytes(),
                        row.person().value(),
                        row.sealed().nonce());
            }
        }
        return count;
    }

    /** Rows that the configured keys cannot open. */
    int foreign() {
        return (int) rows().stream().filter(row -> open(row).isEmpty()).count();
    }

    private List<Row> rows() {
        return sql.query(
                "select person, key_id, nonce, sealed, since, last_step, used_by from authenticator"
                        + " order by since, person",
                JdbcAuthenticators::read);
    }

    private static Row read(ResultSet row) throws SQLException {
        return new Row(
                new PersonId(row.getString("person")),
                new Sealer.Sealed(row.getString("key_id"), row.getBytes("nonce"), row.getBytes("sealed")),
                Sql.instant(row, "since"),
                row.getLong("last_step"),
                row.getString("used_by"));
    }

    private Secret key(Row row) {
        return open(row)
                .orElseThrow(() -> new PindeskException(
                        Problem.WRONG_KEY,
                        "the authenticator of person " + row.person() + ", sealed with key "
                                + row.sealed().keyId()
                                + ", does not open. Configure that key again, or remove it and enrol another one"));
    }

    private Optional<Secret> open(Row row) {
        return sealer.open(row.sealed(), place(row.person()));
    }

    private void forgetWrongCodes(PersonId person) {
        sql.update("delete from wrong_code where person = ?", person.value());
    }

    /** No request has this id: they are made of hexadecimal digits. */
    private static Sealer.Place place(PersonId person) {
        return new Sealer.Place("authenticator", person, "key");
    }
}
