package org.pindesk.adapter.asterisk;

import java.util.Locale;
import java.util.regex.Pattern;
import org.pindesk.adapter.asterisk.AsteriskSettings.MailboxSource;
import org.pindesk.adapter.wire.PhoneNumbers;
import org.pindesk.adapter.wire.SecondFact;
import org.pindesk.core.Person;

/** Which mailbox a person should have, and whether what was found under it is that person: never by the number alone. */
final class MailboxMatching {
    /** What may stand between the brackets of VM_INFO without ending them. */
    static final Pattern NUMBER = Pattern.compile("[A-Za-z0-9_.-]{1,79}");

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
                        && person.phoneNumbers().stream().anyMatch(each -> PhoneNumbers.same(number, each));
        };
    }

    static boolean secondFactAgrees(Person person, Mailbox box) {
        if (SecondFact.mailAgrees(person, box.mail())) {
            return true;
        }
        String name = plain(box.name());
        boolean whole = person.givenName() != null && person.surname() != null;
        return !name.isEmpty()
                && (whole
                        ? name.equals(plain(person.givenName() + " " + person.surname()))
                        : name.equals(plain(person.displayName())) && name.contains(" "));
    }

    private static String plain(String name) {
        return name.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }
}
