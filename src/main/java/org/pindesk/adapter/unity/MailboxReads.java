package org.pindesk.adapter.unity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pindesk.adapter.unity.CupiClient.Conversation;
import org.pindesk.adapter.wire.PhoneNumbers;
import org.pindesk.core.Account;
import org.pindesk.core.BackendException;
import org.pindesk.core.Problem;

/** What is read of mailboxes. Every method asks within the conversation that it is given; only the rules are kept, for five minutes. */
final class MailboxReads {
    private static final String WHOLE = "?rowsPerPage=500&pageNumber=1";
    private static final Duration KEEP = Duration.ofMinutes(5);
    private static final Pattern OBJECT_ID = Pattern.compile("[0-9a-fA-F-]{36}");
    private static final int SHORTEST_TO_AVOID = 3;

    private final UnitySettings settings;
    private final Clock clock;
    private final AtomicReference<@Nullable Rules> rules = new AtomicReference<>();

    /** Rules by object id, and until when they are believed. */
    private record Rules(Map<String, AuthenticationRule> byId, Instant until) {}

    MailboxReads(UnitySettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Those with exactly this alias: none, one, and more than one only where the system contradicts itself. */
    List<CupiObject> withAlias(Conversation with, String alias) {
        String path = "users?query=" + CupiClient.encoded("(alias is " + alias + ")") + "&rowsPerPage=20&pageNumber=1";
        CupiObject answer = with.read(path)
                .orElseThrow(() -> new BackendException(
                        Problem.WRONG_ENDPOINT,
                        settings.id(),
                        "HTTP 404: no CUPI at this address; it is https://HOST, below which stands /vmrest/"));
        List<CupiObject> users = members(answer, "users", "User");
        users.forEach(this::idOf);
        return users.stream()
                .filter(user -> user.text("Alias").equalsIgnoreCase(alias))
                .toList();
    }

    /**
     * The mailbox of an account that was found before.
     *
     * @throws BackendException {@link Problem#REFUSED} when there is none of that id now, or it has become somebody else's
     */
    CupiObject mailbox(Conversation with, Account account) {
        String id = account.uuid();
        if (id == null || !OBJECT_ID.matcher(id).matches()) {
            throw new BackendException(
                    Problem.REFUSED, settings.id(), "account " + account.userId() + " has no object id of CUPI");
        }
        CupiObject user = with.read("users/" + id).orElseThrow(() -> absent(account.userId()));
        if (user.text("Alias").isEmpty()) {
            throw garbled("a mailbox without an alias");
        }
        if (!idOf(user).equalsIgnoreCase(id) || !user.text("Alias").equalsIgnoreCase(account.userId())) {
            throw new BackendException(
                    Problem.REFUSED, settings.id(), "the mailbox of " + account.userId() + " is another one by now");
        }
        return user;
    }

    /**
     * The credential of the mailbox of an account that was found before: one request where it says itself whose it is, as documented;
     * otherwise the mailbox is read first.
     *
     * @throws BackendException {@link Problem#REFUSED} as {@link #mailbox}
     */
    PinView pin(Conversation with, Account account) {
        String id = account.uuid();
        if (id != null && OBJECT_ID.matcher(id).matches()) {
            CupiObject credential =
                    with.read("users/" + id + "/credential/pin").orElseThrow(() -> absent(account.userId()));
            String alias = credential.text("Alias");
            if (alias.equalsIgnoreCase(account.userId())
                    && credential.text("UserObjectId").equalsIgnoreCase(id)) {
                return new PinView(credential, settings.zone());
            }
        }
        return pin(with, mailbox(with, account));
    }

    /** The credential of a mailbox. */
    PinView pin(Conversation with, CupiObject user) {
        return with.read("users/" + idOf(user) + "/credential/pin")
                .map(credential -> new PinView(credential, settings.zone()))
                .orElseThrow(() -> absent(user.text("Alias")));
    }

    /**
     * The roles that a mailbox's owner holds here; empty when our account may not read them. Every role of Unity Connection is one of
     * administration.
     */
    Optional<Set<String>> roles(Conversation with, CupiObject user) {
        Optional<CupiObject> answer;
        try {
            answer = with.read("users/" + idOf(user) + "/userroles" + WHOLE);
        } catch (BackendException e) {
            if (e.problem() == Problem.NOT_PERMITTED) {
                return Optional.empty();
            }
            throw e;
        }
        return answer.map(list -> members(list, "user roles", "UserRole").stream()
                .map(role -> role.text("RoleName").isEmpty() ? "a role without a name" : role.text("RoleName"))
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    /** The mailbox as an account, with its alternate extensions. */
    Account account(Conversation with, CupiObject user, Optional<Set<String>> roles) {
        CupiObject extensions = with.read("users/" + idOf(user) + "/alternateextensions" + WHOLE)
                .orElseThrow(() -> absent(user.text("Alias")));
        String alias = user.text("Alias");
        String primary = user.text("DtmfAccessId");
        Set<String> avoid = Stream.concat(
                        Stream.of(primary, alias.matches("\\d+") ? alias : ""),
                        members(extensions, "alternate extensions", "AlternateExtension").stream()
                                .map(each -> each.text("DtmfAccessId")))
                .map(PhoneNumbers::digits)
                .filter(each -> each.length() >= SHORTEST_TO_AVOID)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Set<String> names = Stream.of(alias, user.text("FirstName"), user.text("LastName"), user.text("DisplayName"))
                .filter(each -> !each.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return new Account(
                settings.id(),
                alias,
                idOf(user),
                primary.isEmpty() ? null : primary,
                null,
                avoid,
                names,
                barred(alias, roles.orElse(Set.of())));
    }

    /** Why nobody may change this mailbox through Pindesk; null where nothing bars it. */
    @Nullable
    String barred(String alias, Set<String> roles) {
        if (settings.isOwnAccount(alias)) {
            return "a service account of Pindesk";
        }
        return roles.isEmpty()
                ? null
                : "holds roles of administration on Unity Connection: " + String.join(", ", roles)
                        + "; only a system administrator changes such a PIN, there";
    }

    /**
     * The rule of this id.
     *
     * @param unseen gets a word where it could not be read; the rule is {@link AuthenticationRule#UNREAD} then
     * @throws BackendException when the system did not answer
     */
    AuthenticationRule rule(Conversation with, @Nullable String id, List<String> unseen) {
        if (id == null) {
            unseen.add("authentication rule: the mailbox's PIN names none");
            return AuthenticationRule.UNREAD;
        }
        Rules known = rules.get();
        if (known == null || !known.byId().containsKey(id) || !clock.instant().isBefore(known.until())) {
            try {
                known = new Rules(readRules(with), clock.instant().plus(KEEP));
                rules.set(known);
            } catch (BackendException e) {
                if (e.problem() != Problem.NOT_PERMITTED && e.problem() != Problem.REFUSED) {
                    throw e;
                }
                unseen.add("authentication rule: " + e.getMessage());
                return AuthenticationRule.UNREAD;
            }
        }
        AuthenticationRule rule = known.byId().get(id);
        if (rule == null) {
            unseen.add("authentication rule: the list of rules does not hold the one that the PIN names");
            return AuthenticationRule.UNREAD;
        }
        return rule;
    }

    private Map<String, AuthenticationRule> readRules(Conversation with) {
        CupiObject answer = with.read("credentialpolicies" + WHOLE)
                .orElseThrow(() -> new BackendException(
                        Problem.REFUSED, settings.id(), "HTTP 404: this release does not list credential policies"));
        String name = answer.list("CredentialPolicy").isEmpty() ? "AuthenticationRule" : "CredentialPolicy";
        return members(answer, "credential policies", name).stream()
                .collect(Collectors.toUnmodifiableMap(this::idOf, AuthenticationRule::of, (first, second) -> first));
    }

    /** A list that is whole: it says how many it holds, and holds them. */
    private List<CupiObject> members(CupiObject answer, String what, String name) {
        List<CupiObject> members = answer.list(name);
        Integer total = answer.total();
        if (total == null ? members.isEmpty() : total != members.size()) {
            throw garbled("the answer is no whole list of " + what);
        }
        return members;
    }

    private String idOf(CupiObject object) {
        String id = object.text("ObjectId");
        if (!OBJECT_ID.matcher(id).matches()) {
            throw garbled("an object without an object id");
        }
        return id;
    }

    private BackendException absent(String alias) {
        return new BackendException(Problem.REFUSED, settings.id(), "there is no mailbox of " + alias + " now");
    }

    private BackendException garbled(String words) {
        return new BackendException(Problem.GARBLED, settings.id(), words);
    }
}
