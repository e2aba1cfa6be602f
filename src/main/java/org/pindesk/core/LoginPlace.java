package org.pindesk.core;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where somebody tried to sign in. */
public enum LoginPlace {
    /** Self-care page of the telephone system. */
    PORTAL,
    /** A desk phone, with user id and PIN. */
    DESK_PHONE,
    /** Voicemail, with the voicemail PIN. */
    VOICEMAIL,
    /** A telephone program on a computer or mobile phone. */
    SOFTPHONE,
    /** A computer, VPN or anything else that asks for the directory password. */
    COMPUTER;

    /** As it stands in commands, forms, text keys and stored rows: {@code desk-phone}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<LoginPlace> of(String word) {
        return Arrays.stream(values())
                .filter(place -> place.word().equals(word))
                .findFirst();
    }
}
