package org.pindesk.diagnosis;

import static org.pindesk.core.LoginPlace.COMPUTER;
import static org.pindesk.core.LoginPlace.DESK_PHONE;
import static org.pindesk.core.LoginPlace.PORTAL;
import static org.pindesk.core.LoginPlace.SOFTPHONE;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.CredentialState;
import org.pindesk.core.DirectoryEvidence;
import org.pindesk.core.LoginPlace;
import org.pindesk.core.TelephoneEvidence;
import org.pindesk.port.GrantsPortal;
import org.pindesk.port.Pbx;

/**
 * One thing that is wrong with somebody.
 *
 * @param facet what it changes; two states of one facet cannot be there together
 * @param cause what the verdict calls it
 * @param blocks the places where it keeps them out
 */
record State(String facet, Cause cause, Set<LoginPlace> blocks, Consumer<Somebody> spoil) {
    static final Set<LoginPlace> NOWHERE = EnumSet.noneOf(LoginPlace.class);
    static final Set<LoginPlace> EVERYWHERE = EnumSet.allOf(LoginPlace.class);
    static final Set<LoginPlace> DIRECTORY = EnumSet.of(COMPUTER, PORTAL, SOFTPHONE);
    static final Set<LoginPlace> BY_PASSWORD = EnumSet.of(PORTAL, SOFTPHONE);
    static final Set<LoginPlace> PHONES = EnumSet.of(PORTAL, SOFTPHONE, DESK_PHONE);
    static final Set<LoginPlace> AT_PHONE = EnumSet.of(DESK_PHONE);
    static final List<State> ALL = all();

    /** Whether it shows at this place at all: what a phone said counts only there, a cache not at computers. */
    boolean shows(@Nullable LoginPlace place) {
        return switch (facet) {
            case "code" -> place == null || place == DESK_PHONE;
            case "changed" -> place == null || blocks.contains(place);
            case "name" -> cause != Cause.LOGIN_NAME || place == null || PHONES.contains(place);
            default -> true;
        };
    }

    boolean note() {
        return cause.weight() == Cause.Weight.NOTE;
    }

    private static List<State> all() {
        List<State> all = new ArrayList<>();
        all.add(of("disabled", Cause.ACCOUNT_DISABLED, EVERYWHERE, s -> s.disabled = true));
        all.add(of("period", Cause.ACCOUNT_EXPIRED, EVERYWHERE, s -> s.validUntil = Somebody.EARLIER));
        all.add(of("period", Cause.ACCOUNT_NOT_YET_VALID, EVERYWHERE, s -> s.validFrom = Somebody.LATER));
        all.add(of("period", Cause.ACCOUNT_EXPIRES_SOON, NOWHERE, s -> s.validUntil = Somebody.SOON));
        lock(all, Cause.ACCOUNT_LOCKED, DIRECTORY, DirectoryEvidence.Lock.State.FAILED_SIGN_INS, null);
        lock(
                all,
                Cause.ACCOUNT_LOCKED_FOR_NOW,
                DIRECTORY,
                DirectoryEvidence.Lock.State.FAILED_SIGN_INS,
                Somebody.LATER);
        lock(all, Cause.ACCOUNT_LOCKED_BY_ADMINISTRATOR, DIRECTORY, DirectoryEvidence.Lock.State.ADMINISTRATOR, null);
        lock(all, Cause.ACCOUNT_UNUSED, DIRECTORY, DirectoryEvidence.Lock.State.INACTIVITY, null);
        lock(all, Cause.ACCOUNT_DELAYED, DIRECTORY, DirectoryEvidence.Lock.State.DELAYED, Somebody.LATER);
        lock(all, Cause.LOCK_RAN_OUT, NOWHERE, DirectoryEvidence.Lock.State.RAN_OUT, Somebody.EARLIER);
        all.add(of("failures", Cause.BAD_PASSWORDS_MOUNTING, NOWHERE, s -> s.first = failures(s.first)));
        all.add(of("failures", Cause.BAD_PASSWORDS_COUNTED, NOWHERE, s -> {
            s.first = failures(s.first);
            s.failuresToLock = 0;
        }));
        password(all, Cause.PASSWORD_EXPIRED, DIRECTORY, DirectoryEvidence.Password.State.EXPIRED);
        password(all, Cause.PASSWORD_MUST_CHANGE, DIRECTORY, DirectoryEvidence.Password.State.MUST_CHANGE);
        password(all, Cause.PASSWORD_NEVER_SET, DIRECTORY, DirectoryEvidence.Password.State.NEVER_SET);
        password(all, Cause.PASSWORD_GRACE, NOWHERE, DirectoryEvidence.Password.State.GRACE);
        all.add(of("password", Cause.PASSWORD_EXPIRES_SOON, NOWHERE, s -> s.passwordExpires = Somebody.SOON));
        all.add(of("password", Cause.PASSWORD_EXPIRED, DIRECTORY, s -> s.passwordExpires = Somebody.EARLIER));
        all.add(of("self-change", Cause.PASSWORD_TOO_YOUNG, NOWHERE, s -> s.changeableFrom = Somebody.LATER));
        all.add(of("self-change", Cause.PASSWORD_NO_SELF_CHANGE, NOWHERE, s -> s.selfChange = false));
        all.add(of("card", Cause.SMART_CARD_ONLY, DIRECTORY, s -> s.smartCardOnly = true));
        all.add(of("hours", Cause.OUTSIDE_HOURS, DIRECTORY, s -> s.hours = Somebody.hours(40)));
        all.add(of("hours", Cause.NO_HOURS_ALLOWED, DIRECTORY, s -> s.hours = Somebody.hours()));
        all.add(of("workstations", Cause.WORKSTATIONS, DIRECTORY, s -> s.workstations = Set.of("PC2", "PC1")));
        all.add(of("protected", Cause.PROTECTED_USERS, BY_PASSWORD, s -> s.protectedUsers = true));
        all.add(of("groups", Cause.TOO_MANY_GROUPS, DIRECTORY, s -> s.tokenGroups = 1016));
        all.add(of("clock", Cause.CLOCK_SKEW, NOWHERE, s -> s.clockSkew = Duration.ofMinutes(-6)));
        all.add(of("dc2", Cause.LOCK_DIFFERS, NOWHERE, s -> s.second = row(null, true, Somebody.LONG_AGO)));
        all.add(of("dc2", Cause.PASSWORD_DIFFERS, NOWHERE, s -> s.second = row(null, false, Somebody.EARLIER)));
        all.add(of("dc2", Cause.SERVER_SILENT, NOWHERE, s -> s.second = row("PD-102", null, null)));
        all.add(of("person", Cause.PRIVILEGED_PERSON, NOWHERE, s -> s.privileged = true));
        all.add(of("locks", Cause.REPEATED_LOCKS, NOWHERE, s -> s.repeatedLocks = 2));
        all.add(of("active", Cause.TELEPHONE_ACCOUNT_INACTIVE, PHONES, s -> s.active = false));
        all.add(of("portal", Cause.PORTAL_GROUP_MISSING, EnumSet.of(PORTAL), s -> s.mayUsePortal = false));
        group(all, Cause.PORTAL_NOT_ALLOWED, null);
        group(all, Cause.PORTAL_GROUP_ABSENT, new GrantsPortal.PortalGroup("Portal users", false, true, List.of()));
        group(all, Cause.PORTAL_GROUP_READ_ONLY, new GrantsPortal.PortalGroup("Portal users", true, false, List.of()));
        group(
                all,
                Cause.PORTAL_GROUP_CARRIES_MORE,
                new GrantsPortal.PortalGroup("Portal users", true, true, List.of("Admin")));
        all.add(of("profile", Cause.NO_PHONE_PROFILE, AT_PHONE, s -> s.phoneProfile = false));
        pinLock(all, Cause.PIN_LOCKED, CredentialState.Lock.FAILED_SIGN_INS, null);
        pinLock(all, Cause.PIN_LOCKED_FOR_NOW, CredentialState.Lock.FAILED_SIGN_INS, Somebody.LATER);
        pinLock(all, Cause.PIN_LOCKED_BY_ADMINISTRATOR, CredentialState.Lock.ADMINISTRATOR, null);
        pinLock(all, Cause.PIN_LOCKED_BY_INACTIVITY, CredentialState.Lock.INACTIVITY, null);
        all.add(of("pin", Cause.PIN_MUST_CHANGE, AT_PHONE, s -> {
            s.pin.mustChange = true;
            s.pin.expires = Somebody.EARLIER;
        }));
        all.add(of("pin", Cause.PIN_EXPIRED, AT_PHONE, s -> s.pin.expires = Somebody.EARLIER));
        all.add(of("pin", Cause.PIN_EXPIRES_SOON, NOWHERE, s -> s.pin.expires = Somebody.SOON));
        all.add(of("pin-failures", Cause.BAD_PINS_COUNTED, NOWHERE, s -> s.pin.failures = 2));
        ownLock(all, Cause.TELEPHONE_PASSWORD_LOCKED, CredentialState.Lock.FAILED_SIGN_INS, null);
        ownLock(all, Cause.TELEPHONE_PASSWORD_LOCKED_FOR_NOW, CredentialState.Lock.FAILED_SIGN_INS, Somebody.LATER);
        ownLock(all, Cause.TELEPHONE_PASSWORD_LOCKED_BY_ADMINISTRATOR, CredentialState.Lock.ADMINISTRATOR, null);
        ownLock(all, Cause.TELEPHONE_PASSWORD_LOCKED_BY_INACTIVITY, CredentialState.Lock.INACTIVITY, null);
        own(all, Cause.TELEPHONE_PASSWORD_MUST_CHANGE, BY_PASSWORD, s -> s.own.mustChange = true);
        own(all, Cause.TELEPHONE_PASSWORD_EXPIRED, BY_PASSWORD, s -> s.own.expires = Somebody.EARLIER);
        own(all, Cause.TELEPHONE_PASSWORD_EXPIRES_SOON, NOWHERE, s -> s.own.expires = Somebody.SOON);
        own(all, Cause.BAD_TELEPHONE_PASSWORDS_COUNTED, NOWHERE, s -> s.own.failures = 3);
        all.add(of("base", Cause.OUTSIDE_DIRECTORY_BASE, BY_PASSWORD, s -> s.base = "OU=Sales,DC=lab,DC=test"));
        all.add(of("name", Cause.LOGIN_ATTRIBUTE_DIFFERS, BY_PASSWORD, s -> s.directoryLogin = "berger"));
        all.add(of("name", Cause.LOGIN_NAME, NOWHERE, s -> {
            s.userId = "bob.berger@lab.test";
            s.loginAttribute = "mail";
        }));
        all.add(of("changed", Cause.JUST_CHANGED, BY_PASSWORD, s -> {
            s.cachedFor = 120;
            s.passwordSet = Somebody.NOW.minusSeconds(119);
        }));
        all.add(of("changed", Cause.JUST_CHANGED, AT_PHONE, s -> {
            s.cachedFor = 120;
            s.pin.changed = Somebody.NOW.minusSeconds(119);
        }));
        all.add(of("barred", Cause.BARRED_ACCOUNT, NOWHERE, s -> s.barred = "Standard CCM Super Users"));
        code(all, Cause.PHONE_MISCONFIGURED, "[207]-Device Name Empty");
        code(all, Cause.PHONE_LOGIN_DISABLED, "Login is unavailable(22)");
        code(all, Cause.PHONE_SERVICE_DOWN, "Host not found");
        code(all, Cause.PHONE_SERVICE_DOWN, "208");
        code(all, Cause.PHONE_TAKEN, "18");
        code(all, Cause.SIGNED_IN_ELSEWHERE, "25");
        code(all, Cause.PHONE_SAYS_EMPTY, "[202]");
        code(all, Cause.EXTENSION_SHARED, "[216] DN has multiple users");
        code(all, Cause.PHONE_SAYS_CHANGE_PIN, "[209] – Change PIN");
        return all;
    }

    static State of(String facet, Cause cause, Set<LoginPlace> blocks, Consumer<Somebody> spoil) {
        return new State(facet, cause, blocks, spoil);
    }

    private static void lock(
            List<State> all,
            Cause cause,
            Set<LoginPlace> blocks,
            DirectoryEvidence.Lock.State state,
            @Nullable Instant ends) {
        all.add(of("lock", cause, blocks, s -> s.lock = new DirectoryEvidence.Lock(state, Somebody.EARLIER, ends)));
    }

    private static void password(
            List<State> all, Cause cause, Set<LoginPlace> blocks, DirectoryEvidence.Password.State state) {
        all.add(of("password", cause, blocks, s -> {
            s.passwordState = state;
            s.passwordExpires = Somebody.EARLIER;
            s.graceLeft = state == DirectoryEvidence.Password.State.GRACE ? 2 : null;
        }));
    }

    private static void group(List<State> all, Cause cause, GrantsPortal.@Nullable PortalGroup group) {
        all.add(of("portal", cause, EnumSet.of(PORTAL), s -> {
            s.mayUsePortal = false;
            s.group = group;
        }));
    }

    private static void pinLock(List<State> all, Cause cause, CredentialState.Lock lock, @Nullable Instant ends) {
        all.add(of("pin-lock", cause, AT_PHONE, s -> s.pin.locked(lock, ends)));
    }

    private static void ownLock(List<State> all, Cause cause, CredentialState.Lock lock, @Nullable Instant ends) {
        own(all, cause, BY_PASSWORD, s -> s.own.locked(lock, ends));
    }

    private static void own(List<State> all, Cause cause, Set<LoginPlace> blocks, Consumer<Somebody> spoil) {
        all.add(of("own", cause, blocks, s -> {
            s.home = TelephoneEvidence.PasswordHome.OWN;
            spoil.accept(s);
        }));
    }

    private static void code(List<State> all, Cause cause, String said) {
        all.add(of("code", cause, AT_PHONE, s -> s.code = said));
    }

    private static DirectoryEvidence.Server failures(DirectoryEvidence.Server server) {
        return new DirectoryEvidence.Server(
                server.name(), null, server.locked(), 3, Somebody.EARLIER, server.passwordSet());
    }

    private static DirectoryEvidence.Server row(
            @Nullable String silent, @Nullable Boolean locked, @Nullable Instant passwordSet) {
        return new DirectoryEvidence.Server("dc2", silent, locked, 0, null, passwordSet);
    }

    /** What is wrong with where the account is; no state of an account can be there with it. */
    static final List<State> OF_THE_SYSTEM = List.of(
            of("where", Cause.ACCOUNT_DOUBTFUL, PHONES, s -> s.match = Pbx.Match.Kind.DOUBTFUL),
            of("where", Cause.ACCOUNT_ELSEWHERE, PHONES, s -> s.match = Pbx.Match.Kind.ELSEWHERE),
            of("where", Cause.NOT_PROVISIONED, PHONES, s -> s.match = Pbx.Match.Kind.ABSENT),
            of("where", Cause.SYSTEM_SILENT, PHONES, s -> {
                s.match = null;
                s.systemSilent = "PD-101";
            }));
}
