package org.pindesk.adapter.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pindesk.adapter.directory.AdFixtures.ACCOUNT_EXPIRED;
import static org.pindesk.adapter.directory.AdFixtures.COMPUTERS;
import static org.pindesk.adapter.directory.AdFixtures.DISABLED;
import static org.pindesk.adapter.directory.AdFixtures.FAILURES;
import static org.pindesk.adapter.directory.AdFixtures.HOURS;
import static org.pindesk.adapter.directory.AdFixtures.LOCKED;
import static org.pindesk.adapter.directory.AdFixtures.LOCK_RAN_OUT;
import static org.pindesk.adapter.directory.AdFixtures.MUST_CHANGE;
import static org.pindesk.adapter.directory.AdFixtures.NEVER_SET;
import static org.pindesk.adapter.directory.AdFixtures.NO_SELF_CHANGE;
import static org.pindesk.adapter.directory.AdFixtures.PASSWORD_EXPIRED;
import static org.pindesk.adapter.directory.AdFixtures.PROTECTED_USERS;
import static org.pindesk.adapter.directory.AdFixtures.SMART_CARD;
import static org.pindesk.adapter.directory.AdFixtures.TOO_YOUNG;

import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pindesk.adapter.directory.AdFixtures.Case;
import org.pindesk.core.LoginPlace;
import org.pindesk.diagnosis.Cause;
import org.pindesk.diagnosis.SecretName;
import org.pindesk.diagnosis.Verdict;
import org.pindesk.port.AuthLatch;

/** The verdict names exactly the causes that were planted in Samba's accounts, and none that it may not see. */
@Tag("real")
@Timeout(120)
class RealAdVerdictTest {
    /** What each planted state is called in a verdict. */
    private static final Map<String, Cause> NAMES = Map.ofEntries(
            Map.entry(DISABLED, Cause.ACCOUNT_DISABLED),
            Map.entry(ACCOUNT_EXPIRED, Cause.ACCOUNT_EXPIRED),
            Map.entry(LOCKED, Cause.ACCOUNT_LOCKED_FOR_NOW),
            Map.entry(LOCK_RAN_OUT, Cause.LOCK_RAN_OUT),
            Map.entry(PASSWORD_EXPIRED, Cause.PASSWORD_EXPIRED),
            Map.entry(MUST_CHANGE, Cause.PASSWORD_MUST_CHANGE),
            Map.entry(NEVER_SET, Cause.PASSWORD_NEVER_SET),
            Map.entry(SMART_CARD, Cause.SMART_CARD_ONLY),
            Map.entry(HOURS, Cause.NO_HOURS_ALLOWED),
            Map.entry(COMPUTERS, Cause.WORKSTATIONS),
            Map.entry(PROTECTED_USERS, Cause.PROTECTED_USERS),
            Map.entry(FAILURES, Cause.BAD_PASSWORDS_MOUNTING),
            Map.entry(TOO_YOUNG, Cause.PASSWORD_TOO_YOUNG),
            Map.entry(NO_SELF_CHANGE, Cause.PASSWORD_NO_SELF_CHANGE));

    /** What is the matter with whom beyond the planted states; nothing here keeps anybody out. */
    private static final Map<String, Cause> BESIDE = Map.of("expires-soon", Cause.PASSWORD_EXPIRES_SOON);

    private static AdFixtures domain;
    private static LdapDirectory directory;
    private static VerdictTable table;

    @BeforeAll
    static void start() throws Exception {
        domain = AdFixtures.start("127.0.0.28");
        directory = new LdapDirectory(domain.settings(), Clock.systemUTC(), AuthLatch.NONE);
        table = new VerdictTable();
    }

    @AfterAll
    static void stop() throws Exception {
        if (table != null) {
            table.close();
        }
        if (directory != null) {
            directory.close();
        }
        if (domain != null) {
            domain.close();
        }
    }

    @Test
    void namesExactlyTheCausesThatAreThere() {
        assertThat(AdFixtures.SINGLE).hasSizeGreaterThanOrEqualTo(18);
        assertThat(AdFixtures.SEVERAL).hasSizeGreaterThanOrEqualTo(6);
        for (LoginPlace place : VerdictTable.PLACES) {
            for (Case one : all()) {
                Verdict verdict = table.verdict(directory, one.login(), place);
                table.row(one.login(), String.join(", ", new TreeSet<>(one.causes())), place, verdict);
                assertThat(VerdictTable.said(verdict))
                        .as("%s at %s", one.login(), place)
                        .isEqualTo(expected(one, place));
                assertThat(verdict.unseen()).as(one.login()).hasSize(one.login().equals("odd-hours") ? 1 : 0);
            }
        }
        table.print("Active Directory (Samba)", List.of());
    }

    @Test
    void claimsNothingAndCallsNothingFineWhereItMayNotRead() throws Exception {
        List<String> unseen = List.of();
        domain.server().showAccounts(false);
        try (LdapDirectory hardened = new LdapDirectory(domain.settings(), Clock.systemUTC(), AuthLatch.NONE)) {
            for (LoginPlace place : VerdictTable.PLACES) {
                for (Case one : all()) {
                    Verdict verdict = table.verdict(hardened, one.login(), place);
                    table.row(one.login(), String.join(", ", new TreeSet<>(one.causes())), place, verdict);
                    assertThat(VerdictTable.said(verdict))
                            .as("%s at %s", one.login(), place)
                            .isEqualTo(Map.of(Cause.COULD_NOT_SEE, true));
                    assertThat(verdict.found()).isFalse();
                    unseen = verdict.unseen();
                    assertThat(String.join("\n", verdict.unseen()))
                            .contains(
                                    "userAccountControl",
                                    "accountExpires",
                                    "logonHours",
                                    "tokenGroups",
                                    "msDS-User-Account-Control-Computed",
                                    "pwdLastSet",
                                    "Account Restrictions",
                                    "Logon Information",
                                    "password policy");
                    if (place != null) {
                        assertThat(Objects.requireNonNull(verdict.signIn()).secret())
                                .as("what to type needs no rights")
                                .isEqualTo(SecretName.WINDOWS_PASSWORD);
                    }
                }
            }
            table.print("Active Directory (Samba), reading rights removed", unseen);
        } finally {
            domain.server().showAccounts(true);
        }
    }

    private static List<Case> all() {
        return Stream.concat(AdFixtures.SINGLE.stream(), AdFixtures.SEVERAL.stream())
                .toList();
    }

    private static Map<Cause, Boolean> expected(Case one, @Nullable LoginPlace place) {
        Map<Cause, Boolean> expected = new EnumMap<>(Cause.class);
        boolean toChange = one.causes().contains(PASSWORD_EXPIRED);
        for (String planted : one.causes()) {
            Cause cause = Objects.requireNonNull(NAMES.get(planted), planted);
            switch (planted) {
                // no reason for a failed sign-in; told when the password has to be changed
                case TOO_YOUNG, NO_SELF_CHANGE -> {
                    if (toChange) {
                        expected.put(cause, false);
                    }
                }
                case LOCK_RAN_OUT, FAILURES -> expected.put(cause, false);
                // a computer asks by Kerberos, which they may use; the group is one that no helpdesk tool may touch
                case PROTECTED_USERS -> {
                    expected.put(cause, place == null);
                    expected.put(Cause.PRIVILEGED_PERSON, false);
                }
                // the policy of this one has no end for locks
                case LOCKED -> expected.put(one.login().equals("pso-locked") ? Cause.ACCOUNT_LOCKED : cause, true);
                default -> expected.put(cause, true);
            }
        }
        Cause beside = BESIDE.get(one.login());
        if (beside != null) {
            expected.put(beside, false);
        }
        if (!expected.containsValue(true)) {
            expected.put(remainder(one, place), true);
        }
        return expected;
    }

    private static Cause remainder(Case one, @Nullable LoginPlace place) {
        if (one.login().equals("odd-hours")) {
            return Cause.COULD_NOT_SEE;
        }
        return place == null ? Cause.NOTHING_FOUND : Cause.LIKELY_WRONG_WINDOWS_PASSWORD;
    }
}
