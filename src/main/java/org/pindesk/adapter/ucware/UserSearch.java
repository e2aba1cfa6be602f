package org.pindesk.adapter.ucware;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pindesk.adapter.ucware.UserReads.Listed;
import org.pindesk.core.Person;
import org.pindesk.port.Pbx.Match;

/** Finds a person's user, never by one fact alone: the username and mail or a number, or a mail nobody else has and a number or the name. */
final class UserSearch {
    /** Shorter numbers agree only when they are the same: three trailing digits agree by chance too easily. */
    private static final int SHORTEST_TAIL = 4;

    private static final int SHORTEST_NUMBER = 3;
    private static final int LONGEST_USERNAME = 128;
    private static final Pattern PRINTABLE = Pattern.compile("[^\\p{Cntrl}\\p{Cs}\\uFFFE\\uFFFF]+");

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
        Optional<String> username = username(person);
        Optional<UserRecord> user = username.flatMap(reads::user);
        if (user.isPresent()) {
            return mailAgrees(person, user.get()) || numberAgrees(person, user.get())
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
                .filter(each -> mailAgrees(person, each));
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

    /** Empty where the person lacks the fact, or where it can be no username. */
    private Optional<String> username(Person person) {
        String mail = person.mail() == null ? "" : person.mail();
        String candidate = switch (settings.userIdSource()) {
            case LOGIN -> person.login().strip();
            case MAIL -> mail.strip();
            case MAIL_LOCAL_PART ->
                mail.substring(0, Math.max(0, mail.lastIndexOf('@'))).strip();
        };
        return candidate.length() <= LONGEST_USERNAME
                        && PRINTABLE.matcher(candidate).matches()
                ? Optional.of(candidate)
                : Optional.empty();
    }

    private static boolean mailAgrees(Person person, UserRecord user) {
        return person.mail() != null
                && !user.mail().isBlank()
                && user.mail().equalsIgnoreCase(person.mail().strip());
    }

    private static boolean nameAgrees(Person person, UserRecord user) {
        return person.surname() != null
                && person.givenName() != null
                && !user.surname().isBlank()
                && user.surname().equalsIgnoreCase(person.surname().strip())
                && user.givenName().equalsIgnoreCase(person.givenName().strip());
    }

    private static boolean numberAgrees(Person person, UserRecord user) {
        return user.extensions().stream()
                .map(UserRecord::digits)
                .anyMatch(theirs -> person.phoneNumbers().stream()
                        .map(UserRecord::digits)
                        .anyMatch(ours -> sameNumber(theirs, ours)));
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
}
