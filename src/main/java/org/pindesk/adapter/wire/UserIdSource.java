package org.pindesk.adapter.wire;

import java.util.Optional;
import java.util.regex.Pattern;
import org.pindesk.core.Person;

/** Which of a person's directory facts is the name of their account in a telephone system. */
public enum UserIdSource {
    /** The directory's account name. */
    LOGIN,
    /** The whole mail address. */
    MAIL,
    /** What stands before the @. */
    MAIL_LOCAL_PART;

    private static final int LONGEST = 128;
    private static final Pattern PRINTABLE = Pattern.compile("[^\\p{Cntrl}\\p{Cs}\\uFFFE\\uFFFF]+");

    /** At most 128 printable characters; empty where the person lacks the fact, or where it has another form. */
    public Optional<String> of(Person person) {
        String mail = person.mail() == null ? "" : person.mail();
        String fact = switch (this) {
            case LOGIN -> person.login();
            case MAIL -> mail;
            case MAIL_LOCAL_PART -> mail.substring(0, Math.max(0, mail.lastIndexOf('@')));
        };
        return Optional.of(fact.strip())
                .filter(id -> id.length() <= LONGEST && PRINTABLE.matcher(id).matches());
    }
}
