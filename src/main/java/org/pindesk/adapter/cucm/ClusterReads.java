package org.pindesk.adapter.cucm;

import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pindesk.adapter.cucm.Queries.Column;
import org.pindesk.adapter.wire.XmlElement;
import org.pindesk.core.BackendException;
import org.pindesk.core.PinPolicy;
import org.pindesk.core.Problem;

/** Everything that is read from a cluster, with the account for reading. Each method sends one operation, or none while it is known. */
final class ClusterReads {
    private static final Duration KNOWN_FOR = Duration.ofMinutes(5);

    private final CucmSettings settings;
    private final AxlClient client;
    private final KeptReads<CredentialPolicy> policies;
    private final KeptReads<LdapAuthentication> authentication;
    private final KeptReads<String> loginAttribute;
    private final AtomicReference<@Nullable List<Column>> columns = new AtomicReference<>();

    ClusterReads(CucmSettings settings, AxlClient client, Clock clock) {
        this.settings = settings;
        this.client = client;
        this.policies = new KeptReads<>(clock, KNOWN_FOR);
        this.authentication = new KeptReads<>(clock, KNOWN_FOR);
        this.loginAttribute = new KeptReads<>(clock, KNOWN_FOR);
    }

    /** The user of exactly this id; empty where there is none. Without returnedTags, so that roles and flags surely come. */
    Optional<UserRecord> user(String userId) {
        AxlReply reply =
                client.call(AxlOperation.GET_USER, settings.readDeadline(), xml -> xml.element("userid", userId));
        AxlFault fault = reply.fault();
        if (fault != null && fault.notFound()) {
            return Optional.empty();
        }
        UserRecord user = new UserRecord(result(AxlOperation.GET_USER, reply, "user"));
        if (!user.userId().equalsIgnoreCase(userId)) {
            throw new BackendException(
                    Problem.GARBLED, settings.id(), "getUser answered with another user than asked for");
        }
        return Optional.of(user);
    }

    CredentialPolicy policy(String name) {
        return policies.get(name, () -> readPolicy(name));
    }

    /** Whether and where the directory checks passwords. An answer that does not say whether is a failure. */
    LdapAuthentication ldapAuthentication() {
        return authentication.get("", this::readAuthentication);
    }

    /** The directory attribute that holds the user id. An answer without it is a failure. */
    String loginAttribute() {
        return loginAttribute.get("", this::readLoginAttribute);
    }

    /**
     * A group's roles; empty where there is no such group.
     *
     * @param byGetUserGroup whether that operation shows them; else, and where it shows none, the database is asked
     */
    Optional<Set<String>> rolesOfGroup(String name, boolean byGetUserGroup) {
        if (byGetUserGroup) {
            AxlReply reply = client.call(
                    AxlOperation.GET_USER_GROUP,
                    settings.readDeadline(),
                    // without its members: there may be very many
                    xml -> xml.element("name", name)
                            .group(
                                    "returnedTags",
                                    () -> xml.group(
                                                    "userRoles",
                                                    () -> xml.group("userRole", () -> xml.element("roleName", "")))
                                            .element("name", "")));
            AxlFault fault = reply.fault();
            if (fault != null && fault.notFound()) {
                return Optional.empty();
            }
            XmlElement group = result(AxlOperation.GET_USER_GROUP, reply, "userGroup");
            if (!group.textAt("name").equalsIgnoreCase(name)) {
                throw garbled(AxlOperation.GET_USER_GROUP, "the answer is about another group than asked for");
            }
            Optional<XmlElement> roles = group.child("userRoles");
            if (roles.isPresent()) {
                return Optional.of(roles.get().all("userRole").stream()
                        .map(role -> role.textAt("roleName"))
                        .collect(Collectors.toCollection(TreeSet::new)));
            }
        }
        return rolesInDatabase(name);
    }

    /** The cluster's columns that may be selected; asked for once, as long as there are any. */
    List<Column> columns() {
        List<Column> known = columns.get();
        if (known == null) {
            Set<Column> there = new HashSet<>();
            for (XmlElement row : rows(Queries.CATALOGUE)) {
                there.add(new Column(
                        row.textAt("tabname").toLowerCase(Locale.ROOT),
                        row.textAt("colname").toLowerCase(Locale.ROOT)));
            }
            known = Queries.selectable(there);
            if (!known.isEmpty()) {
                columns.set(known);
            }
        }
        return known;
    }

    /** Asks the catalogue again next time: after an upgrade a column may be gone. */
    void forgetColumns() {
        columns.set(null);
    }

    /** The rows of a query, each with its columns as children. */
    List<XmlElement> rows(String sql) {
        AxlReply reply =
                client.call(AxlOperation.EXECUTE_SQL_QUERY, settings.readDeadline(), xml -> xml.element("sql", sql));
        refuse(AxlOperation.EXECUTE_SQL_QUERY, reply);
        return reply.message()
                .child("return")
                .map(rows -> rows.all("row"))
                .orElseThrow(() -> new BackendException(
                        Problem.GARBLED, settings.id(), "executeSQLQuery: the answer holds no result"));
    }

    private Optional<Set<String>> rolesInDatabase(String group) {
        String query = Queries.rolesOf(group)
                .orElseThrow(() -> new BackendException(
                        Problem.REFUSED,
                        settings.id(),
                        "the name of the group holds characters that are not put into a query"));
        List<XmlElement> rows = rows(query);
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        Set<String> roles = new TreeSet<>();
        for (XmlElement row : rows) {
            if (!row.textAt(Queries.GROUP).equals(group)
                    || row.child(Queries.ROLE).isEmpty()) {
                throw garbled(AxlOperation.EXECUTE_SQL_QUERY, "the answer is not one to the question for a group");
            }
            String role = row.textAt(Queries.ROLE);
            if (!role.isEmpty()) {
                roles.add(role);
            }
        }
        return Optional.of(roles);
    }

    private LdapAuthentication readAuthentication() {
        AxlReply reply = client.call(AxlOperation.GET_LDAP_AUTHENTICATION, settings.readDeadline(), xml -> {});
        XmlElement shown = result(AxlOperation.GET_LDAP_AUTHENTICATION, reply, "ldapAuthentication");
        String on = shown.textAt("authenticateEndUsers");
        if (!UserRecord.yes(on) && !UserRecord.no(on)) {
            throw garbled(AxlOperation.GET_LDAP_AUTHENTICATION, "the answer does not say whether it is on");
        }
        String base = shown.textAt("userSearchBase");
        return new LdapAuthentication(UserRecord.yes(on), base.isEmpty() ? null : base);
    }

    private String readLoginAttribute() {
        AxlReply reply = client.call(AxlOperation.GET_LDAP_SYSTEM, settings.readDeadline(), xml -> {});
        String attribute =
                result(AxlOperation.GET_LDAP_SYSTEM, reply, "ldapSystem").textAt("userIdAttribute");
        if (attribute.isEmpty()) {
            throw garbled(AxlOperation.GET_LDAP_SYSTEM, "the answer names no attribute for the user id");
        }
        return attribute;
    }

    private CredentialPolicy readPolicy(String name) {
        AxlReply reply = client.call(
                AxlOperation.GET_CREDENTIAL_POLICY, settings.readDeadline(), xml -> xml.element("name", name));
        XmlElement policy = result(AxlOperation.GET_CREDENTIAL_POLICY, reply, "credentialPolicy");
        PinPolicy pin = new PinPolicy(
                name,
                count(policy, "minCredLength"),
                count(policy, "prevCredStoredNum"),
                // an unclear answer counts as the stricter one
                !UserRecord.no(policy.textAt("trivialCredCheck")));
        return CredentialPolicy.of(pin, policy);
    }

    private int count(XmlElement policy, String field) {
        try {
            return Integer.parseInt(policy.textAt(field));
        } catch (NumberFormatException e) {
            throw new BackendException(
                    Problem.GARBLED,
                    settings.id(),
                    "getCredentialPolicy: " + field + " is no number, so the policy is not known",
                    e);
        }
    }

    private BackendException garbled(AxlOperation operation, String what) {
        return new BackendException(Problem.GARBLED, settings.id(), operation.element() + ": " + what);
    }

    private XmlElement result(AxlOperation operation, AxlReply reply, String element) {
        refuse(operation, reply);
        return reply.message()
                .child("return")
                .flatMap(result -> result.child(element))
                .orElseThrow(() -> new BackendException(
                        Problem.GARBLED, settings.id(), operation.element() + ": the answer holds no " + element));
    }

    private void refuse(AxlOperation operation, AxlReply reply) {
        AxlFault fault = reply.fault();
        if (fault != null) {
            throw new BackendException(
                    fault.busy() ? Problem.BUSY : Problem.REFUSED,
                    settings.id(),
                    operation.element() + ": " + fault.words());
        }
    }
}
