package org.pindesk.demo;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pindesk.demo.mail.ReceivedMail;
import org.pindesk.demo.slack.Shown;

/**
 * One thing that somebody sees.
 *
 * @param to the account
 * @param via dm, ephemeral, modal, channel, mail, phone, portal, computer, voicemail or system
 * @param buttons labels, empty where there are none
 * @param fields labels of what can be filled in, empty where there is nothing
 * @param outcome applied, refused, unreachable, unknown; null where there is none
 */
record Printed(
        String to,
        String via,
        String text,
        List<String> buttons,
        List<String> fields,
        @Nullable String outcome) {
    Printed {
        buttons = List.copyOf(buttons);
        fields = List.copyOf(fields);
    }

    static Printed of(Shown shown) {
        return new Printed(
                shown.to(),
                shown.via().name().toLowerCase(Locale.ROOT),
                shown.text(),
                shown.buttons(),
                shown.fields(),
                shown.outcome());
    }

    /**
     * @param account whose box it is in
     */
    static Printed of(String account, ReceivedMail mail) {
        return plain(
                account,
                "mail",
                "Subject: " + mail.subject() + "\n\n" + mail.text().stripTrailing());
    }

    static Printed plain(String to, String via, String text) {
        return new Printed(to, via, text, List.of(), List.of(), null);
    }
}
