package org.pindesk.adapter.cucm;

import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.pindesk.adapter.cucm.Queries.Column;
import org.pindesk.adapter.wire.XmlElement;
import org.pindesk.core.BackendException;
import org.pindesk.core.PinPolicy;
import org.pindesk.core.Problem;

/** Everything that is read from a cluster, with the account for reading. Each method sends one operation, or none while it is known. */
final class ClusterReads {
    private static final Duration POLICY_KNOWN_FOR = Duration.ofMinutes(5);

    private final CucmSettings settings;
    private final AxlClient client;
    private final PolicyCache policies;
    private final AtomicReference<@Nullable List<Column>> columns = new AtomicReference<>();

    ClusterReads(CucmSettings settings, AxlClient client, Clock clock) {
        this.settings = settings;
        this.client = client;
        this.policies = new PolicyCache(clock, POLICY_KNOWN_FOR);
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
        return policies.get(name, this::readPolicy);
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
