package org.pindesk.demo.ucware;

import java.util.HashSet;
import java.util.Set;

/** Tokens that were given out. How long one lives is not known: here until it is ended. Thread-safe. */
final class Tokens {
    private final Set<String> alive = new HashSet<>();
    private int issued;

    synchronized String issue() {
        String token = UcwareSimulator.API_TOKEN + "." + ++issued;
        alive.add(token);
        return token;
    }

    synchronized boolean alive(String token) {
        return token.equals(UcwareSimulator.API_TOKEN) || alive.contains(token);
    }

    synchronized void endAll() {
        alive.clear();
    }
}
