package org.pindesk.gateway;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.Account;
import org.pindesk.core.BackendException;
import org.pindesk.core.Foreseen;
import org.pindesk.core.Leg;
import org.pindesk.core.PasswordPolicy;
import org.pindesk.core.Person;
import org.pindesk.core.PersonId;
import org.pindesk.core.PinPolicy;
import org.pindesk.core.Problem;
import org.pindesk.core.Proof;
import org.pindesk.core.Request;
import org.pindesk.core.Secret;
import org.pindesk.core.SecretKind;
import org.pindesk.port.Directory;
import org.pindesk.port.MakesPinChange;
import org.pindesk.port.ProvesLocalPassword;
import org.pindesk.port.ProvesPin;
import org.pindesk.port.ResetsLocalPassword;
import org.pindesk.port.ResetsPassword;
import org.pindesk.port.ResetsPin;
import org.pindesk.port.SharesPin;
import org.pindesk.port.ShowsPinState;
import org.pindesk.port.Written;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the account that holds a secret, and gives the gateway the way to change it. */
public final class Credentials {
    private static final Logger LOG = LoggerFactory.getLogger(Credentials.class);

    private final Locator locator;
    private final Directory directory;
    private final PinMaker pins;
    private final PasswordMaker passwords;

    public Credentials(Locator locator, Directory directory, PinMaker pins, PasswordMaker passwords) {
        this.locator = locator;
        this.directory = directory;
        this.pins = pins;
        this.passwords = passwords;
    }

    /**
     * Where the person's secret of this kind is kept.
     *
     * @param system look on this one only, for a password {@link Leg#DIRECTORY} too; null = all telephone systems, and for the password
     *     of somebody who has none there the directory
     */
    public Located locate(SecretKind kind, Person person, @Nullable String system) {
        if (kind == SecretKind.PIN) {
            return locator.find(person, system);
        }
        if (Leg.DIRECTORY.equals(system)) {
            return inDirectory(person);
        }
        Located located = locator.findPassword(person, system);
        boolean none = located.kind() == Located.Kind.NOWHERE || located.kind() == Located.Kind.NO_PASSWORDS;
        return none && system == null ? inDirectory(person) : located;
    }

    /** A directory account as the account of a request: its immutable id stands in {@code uuid}. */
    private Located inDirectory(Person person) {
        Account account = new Account(
                Leg.DIRECTORY, person.login(), person.id().value(), null, null, Set.of(), names(person), null);
        if (!(directory instanceof ResetsPassword resets)) {
            return new Located(Located.Kind.READ_ONLY, account, Leg.DIRECTORY, "");
        }
        try {
            Foreseen foreseen = resets.mayReset(person.id());
            return foreseen.answer() == Foreseen.Answer.NO
                    ? new Located(Located.Kind.NOT_PERMITTED, account, Leg.DIRECTORY, foreseen.why())
                    : new Located(Located.Kind.FOUND, account, Leg.DIRECTORY, "");
        } catch (BackendException e) {
            Located.Kind kind =
                    e.problem() == Problem.BAD_CREDENTIALS ? Located.Kind.SERVICE_REFUSED : Located.Kind.UNREACHABLE;
            return new Located(kind, null, Leg.DIRECTORY, e.problem().code());
        }
    }

    private static Set<String> names(Person person) {
        Set<String> names = new LinkedHashSet<>(List.of(person.login(), person.displayName()));
        if (person.givenName() != null) {
            names.add(person.givenName());
        }
        if (person.surname() != null) {
            names.add(person.surname());
        }
        return names;
    }

    /** Null when the system is not configured any more, or cannot change such a secret. */
    @Nullable
    Credential of(SecretKind kind, Account account) {
        return of(kind, account, null, false, false);
    }

    /**
     * The way to change a request's secret: one that somebody else than its owner sees has to be changed where the system offers that.
     *
     * @param sharer the account that gets the same secret; its rules count too. Null for none
     * @param hereOnly whether a system that would hand the secret on must not
     */
    @Nullable
    Credential of(Request request, Account account, @Nullable Account sharer, boolean hereOnly) {
        return of(request.secret(), account, sharer, hereOnly, request.handedOver());
    }

    private @Nullable Credential of(
            SecretKind kind, Account account, @Nullable Account sharer, boolean hereOnly, boolean toBeChanged) {
        if (kind == SecretKind.PIN) {
            ResetsPin system = locator.as(ResetsPin.class, account.system());
            ResetsPin other = sharer == null ? null : locator.as(ResetsPin.class, sharer.system());
            return system == null ? null : new Pin(system, account, other, sharer, hereOnly, toBeChanged, pins);
        }
        if (!account.system().equals(Leg.DIRECTORY)) {
            ResetsLocalPassword system = locator.as(ResetsLocalPassword.class, account.system());
            return system == null ? null : new LocalPassword(system, account, passwords);
        }
        String id = account.uuid();
        return directory instanceof ResetsPassword resets && id != null
                ? new Password(resets, new PersonId(id), account, passwords)
                : null;
    }

    /** The system of an account as one that shows when its PIN was set; null when it does not. */
    @Nullable
    ShowsPinState state(Account account) {
        return locator.as(ShowsPinState.class, account.system());
    }

    /** As {@link #state(Account)} for the secret of a request: null for a password, of which no such state is read. */
    @Nullable
    ShowsPinState state(SecretKind kind, Account account) {
        return kind == SecretKind.PIN ? state(account) : null;
    }

    /**
     * The same when the account cannot be read now: good enough to prove a secret, not to write one. The directory's id of the account
     * is its owner's; a telephone system's own is not known.
     */
    @Nullable
    Credential unread(Request request, Leg leg) {
        String id =
                leg.system().equals(Leg.DIRECTORY) ? request.owner().person().value() : null;
        Account account = new Account(leg.system(), leg.userId(), id, null, null, Set.of(), Set.of(), null);
        return of(request.secret(), account);
    }

    private record Pin(
            ResetsPin system,
            Account account,
            @Nullable ResetsPin other,
            @Nullable Account sharer,
            boolean hereOnly,
            boolean toBeChanged,
            PinMaker pins)
            implements Credential {
        @Override
        public boolean writable() {
            return system.writable();
        }

        @Override
        public Function<Collection<Secret>, Secret> maker() {
            PinPolicy policy = stricter(system.pinPolicy(account));
            Account whose = sharer == null ? account : both(account, sharer);
            return earlier -> pins.make(policy, whose, earlier);
        }

        /** A voicemail system that does not tell its policy now keeps nobody from a PIN: ours is stricter than its documented rules. */
        private PinPolicy stricter(PinPolicy policy) {
            if (other == null || sharer == null) {
                return policy;
            }
            try {
                PinPolicy theirs = other.pinPolicy(sharer);
                return new PinPolicy(
                        policy.name(),
                        Math.max(policy.minLength(), theirs.minLength()),
                        Math.max(policy.historyCount(), theirs.historyCount()),
                        policy.trivialCheck() || theirs.trivialCheck());
            } catch (BackendException e) {
                LOG.warn("the policy of {} is not known now: {}", sharer.system(), e.getMessage());
                return policy;
            }
        }

        private static Account both(Account first, Account second) {
            Set<String> avoid = new LinkedHashSet<>(first.avoid());
            avoid.addAll(second.avoid());
            Set<String> names = new LinkedHashSet<>(first.names());
            names.addAll(second.names());
            return new Account(
                    first.system(),
                    first.userId(),
                    first.uuid(),
                    first.extension(),
                    first.policyName(),
                    avoid,
                    names,
                    first.barred());
        }

        @Override
        public Written write(Secret secret) {
            if (toBeChanged && system instanceof MakesPinChange makes) {
                return makes.resetPinToBeChanged(account, secret);
            }
            return hereOnly && system instanceof SharesPin shares
                    ? shares.resetPinHereOnly(account, secret)
                    : system.resetPin(account, secret);
        }

        @Override
        public boolean provable() {
            return system instanceof ProvesPin;
        }

        @Override
        public ProvesPin.Answer signsIn(Secret secret) {
            return system instanceof ProvesPin proves ? proves.signsIn(account, secret) : ProvesPin.Answer.CANNOT_TELL;
        }

        @Override
        public Proof proof() {
            return system instanceof ProvesPin proves ? proves.proof() : Proof.ANSWERED;
        }
    }

    private record Password(ResetsPassword directory, PersonId person, Account account, PasswordMaker passwords)
            implements Credential {
        @Override
        public boolean writable() {
            return true;
        }

        @Override
        public Function<Collection<Secret>, Secret> maker() {
            PasswordPolicy policy = directory.passwordPolicy(person);
            return earlier -> passwords.make(policy, account, earlier);
        }

        @Override
        public Written write(Secret secret) {
            return directory.resetPassword(person, secret);
        }

        @Override
        public boolean provable() {
            return true;
        }

        @Override
        public ProvesPin.Answer signsIn(Secret secret) {
            return directory.signsIn(person, secret);
        }
    }

    private record LocalPassword(ResetsLocalPassword system, Account account, PasswordMaker passwords)
            implements Credential {
        @Override
        public boolean writable() {
            return system.writable();
        }

        @Override
        public Function<Collection<Secret>, Secret> maker() {
            PasswordPolicy policy = system.localPasswordPolicy(account);
            return earlier -> passwords.make(policy, account, earlier);
        }

        @Override
        public Written write(Secret secret) {
            return system.resetLocalPassword(account, secret);
        }

        @Override
        public boolean provable() {
            return system instanceof ProvesLocalPassword;
        }

        @Override
        public ProvesPin.Answer signsIn(Secret secret) {
            return system instanceof ProvesLocalPassword proves
                    ? proves.passwordSignsIn(account, secret)
                    : ProvesPin.Answer.CANNOT_TELL;
        }
    }
}
