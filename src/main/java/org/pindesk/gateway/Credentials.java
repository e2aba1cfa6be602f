package org.pindesk.gateway;

import java.util.Collection;
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
import org.pindesk.core.Request;
import org.pindesk.core.Secret;
import org.pindesk.core.SecretKind;
import org.pindesk.port.Directory;
import org.pindesk.port.ProvesPin;
import org.pindesk.port.ResetsPassword;
import org.pindesk.port.ResetsPin;
import org.pindesk.port.Written;

/** Finds the account that holds a secret, and gives the gateway the way to change it. */
public final class Credentials {
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
     * @param system look on this one only; null = all telephone systems
     */
    public Located locate(SecretKind kind, Person person, @Nullable String system) {
        return kind == SecretKind.PIN ? locator.find(person, system) : inDirectory(person);
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
        Set<String> names = new java.util.LinkedHashSet<>(Set.of(person.login(), person.displayName()));
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
        if (kind == SecretKind.PIN) {
            ResetsPin system = locator.as(ResetsPin.class, account.system());
            return system == null ? null : new Pin(system, account, pins);
        }
        String id = account.uuid();
        return directory instanceof ResetsPassword resets && id != null
                ? new Password(resets, new PersonId(id), account, passwords)
                : null;
    }

    /** The same when the account cannot be read now: good enough to prove a secret, not to write one. */
    @Nullable
    Credential unread(Request request, Leg leg) {
        Account account = new Account(
                leg.system(), leg.userId(), request.owner().person().value(), null, null, Set.of(), Set.of(), null);
        return of(request.secret(), account);
    }

    private record Pin(ResetsPin system, Account account, PinMaker pins) implements Credential {
        @Override
        public boolean writable() {
            return system.writable();
        }

        @Override
        public Function<Collection<Secret>, Secret> maker() {
            PinPolicy policy = system.pinPolicy(account);
            return earlier -> pins.make(policy, account, earlier);
        }

        @Override
        public Written write(Secret secret) {
            return system.resetPin(account, secret);
        }

        @Override
        public boolean provable() {
            return system instanceof ProvesPin;
        }

        @Override
        public ProvesPin.Answer signsIn(Secret secret) {
            return system instanceof ProvesPin proves ? proves.signsIn(account, secret) : ProvesPin.Answer.CANNOT_TELL;
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
}
