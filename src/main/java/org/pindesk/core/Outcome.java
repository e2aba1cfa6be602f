package org.pindesk.core;

/** What became of a change in one system, as people are told. */
public enum Outcome {
    /** Changed, with the proof named beside it. */
    APPLIED,
    /** The system (or a rule of ours) said no; nothing changed. */
    REFUSED,
    /** Never reached; nothing changed. */
    UNREACHABLE,
    /** Asked, and no answer or no proof: it may or may not have changed. */
    UNKNOWN;

    /** Lower case, as it stands in audit rows and chat payloads. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
