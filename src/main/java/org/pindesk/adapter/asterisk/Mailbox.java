package org.pindesk.adapter.asterisk;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.Secret;

/**
 * One mailbox as its line in {@code voicemail.conf} has it: {@code NUMBER => PIN,name,mail,pager,options}. Everything behind the PIN is
 * kept byte for byte; it may hold other secrets, so a mailbox has no text of its own.
 */
final class Mailbox {
    /** Before a PIN: its owner may not change it by telephone. */
    private static final String FIXED = "-";

    private static final int NAME = 1;
    private static final int MAIL = 2;
    private static final int OPTIONS = 4;

    private final String number;
    private final boolean fixed;
    private final @Nullable Secret pin;
    private final String rest;

    private Mailbox(String number, boolean fixed, @Nullable Secret pin, String rest) {
        this.number = number;
        this.fixed = fixed;
        this.pin = pin;
        this.rest = rest;
    }

    /** Reads {@code NUMBER=PIN,…}, the form of {@code GetConfig}. */
    static Mailbox of(String line) {
        int equals = Math.max(0, line.indexOf('='));
        String value = line.substring(Math.min(line.length(), equals + 1));
        int comma = value.indexOf(',');
        String secret = comma < 0 ? value : value.substring(0, comma);
        return new Mailbox(
                line.substring(0, equals),
                secret.startsWith(FIXED),
                pin(secret),
                comma < 0 ? "" : value.substring(comma));
    }

    /** A PIN as Asterisk writes it; null where there is none. */
    static @Nullable Secret pin(String written) {
        String digits = written.startsWith(FIXED) ? written.substring(FIXED.length()) : written;
        return digits.isEmpty() ? null : Secret.of(digits);
    }

    String number() {
        return number;
    }

    /** Null where the mailbox asks for none. */
    @Nullable
    Secret pin() {
        return pin;
    }

    /** Full name, empty where there is none. */
    String name() {
        return field(NAME);
    }

    /** Mail address, empty where there is none. */
    String mail() {
        return field(MAIL);
    }

    /** What it is called, so that it can be told whether it became somebody else's. */
    Set<String> names() {
        Set<String> names = new LinkedHashSet<>(List.of(name(), mail()));
        names.remove("");
        return names;
    }

    /** Whether an option of its own says that its PIN is kept in the spool directory. */
    boolean keptInSpool() {
        return Arrays.stream(field(OPTIONS).toLowerCase(Locale.ROOT).split("\\|"))
                .map(option -> option.replace(" ", ""))
                .anyMatch("passwordlocation=spooldir"::equals);
    }

    /** The whole value of the line, in clear. */
    String value() {
        return value(pin == null ? "" : pin.open());
    }

    /** The same with another PIN, in clear. */
    String valueWith(Secret other) {
        return value(other.open());
    }

    private String value(String digits) {
        return (fixed ? FIXED : "") + digits + rest;
    }

    private String field(int index) {
        String[] fields = rest.split(",", OPTIONS + 1);
        return fields.length > index
                ? new String(fields[index].getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8).strip()
                : "";
    }
}
