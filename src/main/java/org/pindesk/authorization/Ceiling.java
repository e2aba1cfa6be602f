package org.pindesk.authorization;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a chat platform gets at most, whatever the rules say.
 *
 * @param actions what may be done there
 * @param detail whether a verdict there says what the directory and the systems hold: names of accounts, groups and servers, dates, numbers
 */
public record Ceiling(Set<Action> actions, boolean detail) {
    public Ceiling {
        actions = Collections.unmodifiableSet(new TreeSet<>(actions));
    }
}
