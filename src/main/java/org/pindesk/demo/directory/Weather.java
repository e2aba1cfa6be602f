package org.pindesk.demo.directory;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.pindesk.demo.company.Fault;
import org.pindesk.demo.company.Fault.Kind;

/** The fault of the moment, felt by every request before it is carried out. */
final class Weather {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final AtomicLong requests = new AtomicLong();
    private Fault fault = Fault.UP;
    private long changes;

    Fault now() {
        lock.lock();
        try {
            return fault;
        } finally {
            lock.unlock();
        }
    }

    void change(Fault next) {
        lock.lock();
        try {
            fault = next;
            changes++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits as long as the fault says, at most until it is replaced.
     *
     * @return whether the request may go on; false is for one that is turned away as too much
     */
    boolean letPass() {
        lock.lock();
        try {
            long seen = changes;
            if (fault.is(Kind.THROTTLE)) {
                return requests.getAndIncrement() * fault.percent() % 100 + fault.percent() < 100;
            }
            long left = fault.is(Kind.SLOW) ? fault.delay().toNanos() : TimeUnit.HOURS.toNanos(1);
            while ((fault.is(Kind.HANG) || fault.is(Kind.SLOW)) && seen == changes && left > 0) {
                left = changed.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        } finally {
            lock.unlock();
        }
    }
}
