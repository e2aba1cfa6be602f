package org.pindesk.demo.directory;

import com.unboundid.ldap.sdk.Attribute;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import org.pindesk.core.Secret;

/**
 * A password policy: the domain's, or a password settings object.
 *
 * @param maxAge zero = never expires
 * @param minAge how long a person must keep a password before changing it themselves
 * @param history how many of the last passwords a person may not choose again
 * @param complex whether three kinds of characters are asked for, and no part of the name
 * @param threshold failed sign-ins that lock; 0 = never
 * @param lockout how long a lock lasts; zero = until an administrator lifts it
 * @param window how long a failed sign-in counts
 */
public record PasswordRules(
        Duration maxAge,
        Duration minAge,
        int minLength,
        int history,
        boolean complex,
        int threshold,
        Duration lockout,
        Duration window) {
    /** The demo company's. */
    public static final PasswordRules DEMO = new PasswordRules(
            Duration.ofDays(90), Duration.ofDays(1), 10, 5, true, 5, Duration.ofMinutes(30), Duration.ofMinutes(30));

    private static final int KINDS = 3;
    private static final int LONGEST_IGNORED_PART = 2;

    /**
     * Whether a password is long and mixed enough; the rules of MS-SAMR 3.1.1.7.2. Samba does not look for the name in it.
     *
     * @param displayName its parts of three letters and more must not be in the password
     */
    boolean allow(Secret candidate, String login, String displayName) {
        String text = candidate.open();
        return text.length() >= minLength
                && (!complex || (kinds(text) >= KINDS && !containsName(text, login, displayName)));
    }

    private static long kinds(String text) {
        List<IntPredicate> all = List.of(
                Character::isUpperCase,
                Character::isLowerCase,
                Character::isDigit,
                c -> !Character.isLetterOrDigit(c),
                c -> Character.isLetter(c) && !Character.isUpperCase(c) && !Character.isLowerCase(c));
        return all.stream().filter(kind -> text.chars().anyMatch(kind)).count();
    }

    private static boolean containsName(String text, String login, String displayName) {
        String lower = text.toLowerCase(Locale.ROOT);
        return (login.length() > LONGEST_IGNORED_PART && lower.contains(login.toLowerCase(Locale.ROOT)))
                || Arrays.stream(displayName.split("[,.\\-_ #\\t]+"))
                        .filter(part -> part.length() > LONGEST_IGNORED_PART)
                        .anyMatch(part -> lower.contains(part.toLowerCase(Locale.ROOT)));
    }

    /** As on the domain head. */
    List<Attribute> asDomainPolicy() {
        return List.of(
                new Attribute("maxPwdAge", String.valueOf(FileTime.span(maxAge, Long.MIN_VALUE))),
                new Attribute("minPwdAge", String.valueOf(FileTime.span(minAge, 0))),
                new Attribute("minPwdLength", String.valueOf(minLength)),
                new Attribute("pwdHistoryLength", String.valueOf(history)),
                new Attribute("pwdProperties", complex ? "1" : "0"),
                new Attribute("lockoutThreshold", String.valueOf(threshold)),
                new Attribute("lockoutDuration", String.valueOf(FileTime.span(lockout, Long.MIN_VALUE))),
                new Attribute("lockOutObservationWindow", String.valueOf(FileTime.span(window, 0))));
    }

    /** As in a password settings object. */
    List<Attribute> asSettingsObject() {
        return List.of(
                new Attribute("msDS-MaximumPasswordAge", String.valueOf(FileTime.span(maxAge, Long.MIN_VALUE))),
                new Attribute("msDS-MinimumPasswordAge", String.valueOf(FileTime.span(minAge, 0))),
                new Attribute("msDS-MinimumPasswordLength", String.valueOf(minLength)),
                new Attribute("msDS-PasswordHistoryLength", String.valueOf(history)),
                new Attribute("msDS-PasswordComplexityEnabled", complex ? "TRUE" : "FALSE"),
                new Attribute("msDS-LockoutThreshold", String.valueOf(threshold)),
                new Attribute("msDS-LockoutDuration", String.valueOf(FileTime.span(lockout, Long.MIN_VALUE))),
                new Attribute("msDS-LockoutObservationWindow", String.valueOf(FileTime.span(window, 0))));
    }
}
