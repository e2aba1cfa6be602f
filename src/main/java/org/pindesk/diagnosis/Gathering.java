package org.pindesk.diagnosis;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.DirectoryEvidence;
import org.pindesk.core.LoginPlace;
import org.pindesk.core.Person;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Problem;
import org.pindesk.port.Directory;
import org.pindesk.port.GivesAccountEvidence;
import org.pindesk.port.GivesEvidence;
import org.pindesk.port.GrantsPortal;
import org.pindesk.port.Pbx;
import org.pindesk.port.Voicemail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the directory and every telephone system at the same time, all under one deadline. Who has not answered by then is silent, its
 * question is interrupted, and a late answer is dropped. Safe for many threads at once.
 */
public final class Gathering {
    /** Long enough for a slow system, short enough for somebody who waits. */
    public static final Duration DEADLINE = Duration.ofSeconds(8);

    private static final Logger LOG = LoggerFactory.getLogger(Gathering.class);

    private final Directory directory;
    private final List<Pbx> systems;
    private final ExecutorService pool;
    private final Duration deadline;
    private final Clock clock;

    /**
     * @param pool runs the questions, at most one for the directory and two for each system; it must refuse what it cannot take, never run
     *     it in the caller, and must not be the pool that a directory or system asks its own servers with. Not closed here
     * @param deadline for everything together
     */
    public Gathering(Directory directory, List<Pbx> systems, ExecutorService pool, Duration deadline, Clock clock) {
        this.directory = directory;
        this.systems = List.copyOf(systems);
        this.pool = pool;
        this.deadline = deadline;
        this.clock = clock;
    }

    /**
     * Everything that can be seen by the deadline. Never fails because somebody is silent, the pool is full, or this thread is
     * interrupted: then what is missing is silent evidence with a problem code, and the thread stays interrupted.
     *
     * @param place where they tried; null for everywhere
     * @param code what the place said; null when they did not say
     * @param repeatedLocks how often the person was locked lately, this time included
     */
    public Evidence gather(Person person, @Nullable LoginPlace place, @Nullable String code, int repeatedLocks) {
        long until = System.nanoTime() + deadline.toNanos();
        List<Question<?>> asked = new ArrayList<>();
        try {
            Question<DirectoryEvidence> account = directory instanceof GivesAccountEvidence gives
                    ? ask(asked, "directory", () -> gives.evidence(person.id()))
                    : null;
            List<Asked> each = new ArrayList<>();
            for (Pbx system : systems) {
                each.add(new Asked(
                        system,
                        ask(asked, system.id(), () -> sighting(system, person)),
                        system instanceof GrantsPortal grants ? ask(asked, system.id(), grants::portalGroup) : null));
            }
            Answer<DirectoryEvidence> entry = account == null ? new Answer<>(null, null) : account.take(until);
            List<SystemEvidence> seen =
                    each.stream().map(one -> one.take(until)).toList();
            return new Evidence(
                    person, place, code, clock.instant(), entry.value(), entry.silent(), seen, repeatedLocks);
        } finally {
            asked.forEach(Question::drop);
        }
    }

    private static GivesEvidence.Sighting sighting(Pbx system, Person person) {
        return system instanceof GivesEvidence gives
                ? gives.evidence(person)
                : new GivesEvidence.Sighting(system.find(person), null);
    }

    private <T> Question<T> ask(List<Question<?>> asked, String system, Callable<T> what) {
        Future<T> future;
        try {
            future = pool.submit(() -> Objects.requireNonNull(what.call(), "an answer is never null"));
        } catch (RejectedExecutionException e) {
            LOG.warn("no thread is free to ask {}", system);
            future = null;
        }
        Question<T> question = new Question<>(system, future);
        asked.add(question);
        return question;
    }

    /** What one telephone system was asked. */
    private record Asked(
            Pbx system,
            Question<GivesEvidence.Sighting> sighting,
            @Nullable Question<GrantsPortal.PortalGroup> group) {
        SystemEvidence take(long until) {
            Answer<GivesEvidence.Sighting> answer = sighting.take(until);
            GivesEvidence.Sighting seen = answer.value();
            return new SystemEvidence(
                    system.id(),
                    system.label(),
                    seen == null ? null : seen.match(),
                    seen == null ? null : seen.evidence(),
                    answer.silent(),
                    group == null ? null : group.take(until).value(),
                    system instanceof Voicemail);
        }
    }

    /**
     * @param silent why there is no value, as a problem code; null when there is, or nobody was asked
     */
    private record Answer<T>(@Nullable T value, @Nullable String silent) {}

    /**
     * @param future null when the pool took no more
     */
    private record Question<T>(String system, @Nullable Future<T> future) {
        Answer<T> take(long until) {
            if (future == null) {
                return silent(Problem.BUSY);
            }
            try {
                return new Answer<>(future.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS), null);
            } catch (TimeoutException e) {
                LOG.warn("{} has not answered in time", system);
                return silent(Problem.NO_ANSWER);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return silent(Problem.NO_ANSWER);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof PindeskException known) {
                    LOG.warn("{} while gathering evidence", known.getMessage());
                    return silent(known.problem());
                }
                LOG.error("defect while asking {}", system, e.getCause());
                return silent(Problem.INTERNAL);
            }
        }

        void drop() {
            if (future != null) {
                future.cancel(true);
            }
        }

        private Answer<T> silent(Problem problem) {
            return new Answer<>(null, problem.code());
        }
    }
}
