package org.pindesk.authorization;

import java.util.Locale;

/** For whom a rule lets people act. */
public enum Whom {
    /** For oneself. */
    SELF,
    /** For anybody else. */
    OTHERS,
    /** For those whose manager of record one is. */
    REPORTS;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
