package org.pindesk.demo;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that somebody sees.
 *
 * @param to the account
 * @param via dm, ephemeral, modal, channel, mail, phone, portal, computer, voicemail or system
 * @param buttons labels, empty where there are none
 * @param outcome applied, refused, unreachable, unknown; null where there is none
 */
record Printed(
        String to,
        String via,
        String text,
        List<String> buttons,
        @Nullable String outcome) {
    Printed {
        buttons = List.copyOf(buttons);
    }

    static Printed plain(String to, String via, String text) {
        return new Printed(to, via, text, List.of(), null);
    }
}
