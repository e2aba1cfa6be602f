package org.pindesk.authorization;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.pindesk.core.BackendException;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Person;
import org.pindesk.core.PersonId;
import org.pindesk.core.Problem;

/**
 * What happened lately, as far as rules look at it. Asked only for what a rule needs. What cannot be found out throws
 * {@link org.pindesk.core.BackendException}: unclear is a refusal, never "nothing happened".
 */
public interface Circumstances {
    /** How many changes for others this person has brought about since then, whoever they were for; denied tries do not count. */
    int actsBy(PersonId actor, Instant from);

    /** How many changes of this kind others, or the person, have brought about for the target since then; denied tries do not count. */
    int actsFor(PersonId target, Action action, Instant from);

    /**
     * When the person's mail address or telephone number was changed last, no longer ago than {@code within}; empty when neither was.
     *
     * @throws org.pindesk.core.BackendException when neither the directory's own record nor an earlier look can tell
     */
    Optional<Instant> contactChanged(Person person, Duration within);

    /** Since when the chat account has been linked to its person; empty when it is not. */
    Optional<Instant> linkedSince(ChatUser account);

    /** Whether the target proved to be the caller of this actor, since then, and that proof has not been used for another act. */
    boolean callerVerified(PersonId actor, PersonId target, Instant from);

    /** Nothing of it can be found out, for {@code pindesk explain} without the database: whatever a rule asks is unclear, and so a no. */
    Circumstances UNSEEN = new Circumstances() {
        @Override
        public int actsBy(PersonId actor, Instant from) {
            throw unseen();
        }

        @Override
        public int actsFor(PersonId target, Action action, Instant from) {
            throw unseen();
        }

        @Override
        public Optional<Instant> contactChanged(Person person, Duration within) {
            throw unseen();
        }

        @Override
        public Optional<Instant> linkedSince(ChatUser account) {
            throw unseen();
        }

        @Override
        public boolean callerVerified(PersonId actor, PersonId target, Instant from) {
            throw unseen();
        }

        private BackendException unseen() {
            return new BackendException(Problem.STORE_DOWN, "database", "what happened lately was not looked at");
        }
    };
}
