package org.pindesk.core;

/**
 * State of a directory account. {@code readable} false means that the directory did not show the state (missing rights): then the
 * other values say nothing, and whoever decides must refuse.
 */
public record AccountState(
        boolean readable,
        boolean disabled,
        boolean expired,
        boolean locked,
        boolean passwordExpired,
        boolean mustChangePassword) {
    public static final AccountState FINE = new AccountState(true, false, false, false, false, false);
    public static final AccountState UNREADABLE = new AccountState(false, false, false, false, false, false);
}
