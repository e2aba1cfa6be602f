package org.pindesk.adapter.ucware;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.BackendException;
import org.pindesk.core.Problem;

/** Everything that is read from a server, with the account for reading. */
final class UserReads {
    private static final Duration LIST_KEPT = Duration.ofMinutes(1);
    private static final Duration GROUPS_KEPT = Duration.ofMinutes(5);

    private final UcwareSettings settings;
    private final RpcClient client;
    private final SpokenGeneration spoken;
    private final Kept<List<Listed>> list;
    private final Kept<Administrators> administrators;

    UserReads(UcwareSettings settings, RpcClient client, SpokenGeneration spoken, Clock clock) {
        this.settings = settings;
        this.client = client;
        this.spoken = spoken;
        this.list = new Kept<>(clock, LIST_KEPT);
        this.administrators = new Kept<>(clock, GROUPS_KEPT);
    }

    /** What is kept of a user in the list, to be read anew before anything is done with it. */
    record Listed(String username, String mail, List<String> extensions) {}

    /**
     * Those whom nobody may change.
     *
     * @param groups ids of their groups
     * @param members ids of those whom the groups name, where they name any
     */
    record Administrators(Set<Long> groups, Set<Long> members) {
        Administrators {
            groups = Set.copyOf(groups);
            members = Set.copyOf(members);
        }
    }

    /**
     * The user of exactly this username, read now; empty where there is none. Whether the system says so with null or with an error
     * is not known: an error counts as "there is none" when the list of all users agrees.
     */
    Optional<UserRecord> user(String username) {
        RpcReply reply = client.call(RpcMethod.GET_USER, username);
        RpcError error = reply.error();
        if (error != null) {
            if (error.ofProtocol() || listed().stream().anyMatch(each -> same(each.username(), username))) {
                throw refused(RpcMethod.GET_USER, error);
            }
            return Optional.empty();
        }
        if (reply.result().isNull()) {
            return Optional.empty();
        }
        UserRecord user = UserRecord.of(reply.result())
                .orElseThrow(() -> garbled(RpcMethod.GET_USER, "the answer holds no user"));
        if (!same(user.username(), username)) {
            throw garbled(RpcMethod.GET_USER, "the answer is about another user than asked for");
        }
        if (user.id() == null && spoken.now().numericIds()) {
            throw garbled(RpcMethod.GET_USER, "the user has no number as id");
        }
        return Optional.of(user);
    }

    /** All users, at most a minute old. */
    List<Listed> listed() {
        return list.get(settings, this::readList);
    }

    /**
     * At most five minutes old.
     *
     * @throws BackendException also when a group is not there: then nobody can tell who administers
     */
    Administrators administrators() {
        return administrators.get(settings, this::readAdministrators);
    }

    private List<Listed> readList() {
        JsonNode all = result(RpcMethod.GET_ALL, client.call(RpcMethod.GET_ALL));
        if (!all.isArray()) {
            throw garbled(RpcMethod.GET_ALL, "the answer is no list");
        }
        List<Listed> listed = new ArrayList<>();
        for (JsonNode each : all) {
            UserRecord user = UserRecord.of(each)
                    .orElseThrow(() -> garbled(RpcMethod.GET_ALL, "the list holds something that is no user"));
            listed.add(new Listed(user.username(), user.mail(), List.copyOf(user.extensions())));
        }
        return List.copyOf(listed);
    }

    private Administrators readAdministrators() {
        Set<Long> groups = new LinkedHashSet<>();
        Set<Long> members = new LinkedHashSet<>();
        for (String name : settings.adminGroups()) {
            JsonNode group = result(RpcMethod.GET_GROUP_BY_NAME, client.call(RpcMethod.GET_GROUP_BY_NAME, name));
            if (group.isNull()) {
                throw new BackendException(
                        Problem.REFUSED,
                        settings.id(),
                        "there is no group " + name
                                + ", so that nobody can tell who administers; look at ADMIN_GROUPS");
            }
            Long id = UserRecord.positive(group.path("id"));
            if (id == null || !same(group.path("name").asText(""), name)) {
                throw garbled(RpcMethod.GET_GROUP_BY_NAME, "the answer is not the group that was asked for");
            }
            groups.add(id);
            Set<Long> named = UserRecord.numbers(group.path("members"));
            if (named != null) {
                members.addAll(named);
            }
        }
        return new Administrators(groups, members);
    }

    private JsonNode result(RpcMethod method, RpcReply reply) {
        if (reply.error() != null) {
            throw refused(method, reply.error());
        }
        return reply.result();
    }

    private BackendException refused(RpcMethod method, RpcError error) {
        return new BackendException(Problem.REFUSED, settings.id(), method.method() + ": " + error.words());
    }

    private BackendException garbled(RpcMethod method, String what) {
        return new BackendException(Problem.GARBLED, settings.id(), method.method() + ": " + what);
    }

    private static boolean same(String one, String other) {
        return one.equalsIgnoreCase(other.strip());
    }

    /** One answer for some time. Whoever comes while it is read waits for it; a failure is passed on and not kept. */
    private static final class Kept<T> {
        private final Clock clock;
        private final Duration time;
        private final ReentrantLock reading = new ReentrantLock();
        private volatile @Nullable Entry<T> entry;

        private record Entry<T>(T answer, Instant until) {}

        Kept(Clock clock, Duration time) {
            this.clock = clock;
            this.time = time;
        }

        T get(UcwareSettings settings, Supplier<T> read) {
            Entry<T> known = entry;
            if (known != null && clock.instant().isBefore(known.until())) {
                return known.answer();
            }
            try {
                if (!reading.tryLock(settings.deadline().toNanos(), TimeUnit.NANOSECONDS)) {
                    throw new BackendException(
                            Problem.BUSY, settings.id(), "another call is still waiting for the same answer");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new BackendException(Problem.UNREACHABLE, settings.id(), "interrupted while waiting", e);
            }
            try {
                Entry<T> now = entry;
                if (now != null && clock.instant().isBefore(now.until())) {
                    return now.answer();
                }
                T answer = read.get();
                entry = new Entry<>(answer, clock.instant().plus(time));
                return answer;
            } finally {
                reading.unlock();
            }
        }
    }
}
