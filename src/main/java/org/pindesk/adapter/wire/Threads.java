package org.pindesk.adapter.wire;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Bounded pools of platform threads for questions that are asked at the same time. */
public final class Threads {
    private static final int IDLE_SECONDS = 30;

    private Threads() {}

    /**
     * A pool whose threads end by themselves when there is nothing to do and keep no process alive.
     *
     * @param name of its threads
     * @param most threads at one time; what comes on top waits
     */
    public static ExecutorService pool(String name, int most) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                most, most, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "pindesk-" + name);
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
