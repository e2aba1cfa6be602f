package org.pindesk.demo.cucm;

/**
 * A voicemail system that shares PINs with the cluster. Documented for changes by users: CUCM takes a PIN only once a Unity Connection
 * server has taken it. That this holds for AXL with zeroHop false is inferred, and the text of that refusal is an invention.
 */
@FunctionalInterface
public interface PinSync {
    /** No PIN is shared. */
    PinSync NONE = (account, pin) -> true;

    /** Whether the PIN was taken there, or need not be. */
    boolean accept(String account, String pin);
}
