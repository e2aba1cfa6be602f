package org.pindesk.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;
import static org.mockito.Mockito.withSettings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.pindesk.core.DirectoryEvidence;
import org.pindesk.core.LoginPlace;
import org.pindesk.port.GivesAccountEvidence;
import org.pindesk.port.GivesEvidence;
import org.pindesk.port.GrantsPortal;
import org.pindesk.port.Pbx;
import org.pindesk.testing.SettableClock;

/**
 * The promise: a diagnosis takes at most 1.2 times its slowest single call and 20 ms. Latencies are simulated: 5 ms for each directory
 * call, 50 ms for AXL, 300 ms until a dead directory server is given up.
 */
@Tag("bench")
class GatheringBenchTest {
    private static final int ROUNDS = 60;
    private static final int DIRECTORY = 5;
    private static final int AXL = 50;
    private static final int DEAD = 300;

    private final Somebody bob = new Somebody();
    private final ExecutorService pool = Executors.newFixedThreadPool(16);
    /** The directory asks its own servers at the same time, with threads of its own. */
    private final ExecutorService servers = Executors.newFixedThreadPool(8);

    @Test
    void gatheringTakesHardlyLongerThanItsSlowestCall() throws InterruptedException {
        List<String> rows = new ArrayList<>();
        try {
            rows.add(
                    measure("all servers alive", AXL, directory(DIRECTORY, DIRECTORY), system("hq"), system("branch")));
            rows.add(measure(
                    "one directory server dead", DEAD, directory(DIRECTORY, DEAD), system("hq"), system("branch")));
        } finally {
            pool.shutdownNow();
            servers.shutdownNow();
            assertThat(pool.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
            assertThat(servers.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
        }
        rows.forEach(System.out::println);
    }

    private String measure(String what, int slowest, GivesAccountEvidence directory, Pbx... systems) {
        Gathering gathering =
                new Gathering(directory, List.of(systems), pool, Gathering.DEADLINE, new SettableClock(Somebody.NOW));
        List<Long> taken = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            long began = System.nanoTime();
            Verdict verdict = Diagnosis.of(gathering.gather(bob.person(), LoginPlace.PORTAL, null, 0));
            taken.add(System.nanoTime() - began);
            assertThat(verdict.found()).isFalse();
        }
        Collections.sort(taken.subList(ROUNDS / 6, ROUNDS));
        List<Long> warm = taken.subList(ROUNDS / 6, ROUNDS);
        double median = warm.get(warm.size() / 2) / 1e6;
        double p95 = warm.get((int) (warm.size() * 0.95)) / 1e6;
        assertThat(p95).as(what).isLessThanOrEqualTo(1.2 * slowest + 20);
        return "diagnosis, %s: slowest single call %d ms, median %.1f ms (ratio %.2f), p95 %.1f ms (ratio %.2f)"
                .formatted(what, slowest, median, median / slowest, p95, p95 / slowest);
    }

    /** Entry and policy one after the other, then every server at the same time. */
    private GivesAccountEvidence directory(int... latencies) {
        GivesAccountEvidence directory =
                mock(GivesAccountEvidence.class, withSettings().stubOnly());
        DirectoryEvidence evidence = bob.directory();
        when(directory.evidence(any())).thenAnswer(call -> {
            pause(DIRECTORY);
            pause(DIRECTORY);
            servers.invokeAll(Arrays.stream(latencies)
                    .mapToObj(GatheringBenchTest::pausing)
                    .toList());
            return evidence;
        });
        return directory;
    }

    private Pbx system(String id) {
        GivesEvidence system = mock(
                GivesEvidence.class,
                withSettings().extraInterfaces(GrantsPortal.class).stubOnly());
        SystemEvidence seen = bob.system();
        GivesEvidence.Sighting sighting =
                new GivesEvidence.Sighting(Objects.requireNonNull(seen.match()), seen.telephone());
        when(system.id()).thenReturn(id);
        when(system.label()).thenReturn(id);
        when(system.evidence(any())).thenAnswer(call -> {
            pause(AXL);
            return sighting;
        });
        when(((GrantsPortal) system).portalGroup()).thenAnswer(call -> {
            pause(AXL);
            return bob.group;
        });
        return system;
    }

    private static Callable<Boolean> pausing(int millis) {
        return () -> {
            pause(millis);
            return true;
        };
    }

    private static void pause(int millis) throws InterruptedException {
        assertThat(new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS)).isFalse();
    }
}
