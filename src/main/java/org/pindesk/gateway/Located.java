package org.pindesk.gateway;

import org.jspecify.annotations.Nullable;
import org.pindesk.core.Account;
import org.pindesk.core.Leg;

/**
 * Where a person's account is, on a telephone system or in the directory.
 *
 * @param account the account when {@code kind} is FOUND, and where one was found that cannot be used; else null
 * @param systems labels of the systems that were asked or are concerned, for the text
 * @param detail for the operator: what was compared or answered
 */
public record Located(Kind kind, @Nullable Account account, String systems, String detail) {
    /** How the search over all telephone systems ended. */
    public enum Kind {
        FOUND,
        /** On none of them. */
        NOWHERE,
        /** On several of them. */
        SEVERAL,
        /** An account of that id exists, but no second fact says that it is this person's. */
        DOUBTFUL,
        /** The account exists and is not to be touched: an administrator's, or the bot's own. */
        BARRED,
        /** The system is configured without write accounts. */
        READ_ONLY,
        /** The system keeps no passwords that could be set. */
        NO_PASSWORDS,
        /** The account's password is the directory's; the detail is what the system calls it. */
        KEPT_IN_DIRECTORY,
        /** The account's password is kept by neither the system nor a directory that it names; the detail is the keeper's own name. */
        KEPT_ELSEWHERE,
        /** The account for writing lacks the right to do it for this person. */
        NOT_PERMITTED,
        /** Not found, and at least one system did not answer. */
        UNREACHABLE,
        /** Not found, and a system no longer takes the bot's own service account. */
        SERVICE_REFUSED;

        /** Whether a password was asked for that another system keeps. */
        public boolean kept() {
            return this == KEPT_IN_DIRECTORY || this == KEPT_ELSEWHERE;
        }

        /** Whether only a system is in the way, not the person: later it may work. */
        public boolean silent() {
            return this == UNREACHABLE || this == SERVICE_REFUSED;
        }

        /** As it stands in audit rows and text keys. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    /** Whether it is about the directory's account. */
    public boolean inDirectory() {
        return systems.equals(Leg.DIRECTORY);
    }
}
