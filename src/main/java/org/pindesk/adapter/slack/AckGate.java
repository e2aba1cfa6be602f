package org.pindesk.adapter.slack;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Keeps an answer behind the acknowledgement of its command. A worker can be done before Bolt has sent the acknowledgement, and then
 * "one moment" would be the last thing that the person reads. Bolt tells nobody when it has sent it: it is given a few milliseconds
 * after the handler's return.
 */
final class AckGate {
    private static final Duration SENDING = Duration.ofMillis(30);
    private static final Duration AT_MOST = Duration.ofSeconds(2);

    private final Map<String, CountDownLatch> closed = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer;

    AckGate(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    /** The handler of a command begins. */
    void close(String responseUrl) {
        closed.put(responseUrl, new CountDownLatch(1));
    }

    /** The handler returns; the acknowledgement is sent now. */
    void acknowledged(String responseUrl) {
        timer.schedule(
                () -> {
                    CountDownLatch gate = closed.remove(responseUrl);
                    if (gate != null) {
                        gate.countDown();
                    }
                },
                SENDING.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Waits until the acknowledgement is out; not at all for what needs none any more. */
    void pass(String responseUrl) {
        CountDownLatch gate = closed.get(responseUrl);
        if (gate == null) {
            return;
        }
        try {
            if (!gate.await(AT_MOST.toMillis(), TimeUnit.MILLISECONDS)) {
                closed.remove(responseUrl);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
