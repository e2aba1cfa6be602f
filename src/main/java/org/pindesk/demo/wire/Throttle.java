package org.pindesk.demo.wire;

import java.util.concurrent.atomic.AtomicInteger;
import org.pindesk.demo.company.Fault;

/** Turns calls away while the fault is {@link Fault.Kind#THROTTLE}. Evenly: of a hundred in a row, exactly as many as the fault says. Thread-safe. */
public final class Throttle {
    private final AtomicInteger sum = new AtomicInteger();

    /** Whether this call is turned away; counts it. */
    public boolean turnsAway(Fault fault) {
        if (!fault.is(Fault.Kind.THROTTLE)) {
            return false;
        }
        int before = sum.getAndUpdate(now -> (now + fault.percent()) % 100);
        return before + fault.percent() >= 100;
    }
}
