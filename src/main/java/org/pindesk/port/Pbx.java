package org.pindesk.port;

import org.jspecify.annotations.Nullable;
import org.pindesk.core.Account;
import org.pindesk.core.Person;

/**
 * A telephone system. This is what each must do; what only some can do stands in interfaces of their own ({@link ResetsPin}, {@link
 * ProvesPin}), and a system that lacks one simply does not implement it.
 */
public interface Pbx extends AutoCloseable {
    /** Id as configured, for example {@code hq}. */
    String id();

    /** What people call it, for example "head office telephones". */
    String label();

    /**
     * Finds a person's account by the configured id mapping and checks it against a second fact.
     *
     * @throws org.pindesk.core.BackendException when the system gives no clear answer
     */
    Match find(Person person);

    /** Result of {@link #find}. */
    record Match(Kind kind, @Nullable Account account, String detail) {
        /** How the search ended. */
        public enum Kind {
            /** One account, and a second fact agrees. */
            FOUND,
            /** No such account here. */
            ABSENT,
            /** An account of that id exists, but no second fact agrees: it may be somebody else's. */
            DOUBTFUL,
            /** The account lives on another cluster. */
            ELSEWHERE
        }

        public static Match found(Account account) {
            return new Match(Kind.FOUND, account, "");
        }

        public static Match absent() {
            return new Match(Kind.ABSENT, null, "");
        }

        /**
         * @param detail what was compared, for the operator
         */
        public static Match doubtful(String detail) {
            return new Match(Kind.DOUBTFUL, null, detail);
        }

        public static Match elsewhere(String homeCluster) {
            return new Match(Kind.ELSEWHERE, null, homeCluster);
        }
    }

    @Override
    void close();
}
