package org.pindesk.app;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * The recurring work: whatever runs out is marked by a due time on its own row, and a sweep every second ends it. With several copies
 * on one database each sweep runs on one of them.
 */
final class Timers implements AutoCloseable {
    private static final Duration SWEEP_EVERY = Duration.ofSeconds(1);
    private static final Duration LOOK_EVERY = Duration.ofMinutes(5);

    private final Scheduler scheduler;

    private Timers(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    static Timers start(DataSource database, Bot bot) {
        var sweep = Tasks.recurring("sweep", FixedDelay.of(SWEEP_EVERY)).execute((task, context) -> bot.sweep());
        var look = Tasks.recurring("look", FixedDelay.of(LOOK_EVERY)).execute((task, context) -> bot.look());
        var anchor = Tasks.recurring("audit-anchor", FixedDelay.ofHours(24)).execute((task, context) -> bot.anchor());
        Scheduler scheduler = Scheduler.create(database)
                .startTasks(sweep, look, anchor)
                .threads(3)
                .pollingInterval(SWEEP_EVERY)
                .shutdownMaxWait(Duration.ofSeconds(3))
                .build();
        scheduler.start();
        return new Timers(scheduler);
    }

    @Override
    public void close() {
        scheduler.stop();
    }
}
