package org.pindesk.diagnosis;

import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.Account;
import org.pindesk.core.AccountState;
import org.pindesk.core.CredentialState;
import org.pindesk.core.DirectoryEvidence;
import org.pindesk.core.LoginPlace;
import org.pindesk.core.LogonHours;
import org.pindesk.core.Person;
import org.pindesk.core.PersonId;
import org.pindesk.core.TelephoneEvidence;
import org.pindesk.port.GrantsPortal;
import org.pindesk.port.Pbx;

/** Somebody with whom everything is in order and everything can be seen, to be spoilt piece by piece. */
final class Somebody {
    /** A Monday. */
    static final Instant NOW = Instant.parse("2026-11-23T10:15:00Z");

    static final Instant EARLIER = NOW.minus(Duration.ofHours(1));
    static final Instant LATER = NOW.plus(Duration.ofHours(1));
    static final Instant LONG_AGO = NOW.minus(Duration.ofDays(40));
    static final Instant FAR = NOW.plus(Duration.ofDays(90));
    static final Instant SOON = NOW.plus(Duration.ofDays(3));

    @Nullable
    String code;

    int repeatedLocks;
    boolean privileged;
    DirectoryEvidence.Kind kind = DirectoryEvidence.Kind.ACTIVE_DIRECTORY;
    boolean directorySeen = true;

    @Nullable
    String directorySilent;

    String directoryLogin = "bob";
    String entry = "CN=Bob Berger,OU=Staff,DC=lab,DC=test";

    @Nullable
    Boolean disabled = false;

    @Nullable
    Instant validFrom;

    @Nullable
    Instant validUntil;

    DirectoryEvidence.Lock lock = DirectoryEvidence.Lock.OPEN;
    DirectoryEvidence.Server first = server("dc1");
    DirectoryEvidence.Server second = server("dc2");
    DirectoryEvidence.Password.State passwordState = DirectoryEvidence.Password.State.USABLE;

    @Nullable
    Instant passwordSet = LONG_AGO;

    @Nullable
    Instant passwordExpires = FAR;

    @Nullable
    Integer graceLeft;

    @Nullable
    Instant changeableFrom;

    @Nullable
    Boolean selfChange = true;

    @Nullable
    Boolean smartCardOnly = false;

    @Nullable
    LogonHours hours;

    Set<String> workstations = Set.of();

    @Nullable
    Boolean protectedUsers = false;

    @Nullable
    Integer tokenGroups = 40;

    @Nullable
    Duration clockSkew = Duration.ofSeconds(2);

    @Nullable
    Integer failuresToLock = 5;

    List<String> directoryUnseen = List.of();

    Pbx.Match.@Nullable Kind match = Pbx.Match.Kind.FOUND;
    boolean telephoneSeen = true;

    @Nullable
    String systemSilent;

    String userId = "bob";

    @Nullable
    String extension = "1102";

    @Nullable
    String barred;

    @Nullable
    Boolean active = true;

    TelephoneEvidence.PasswordHome home = TelephoneEvidence.PasswordHome.DIRECTORY;

    @Nullable
    String base = "ou=staff, dc=LAB,dc=test";

    @Nullable
    String loginAttribute = "sAMAccountName";

    @Nullable
    Boolean mayUsePortal = true;

    @Nullable
    Boolean phoneProfile = true;

    boolean hasPin = true;
    Credential pin = new Credential();
    Credential own = new Credential();

    @Nullable
    String portalUrl = "https://cucm.lab.test/ucmuser";

    int cachedFor;
    List<String> telephoneUnseen = List.of();
    GrantsPortal.@Nullable PortalGroup group =
            new GrantsPortal.PortalGroup("Standard CCM End Users", true, true, List.of());

    static DirectoryEvidence.Server server(String name) {
        return new DirectoryEvidence.Server(name, null, false, 0, null, LONG_AGO);
    }

    static LogonHours hours(int... allowed) {
        BitSet week = new BitSet();
        for (int hour : allowed) {
            week.set(hour);
        }
        return new LogonHours(week);
    }

    Person person() {
        return new Person(
                new PersonId("b0b"),
                "bob",
                "bob.berger@lab.test",
                "Bob Berger",
                "Bob",
                "Berger",
                null,
                List.of(),
                AccountState.FINE,
                Set.of(),
                privileged,
                false);
    }

    DirectoryEvidence directory() {
        return new DirectoryEvidence(
                kind,
                directoryLogin,
                "bob@lab.test",
                "bob.berger@lab.test",
                entry,
                disabled,
                validFrom,
                validUntil,
                lock,
                List.of(first, second),
                new DirectoryEvidence.Password(
                        passwordState, passwordSet, passwordExpires, graceLeft, changeableFrom, selfChange),
                smartCardOnly,
                hours,
                workstations,
                protectedUsers,
                tokenGroups,
                clockSkew,
                new DirectoryEvidence.Policy("Default", true, failuresToLock, Duration.ofMinutes(30), 8, null),
                directoryUnseen);
    }

    SystemEvidence system() {
        Account account = new Account("hq", userId, null, extension, null, Set.of(), new HashSet<>(), barred);
        boolean found = match == Pbx.Match.Kind.FOUND;
        TelephoneEvidence telephone = new TelephoneEvidence(
                account,
                active,
                home,
                base,
                loginAttribute,
                mayUsePortal,
                phoneProfile,
                hasPin ? pin.state() : null,
                home == TelephoneEvidence.PasswordHome.OWN ? own.state() : null,
                portalUrl,
                cachedFor,
                telephoneUnseen);
        return new SystemEvidence(
                "hq",
                "Head office telephones",
                match == null ? null : new Pbx.Match(match, found ? account : null, found ? "" : "mail and number"),
                found && telephoneSeen ? telephone : null,
                systemSilent,
                group,
                false);
    }

    Evidence at(@Nullable LoginPlace place) {
        return at(place, List.of(system()));
    }

    Evidence at(@Nullable LoginPlace place, List<SystemEvidence> systems) {
        return new Evidence(
                person(),
                place,
                code,
                NOW,
                directorySeen ? directory() : null,
                directorySilent,
                systems,
                repeatedLocks);
    }

    /** A PIN, or a password that the telephone system keeps. */
    static final class Credential {
        CredentialState.Lock lock = CredentialState.Lock.OPEN;

        @Nullable
        Instant lockedSince;

        @Nullable
        Instant lockEnds;

        @Nullable
        Integer failures = 0;

        @Nullable
        Instant changed = LONG_AGO;

        @Nullable
        Boolean mustChange = false;

        @Nullable
        Instant expires = FAR;

        @Nullable
        Boolean neverExpires = false;

        List<String> unseen = List.of();

        void locked(CredentialState.Lock how, @Nullable Instant ends) {
            lock = how;
            lockedSince = EARLIER;
            lockEnds = ends;
        }

        CredentialState state() {
            return new CredentialState(
                    lock,
                    lockedSince,
                    lockEnds,
                    failures,
                    failures == null || failures == 0 ? null : EARLIER,
                    changed,
                    mustChange,
                    expires,
                    neverExpires,
                    "Staff PINs",
                    unseen);
        }
    }
}
