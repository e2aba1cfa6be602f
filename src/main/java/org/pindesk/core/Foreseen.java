package org.pindesk.core;

/**
 * Whether a write would be allowed, found out without writing.
 *
 * @param why in words for operators; empty with {@link Answer#YES}
 */
public record Foreseen(Answer answer, String why) {
    public static final Foreseen YES = new Foreseen(Answer.YES, "");

    /** Whether a write would be allowed. */
    public enum Answer {
        YES,
        NO,
        /** Cannot be found out without trying. */
        UNSEEN
    }

    public static Foreseen no(String why) {
        return new Foreseen(Answer.NO, why);
    }

    public static Foreseen unseen(String why) {
        return new Foreseen(Answer.UNSEEN, why);
    }
}
