package org.pindesk.core;

/** Every kind of trouble with an outside system or our own state, with the code that operators search for. */
public enum Problem {
    /** No connection, or refused before anything was sent: certainly nothing happened there. */
    UNREACHABLE("PD-101"),
    /** The question was sent and no whole answer came: what happened there is unknown. */
    NO_ANSWER("PD-102"),
    /** The service account was refused (HTTP 401, LDAP 49). Never retried: it would lock the account. */
    BAD_CREDENTIALS("PD-103"),
    /** The service account signs in but may not do this. */
    NOT_PERMITTED("PD-104"),
    /** The certificate does not lead to the configured CA or pin, or names another host. */
    UNTRUSTED_TLS("PD-105"),
    /** Something answered that is not the system: a login page, a redirect, HTML, another service. */
    WRONG_ENDPOINT("PD-106"),
    /** The right system answered, but not what its protocol says: truncated or broken XML, JSON, oversized body. */
    GARBLED("PD-107"),
    /** The system understood and said no, for a reason of its own. */
    REFUSED("PD-108"),
    /** The system asks for patience (throttle, overload, rate limit). */
    BUSY("PD-109"),
    /** The system does not speak any version that we speak. */
    UNSUPPORTED_VERSION("PD-110"),
    /** The database cannot be reached or did not commit in time. */
    STORE_DOWN("PD-201"),
    /** The database file is used by another process. */
    STORE_IN_USE("PD-202"),
    /** A sealed secret cannot be opened with the configured key. */
    WRONG_KEY("PD-203"),
    /** Configuration that cannot be started with. */
    CONFIGURATION("PD-301"),
    /** A defect of ours. */
    INTERNAL("PD-900");

    private final String code;

    Problem(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }
}
