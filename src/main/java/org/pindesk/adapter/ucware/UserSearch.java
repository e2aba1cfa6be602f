package org.pindesk.adapter.ucware;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pindesk.adapter.ucware.UserReads.Listed;
import org.pindesk.adapter.wire.SecondFact;
import org.pindesk.core.Person;
import org.pindesk.port.Pbx.Match;

/** Finds a person's user, never by one fact alone: the username and mail or a number, or a mail nobody else has and a number or the name. */
final class UserSearch {
    private final UcwareSettings settings;
    private final UserReads reads;

    UserSearch(UcwareSettings settings, UserReads reads) {
        this.settings = settings;
        this.reads = reads;
    }

    /**
     * @param user null unless the kind is FOUND
     * @param detail what was compared, for the operator
     */
    record Found(Match.Kind kind, @Nullable UserRecord user, String detail) {}

    Found find(Person person) {
        Optional<String> username = settings.userIdSource().of(person);
        Optional<UserRecord> user = username.flatMap(reads::user);
        if (user.isPresent()) {
            return SecondFact.mailAgrees(person, user.get().mail()) || numberAgrees(person, user.get())
                    ? new Found(Match.Kind.FOUND, user.get(), "")
                    : doubtful("user " + user.get().username()
                            + " exists, but neither the mail address nor the numbers agree with the directory");
        }
        return byMail(person);
    }

    private Found byMail(Person person) {
        String mail = person.mail() == null ? "" : person.mail().strip();
        if (mail.isEmpty()) {
            return new Found(Match.Kind.ABSENT, null, "");
        }
        List<Listed> owners = reads.listed().stream()
                .filter(each -> each.mail().equalsIgnoreCase(mail))
                .toList();
        if (owners.size() > 1) {
            return doubtful("several users have the person's mail address");
        }
        Optional<UserRecord> user = owners.stream()
                .findFirst()
                .flatMap(owner -> reads.user(owner.username()))
                .filter(each -> SecondFact.mailAgrees(person, each.mail()));
        if (user.isEmpty()) {
            return new Found(Match.Kind.ABSENT, null, "");
        }
        return numberAgrees(person, user.get()) || nameAgrees(person, user.get())
                ? new Found(Match.Kind.FOUND, user.get(), "found by mail address")
                : doubtful(
                        "user " + user.get().username()
                                + " has the person's mail address, but neither the numbers nor the name agree with the directory");
    }

    private static Found doubtful(String detail) {
        return new Found(Match.Kind.DOUBTFUL, null, detail);
    }

    private static boolean nameAgrees(Person person, UserRecord user) {
        return person.surname() != null
                && person.givenName() != null
                && !user.surname().isBlank()
                && user.surname().equalsIgnoreCase(person.surname().strip())
                && user.givenName().equalsIgnoreCase(person.givenName().strip());
    }

    private static boolean numberAgrees(Person person, UserRecord user) {
        return SecondFact.numberAgrees(person, user.extensions());
    }
}
