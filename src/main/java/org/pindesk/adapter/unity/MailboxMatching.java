package org.pindesk.adapter.unity;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.pindesk.adapter.wire.SecondFact;
import org.pindesk.adapter.wire.UserIdSource;
import org.pindesk.core.Person;

/** Which alias a person should have, and whether what was found under it is that person: never by the alias alone. */
final class MailboxMatching {
    /** CUPI's guide shows no way to quote: what could end the condition {@code (alias is …)} is never put into it. */
    private static final Pattern ALIAS = Pattern.compile("[\\p{L}\\p{N}._@+' -]{1,64}");

    private MailboxMatching() {}

    /** Empty where the person lacks the fact, or where it can be no alias. */
    static Optional<String> alias(Person person, UserIdSource source) {
        return source.of(person).filter(alias -> ALIAS.matcher(alias).matches());
    }

    static boolean secondFactAgrees(Person person, CupiObject user) {
        return SecondFact.mailAgrees(person, user.text("EmailAddress"))
                || SecondFact.numberAgrees(person, List.of(user.text("DtmfAccessId")));
    }
}
