package org.pindesk.adapter.slack;

import com.slack.api.util.thread.ExecutorServiceProvider;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Every thread pool that the Slack SDK asks for, so that closing the chat ends them all: the SDK itself leaves some running. */
final class Threads implements ExecutorServiceProvider, AutoCloseable {
    private final List<ExecutorService> pools = new CopyOnWriteArrayList<>();

    @Override
    public ExecutorService createThreadPoolExecutor(String group, int size) {
        return tracked(Executors.newFixedThreadPool(size, daemons(group)));
    }

    @Override
    public ScheduledExecutorService createThreadScheduledExecutor(String group) {
        return tracked(Executors.newSingleThreadScheduledExecutor(daemons(group)));
    }

    private <E extends ExecutorService> E tracked(E pool) {
        pools.add(pool);
        return pool;
    }

    static ThreadFactory daemons(String group) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, group + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    public void close() {
        pools.forEach(ExecutorService::shutdownNow);
    }
}
