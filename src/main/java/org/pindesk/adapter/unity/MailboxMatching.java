package org.pindesk.adapter.unity;

import java.util.Optional;
import java.util.regex.Pattern;
import org.pindesk.core.Person;

/** Which alias a person should have, and whether what was found under it is that person: never by the alias alone. */
final class MailboxMatching {
    /** Shorter numbers agree only when they are the same: three trailing digits agree by chance too easily. */
    private static final int SHORTEST_TAIL = 4;

    private static final int SHORTEST_NUMBER = 3;
    private static final Pattern NOT_A_DIGIT = Pattern.compile("\\D+");
    /** CUPI's guide shows no way to quote: what could end the condition {@code (alias is …)} is never put into it. */
    private static final Pattern ALIAS = Pattern.compile("[\\p{L}\\p{N}._@+' -]{1,64}");

    private MailboxMatching() {}

    /** Empty where the person lacks the fact, or where it can be no alias. */
    static Optional<String> alias(Person person, UnitySettings.AliasSource source) {
        String mail = person.mail() == null ? "" : person.mail();
        String alias = switch (source) {
            case LOGIN -> person.login();
            case MAIL -> mail;
            case MAIL_LOCAL_PART -> mail.substring(0, Math.max(0, mail.lastIndexOf('@')));
        };
        return Optional.of(alias.strip()).filter(each -> ALIAS.matcher(each).matches());
    }

    static boolean secondFactAgrees(Person person, CupiObject user) {
        String mail = user.text("EmailAddress");
        if (person.mail() != null
                && !mail.isEmpty()
                && mail.equalsIgnoreCase(person.mail().strip())) {
            return true;
        }
        String extension = digits(user.text("DtmfAccessId"));
        return person.phoneNumbers().stream().anyMatch(number -> sameNumber(extension, digits(number)));
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

    static String digits(String text) {
        return NOT_A_DIGIT.matcher(text).replaceAll("");
    }

    private static String withoutTrunkPrefix(String digits) {
        int first = 0;
        while (first < digits.length() && digits.charAt(first) == '0') {
            first++;
        }
        return digits.substring(first);
    }
}
