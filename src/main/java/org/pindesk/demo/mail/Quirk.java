package org.pindesk.demo.mail;

/** Further ways to misbehave that only tests ask for. */
enum Quirk {
    NONE,
    /** TLS from the first byte, as on port 465. */
    IMPLICIT_TLS,
    /** STARTTLS is not offered, as when somebody in between takes the offer away. */
    NO_STARTTLS,
    /** STARTTLS is offered and refused. */
    STARTTLS_REFUSED,
    /** No sign-in is offered. */
    NO_AUTH,
    /** Only a mechanism that is not ours is offered. */
    FOREIGN_AUTH,
    /** Sign-in cannot be decided now: 454. */
    AUTH_LATER,
    /** The greeting is a web server's. */
    NOT_SMTP,
    /** The greeting says that nobody is served: 554. */
    NO_SERVICE,
    /** The connection ends before the greeting. */
    CUT_AT_GREETING,
    /** The connection ends when RCPT comes. */
    CUT_AT_RECIPIENT,
    /** The connection ends when DATA comes. */
    CUT_AT_DATA,
    /** The connection ends in the middle of the mail. */
    CUT_IN_CONTENT,
    /** Nothing is answered once the mail is there. */
    SILENT_AFTER_CONTENT,
    /** MAIL FROM is refused for good. */
    SENDER_REFUSED,
    /** RCPT is refused by policy: 550 5.7.1. */
    RELAY_REFUSED,
    /** The mail itself is refused for good, and the refusal repeats it. */
    CONTENT_REFUSED,
    /** The goodbye is never answered. */
    NO_GOODBYE
}
