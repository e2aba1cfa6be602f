package org.pindesk.usecase;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pindesk.authorization.Authorizer;
import org.pindesk.authorization.BreakGlass;
import org.pindesk.authorization.Denial;
import org.pindesk.core.AccountState;
import org.pindesk.core.BackendException;
import org.pindesk.core.Person;
import org.pindesk.core.PersonId;
import org.pindesk.port.Directory;
import org.pindesk.port.KnownPeople.Known;
import org.pindesk.port.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers what the directory showed of people with a linked chat account, as far as break-glass needs it. Nothing is kept where the
 * policy knows no break-glass.
 */
public final class LastSight {
    /** How old what is known may be before it is written again, when nothing in it has changed. */
    private static final Duration EVERY = Duration.ofHours(1);

    /** How many people one round looks at. */
    private static final int ROUND = 200;

    private static final Logger LOG = LoggerFactory.getLogger(LastSight.class);

    private final Store store;
    private final Directory directory;
    private final Authorizer authorizer;
    private final Happenings happenings;
    private final Clock clock;

    public LastSight(Store store, Directory directory, Authorizer authorizer, Happenings happenings, Clock clock) {
        this.store = store;
        this.directory = directory;
        this.authorizer = authorizer;
        this.happenings = happenings;
        this.clock = clock;
    }

    /**
     * The directory has just shown this person.
     *
     * @param person somebody with a linked chat account
     */
    void of(Person person) {
        if (authorizer.policy().breakGlass() == null) {
            return;
        }
        Denial against = authorizer.againstBreakGlass(person);
        keep(new Known(
                bare(person),
                against == null ? null : against.word(),
                authorizer.isNamedForBreakGlass(person),
                authorizer.policy().shortDigest(),
                clock.instant()));
        if (authorizer.policy().velocity().contactChanged() != null) {
            // without the directory its own record cannot be asked
            happenings.seen(person);
        }
    }

    /** The directory does not have this person any more. */
    void gone(PersonId person) {
        if (authorizer.policy().breakGlass() != null) {
            Person nobody = new Person(
                    person,
                    person.value(),
                    null,
                    person.value(),
                    null,
                    null,
                    null,
                    List.of(),
                    AccountState.UNREADABLE,
                    Set.of(),
                    false,
                    false);
            String policy = authorizer.policy().shortDigest();
            keep(new Known(nobody, Denial.TARGET_UNCLEAR.word(), false, policy, clock.instant()));
        }
    }

    private void keep(Known now) {
        Instant old = clock.instant().minus(EVERY);
        store.tx(tx -> {
            Optional<Known> before = tx.knownPeople().of(now.person().id());
            boolean same = before.filter(each -> each.seenAt().isAfter(old) && same(each, now))
                    .isPresent();
            if (!same) {
                tx.knownPeople().keep(now);
            }
            return same;
        });
    }

    private static boolean same(Known one, Known other) {
        return one.equals(new Known(other.person(), other.against(), other.named(), other.policy(), one.seenAt()));
    }

    /** Without anything that could be taken for a right. */
    private static Person bare(Person person) {
        return new Person(
                person.id(),
                person.login(),
                person.mail(),
                person.displayName(),
                person.givenName(),
                person.surname(),
                person.department(),
                person.phoneNumbers(),
                AccountState.UNREADABLE,
                Set.of(),
                false,
                false);
    }

    /** What is known of a person by the policy that holds; empty when nothing is. */
    Optional<Known> known(PersonId person) {
        String policy = authorizer.policy().shortDigest();
        return store.tx(tx -> tx.knownPeople().of(person))
                .filter(known -> known.policy().equals(policy));
    }

    /** Whether a sight is too old for break-glass now. */
    boolean tooOld(Known known) {
        BreakGlass rule = authorizer.policy().breakGlass();
        return rule == null || known.seenAt().isBefore(clock.instant().minus(rule.within()));
    }

    /** Looks at those with a link whom nobody has seen for half the time that counts, so that they are known when it matters. */
    public void refresh() {
        @Nullable BreakGlass rule = authorizer.policy().breakGlass();
        if (rule == null) {
            store.tx(tx -> {
                tx.knownPeople().forget(clock.instant().plus(EVERY));
                return true;
            });
            return;
        }
        Instant since = clock.instant().minus(rule.within().dividedBy(2));
        String policy = authorizer.policy().shortDigest();
        List<PersonId> due = store.tx(tx -> tx.knownPeople().due(since, policy, ROUND));
        try {
            for (PersonId each : due) {
                directory.read(each).ifPresentOrElse(this::of, () -> gone(each));
            }
        } catch (BackendException e) {
            LOG.warn("people could not be looked at for break-glass: {}", e.getMessage());
        }
    }
}
