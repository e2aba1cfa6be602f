package org.pindesk.demo.directory;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.Secret;
import org.pindesk.demo.company.Fault.Kind;

/**
 * Judges sign-ins and counts the failed ones. The order of the answers was measured on Samba 4.17: Protected Users, then a lock (both
 * also with a wrong password), wrong password, disabled, account expired, must change or expired, workstation, hours.
 */
final class SignIns {
    /** What is said of a sign-in, with the sub-code that a simple bind answers. */
    enum Verdict {
        GOOD(""),
        /** Samba says 52e here. */
        NO_SUCH_USER("525"),
        WRONG_PASSWORD("52e"),
        RESTRICTED("52f"),
        OUTSIDE_HOURS("530"),
        OTHER_WORKSTATION("531"),
        PASSWORD_EXPIRED("532"),
        DISABLED("533"),
        ACCOUNT_EXPIRED("701"),
        MUST_CHANGE("773"),
        LOCKED("775");

        private final String subCode;

        Verdict(String subCode) {
            this.subCode = subCode;
        }

        String subCode() {
            return subCode;
        }

        boolean passwordIsOver() {
            return this == PASSWORD_EXPIRED || this == MUST_CHANGE;
        }
    }

    /** In the place of a computer's name: a simple bind, which comes from none. */
    static final String SIMPLE_BIND = "";

    private static final String PROTECTED_USERS = Sids.ofDomain(525);

    /**
     * A wrong password that is one of the last two former ones is not counted (Microsoft's "password history check N-2"; not
     * measured). The one that holds is the first of the three.
     */
    private static final int NOT_COUNTED = 3;

    private final Records records;
    private final Weather weather;

    SignIns(Records records, Weather weather) {
        this.records = records;
        this.weather = weather;
    }

    /**
     * @param account null for one that is not there
     * @param computer where from; {@link #SIMPLE_BIND} for an application
     */
    Verdict judge(@Nullable Account account, Secret password, String computer) {
        if (account == null) {
            return Verdict.NO_SUCH_USER;
        }
        synchronized (records) {
            Standing standing = records.standing(account);
            if (computer.equals(SIMPLE_BIND) && records.token(account).contains(PROTECTED_USERS)) {
                return Verdict.RESTRICTED;
            }
            if (standing.locked()) {
                return Verdict.LOCKED;
            }
            if (isNoLongerTaken(account) || !account.hasPassword(password)) {
                countFailure(account, standing, password);
                return Verdict.WRONG_PASSWORD;
            }
            Verdict verdict = withRightPassword(standing, computer);
            if (verdict == Verdict.GOOD) {
                signedIn(account, standing);
            }
            return verdict;
        }
    }

    private static Verdict withRightPassword(Standing standing, String computer) {
        if (standing.disabled()) {
            return Verdict.DISABLED;
        }
        if (standing.accountExpired()) {
            return Verdict.ACCOUNT_EXPIRED;
        }
        if (standing.mustChange()) {
            return Verdict.MUST_CHANGE;
        }
        if (standing.passwordExpired()) {
            return Verdict.PASSWORD_EXPIRED;
        }
        if (!standing.workstationsAllow(computer)) {
            return Verdict.OTHER_WORKSTATION;
        }
        return standing.hoursAllow() ? Verdict.GOOD : Verdict.OUTSIDE_HOURS;
    }

    private boolean isNoLongerTaken(Account account) {
        return weather.now().is(Kind.WRONG_PASSWORD)
                && (account.login().equals(DirectorySimulator.SERVICE_LOGIN)
                        || account.login().equals(DirectorySimulator.WRITE_LOGIN));
    }

    private void countFailure(Account account, Standing standing, Secret tried) {
        if (!account.hasPassword(tried) && account.hadPassword(tried, NOT_COUNTED)) {
            return;
        }
        int failures = standing.nextFailure();
        long now = FileTime.of(standing.now());
        int threshold = standing.rules().threshold();
        if (threshold > 0 && failures >= threshold) {
            records.setReplicated(account, Map.of("lockoutTime", now));
        }
        records.set(account, Map.of("badPwdCount", (long) failures, "badPasswordTime", now));
    }

    private void signedIn(Account account, Standing standing) {
        if (standing.number("lockoutTime") != 0) {
            records.setReplicated(account, Map.of("lockoutTime", 0L));
        }
        records.set(account, Map.of("lastLogon", FileTime.of(standing.now()), "badPwdCount", 0L));
    }
}
