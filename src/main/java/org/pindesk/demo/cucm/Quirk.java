package org.pindesk.demo.cucm;

/** Broken answers that a test asks for, beyond what {@code world} offers. The operation was executed unless it says otherwise. */
enum Quirk {
    NONE,
    /** A login page with 200; not executed. */
    LOGIN_PAGE,
    /** 302 to a login page; not executed. */
    REDIRECT,
    /** 403; not executed. */
    FORBIDDEN,
    /** 599, as from a release that does not know the schema; not executed. */
    OLD_RELEASE,
    /** 500 with a web page. */
    ERROR_PAGE,
    /** Half of the XML, with 200 and a fitting length. */
    TRUNCATED,
    /** A document type declaration with an external entity. */
    XXE,
    /** 200 and nothing. */
    EMPTY,
    /** Some megabytes of well-formed XML. */
    OVERSIZED,
    /** The good answer, called a web page, as by a filter on the way. */
    WRONG_TYPE,
    /** Headers and half a body, then silence. */
    STALLED_BODY,
    /** An answer to another question. */
    OTHER_ANSWER,
    /** A fault, as for an operation that the release does not know; not executed. */
    FAULT,
    /** Without groups, profiles, status and directory, as no release was seen to answer; getUser alone. */
    HALF_USER
}
