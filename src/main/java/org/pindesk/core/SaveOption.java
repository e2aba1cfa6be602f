package org.pindesk.core;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How the helpdesk wants somebody's password saved: the choices of a telephone system's own user form. */
public enum SaveOption {
    /** The password stays as it is. */
    KEEP,
    /** A new one, offered in the chat alone. */
    NONE,
    /** A new one, and a mail that welcomes its owner: system, user name, web page, and how to fetch it. */
    NEW_ACCOUNT,
    /** A new one, and a mail that says what happened and how to fetch it. */
    NEW_PASSWORD;

    /** As it stands in commands, forms, text keys and stored rows: {@code new-account}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether its owner gets a mail. It never holds the password. */
    public boolean mails() {
        return this == NEW_ACCOUNT || this == NEW_PASSWORD;
    }

    public static Optional<SaveOption> of(String word) {
        return Arrays.stream(values())
                .filter(option -> option.word().equals(word))
                .findFirst();
    }
}
