package org.pindesk.adapter.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pindesk.adapter.directory.OpenLdapFixtures.Account;
import org.pindesk.core.LoginPlace;
import org.pindesk.core.Secret;
import org.pindesk.diagnosis.Cause;
import org.pindesk.diagnosis.Verdict;
import org.pindesk.port.AuthLatch;

/** The verdict names exactly the causes that were planted in slapd's accounts, and none that it may not see. Nothing is changed here. */
@Tag("real")
@Timeout(60)
class RealOpenLdapVerdictTest {
    /** A name in a verdict, and whether it keeps people out; a state that is told only with another one has none. */
    private record Named(Cause cause, boolean blocking) {}

    private static final Map<OpenLdapFixtures.Cause, Named> NAMES = names();

    private static OpenLdapFixtures fixtures;
    private static RealServer slapd;
    private static VerdictTable table;

    @BeforeAll
    static void start() throws Exception {
        fixtures = new OpenLdapFixtures();
        slapd = RealServer.slapd("127.0.0.29", fixtures.ldif());
        table = new VerdictTable();
    }

    @AfterAll
    static void stop() throws Exception {
        if (table != null) {
            table.close();
        }
        if (slapd != null) {
            slapd.close();
        }
    }

    @Test
    void namesExactlyTheCausesThatAreThere() {
        assertThat(fixtures.accounts.stream().flatMap(one -> one.causes().stream()))
                .as("every state is there")
                .contains(OpenLdapFixtures.Cause.values());
        try (LdapDirectory directory = open("cn=bot", true)) {
            for (LoginPlace place : VerdictTable.PLACES) {
                for (Account one : fixtures.accounts) {
                    Verdict verdict = row(directory, one, place);
                    assertThat(VerdictTable.said(verdict))
                            .as("%s at %s", one.login(), place)
                            .isEqualTo(expected(one, place));
                    assertThat(verdict.unseen()).as(one.login()).isEmpty();
                    assertThat(verdict.found())
                            .as("%s must change it, or slapd refuses the right password", one.login())
                            .isEqualTo(!one.binds() || one.causes().contains(OpenLdapFixtures.Cause.MUST_CHANGE));
                }
            }
        }
        table.print("OpenLDAP", List.of());
    }

    @Test
    void claimsNothingAndCallsNothingFineWhereItMayNotRead() {
        List<String> unseen = List.of();
        try (LdapDirectory blind = open("cn=blind", true)) {
            for (LoginPlace place : VerdictTable.PLACES) {
                for (Account one : fixtures.accounts) {
                    Verdict verdict = row(blind, one, place);
                    assertThat(VerdictTable.said(verdict))
                            .as("%s at %s", one.login(), place)
                            .isEqualTo(Map.of(Cause.COULD_NOT_SEE, true));
                    assertThat(verdict.found()).isFalse();
                    unseen = verdict.unseen();
                    assertThat(String.join("\n", verdict.unseen()))
                            .contains(
                                    "pwdAccountLockedTime", "pwdChangedTime", "pwdStartTime", "pwdReset", "pwdEndTime");
                }
            }
        }
        table.print("OpenLDAP, reading rights removed", unseen);
    }

    @Test
    void callsNothingFineWhileThePolicyIsNotKnown() {
        try (LdapDirectory without = open("cn=bot", false)) {
            for (LoginPlace place : VerdictTable.PLACES) {
                for (Account one : fixtures.accounts) {
                    Verdict verdict = row(without, one, place);
                    if (one.policy().equals("default")) {
                        assertThat(verdict.unseen()).as(one.login()).isNotEmpty();
                    }
                    if (!verdict.unseen().isEmpty() && !verdict.found()) {
                        assertThat(verdict.first().cause()).as(one.login()).isEqualTo(Cause.COULD_NOT_SEE);
                    }
                    assertThat(expected(one, place).keySet())
                            .as("%s at %s: nothing that is not there", one.login(), place)
                            .containsAll(VerdictTable.said(verdict).keySet().stream()
                                    .filter(cause -> cause.weight() != Cause.Weight.REMAINDER)
                                    .toList());
                }
            }
        }
        table.print("OpenLDAP, default policy not configured", List.of());
    }

    private static Verdict row(LdapDirectory directory, Account one, @Nullable LoginPlace place) {
        Verdict verdict = table.verdict(directory, one.login(), place);
        String planted = new TreeSet<>(one.causes())
                .stream()
                        .map(cause -> cause.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                        .collect(Collectors.joining(", "));
        table.row(one.login(), planted, place, verdict);
        return verdict;
    }

    private static Map<Cause, Boolean> expected(Account one, @Nullable LoginPlace place) {
        Map<Cause, Boolean> expected = new EnumMap<>(Cause.class);
        for (OpenLdapFixtures.Cause planted : one.causes()) {
            Named named = NAMES.get(planted);
            if (named != null) {
                expected.put(named.cause(), named.blocking());
            }
        }
        if (!expected.containsValue(true)) {
            expected.put(place == null ? Cause.NOTHING_FOUND : Cause.LIKELY_WRONG_DIRECTORY_PASSWORD, true);
        }
        return expected;
    }

    private static Map<OpenLdapFixtures.Cause, Named> names() {
        Map<OpenLdapFixtures.Cause, Named> names = new EnumMap<>(OpenLdapFixtures.Cause.class);
        for (OpenLdapFixtures.Cause planted : OpenLdapFixtures.Cause.values()) {
            Named named = switch (planted) {
                case LOCKED -> new Named(Cause.ACCOUNT_LOCKED_FOR_NOW, true);
                case LOCK_RAN_OUT -> new Named(Cause.LOCK_RAN_OUT, false);
                case LOCKED_BY_ADMINISTRATOR -> new Named(Cause.ACCOUNT_LOCKED_BY_ADMINISTRATOR, true);
                case DELAYED -> new Named(Cause.ACCOUNT_DELAYED, true);
                case IDLE -> new Named(Cause.ACCOUNT_UNUSED, true);
                case NOT_YET_VALID -> new Named(Cause.ACCOUNT_NOT_YET_VALID, true);
                case ENDED -> new Named(Cause.ACCOUNT_EXPIRED, true);
                case EXPIRED -> new Named(Cause.PASSWORD_EXPIRED, true);
                case GRACE -> new Named(Cause.PASSWORD_GRACE, false);
                case MUST_CHANGE -> new Named(Cause.PASSWORD_MUST_CHANGE, true);
                case EXPIRES_SOON -> new Named(Cause.PASSWORD_EXPIRES_SOON, false);
                case FAILURES_MOUNTING -> new Named(Cause.BAD_PASSWORDS_MOUNTING, false);
                // no reason for a failed sign-in; told when the password has to be changed
                case TOO_YOUNG_TO_CHANGE, NO_SELF_CHANGE -> null;
            };
            if (named != null) {
                names.put(planted, named);
            }
        }
        return names;
    }

    private static LdapDirectory open(String reader, boolean policyKnown) {
        DirectorySettings settings = DirectorySettings.of(
                        List.of(DirectorySettings.Server.parse(slapd.ldaps())),
                        reader + "," + OpenLdapFixtures.BASE,
                        Secret.of(RealServer.BOT_PASSWORD),
                        List.of(OpenLdapFixtures.PEOPLE))
                .withCa(slapd.ca())
                .withPasswordPolicy(policyKnown ? OpenLdapFixtures.DEFAULT_POLICY : null);
        return new LdapDirectory(settings, Clock.systemUTC(), AuthLatch.NONE);
    }
}
