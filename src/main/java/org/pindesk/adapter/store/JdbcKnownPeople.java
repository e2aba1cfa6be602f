package org.pindesk.adapter.store;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.AccountState;
import org.pindesk.core.Person;
import org.pindesk.core.PersonId;
import org.pindesk.port.KnownPeople;
import org.pindesk.port.Vault;

/**
 * One row for each person. What decides is in the sealed text, the time of the sight too: the columns beside it only find rows, so that
 * nobody who can write to the table makes anybody plain, named, or seen just now.
 */
final class JdbcKnownPeople implements KnownPeople {
    private static final int FIELDS = 10;
    private static final String NOTHING = "!";

    private final Sql sql;
    private final Vault vault;

    JdbcKnownPeople(Sql sql, Vault vault) {
        this.sql = sql;
        this.vault = vault;
    }

    @Override
    public void keep(Known known) {
        PersonId person = known.person().id();
        String sealed = vault.wrap(text(known), place(person));
        int changed = sql.update(
                "update known_person set named = ?, policy = ?, seen_at = ?, sealed = ? where person = ?",
                known.named(),
                known.policy(),
                known.seenAt(),
                sealed,
                person.value());
        if (changed == 0) {
            sql.update(
                    "insert into known_person (person, named, policy, seen_at, sealed) values (?, ?, ?, ?, ?)"
                            + " on conflict do nothing",
                    person.value(),
                    known.named(),
                    known.policy(),
                    known.seenAt(),
                    sealed);
        }
    }

    @Override
    public Optional<Known> of(PersonId person) {
        return sql.first(
                        "select sealed from known_person where person = ?",
                        row -> row.getString("sealed"),
                        person.value())
                .flatMap(text -> opened(person, text));
    }

    @Override
    public List<Known> named() {
        List<Known> all = new ArrayList<>();
        sql.query(
                        "select person, sealed from known_person where named = true order by person",
                        row -> List.of(row.getString("person"), row.getString("sealed")))
                .forEach(row -> opened(new PersonId(row.get(0)), row.get(1))
                        .filter(Known::named)
                        .ifPresent(all::add));
        return all;
    }

    @Override
    public List<PersonId> due(Instant since, String policy, int most) {
        return sql.query(
                "select distinct chat_link.person from chat_link"
                        + " left join known_person on known_person.person = chat_link.person"
                        + " where chat_link.suspended is null and (known_person.person is null"
                        + " or known_person.seen_at < ? or known_person.policy <> ?)"
                        + " order by chat_link.person limit ?",
                row -> new PersonId(row.getString("person")),
                since,
                policy,
                most);
    }

    @Override
    public void forget(Instant before) {
        sql.update("delete from known_person where seen_at < ?", before);
    }

    private Optional<Known> opened(PersonId id, String sealed) {
        return vault.unwrap(sealed, place(id)).flatMap(text -> known(id, text));
    }

    private static String place(PersonId person) {
        return "known-person/" + person.value();
    }

    private static String text(Known known) {
        Person person = known.person();
        List<String> parts = new ArrayList<>();
        parts.add(part(person.login()));
        parts.add(part(person.mail()));
        parts.add(part(person.displayName()));
        parts.add(part(person.givenName()));
        parts.add(part(person.surname()));
        parts.add(part(person.department()));
        parts.add(part(known.against()));
        parts.add(part(known.named() ? "named" : null));
        parts.add(part(known.policy()));
        parts.add(part(known.seenAt().toString()));
        // however many there are
        person.phoneNumbers().forEach(number -> parts.add(part(number)));
        return String.join(".", parts);
    }

    private static Optional<Known> known(PersonId id, String text) {
        String[] parts = text.split("\\.", -1);
        String login = read(parts[0]);
        if (parts.length < FIELDS || login == null) {
            return Optional.empty();
        }
        String name = read(parts[2]);
        List<String> numbers = new ArrayList<>();
        for (int i = FIELDS; i < parts.length; i++) {
            Optional.ofNullable(read(parts[i])).ifPresent(numbers::add);
        }
        Person person = new Person(
                id,
                login,
                read(parts[1]),
                name == null ? login : name,
                read(parts[3]),
                read(parts[4]),
                read(parts[5]),
                numbers,
                AccountState.UNREADABLE,
                Set.of(),
                false,
                false);
        String policy = read(parts[8]);
        String seenAt = read(parts[9]);
        return policy == null || seenAt == null
                ? Optional.empty()
                : Optional.of(new Known(person, read(parts[6]), read(parts[7]) != null, policy, Instant.parse(seenAt)));
    }

    private static String part(@Nullable String text) {
        return text == null
                ? NOTHING
                : Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable String read(String part) {
        return part.equals(NOTHING) ? null : new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }
}
