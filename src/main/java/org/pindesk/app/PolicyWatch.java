package org.pindesk.app;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.pindesk.adapter.policy.PolicyFile;
import org.pindesk.core.AuditEvent;
import org.pindesk.core.PindeskException;
import org.pindesk.port.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the policy file every few seconds, in every copy of the bot, and writes down what was loaded. */
final class PolicyWatch implements AutoCloseable {
    private static final long SECONDS = 3;

    private static final Logger LOG = LoggerFactory.getLogger(PolicyWatch.class);

    private final PolicyFile file;
    private final Function<Set<String>, List<String>> groupFaults;
    private final Store store;
    private final Clock clock;
    private final ScheduledExecutorService timer;

    private PolicyWatch(PolicyFile file, Function<Set<String>, List<String>> groupFaults, Store store, Clock clock) {
        this.file = file;
        this.groupFaults = groupFaults;
        this.store = store;
        this.clock = clock;
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "pindesk-policy");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * @param groupFaults what is wrong with groups that the directory is to watch
     */
    static PolicyWatch start(
            PolicyFile file, Function<Set<String>, List<String>> groupFaults, Store store, Clock clock) {
        PolicyWatch watch = new PolicyWatch(file, groupFaults, store, clock);
        watch.timer.scheduleWithFixedDelay(watch::look, SECONDS, SECONDS, TimeUnit.SECONDS);
        return watch;
    }

    private void look() {
        try {
            file.look(groupFaults).ifPresent(this::note);
        } catch (PindeskException e) {
            LOG.warn("policy: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("policy: a defect of Pindesk", e);
        }
    }

    private void note(PolicyFile.Loaded loaded) {
        Map<String, String> facts = Map.of("new", loaded.digest(), "old", loaded.before());
        store.tx(tx -> {
            tx.audit()
                    .append(
                            new AuditEvent(
                                    "pindesk", null, "policy.load", "loaded", "policy-" + loaded.digest(), facts, null),
                            clock.instant());
            return true;
        });
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
