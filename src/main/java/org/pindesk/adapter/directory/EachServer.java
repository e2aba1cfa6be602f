package org.pindesk.adapter.directory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pindesk.adapter.directory.DirectorySettings.Server;
import org.pindesk.adapter.directory.Ldap.Answered;
import org.pindesk.adapter.wire.Access;
import org.pindesk.adapter.wire.Guard;
import org.pindesk.adapter.wire.GuardSettings;
import org.pindesk.adapter.wire.Threads;
import org.pindesk.core.BackendException;
import org.pindesk.core.Problem;

/**
 * Asks servers one by one and all at the same time. A server that was found silent is left alone for some seconds; the trial after
 * that is made beside the others and nobody waits for it, so that a dead server costs its time once.
 */
final class EachServer implements AutoCloseable {
    private static final Duration REST = Duration.ofSeconds(10);
    private static final int MOST_THREADS = 32;

    /** Connections to one server that are kept; more than that many questions at a time are rare. */
    private static final int CONNECTIONS = 2;

    private final Function<Server, ServerPool> pools;
    private final Map<Server, Line> lines = new ConcurrentHashMap<>();
    private final ExecutorService threads = Threads.pool("directory-server", MOST_THREADS);

    /** The way to one server. */
    private static final class Line {
        final ServerPool pool;
        final Guard guard = Guard.of(
                LdapErrors.SYSTEM,
                GuardSettings.DEFAULT
                        .withPlaces(2 * CONNECTIONS)
                        .withoutRepeating()
                        .withRest(1, REST));

        /** Problem code of the last try when there was no answer; null when there was one. */
        volatile @Nullable String silent;

        Line(ServerPool pool) {
            this.pool = pool;
        }
    }

    private record Asked<T>(
            Server server, Line line, @Nullable String formerly, Future<Answered<T>> answer) {}

    /**
     * @param pools makes the connections to one server, keeping at most the given number
     */
    EachServer(BiFunction<Server, Integer, ServerPool> pools) {
        this.pools = server -> pools.apply(server, CONNECTIONS);
    }

    /** Begins asking; the supplier waits for the answers, in the order of the servers, each server once. */
    <T> Supplier<List<Answered<T>>> ask(List<Server> servers, Duration within, Ldap.Operation<T> operation) {
        long until = System.nanoTime() + within.toNanos();
        List<Asked<T>> asked = new ArrayList<>();
        for (Server server : new LinkedHashSet<>(servers)) {
            Line line = lines.computeIfAbsent(server, one -> new Line(pools.apply(one)));
            String formerly = line.silent;
            asked.add(
                    new Asked<>(server, line, formerly, threads.submit(() -> answer(server, line, within, operation))));
        }
        return () -> collect(asked, until);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        lines.values().forEach(line -> line.pool.close());
    }

    private static <T> Answered<T> answer(Server server, Line line, Duration within, Ldap.Operation<T> operation) {
        try {
            T value = line.guard.call(Access.READ, false, within, any -> false, left -> line.pool.read(operation));
            line.silent = null;
            return new Answered<>(server, null, value);
        } catch (BackendException e) {
            String former = line.silent;
            boolean silent = e.problem() == Problem.UNREACHABLE || e.problem() == Problem.NO_ANSWER;
            // while it is left alone, what was found before counts
            String code = silent && former != null ? former : e.problem().code();
            line.silent = silent ? code : null;
            return new Answered<>(server, code, null);
        }
    }

    private static <T> List<Answered<T>> collect(List<Asked<T>> asked, long until) {
        boolean anybody = asked.stream().anyMatch(one -> one.formerly() == null);
        Map<Server, Answered<T>> answers = new ConcurrentHashMap<>();
        for (Asked<T> one : asked) {
            if (!anybody || one.formerly() == null) {
                answers.put(one.server(), wait(one, until));
            }
        }
        // those that were silent have had the time that the others took
        return asked.stream()
                .map(one -> {
                    Answered<T> known = answers.get(one.server());
                    return known != null ? known : wait(one, System.nanoTime());
                })
                .toList();
    }

    private static <T> Answered<T> wait(Asked<T> one, long until) {
        try {
            return one.answer().get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            String former = one.formerly();
            String code = former != null ? former : Problem.NO_ANSWER.code();
            one.line().silent = code;
            return new Answered<>(one.server(), code, null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answered<>(one.server(), Problem.NO_ANSWER.code(), null);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
