package org.pindesk.adapter.cucm;

import java.util.Optional;
import java.util.regex.Pattern;
import org.pindesk.core.Person;

/** Which user id a person should have, and whether what was found under it is that person: never by the id alone. */
final class UserMatching {
    /** Shorter numbers agree only when they are the same: three trailing digits agree by chance too easily. */
    private static final int SHORTEST_TAIL = 4;

    private static final int SHORTEST_NUMBER = 3;
    private static final int LONGEST_USER_ID = 128;
    private static final Pattern PRINTABLE = Pattern.compile("[^\\p{Cntrl}\\p{Cs}\\uFFFE\\uFFFF]+");

    private UserMatching() {}

    /** Empty where the person lacks the fact, or where it can be no user id. */
    static Optional<String> userId(Person person, CucmSettings.UserIdSource source) {
        String mail = person.mail() == null ? "" : person.mail();
        String id = switch (source) {
            case LOGIN -> person.login();
            case MAIL -> mail;
            case MAIL_LOCAL_PART -> mail.substring(0, Math.max(0, mail.lastIndexOf('@')));
        };
        String candidate = id.strip();
        return candidate.length() <= LONGEST_USER_ID
                        && PRINTABLE.matcher(candidate).matches()
                ? Optional.of(candidate)
                : Optional.empty();
    }

    static boolean secondFactAgrees(Person person, UserRecord user) {
        if (person.mail() != null
                && !user.mail().isBlank()
                && user.mail().equalsIgnoreCase(person.mail().strip())) {
            return true;
        }
        return user.numbers().stream()
                .anyMatch(theirs -> person.phoneNumbers().stream()
                        .map(UserRecord::digits)
                        .anyMatch(ours -> sameNumber(theirs, ours)));
    }

    /** +49 30 5550 1102, 030 5550 1102 and 1102 are the same line: the shorter one is the end of the longer one. */
    static boolean sameNumber(String one, String other) {
        String a = withoutTrunkPrefix(one);
        String b = withoutTrunkPrefix(other);
        if (a.equals(b)) {
            return a.length() >= SHORTEST_NUMBER;
        }
        String shorter = a.length() < b.length() ? a : b;
        String longer = a.length() < b.length() ? b : a;
        return shorter.length() >= SHORTEST_TAIL && longer.endsWith(shorter);
    }

    private static String withoutTrunkPrefix(String digits) {
        int first = 0;
        while (first < digits.length() && digits.charAt(first) == '0') {
            first++;
        }
        return digits.substring(first);
    }
}
