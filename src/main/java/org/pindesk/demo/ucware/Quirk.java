package org.pindesk.demo.ucware;

/** Broken answers that a test asks for, beyond what {@code world} offers. The message was executed unless it says otherwise. */
enum Quirk {
    NONE,
    /** A login page with 200; not executed. */
    LOGIN_PAGE,
    /** 302 to a login page; not executed. */
    REDIRECT,
    /** 403; not executed. */
    FORBIDDEN,
    /** {@code "result":false}; not executed. */
    RESULT_FALSE,
    /** An error object with 200; not executed. */
    ERROR,
    /** An error object with 500; not executed. */
    ERROR_WITH_500,
    /** JSON-RPC's "internal error". */
    INTERNAL_ERROR,
    /** 500 with a web page. */
    ERROR_PAGE,
    /** 200 and nothing. */
    EMPTY,
    /** An answer with an id and neither result nor error. */
    NO_RESULT,
    /** {@code "result":null}. */
    NULL_RESULT,
    /** The result as a text. */
    TEXT_RESULT,
    /** Both a result and an error. */
    RESULT_AND_ERROR,
    /** An answer to another message. */
    WRONG_ID,
    /** Half of the JSON, with 200 and a fitting length. */
    TRUNCATED,
    /** Some megabytes of JSON. */
    OVERSIZED,
    /** The good answer, called a web page, as by a filter on the way. */
    WRONG_TYPE,
    /** Headers and half a body, then silence. */
    STALLED_BODY
}
