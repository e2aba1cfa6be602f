package org.pindesk.adapter.discord;

import org.pindesk.port.LongValues;

/**
 * What buttons and forms do, as their custom ids: {@code action:value}. Discord takes 100 characters (reference, "Custom ID"); a value with which
 * that would be longer is kept here, and a word stands for it. Whoever presses is asked anew what they may do: the word holds no right.
 */
final class Values {
    private static final int ID = 100;
    /** How a word begins that stands for a value ({@link LongValues#keep}). */
    private static final String WORD = "~";

    private final LongValues kept;

    Values(LongValues kept) {
        this.kept = kept;
    }

    /**
     * @throws org.pindesk.core.PindeskException {@code STORE_DOWN} where a long value cannot be kept
     */
    String id(String action, String value) {
        String id = value.isEmpty() ? action : action + ":" + value;
        return id.length() <= ID ? id : action + ":" + kept.keep(value);
    }

    static String action(String id) {
        int colon = id.indexOf(':');
        return colon < 0 ? id : id.substring(0, colon);
    }

    /** Whether the value stands in the id itself, so that nobody has to be asked for it. */
    static boolean isWhole(String id) {
        return !written(id).startsWith(WORD);
    }

    /**
     * The value, whole.
     *
     * @return empty where there is none, or none any more
     * @throws org.pindesk.core.PindeskException {@code STORE_DOWN}
     */
    String value(String id) {
        return isWhole(id) ? written(id) : kept.value(written(id)).orElse("");
    }

    private static String written(String id) {
        int colon = id.indexOf(':');
        return colon < 0 ? "" : id.substring(colon + 1);
    }
}
