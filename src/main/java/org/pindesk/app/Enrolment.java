package org.pindesk.app;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pindesk.adapter.store.JdbcStore;
import org.pindesk.adapter.totp.EnrolmentSheet;
import org.pindesk.adapter.totp.TimeBasedCodes;
import org.pindesk.core.AuditEvent;
import org.pindesk.core.BackendException;
import org.pindesk.core.Person;
import org.pindesk.core.PersonId;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Problem;
import org.pindesk.core.Secret;
import org.pindesk.port.Authenticators.Listed;
import org.pindesk.port.Directory;
import org.pindesk.port.OneTimeCodes;
import org.pindesk.port.Store;

/**
 * Gives people an authenticator and takes it away, at the server's own terminal with the person beside it: outside every chat, so that
 * whoever has taken over a chat account cannot enrol one. The key is on the screen and in the store, sealed, and nowhere else.
 */
public final class Enrolment implements AutoCloseable {
    private static final int TRIES = 3;

    /** Clears the screen and what was scrolled off it. */
    private static final String WIPE = "\u001b[H\u001b[2J\u001b[3J";

    private final JdbcStore store;
    private final Directory directory;
    private final OneTimeCodes codes;
    private final Clock clock;
    private final ZoneId zone;
    private final Terminal terminal;
    private final boolean sure;
    private final String operator;
    private final Map<String, String> facts = new HashMap<>();

    private Enrolment(Wiring wiring, Map<String, String> environment, Clock clock, Terminal terminal, boolean sure) {
        this.clock = clock;
        this.zone = wiring.config().zone();
        this.terminal = terminal;
        this.sure = sure;
        this.codes = new TimeBasedCodes(new SecureRandom());
        this.operator = "os:" + System.getProperty("user.name", "unknown");
        // who it really was, where sudo says so
        String sudo = environment.getOrDefault("SUDO_USER", "");
        if (sudo.matches("[A-Za-z0-9._-]{1,64}")) {
            facts.put("sudo-user", sudo);
        }
        this.store = open(wiring, clock);
        try {
            this.directory = wiring.directory(clock, store.authLatch());
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /**
     * @param environment the whole configuration
     * @param sure whether nobody is asked if they are sure, so that it goes without a terminal too
     * @throws ConfigException with every problem of the configuration
     * @throws PindeskException {@code STORE_IN_USE} saying what to do, or when a part cannot be opened
     */
    public static Enrolment open(Map<String, String> environment, Clock clock, Terminal terminal, boolean sure) {
        return new Enrolment(Wiring.of(environment, clock), environment, clock, terminal, sure);
    }

    static JdbcStore open(Wiring wiring, Clock clock) {
        try {
            return wiring.openStore(clock);
        } catch (PindeskException e) {
            if (e.problem() != Problem.STORE_IN_USE) {
                throw e;
            }
            throw new PindeskException(
                    Problem.STORE_IN_USE,
                    "the database file is in use, probably by the running bot, and such a file belongs to one process. Stop the bot"
                            + " for the moment, run this again, and start the bot afterwards: it goes on where it stopped. With"
                            + " PostgreSQL this works beside the running bot.",
                    e);
        }
    }

    /**
     * Enrols an authenticator for the person of this login, once a code has proved that the person has it.
     *
     * @return whether it is stored
     */
    public boolean add(String login) {
        if (refusedWithoutTerminal()) {
            return false;
        }
        Person person = person(login);
        if (person == null || !confirmed(describe(person))) {
            return false;
        }
        Secret key = codes.newKey();
        if (terminal.interactive()) {
            terminal.say("To be scanned with an authenticator app, by this person alone:");
            EnrolmentSheet.picture(key, person.login()).forEach(terminal::say);
            terminal.say("Or typed into it:");
        }
        terminal.say(EnrolmentSheet.address(key, person.login()));
        Optional<Long> step = proved(key);
        if (terminal.interactive()) {
            terminal.say(WIPE);
        }
        if (step.isEmpty()) {
            audit(person.id(), "authenticator.add", "not-proved");
            terminal.say("Nothing was stored, and this key is worth nothing any more.");
            return false;
        }
        store.tx(tx -> {
            Instant now = clock.instant();
            tx.authenticators().enrol(person.id(), key, step.get(), now);
            tx.audit().append(row(person.id(), "authenticator.add", "enrolled"), now);
            return true;
        });
        terminal.say(
                person.displayName() + " has an authenticator now. The first code to use is the next one it shows.");
        return true;
    }

    /**
     * Takes the authenticator away from the person of this login; for people who are in the directory no more, of this id.
     *
     * @return whether there was one
     */
    public boolean remove(String loginOrId) {
        if (refusedWithoutTerminal()) {
            return false;
        }
        Optional<PersonId> gone = all().stream()
                .map(Listed::person)
                .filter(id -> id.value().equals(loginOrId))
                .findFirst();
        Person person = gone.isPresent() ? null : person(loginOrId);
        if (gone.isEmpty() && person == null) {
            return false;
        }
        PersonId id = person == null ? gone.orElseThrow() : person.id();
        if (!confirmed(person == null ? List.of("Person " + id) : describe(person))) {
            return false;
        }
        boolean removed = store.tx(tx -> {
            boolean had = tx.authenticators().remove(id);
            tx.audit().append(row(id, "authenticator.remove", had ? "removed" : "none"), clock.instant());
            return had;
        });
        terminal.say(removed ? "Removed. No code of it is good any more." : "There was none; nothing was changed.");
        return removed;
    }

    /** Prints who has one. */
    public void list() {
        List<Listed> all = all();
        store.tx(tx -> {
            tx.audit()
                    .append(
                            new AuditEvent(operator, null, "authenticator.list", "shown", id(), facts, null),
                            clock.instant());
            return true;
        });
        if (all.isEmpty()) {
            terminal.say("Nobody has an authenticator.");
        }
        for (Listed each : all) {
            String seals = each.opens() ? "" : "  SEALED WITH A KEY THAT IS NOT CONFIGURED";
            terminal.say(name(each.person()) + "  since " + time(each.since()) + seals);
        }
    }

    private List<Listed> all() {
        return store.tx(tx -> tx.authenticators().all());
    }

    private String name(PersonId id) {
        try {
            return directory
                    .read(id)
                    .map(person -> person.login() + "  " + person.displayName())
                    .orElse(id + "  (no longer in the directory; remove it by this id)");
        } catch (BackendException e) {
            return id + "  (the directory does not answer: " + e.problem().code() + ")";
        }
    }

    private boolean refusedWithoutTerminal() {
        if (terminal.interactive() || sure) {
            return false;
        }
        terminal.say(
                "There is no terminal here. Run this where you and the person see it, or say --yes when you know who reads along.");
        return true;
    }

    private @Nullable Person person(String login) {
        Directory.Lookup lookup = directory.byLogin(login);
        if (lookup.person() == null) {
            terminal.say(
                    lookup.matches() == 0
                            ? "Nobody in the directory has this login. Nothing was changed."
                            : "Several entries of the directory have this login. Nothing was changed.");
        }
        return lookup.person();
    }

    private List<String> describe(Person person) {
        String department = person.department() == null ? "" : ", " + person.department();
        String now = all().stream()
                .filter(each -> each.person().equals(person.id()))
                .findFirst()
                .map(each -> "Has an authenticator since " + time(each.since()) + ".")
                .orElse("Has no authenticator.");
        return List.of(person.displayName() + " (" + person.login() + department + ")", now);
    }

    private boolean confirmed(List<String> who) {
        who.forEach(terminal::say);
        if (sure) {
            return true;
        }
        String answer = terminal.ask("Is this the person who stands beside you? Type yes:");
        if (answer != null && answer.strip().toLowerCase(Locale.ROOT).equals("yes")) {
            return true;
        }
        terminal.say("Nothing was changed.");
        return false;
    }

    /** The time step of a code that proves it; empty when none came. */
    private Optional<Long> proved(Secret key) {
        for (int i = 0; i < TRIES; i++) {
            String typed = terminal.ask("The code that it shows now:");
            if (typed == null) {
                return Optional.empty();
            }
            List<Long> steps = typed.isBlank() ? List.of() : codes.steps(key, Secret.of(typed), clock.instant());
            if (!steps.isEmpty()) {
                return Optional.of(steps.get(0));
            }
            terminal.say(
                    "That is not its code. Is the clock of the phone set automatically, and that of this server right?");
        }
        return Optional.empty();
    }

    private void audit(PersonId person, String action, String result) {
        store.tx(tx -> {
            tx.audit().append(row(person, action, result), clock.instant());
            return true;
        });
    }

    private AuditEvent row(PersonId person, String action, String result) {
        return new AuditEvent(operator, "person:" + person, action, result, id(), facts, null);
    }

    private static String id() {
        return "terminal-" + UUID.randomUUID();
    }

    private String time(Instant at) {
        return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm z", Locale.ENGLISH).format(at.atZone(zone));
    }

    /** For tests that look at what is stored. */
    Store store() {
        return store;
    }

    @Override
    public void close() {
        try {
            directory.close();
        } finally {
            store.close();
        }
    }
}
