package org.pindesk.demo.unity;

/** Odd and broken answers that a test asks for, beyond what {@code world} offers. The request was executed unless it says otherwise. */
enum Quirk {
    NONE,
    /** XML despite {@code Accept}. */
    XML,
    /** A list of one as an array. */
    ARRAY,
    /** Every list twice the same, as no server should answer. */
    TWICE,
    /** Says that the list holds one more than it does. */
    HALF_LIST,
    /** Objects without all but their ids and names. */
    HALF_OBJECTS,
    /** {@code {}}. */
    NOTHING_IN_IT,
    /** A login page with 200; not executed. */
    LOGIN_PAGE,
    /** 302 to a login page; not executed. */
    REDIRECT,
    /** 403 with a page; not executed. */
    FORBIDDEN,
    /** 401 with "Not Authorized", though the password is right; not executed. */
    NOT_AUTHORIZED,
    /** 400 with an error that names "Not Authorized"; not executed. */
    NOT_AUTHORIZED_400,
    /** 400 with an {@code errors} object about something else; not executed. */
    OTHER_ERROR,
    /** 404; not executed. */
    ABSENT,
    /** 500 with a web page. */
    ERROR_PAGE,
    /** Half of the text, with a fitting length. */
    TRUNCATED,
    /** 200 and nothing, where otherwise something comes. */
    EMPTY,
    /** Some megabytes of JSON. */
    OVERSIZED,
    /** The good answer, called a web page, as by a filter on the way. */
    WRONG_TYPE,
    /** Headers and half a body, then silence. */
    STALLED_BODY
}
