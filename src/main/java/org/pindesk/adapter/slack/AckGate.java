package org.pindesk.adapter.slack;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Keeps an answer behind the acknowledgement of its command or form. A worker can be done before Bolt has sent the acknowledgement, and then
 * "one moment" would be the last thing that the person reads. Bolt tells nobody when it has sent it: it is given a few milliseconds
 * after the handler's return.
 */
final class AckGate {
    private static final Duration SENDING = Duration.ofMillis(30);
    /** A verdict that is overtaken by "one moment" is lost, so a form gets more time than a command. */
    private static final Duration SENDING_FORM = Duration.ofMillis(100);

    private static final Duration AT_MOST = Duration.ofSeconds(2);

    private final Map<String, CountDownLatch> closed = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer;

    AckGate(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    /**
     * The handler of a command or form begins.
     *
     * @param place where its answer goes: a {@code response_url} or the id of a window
     */
    void close(String place) {
        closed.put(place, new CountDownLatch(1));
    }

    /** The handler of a command returns; the acknowledgement is sent now. */
    void acknowledged(String responseUrl) {
        open(responseUrl, SENDING);
    }

    /** The handler of a form returns. */
    void acknowledgedForm(String window) {
        open(window, SENDING_FORM);
    }

    private void open(String place, Duration after) {
        timer.schedule(
                () -> {
                    CountDownLatch gate = closed.remove(place);
                    if (gate != null) {
                        gate.countDown();
                    }
                },
                after.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Waits until the acknowledgement is out; not at all for what needs none any more. */
    void pass(String place) {
        CountDownLatch gate = closed.get(place);
        if (gate == null) {
            return;
        }
        try {
            if (!gate.await(AT_MOST.toMillis(), TimeUnit.MILLISECONDS)) {
                closed.remove(place);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
