package org.pindesk.app;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.pindesk.adapter.store.JdbcStore;
import org.pindesk.core.AuditEvent;
import org.pindesk.core.Person;
import org.pindesk.core.PindeskException;
import org.pindesk.port.Directory;
import org.pindesk.port.Store;

/** Lets changes for somebody go on, at the server's terminal; each time leaves a row in the audit. */
public final class FreezeRegister implements AutoCloseable {
    private final JdbcStore store;
    private final Directory directory;
    private final Clock clock;
    private final Terminal terminal;
    private final String operator;
    private final Map<String, String> facts = new HashMap<>();

    private FreezeRegister(Wiring wiring, Map<String, String> environment, Clock clock, Terminal terminal) {
        this.clock = clock;
        this.terminal = terminal;
        this.operator = "os:" + System.getProperty("user.name", "unknown");
        facts.put("rule", "terminal");
        String sudo = environment.getOrDefault("SUDO_USER", "");
        if (sudo.matches("[A-Za-z0-9._-]{1,64}")) {
            facts.put("sudo-user", sudo);
        }
        this.store = Enrolment.open(wiring, clock);
        try {
            this.directory = wiring.directory(clock, store.authLatch());
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /**
     * @param environment the whole configuration
     * @throws ConfigException with every problem of the configuration
     * @throws PindeskException {@code STORE_IN_USE} saying what to do, or when a part cannot be opened
     */
    public static FreezeRegister open(Map<String, String> environment, Clock clock, Terminal terminal) {
        return new FreezeRegister(Wiring.of(environment, clock), environment, clock, terminal);
    }

    /**
     * @param login account name in the directory
     * @return whether the person was frozen, and is not any more
     * @throws PindeskException when the directory gives no clear answer
     */
    public boolean lift(String login) {
        Person person = directory.byLogin(login).person();
        if (person == null) {
            terminal.say("The directory knows nobody, or more than one, by the login " + login + ".");
            return false;
        }
        boolean lifted = store.tx(tx -> {
            if (!tx.freezes().lift(person.id())) {
                return false;
            }
            tx.audit()
                    .append(
                            new AuditEvent(
                                    operator,
                                    "person:" + person.id(),
                                    "unfreeze",
                                    "lifted",
                                    "terminal-" + UUID.randomUUID(),
                                    facts,
                                    null),
                            clock.instant());
            return true;
        });
        terminal.say(
                lifted
                        ? "Changes for " + person.login() + " go on again."
                        : "Nothing is frozen for " + person.login() + ".");
        return lifted;
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
