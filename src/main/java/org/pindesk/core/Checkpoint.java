package org.pindesk.core;

/**
 * Named points between two steps at which the process may die. In production nothing happens there; the crash tests stop the process
 * at each of them.
 */
@FunctionalInterface
public interface Checkpoint {
    Checkpoint NONE = boundary -> {};

    void reached(String boundary);
}
