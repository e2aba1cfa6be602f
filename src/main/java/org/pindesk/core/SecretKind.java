package org.pindesk.core;

import java.util.Locale;

/** What kind of secret a request is about. */
public enum SecretKind {
    /** Digits for a telephone. */
    PIN,
    /** A password for a directory account, or for an account that a telephone system keeps itself. */
    PASSWORD;

    /** As it stands in text keys and audit rows. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
