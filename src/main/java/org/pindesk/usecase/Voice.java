package org.pindesk.usecase;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.pindesk.core.Digits;
import org.pindesk.core.Leg;
import org.pindesk.core.Moment;
import org.pindesk.core.ReadBack;
import org.pindesk.core.Reply;
import org.pindesk.core.Request;
import org.pindesk.core.Secret;
import org.pindesk.core.SecretKind;
import org.pindesk.gateway.Located;
import org.pindesk.gateway.Locator;
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

    /** The language of what it says. */
    Locale locale() {
        return locale;
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

    /** A point in time for a {@link Reply} or a letter: in the words of this reader's language, and in their zone. */
    public String time(Instant at) {
        return Moment.in(
                at,
                DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                        .withLocale(locale)
                        .format(at.atZone(zone)));
    }

    public Reply.Button button(String action, Reply.Style style, String requestId) {
        return new Reply.Button(action, say("button." + action), requestId, style);
    }

    /** A text of a request, which differs with the kind of its secret: {@code pin.KEY} or {@code password.KEY}. */
    public String say(SecretKind kind, String key, Object... args) {
        return say(kind.word() + "." + key, args);
    }

    public Reply reply(SecretKind kind, String key, Object... args) {
        return Reply.of(say(kind, key, args));
    }

    /**
     * The same; the directory's password has texts of its own where it is not like one that a telephone system keeps, and so has what
     * somebody else hands over: there {6} is the kind of secret, {7} the old one, {8} the new one and {9} whose it is.
     */
    public String say(Request request, String key, Object... args) {
        String handed = "handed-over." + key;
        if (request.handedOver() && has(handed)) {
            Object[] more = java.util.Arrays.copyOf(args, 10);
            String kind = request.secret().word();
            more[6] = say("phone-mode.kind." + kind);
            more[7] = say("phone-mode.old." + kind);
            more[8] = say("phone-mode.new." + kind);
            more[9] = request.owner().name();
            return say(handed, more);
        }
        String own = "directory-password." + key;
        boolean directory = request.secret() == SecretKind.PASSWORD
                && request.legs().get(0).system().equals(Leg.DIRECTORY);
        return directory && has(own) ? say(own, args) : say(request.secret(), key, args);
    }

    public Reply reply(Request request, String key, Object... args) {
        return Reply.of(say(request, key, args));
    }

    /** The button with which the owner gets the secret. */
    public Reply.Button take(Request request, Reply.Style style) {
        return new Reply.Button("take", say(request, "button.take"), request.id(), style);
    }

    /** The button with which the owner says that the secret was noted. */
    public Reply.Button keep(Request request) {
        return new Reply.Button("keep", say(request, "button.keep"), request.id(), Reply.Style.PRIMARY);
    }

    /** What people call a system. */
    public String label(String system, Locator locator) {
        return system.equals(Leg.DIRECTORY) ? say("system.directory") : locator.label(system);
    }

    /** What people call the systems of a search. */
    String systems(Located located) {
        return located.systems().equals(Leg.DIRECTORY) ? say("system.directory") : located.systems();
    }

    /** What is known beside the kind: for operators, or who keeps a password. */
    String detail(Located located) {
        return detail(located.kind(), located.detail());
    }

    String detail(Located.Kind kind, String detail) {
        if (!kind.kept()) {
            return detail;
        }
        if (detail.isEmpty() ? kind == Located.Kind.KEPT_IN_DIRECTORY : detail.equals(Leg.DIRECTORY)) {
            return say("system.keeper-directory");
        }
        return detail.isEmpty() ? say("system.keeper-other") : detail;
    }

    /** A login or an id as this reader says it on the telephone, sign by sign. */
    String spelled(String text) {
        return new ReadBack(alphabet()).spell(text);
    }

    /** A number as this reader says it. */
    String spoken(Digits number) {
        return number.spoken(alphabet());
    }

    private List<String> alphabet() {
        List<String> words = new ArrayList<>(List.of(say("digits").split(" ")));
        words.addAll(List.of(say("read-back.letters").split(" ")));
        words.add(say("read-back.capital"));
        words.addAll(List.of(say("read-back.signs").split(";")));
        return words;
    }

    /** A secret for its owner's eyes, and how it is read aloud: the digits of a PIN, and every sign of a password. */
    public Reply.Revealed revealed(Request request, Secret secret) {
        return new Reply.Revealed(say(request, "caption"), secret, alphabet());
    }
}
