package org.pindesk.demo;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pindesk.demo.chat.Shown;
import org.pindesk.demo.mail.ReceivedMail;
import org.pindesk.demo.slack.SlackSimulator;

/**
 * One thing that somebody sees.
 *
 * @param to the account
 * @param via dm, ephemeral, modal, channel, mail, phone, portal, computer, voicemail or system
 * @param buttons labels, empty where there are none
 * @param fields labels of what can be filled in, empty where there is nothing
 * @param outcome applied, refused, unreachable, unknown; null where there is none
 * @param platform the chat it is in; null outside of chats, and in the first of them
 */
record Printed(
        String to,
        String via,
        String text,
        List<String> buttons,
        List<String> fields,
        @Nullable String outcome,
        @Nullable String platform) {
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
                shown.outcome(),
                shown.platform().equals(SlackSimulator.PLATFORM) ? null : shown.platform());
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
        return new Printed(to, via, text, List.of(), List.of(), null, null);
    }
}
