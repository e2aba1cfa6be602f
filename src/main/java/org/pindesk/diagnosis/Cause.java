package org.pindesk.diagnosis;

import java.util.Locale;

/**
 * Why a sign-in fails, or what is worth knowing beside it. The order is the rank: what makes every other fix useless, what the helpdesk
 * can mend at once in the order in which mending makes sense, what others must mend, what could not be asked, what is only likely, and
 * notes. In brackets: {@link Finding#args}.
 *
 * <p>"Account" is the one in the directory and "password" its password, unless the name says otherwise.
 */
public enum Cause {
    // --- nothing else helps before this is mended
    ACCOUNT_DISABLED(Weight.FIRST),
    /** [since when] */
    ACCOUNT_EXPIRED(Weight.FIRST),
    /** [from when] */
    ACCOUNT_NOT_YET_VALID(Weight.FIRST),
    /** The telephone system's account came from the directory, where it is no longer found. */
    TELEPHONE_ACCOUNT_INACTIVE(Weight.FIRST),
    /** [since] */
    ACCOUNT_LOCKED_BY_ADMINISTRATOR(Weight.FIRST),
    /** Locked because it was not used for too long. */
    ACCOUNT_UNUSED(Weight.FIRST),
    /** [since] */
    PIN_LOCKED_BY_ADMINISTRATOR(Weight.FIRST),
    /** [since] */
    TELEPHONE_PASSWORD_LOCKED_BY_ADMINISTRATOR(Weight.FIRST),
    SMART_CARD_ONLY(Weight.FIRST),
    PROTECTED_USERS(Weight.FIRST),
    NO_HOURS_ALLOWED(Weight.FIRST),
    /** [the area] */
    OUTSIDE_DIRECTORY_BASE(Weight.FIRST),
    /** [name on the telephone system, name in the directory] */
    LOGIN_ATTRIBUTE_DIFFERS(Weight.FIRST),

    // --- the helpdesk can mend it at once, or knows who can
    /** [group] */
    PORTAL_GROUP_MISSING(Weight.CAUSE),
    /** [group, roles beyond those of end users] */
    PORTAL_GROUP_CARRIES_MORE(Weight.CAUSE),
    /** [group] */
    PORTAL_GROUP_ABSENT(Weight.CAUSE),
    /** [group] */
    PORTAL_GROUP_READ_ONLY(Weight.CAUSE),
    /** The role is missing, and no group that gives it was seen. */
    PORTAL_NOT_ALLOWED(Weight.CAUSE),
    /** No end is known. [since] */
    PIN_LOCKED(Weight.CAUSE),
    /** [ends, since] */
    PIN_LOCKED_FOR_NOW(Weight.CAUSE),
    /** No end is known. [since, servers] */
    ACCOUNT_LOCKED(Weight.CAUSE),
    /** [ends, since, servers] */
    ACCOUNT_LOCKED_FOR_NOW(Weight.CAUSE),
    /** [when] */
    PASSWORD_EXPIRED(Weight.CAUSE),
    PASSWORD_MUST_CHANGE(Weight.CAUSE),
    PASSWORD_NEVER_SET(Weight.CAUSE),
    /** [since] */
    PIN_LOCKED_BY_INACTIVITY(Weight.CAUSE),
    /** [when] */
    PIN_EXPIRED(Weight.CAUSE),
    PIN_MUST_CHANGE(Weight.CAUSE),

    // --- others must mend it, or time does
    /** No end is known. [since] */
    TELEPHONE_PASSWORD_LOCKED(Weight.CAUSE),
    /** [ends, since] */
    TELEPHONE_PASSWORD_LOCKED_FOR_NOW(Weight.CAUSE),
    /** [since] */
    TELEPHONE_PASSWORD_LOCKED_BY_INACTIVITY(Weight.CAUSE),
    /** [when] */
    TELEPHONE_PASSWORD_EXPIRED(Weight.CAUSE),
    TELEPHONE_PASSWORD_MUST_CHANGE(Weight.CAUSE),
    /** [allowed again from] */
    OUTSIDE_HOURS(Weight.CAUSE),
    /** A short delay after a failed sign-in. [ends] */
    ACCOUNT_DELAYED(Weight.CAUSE),
    /** [how many] */
    TOO_MANY_GROUPS(Weight.CAUSE),
    /** [the only computers] */
    WORKSTATIONS(Weight.CAUSE),
    NO_PHONE_PROFILE(Weight.CAUSE),
    /** The desk phone says that the extension belongs to several users (216). */
    EXTENSION_SHARED(Weight.CAUSE),
    /** The desk phone takes no sign-ins (5, 22). */
    PHONE_LOGIN_DISABLED(Weight.CAUSE),
    /** The desk phone asks for a new PIN (27, 209), and nothing that was seen says why. */
    PHONE_SAYS_CHANGE_PIN(Weight.CAUSE),
    /** The desk phone does not know the name (23). */
    PHONE_SAYS_UNKNOWN_NAME(Weight.CAUSE),
    /** Signed in at another desk phone (25). */
    SIGNED_IN_ELSEWHERE(Weight.CAUSE),
    /** Somebody else is signed in at this desk phone (18). */
    PHONE_TAKEN(Weight.CAUSE),
    /** Name or PIN was left empty (202). */
    PHONE_SAYS_EMPTY(Weight.CAUSE),
    /** The desk phone is set up wrongly (3, 10, 11, 28, 207, 215). */
    PHONE_MISCONFIGURED(Weight.CAUSE),
    /** The service behind desk phone sign-in does not answer (6, 26, 29, 208, 503, "Host not found"). */
    PHONE_SERVICE_DOWN(Weight.CAUSE),
    /** [what was compared] */
    ACCOUNT_DOUBTFUL(Weight.CAUSE),
    /** [the other cluster] */
    ACCOUNT_ELSEWHERE(Weight.CAUSE),
    NOT_PROVISIONED(Weight.CAUSE),
    NO_VOICEMAIL_SYSTEM(Weight.CAUSE),
    /** [when it is certainly taken] */
    JUST_CHANGED(Weight.CAUSE),
    /** [problem code] */
    DIRECTORY_SILENT(Weight.CAUSE),
    /** [problem code] */
    SYSTEM_SILENT(Weight.CAUSE),

    // --- nothing above keeps the person out
    /** The desk phone says that name or PIN are wrong (2, 9, 201), and nothing that was seen says why. [login name] */
    PHONE_SAYS_WRONG_NAME_OR_PIN(Weight.REMAINDER),
    COULD_NOT_SEE(Weight.REMAINDER),
    /** [login name] */
    LIKELY_WRONG_WINDOWS_PASSWORD(Weight.REMAINDER),
    /** [login name] */
    LIKELY_WRONG_DIRECTORY_PASSWORD(Weight.REMAINDER),
    /** [login name] */
    LIKELY_WRONG_TELEPHONE_PASSWORD(Weight.REMAINDER),
    /** [login name] */
    LIKELY_WRONG_PIN(Weight.REMAINDER),
    NOTHING_FOUND(Weight.REMAINDER),

    // --- notes
    /** [how often] */
    REPEATED_LOCKS(Weight.NOTE),
    /** [login name] */
    LOGIN_NAME(Weight.NOTE),
    /** [expired since when, how many sign-ins are left] */
    PASSWORD_GRACE(Weight.NOTE),
    /** [from when] */
    PASSWORD_TOO_YOUNG(Weight.NOTE),
    PASSWORD_NO_SELF_CHANGE(Weight.NOTE),
    /** [how many, how many lock, the last one, server] */
    BAD_PASSWORDS_MOUNTING(Weight.NOTE),
    /** How many lock is not known, or none does. [how many, the last one, server] */
    BAD_PASSWORDS_COUNTED(Weight.NOTE),
    /** [how many, the last one] */
    BAD_PINS_COUNTED(Weight.NOTE),
    /** [how many, the last one] */
    BAD_TELEPHONE_PASSWORDS_COUNTED(Weight.NOTE),
    /** [ended] */
    LOCK_RAN_OUT(Weight.NOTE),
    /** [when] */
    PASSWORD_EXPIRES_SOON(Weight.NOTE),
    /** [when] */
    PIN_EXPIRES_SOON(Weight.NOTE),
    /** [when] */
    TELEPHONE_PASSWORD_EXPIRES_SOON(Weight.NOTE),
    /** [when] */
    ACCOUNT_EXPIRES_SOON(Weight.NOTE),
    /** [locked on, open on] */
    LOCK_DIFFERS(Weight.NOTE),
    /** [servers that still have the older password] */
    PASSWORD_DIFFERS(Weight.NOTE),
    /** [servers, problem codes] */
    SERVER_SILENT(Weight.NOTE),
    /** [minutes, always positive] */
    CLOCK_SKEW(Weight.NOTE),
    PRIVILEGED_PERSON(Weight.NOTE),
    /** [why] */
    BARRED_ACCOUNT(Weight.NOTE);

    /** How much a cause weighs. */
    public enum Weight {
        /** Until it is mended no other fix helps, on the directory or on that telephone system. */
        FIRST,
        CAUSE,
        /** Said when nothing else keeps the person out: what is likely, or that it could not be seen. */
        REMAINDER,
        /** Harmless, but worth saying. */
        NOTE
    }

    private final Weight weight;

    Cause(Weight weight) {
        this.weight = weight;
    }

    public Weight weight() {
        return weight;
    }

    /** As it stands in text keys and stored rows: {@code pin-locked}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
