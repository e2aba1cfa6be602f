package org.pindesk.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;
import static org.mockito.Mockito.withSettings;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mockito.stubbing.Answer;
import org.pindesk.core.BackendException;
import org.pindesk.core.LoginPlace;
import org.pindesk.core.Problem;
import org.pindesk.port.Directory;
import org.pindesk.port.GivesAccountEvidence;
import org.pindesk.port.GivesEvidence;
import org.pindesk.port.GrantsPortal;
import org.pindesk.port.Pbx;
import org.pindesk.testing.SettableClock;

class GatheringTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(200);

    private final Somebody bob = new Somebody();
    private final ThreadPoolExecutor pool =
            new ThreadPoolExecutor(8, 8, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(16));
    private final CountDownLatch never = new CountDownLatch(1);
    private final AtomicInteger interrupted = new AtomicInteger();

    @AfterEach
    void allThreadsEnd() throws InterruptedException {
        pool.shutdown();
        assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void everybodyIsAskedAndStandsInTheOrderOfTheConfiguration() {
        Directory directory = directory(call -> bob.directory());
        Pbx hq = full("hq", call -> sighting());
        Pbx plain = mock(Pbx.class);
        when(plain.id()).thenReturn("branch");
        when(plain.label()).thenReturn("Branch telephones");
        when(plain.find(any())).thenReturn(Pbx.Match.absent());
        Evidence evidence = gathering(directory, LONG, plain, hq).gather(bob.person(), LoginPlace.PORTAL, "201", 3);
        assertThat(evidence.systems()).extracting(SystemEvidence::id).containsExactly("branch", "hq");
        assertThat(evidence.systems().get(0).match()).isEqualTo(Pbx.Match.absent());
        assertThat(evidence.systems().get(0).portalGroup()).isNull();
        assertThat(evidence.systems().get(1).telephone()).isEqualTo(sighting().evidence());
        assertThat(evidence.systems().get(1).portalGroup()).isEqualTo(bob.group);
        assertThat(evidence.directory()).isEqualTo(bob.directory());
        assertThat(evidence.directorySilent()).isNull();
        assertThat(evidence.now()).isEqualTo(Somebody.NOW);
        assertThat(evidence.place()).isEqualTo(LoginPlace.PORTAL);
        assertThat(evidence.code()).isEqualTo("201");
        assertThat(evidence.repeatedLocks()).isEqualTo(3);
    }

    @Test
    void aDirectoryThatShowsNoEvidenceIsNotAskedForIt() {
        Evidence evidence = gathering(mock(Directory.class), LONG).gather(bob.person(), LoginPlace.COMPUTER, null, 0);
        assertThat(evidence.directory()).isNull();
        assertThat(evidence.directorySilent()).isNull();
        assertThat(Diagnosis.of(evidence).first().cause()).isEqualTo(Cause.COULD_NOT_SEE);
    }

    @Test
    void whoFailsIsSilentWithTheReason() {
        Directory directory = directory(call -> {
            throw new BackendException(Problem.BAD_CREDENTIALS, "directory", "refused");
        });
        Pbx defective = full("hq", call -> {
            throw new IllegalStateException("a defect");
        });
        Pbx empty = full("branch", call -> null);
        Evidence evidence = gathering(directory, LONG, defective, empty).gather(bob.person(), null, null, 0);
        assertThat(evidence.directorySilent()).isEqualTo("PD-103");
        assertThat(evidence.systems()).extracting(SystemEvidence::silent).containsExactly("PD-900", "PD-900");
        assertThat(evidence.systems()).extracting(SystemEvidence::match).containsOnlyNulls();
    }

    @Test
    void whoHangsIsSilentAtTheDeadlineAndItsThreadIsFreed() {
        Pbx hangs = full("hq", this::hang);
        Pbx fine = full("branch", call -> sighting());
        long began = System.nanoTime();
        Evidence evidence = gathering(directory(this::hang), SHORT, hangs, fine).gather(bob.person(), null, null, 0);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(SHORT, SHORT.plusSeconds(2));
        assertThat(evidence.directorySilent()).isEqualTo("PD-102");
        assertThat(evidence.systems()).extracting(SystemEvidence::silent).containsExactly("PD-102", null);
        assertThat(evidence.systems().get(1).telephone()).isNotNull();
        await().untilAsserted(() -> assertThat(pool.getActiveCount()).isZero());
        assertThat(interrupted).hasValue(2);
    }

    @Test
    void aLateAnswerIsDropped() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Pbx late = full("hq", call -> {
            asked.countDown();
            uninterruptibly(go);
            return sighting();
        });
        Evidence evidence =
                gathering(directory(call -> bob.directory()), SHORT, late).gather(bob.person(), null, null, 0);
        asked.await();
        go.countDown();
        await().untilAsserted(() -> assertThat(pool.getActiveCount()).isZero());
        assertThat(evidence.systems().get(0).silent()).isEqualTo("PD-102");
        assertThat(evidence.systems().get(0).telephone()).isNull();
    }

    @Test
    void aPortalGroupThatCannotBeReadSilencesNothingElse() {
        Pbx hq = full("hq", call -> sighting());
        when(((GrantsPortal) hq).portalGroup())
                .thenThrow(new BackendException(Problem.NOT_PERMITTED, "hq", "no right"));
        Evidence evidence =
                gathering(directory(call -> bob.directory()), LONG, hq).gather(bob.person(), null, null, 0);
        assertThat(evidence.systems().get(0).silent()).isNull();
        assertThat(evidence.systems().get(0).portalGroup()).isNull();
        assertThat(evidence.systems().get(0).telephone()).isNotNull();
    }

    @Test
    void aFullPoolIsAnAnswerToo() throws InterruptedException {
        ThreadPoolExecutor tiny = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new SynchronousQueue<>());
        try {
            tiny.execute(() -> hangUntilFreed());
            await().until(() -> tiny.getActiveCount() == 1);
            Evidence evidence = new Gathering(
                            directory(call -> bob.directory()),
                            List.of(full("hq", call -> sighting())),
                            tiny,
                            LONG,
                            new SettableClock(Somebody.NOW))
                    .gather(bob.person(), null, null, 0);
            assertThat(evidence.directorySilent()).isEqualTo("PD-109");
            assertThat(evidence.systems()).extracting(SystemEvidence::silent).containsExactly("PD-109");
        } finally {
            never.countDown();
            tiny.shutdown();
            assertThat(tiny.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void anInterruptedCallerGetsWhatIsThereAndStaysInterrupted() {
        Gathering gathering = gathering(directory(this::hang), LONG, full("hq", this::hang));
        Evidence evidence;
        boolean still;
        Thread.currentThread().interrupt();
        try {
            evidence = gathering.gather(bob.person(), null, null, 0);
        } finally {
            still = Thread.interrupted();
        }
        assertThat(still).isTrue();
        assertThat(evidence.directorySilent()).isEqualTo("PD-102");
        assertThat(evidence.systems()).extracting(SystemEvidence::silent).containsExactly("PD-102");
        await().untilAsserted(() -> assertThat(pool.getActiveCount()).isZero());
    }

    private Gathering gathering(Directory directory, Duration deadline, Pbx... systems) {
        return new Gathering(directory, List.of(systems), pool, deadline, new SettableClock(Somebody.NOW));
    }

    private static Directory directory(Answer<?> answer) {
        GivesAccountEvidence directory = mock(GivesAccountEvidence.class);
        when(directory.evidence(any())).thenAnswer(answer);
        return directory;
    }

    private Pbx full(String id, Answer<?> answer) {
        GivesEvidence system = mock(GivesEvidence.class, withSettings().extraInterfaces(GrantsPortal.class));
        when(system.id()).thenReturn(id);
        when(system.label()).thenReturn(id + " telephones");
        when(system.evidence(any())).thenAnswer(answer);
        when(((GrantsPortal) system).portalGroup()).thenReturn(bob.group);
        return system;
    }

    private GivesEvidence.Sighting sighting() {
        SystemEvidence seen = bob.system();
        return new GivesEvidence.Sighting(Objects.requireNonNull(seen.match()), seen.telephone());
    }

    private <T> T hang(Object call) throws InterruptedException {
        try {
            never.await();
        } catch (InterruptedException e) {
            interrupted.incrementAndGet();
            throw e;
        }
        throw new IllegalStateException("nobody frees it");
    }

    private void hangUntilFreed() {
        uninterruptibly(never);
    }

    private static void uninterruptibly(CountDownLatch latch) {
        boolean was = false;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                was = true;
            }
        }
        if (was) {
            Thread.currentThread().interrupt();
        }
    }
}
