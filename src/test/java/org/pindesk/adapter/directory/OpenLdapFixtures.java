package org.pindesk.adapter.directory;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.DirectoryEvidence.Lock;
import org.pindesk.core.DirectoryEvidence.Password;

/**
 * Accounts for an OpenLDAP server with the ppolicy overlay, each with what is truly wrong with it: known from how it was made, not from
 * what Pindesk reads. All have the password {@link RealServer#USER_PASSWORD}.
 */
final class OpenLdapFixtures {
    static final String BASE = "dc=pindesk,dc=test";
    static final String PEOPLE = "ou=people," + BASE;
    static final String DEFAULT_POLICY = "cn=default,ou=policies," + BASE;
    static final String WRITER = "cn=writer," + BASE;
    static final String BLIND = "cn=blind," + BASE;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final Duration QUARTER = Duration.ofDays(90);
    private static final Duration DAY = Duration.ofDays(1);

    /** What can be wrong with an account, or worth saying. */
    enum Cause {
        LOCKED,
        LOCK_RAN_OUT,
        LOCKED_BY_ADMINISTRATOR,
        DELAYED,
        IDLE,
        NOT_YET_VALID,
        ENDED,
        EXPIRED,
        GRACE,
        MUST_CHANGE,
        EXPIRES_SOON,
        FAILURES_MOUNTING,
        TOO_YOUNG_TO_CHANGE,
        NO_SELF_CHANGE
    }

    /**
     * One account.
     *
     * @param causes everything that is true of it
     * @param binds whether slapd takes the right password
     * @param lock the lock that the server keeps to
     * @param expires when its password expires; null when never
     * @param failures how many failed sign-ins count
     */
    record Account(
            String login,
            String policy,
            Set<Cause> causes,
            boolean binds,
            Lock lock,
            Password.State password,
            @Nullable Instant expires,
            int failures,
            List<String> lines) {}

    final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    final List<Account> accounts = new ArrayList<>();

    OpenLdapFixtures() {
        Instant quarter = now.minus(DAY).plus(QUARTER);
        fine("fine", "default", Set.of(), quarter, changed(DAY));
        add(
                "locked",
                "default",
                Set.of(Cause.LOCKED),
                false,
                lock(Lock.State.FAILED_SIGN_INS, 60, 900),
                Password.State.USABLE,
                quarter,
                3,
                changed(DAY),
                at("pwdAccountLockedTime", 60),
                "pwdFailureTime: " + micro(62),
                "pwdFailureTime: " + micro(61),
                "pwdFailureTime: " + micro(60));
        add(
                "ranout",
                "default",
                Set.of(Cause.LOCK_RAN_OUT),
                true,
                lock(Lock.State.RAN_OUT, 7200, 900),
                Password.State.USABLE,
                quarter,
                0,
                changed(DAY),
                at("pwdAccountLockedTime", 7200),
                "pwdFailureTime: " + micro(7200));
        add(
                "admin",
                "default",
                Set.of(Cause.LOCKED_BY_ADMINISTRATOR),
                false,
                new Lock(Lock.State.ADMINISTRATOR, null, null),
                Password.State.USABLE,
                quarter,
                0,
                changed(DAY),
                "pwdAccountLockedTime: 000001010000Z");
        fine("lockoff", "nolock", Set.of(), null, changed(DAY), "pwdAccountLockedTime: 000001010000Z");
        password(
                "fresh",
                "default",
                Cause.MUST_CHANGE,
                true,
                Password.State.MUST_CHANGE,
                quarter,
                changed(DAY),
                "pwdReset: TRUE");
        password(
                "freshold",
                "default",
                Cause.MUST_CHANGE,
                true,
                Password.State.MUST_CHANGE,
                now.minus(DAY),
                changed(QUARTER.plus(DAY)),
                "pwdReset: TRUE");
        fine("resetoff", "nolock", Set.of(), null, changed(DAY), "pwdReset: TRUE");
        password(
                "expired",
                "default",
                Cause.EXPIRED,
                false,
                Password.State.EXPIRED,
                now.minus(DAY),
                changed(QUARTER.plus(DAY)));
        password(
                "grace",
                "grace",
                Cause.GRACE,
                true,
                Password.State.GRACE,
                now.minus(DAY),
                changed(DAY.multipliedBy(2)),
                at("pwdGraceUseTime", 60));
        password(
                "graceless",
                "grace",
                Cause.EXPIRED,
                false,
                Password.State.EXPIRED,
                now.minus(DAY),
                changed(DAY.multipliedBy(2)),
                at("pwdGraceUseTime", 60),
                at("pwdGraceUseTime", 61));
        password(
                "gracelate",
                "gracelate",
                Cause.EXPIRED,
                false,
                Password.State.EXPIRED,
                now.minus(DAY),
                changed(DAY.multipliedBy(2)));
        fine(
                "soon",
                "default",
                Set.of(Cause.EXPIRES_SOON),
                now.plus(DAY.multipliedBy(2)),
                changed(QUARTER.minus(DAY.multipliedBy(2))));
        fine("never", "nolock", Set.of(), null, changed(Duration.ofDays(3650)));
        blocked("later", Cause.NOT_YET_VALID, Lock.OPEN, "default", quarter, at("pwdStartTime", -86_400));
        blocked("ended", Cause.ENDED, Lock.OPEN, "default", quarter, at("pwdEndTime", 86_400));
        blocked(
                "delayed",
                Cause.DELAYED,
                new Lock(Lock.State.DELAYED, null, now.plusSeconds(600)),
                "delay",
                null,
                at("pwdAccountTmpLockoutEnd", -600));
        blocked(
                "idle",
                Cause.IDLE,
                new Lock(Lock.State.INACTIVITY, now.minus(DAY), null),
                "idle",
                null,
                at("pwdLastSuccess", 31 * 86_400));
        add(
                "failing",
                "default",
                Set.of(Cause.FAILURES_MOUNTING),
                true,
                Lock.OPEN,
                Password.State.USABLE,
                quarter,
                2,
                changed(DAY),
                "pwdFailureTime: " + micro(1000),
                "pwdFailureTime: " + micro(62),
                "pwdFailureTime: " + micro(61));
        fine("young", "young", Set.of(Cause.TOO_YOUNG_TO_CHANGE), null, at("pwdChangedTime", 3600));
        fine("fixed", "fixed", Set.of(Cause.NO_SELF_CHANGE), null, changed(DAY));
        add(
                "many",
                "default",
                Set.of(Cause.LOCKED, Cause.ENDED, Cause.EXPIRED),
                false,
                lock(Lock.State.FAILED_SIGN_INS, 60, 900),
                Password.State.EXPIRED,
                now.minus(DAY),
                0,
                changed(QUARTER.plus(DAY)),
                at("pwdAccountLockedTime", 60),
                at("pwdEndTime", 3600));
        fine("twin1", "default", Set.of(), quarter, changed(DAY));
        fine("twin2", "default", Set.of(), quarter, changed(DAY));
    }

    Account account(String login) {
        return accounts.stream()
                .filter(one -> one.login().equals(login))
                .findFirst()
                .orElseThrow();
    }

    /** Everything as LDIF for slapadd, which may load operational attributes. */
    String ldif() {
        return policy("nolock", "pwdLockout: FALSE", "pwdMustChange: FALSE")
                + policy("grace", "pwdMaxAge: 86400", "pwdGraceAuthNLimit: 2")
                + policy("gracelate", "pwdMaxAge: 86400", "pwdGraceAuthNLimit: 2", "pwdGraceExpiry: 3600")
                + policy("delay", "pwdLockout: TRUE", "pwdMinDelay: 60", "pwdMaxDelay: 900")
                + policy("idle", "pwdLockout: TRUE", "pwdMaxIdle: " + 30 * 86_400)
                + policy("young", "pwdMinAge: 86400")
                + policy("fixed", "pwdAllowUserChange: FALSE")
                + policy("strict", "pwdMinLength: 12", "pwdCheckQuality: 2", "pwdMustChange: TRUE")
                + service("writer")
                + service("blind")
                + "dn: uid=gate,ou=groups," + BASE
                + "\nobjectClass: inetOrgPerson\nuid: gate\ncn: gate\nsn: gate\n\n"
                + accounts.stream().map(OpenLdapFixtures::person).collect(Collectors.joining());
    }

    private static String person(Account account) {
        String mail = account.login().startsWith("twin") ? "twin" : account.login();
        return "dn: uid=%1$s,%2$s\nobjectClass: inetOrgPerson\nuid: %1$s\ncn: %1$s\nsn: %1$s\nmail: %3$s@pindesk.test\n"
                        .formatted(account.login(), PEOPLE, mail)
                + "userPassword: " + RealServer.USER_PASSWORD + "\n"
                + (account.policy().equals("default")
                        ? ""
                        : "pwdPolicySubentry: cn=" + account.policy() + ",ou=policies," + BASE + "\n")
                + String.join("\n", account.lines()) + "\n\n";
    }

    private static String policy(String name, String... lines) {
        return "dn: cn=%1$s,ou=policies,%2$s\nobjectClass: device\nobjectClass: pwdPolicy\ncn: %1$s\n"
                        .formatted(name, BASE)
                + "pwdAttribute: userPassword\n" + String.join("\n", lines) + "\n\n";
    }

    private static String service(String name) {
        return "dn: cn=%1$s,%2$s\nobjectClass: organizationalRole\nobjectClass: simpleSecurityObject\ncn: %1$s\n"
                        .formatted(name, BASE)
                + "userPassword: " + RealServer.BOT_PASSWORD + "\n\n";
    }

    private void fine(String login, String policy, Set<Cause> causes, @Nullable Instant expires, String... lines) {
        add(login, policy, causes, true, Lock.OPEN, Password.State.USABLE, expires, 0, lines);
    }

    private void password(
            String login,
            String policy,
            Cause cause,
            boolean binds,
            Password.State state,
            Instant expires,
            String... lines) {
        add(login, policy, Set.of(cause), binds, Lock.OPEN, state, expires, 0, lines);
    }

    private void blocked(String login, Cause cause, Lock lock, String policy, @Nullable Instant expires, String line) {
        add(login, policy, Set.of(cause), false, lock, Password.State.USABLE, expires, 0, changed(DAY), line);
    }

    private void add(
            String login,
            String policy,
            Set<Cause> causes,
            boolean binds,
            Lock lock,
            Password.State password,
            @Nullable Instant expires,
            int failures,
            String... lines) {
        accounts.add(new Account(login, policy, causes, binds, lock, password, expires, failures, List.of(lines)));
    }

    private Lock lock(Lock.State state, long ago, long lasting) {
        return new Lock(state, now.minusSeconds(ago), now.minusSeconds(ago).plusSeconds(lasting));
    }

    private String changed(Duration ago) {
        return at("pwdChangedTime", ago.toSeconds());
    }

    private String at(String attribute, long secondsAgo) {
        return attribute + ": " + TIME.format(now.minusSeconds(secondsAgo));
    }

    /** As slapd writes it: with microseconds. */
    private String micro(long secondsAgo) {
        return TIME.format(now.minusSeconds(secondsAgo)).replace("Z", ".164845Z");
    }
}
