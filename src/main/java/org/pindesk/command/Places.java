package org.pindesk.command;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.pindesk.core.LoginPlace;

/** The words, English and German, for the places where somebody tried to sign in. */
final class Places {
    private static final Map<String, LoginPlace> WORDS = Map.ofEntries(
            Map.entry("portal", LoginPlace.PORTAL),
            Map.entry("self-care", LoginPlace.PORTAL),
            Map.entry("selfcare", LoginPlace.PORTAL),
            Map.entry("web", LoginPlace.PORTAL),
            Map.entry("desk-phone", LoginPlace.DESK_PHONE),
            Map.entry("deskphone", LoginPlace.DESK_PHONE),
            Map.entry("phone", LoginPlace.DESK_PHONE),
            Map.entry("telephone", LoginPlace.DESK_PHONE),
            Map.entry("telefon", LoginPlace.DESK_PHONE),
            Map.entry("tischtelefon", LoginPlace.DESK_PHONE),
            Map.entry("voicemail", LoginPlace.VOICEMAIL),
            Map.entry("mailbox", LoginPlace.VOICEMAIL),
            Map.entry("anrufbeantworter", LoginPlace.VOICEMAIL),
            Map.entry("softphone", LoginPlace.SOFTPHONE),
            Map.entry("jabber", LoginPlace.SOFTPHONE),
            Map.entry("computer", LoginPlace.COMPUTER),
            Map.entry("pc", LoginPlace.COMPUTER),
            Map.entry("windows", LoginPlace.COMPUTER),
            Map.entry("vpn", LoginPlace.COMPUTER));

    private Places() {}

    /** The place of this word, or of two words joined by a hyphen, in any case. */
    static Optional<LoginPlace> of(String words) {
        return Optional.ofNullable(
                WORDS.get(words.strip().toLowerCase(Locale.ROOT).replace(' ', '-')));
    }
}
