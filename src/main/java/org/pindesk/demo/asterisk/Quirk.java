package org.pindesk.demo.asterisk;

/** What a test asks for beyond the faults of {@code world}. */
public enum Quirk {
    NONE,
    /** The file is written and app_voicemail not reloaded, as with a wrong module's name; {@code Reload} does nothing either. */
    NOT_RELOADED,
    /** As before, but a {@code Reload} of its own helps. */
    RELOADED_LATER,
    /** app_voicemail is not loaded: its functions have no value. */
    NO_VOICEMAIL,
    /** The manager user lacks {@code reporting}. */
    CONFIG_ONLY,
    /** Somebody changes the line between the reading and the write. */
    CHANGED_MEANWHILE,
    /** Another service's first line. */
    OTHER_GREETING,
    /** A web server: says nothing before its client does, then 400. */
    WEB_SERVER,
    /** Half an answer, then the connection ends. */
    HALF_ANSWER,
    /** An answer to another question. */
    OTHER_ID,
    /** Neither success nor error. */
    NEITHER,
    /** An answer of many megabytes. */
    OVERSIZED,
    /** Events before the answer, though none were asked for. */
    EVENTS
}
