package org.pindesk.usecase;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import org.pindesk.core.Reply;
import org.pindesk.core.Secret;
import org.pindesk.wording.Texts;

/** One reader's language and time zone: turns keys, times and buttons into what that person reads. */
public final class Voice {
    private final Texts texts;
    private final Locale locale;
    private final ZoneId zone;

    public Voice(Locale locale, ZoneId zone) {
        this.texts = Texts.in(locale);
        this.locale = texts.locale();
        this.zone = zone;
    }

    public String say(String key, Object... args) {
        return texts.say(key, args);
    }

    /** Whether there is a text of this key. */
    boolean has(String key) {
        return texts.has(key);
    }

    /** A reply of one text. */
    public Reply reply(String key, Object... args) {
        return Reply.of(say(key, args));
    }

    /** Date and time as this reader writes them, with their zone's name. */
    public String time(Instant at) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                .withLocale(locale)
                .format(at.atZone(zone));
    }

    public Reply.Button button(String action, Reply.Style style, String requestId) {
        return new Reply.Button(action, say("button." + action), requestId, style);
    }

    /** A PIN for its owner's eyes, with the digits as words for reading aloud. */
    public Reply.Revealed pin(Secret secret) {
        return new Reply.Revealed(
                say("pin.caption"), secret, List.of(say("digits").split(" ")));
    }
}
