package org.pindesk.adapter.asterisk;

import java.util.Locale;
import java.util.regex.Pattern;
import org.pindesk.adapter.asterisk.AsteriskSettings.MailboxSource;
import org.pindesk.core.Person;

/** Which mailbox a person should have, and whether what was found under it is that person: never by the number alone. */
final class MailboxMatching {
    /** What may stand between the brackets of VM_INFO without ending them. */
    static final Pattern NUMBER = Pattern.compile("[A-Za-z0-9_.-]{1,79}");
    /** Shorter numbers agree only when they are the same: three trailing digits agree by chance too easily. */
    private static final int SHORTEST_TAIL = 4;

    private static final int SHORTEST_NUMBER = 3;
    private static final Pattern NOT_A_DIGIT = Pattern.compile("\\D+");

    private MailboxMatching() {}

    static boolean isCandidate(Person person, MailboxSource source, String number) {
        if (!NUMBER.matcher(number).matches()) {
            return false;
        }
        String mail = person.mail() == null ? "" : person.mail().strip();
        return switch (source) {
            case LOGIN -> number.equalsIgnoreCase(person.login().strip());
            case MAIL_LOCAL_PART -> number.equalsIgnoreCase(mail.substring(0, Math.max(0, mail.lastIndexOf('@'))));
            case NUMBERS ->
                number.chars().allMatch(c -> c >= '0' && c <= '9')
                        && person.phoneNumbers().stream()
                                .anyMatch(each -> sameNumber(
                                        number, NOT_A_DIGIT.matcher(each).replaceAll("")));
        };
    }

    static boolean secondFactAgrees(Person person, Mailbox box) {
        if (person.mail() != null
                && !box.mail().isEmpty()
                && box.mail().equalsIgnoreCase(person.mail().strip())) {
            return true;
        }
        String name = plain(box.name());
        boolean whole = person.givenName() != null && person.surname() != null;
        return !name.isEmpty()
                && (whole
                        ? name.equals(plain(person.givenName() + " " + person.surname()))
                        : name.equals(plain(person.displayName())) && name.contains(" "));
    }

    /** +49 30 5550 1102, 030 5550 1102 and 1102 are the same line: the shorter one is the end of the longer one. */
    static boolean sameNumber(String one, String other) {
        String a = one.replaceFirst("^0+", "");
        String b = other.replaceFirst("^0+", "");
        if (a.equals(b)) {
            return a.length() >= SHORTEST_NUMBER;
        }
        String shorter = a.length() < b.length() ? a : b;
        String longer = a.length() < b.length() ? b : a;
        return shorter.length() >= SHORTEST_TAIL && longer.endsWith(shorter);
    }

    private static String plain(String name) {
        return name.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }
}
