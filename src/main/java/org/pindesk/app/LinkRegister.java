package org.pindesk.app;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pindesk.adapter.store.JdbcStore;
import org.pindesk.core.AuditEvent;
import org.pindesk.core.BackendException;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Person;
import org.pindesk.core.PersonId;
import org.pindesk.core.PindeskException;
import org.pindesk.port.Directory;
import org.pindesk.port.Links;
import org.pindesk.port.Links.Link;
import org.pindesk.port.Store;

/**
 * Which chat account is whose, as an administrator enters it at the server. What is entered counts at once and for passwords too; each
 * link leaves a row in the audit. Nobody is told: many are entered at once, before anybody uses the bot.
 */
public final class LinkRegister implements AutoCloseable {
    private static final Pattern ACCOUNT = Pattern.compile("([a-z]{2,40})[:,]([^:,\\s]{1,200})[:,]([^:,\\s]{1,200})");

    private final JdbcStore store;
    private final Directory directory;
    private final Clock clock;
    private final Terminal terminal;
    private final String operator;
    private final Map<String, String> facts = new HashMap<>();

    private LinkRegister(Wiring wiring, Map<String, String> environment, Clock clock, Terminal terminal) {
        this.clock = clock;
        this.terminal = terminal;
        this.operator = "os:" + System.getProperty("user.name", "unknown");
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
    public static LinkRegister open(Map<String, String> environment, Clock clock, Terminal terminal) {
        return new LinkRegister(Wiring.of(environment, clock), environment, clock, terminal);
    }

    /**
     * Links an account, as {@code slack:T012345:U012345}, to the person of this login.
     *
     * @return whether it is linked
     */
    public boolean add(String account, String login) {
        return take(List.of(account.replace(':', ',') + "," + login));
    }

    /**
     * Links many: lines {@code platform,team,user id,login}; empty ones and those that begin with {@code #} are left out. Every problem is
     * told with its line, and nothing is taken when there is one.
     *
     * @return whether all are linked
     */
    public boolean take(List<String> lines) {
        List<String> problems = new ArrayList<>();
        List<Link> links = new ArrayList<>();
        Set<ChatUser> accounts = new HashSet<>();
        Set<String> people = new HashSet<>();
        Instant now = clock.instant();
        for (int i = 0; i < lines.size(); i++) {
            String line = (i == 0 ? lines.get(i).replace("\uFEFF", "") : lines.get(i)).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String where = "line " + (i + 1) + ": ";
            int last = line.lastIndexOf(',');
            ChatUser user = account(last < 0 ? "" : line.substring(0, last).replaceAll(" *, *", ",").strip());
            if (user == null) {
                problems.add(where + "this is not 'platform,team,user id,login'");
                continue;
            }
            Person person = person(line.substring(last + 1).strip(), where, problems);
            if (!accounts.add(user)) {
                problems.add(where + "this account stands in an earlier line too");
            }
            if (person != null) {
                if (!people.add(user.platform() + ":" + person.id())) {
                    problems.add(where + "this person has another account on " + user.platform() + " in an earlier line");
                }
                links.add(new Link(user, person.id(), null, Links.How.IMPORTED, now, null));
                taken(user, person).ifPresent(problem -> problems.add(where + problem));
            }
        }
        if (links.isEmpty() && problems.isEmpty()) {
            problems.add("there is no line with an account");
        }
        if (!problems.isEmpty()) {
            problems.forEach(terminal::say);
            terminal.say("Nothing was linked.");
            return false;
        }
        store.tx(tx -> {
            tx.links().hold();
            links.forEach(link -> {
                tx.links().prove(link);
                row(tx, link.user(), link.person(), "link.pin", "linked", now);
            });
            return true;
        });
        terminal.say("Linked: " + links.size());
        return true;
    }

    private @Nullable Person person(String login, String where, List<String> problems) {
        if (login.isEmpty()) {
            problems.add(where + "the login is missing");
            return null;
        }
        Directory.Lookup lookup;
        try {
            lookup = directory.byLogin(login);
        } catch (BackendException e) {
            problems.add(where + "the directory gives no clear answer: " + e.problem().code());
            return null;
        }
        if (lookup.person() == null) {
            problems.add(
                    where
                            + (lookup.matches() == 0
                                    ? "nobody in the directory has this login"
                                    : "several entries of the directory have this login"));
        }
        return lookup.person();
    }

    /** Why this account cannot become this person's. */
    private Optional<String> taken(ChatUser user, Person person) {
        return store.tx(tx -> {
            boolean others = tx.links()
                    .of(user)
                    .filter(link -> link.suspended() == null)
                    .filter(link -> !link.person().equals(person.id()))
                    .isPresent();
            boolean another = tx.links().accountsOf(person.id()).stream()
                    .anyMatch(link -> link.suspended() == null
                            && link.user().platform().equals(user.platform())
                            && !link.user().equals(user));
            return others
                    ? Optional.of("this account is somebody else's; remove that link first")
                    : another
                            ? Optional.of("this person has another account on " + user.platform() + "; remove it first")
                            : Optional.empty();
        });
    }

    /**
     * Forgets a link.
     *
     * @return whether there was one
     */
    public boolean remove(String account) {
        ChatUser user = account(account);
        if (user == null) {
            terminal.say("This is no account: write platform:team:user id, as 'list' does. Nothing was changed.");
            return false;
        }
        boolean removed = store.tx(tx -> {
            tx.links().hold();
            Optional<Link> link = tx.links().of(user);
            link.ifPresent(found -> {
                tx.links().remove(user);
                row(tx, user, found.person(), "link.remove", "removed", clock.instant());
            });
            return link.isPresent();
        });
        terminal.say(removed ? "Removed." : "There is no such link. Nothing was changed.");
        return removed;
    }

    /** Prints every link. */
    public void list() {
        List<Link> all = store.tx(tx -> {
            tx.audit()
                    .append(new AuditEvent(operator, null, "link.list", "shown", id(), facts, null), clock.instant());
            return tx.links().all();
        });
        if (all.isEmpty()) {
            terminal.say("No chat account is linked.");
        }
        for (Link each : all) {
            String suspended = each.suspended() == null ? "" : "  SUSPENDED: " + each.suspended();
            terminal.say(each.user() + "  " + name(each.person()) + "  " + each.how().word() + "  since " + each.since()
                    + suspended);
        }
    }

    private String name(PersonId id) {
        try {
            return directory.read(id).map(Person::login).orElse(id + " (no longer in the directory)");
        } catch (BackendException e) {
            return id + " (the directory does not answer: " + e.problem().code() + ")";
        }
    }

    private static @Nullable ChatUser account(String text) {
        Matcher matcher = ACCOUNT.matcher(text);
        return matcher.matches() ? new ChatUser(matcher.group(1), matcher.group(2), matcher.group(3)) : null;
    }

    private void row(Store.Tx tx, ChatUser user, PersonId person, String action, String result, Instant now) {
        Map<String, String> all = new HashMap<>(facts);
        all.put("account", user.toString());
        if (result.equals("linked")) {
            all.put("how", Links.How.IMPORTED.word());
        }
        tx.audit().append(new AuditEvent(operator, "person:" + person, action, result, id(), all, null), now);
    }

    private static String id() {
        return "terminal-" + UUID.randomUUID();
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
