package org.pindesk.adapter.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.pindesk.adapter.directory.SimulatedDirectory.only;

import com.unboundid.ldap.sdk.LDAPConnection;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pindesk.adapter.directory.DirectorySettings.Server;
import org.pindesk.adapter.directory.DirectorySettings.Writer;
import org.pindesk.adapter.directory.OpenLdapFixtures.Account;
import org.pindesk.adapter.directory.OpenLdapFixtures.Cause;
import org.pindesk.core.AccountState;
import org.pindesk.core.BackendException;
import org.pindesk.core.DirectoryEvidence;
import org.pindesk.core.DirectoryEvidence.Lock;
import org.pindesk.core.DirectoryEvidence.Password;
import org.pindesk.core.DirectoryEvidence.Policy;
import org.pindesk.core.Foreseen;
import org.pindesk.core.PersonId;
import org.pindesk.core.Problem;
import org.pindesk.core.Secret;
import org.pindesk.port.AuthLatch;
import org.pindesk.port.Directory.Lookup;
import org.pindesk.port.ProvesPin.Answer;
import org.pindesk.port.Written;

/** Why a sign-in fails, and what is done about it, on a real slapd with its password policy. */
@Tag("real")
@Timeout(60)
class RealOpenLdapEvidenceTest {
    private static final Secret RIGHT = Secret.of(RealServer.USER_PASSWORD);
    private static final Secret WRONG = Secret.of("not-the-password");
    private static final Secret NEW = Secret.of("brand-new-7731-secret");

    private OpenLdapFixtures fixtures;
    private RealServer slapd;
    private LdapDirectory directory;

    @BeforeEach
    void start() throws Exception {
        fixtures = new OpenLdapFixtures();
        slapd = RealServer.slapd("127.0.0.23", fixtures.ldif());
        directory = open(settings("cn=bot", slapd.ldaps()));
    }

    @AfterEach
    void stop() throws Exception {
        if (directory != null) {
            directory.close();
        }
        if (slapd != null) {
            slapd.close();
        }
    }

    /** Reads first: a good bind changes what there is to read. */
    @Test
    void theEvidenceIsWhatTheServerKeepsTo() {
        StringBuilder table = new StringBuilder();
        for (Account account : fixtures.accounts) {
            DirectoryEvidence seen = evidence(account.login());
            AccountState state = only(directory.byLogin(account.login())).state();
            Answer answer = directory.signsIn(id(account.login()), RIGHT);
            table.append(row(account, seen, answer)).append('\n');

            assertThat(seen.lock()).as("lock of %s", account.login()).isEqualTo(account.lock());
            assertThat(seen.password().state()).as(account.login()).isEqualTo(account.password());
            assertThat(seen.password().expires()).as(account.login()).isEqualTo(account.expires());
            assertThat(seen.servers()).singleElement().satisfies(server -> {
                assertThat(server.failures()).as(account.login()).isEqualTo(account.failures());
                assertThat(server.silent()).isNull();
            });
            assertThat(seen.policy().name()).isEqualTo(account.policy());
            assertThat(seen.policy().readable()).isTrue();
            assertThat(seen.disabled()).isFalse();
            assertThat(seen.unseen()).as(account.login()).isEmpty();
            assertThat(answer)
                    .as("bind of %s", account.login())
                    .isEqualTo(account.binds() ? Answer.YES : Answer.CANNOT_TELL);
            boolean stopped = state.locked() || state.expired() || state.passwordExpired();
            assertThat(state.readable()).isTrue();
            assertThat(stopped)
                    .as("state of %s is the evidence's", account.login())
                    .isEqualTo(!account.binds());
            assertThat(state.mustChangePassword()).isEqualTo(account.causes().contains(Cause.MUST_CHANGE));
        }
        System.out.println(table);
        assertThat(fixtures.accounts).hasSizeGreaterThan(20);
    }

    @Test
    void timesAreExact() {
        assertThat(evidence("later").validFrom()).isEqualTo(fixtures.now.plusSeconds(86_400));
        assertThat(evidence("ended").validUntil()).isEqualTo(fixtures.now.minusSeconds(86_400));
        assertThat(evidence("fine").validUntil()).isNull();
        assertThat(evidence("locked").servers().get(0).lastFailure())
                .isBetween(fixtures.now.minusSeconds(60), fixtures.now.minusSeconds(59));
        assertThat(evidence("grace").password().graceLeft()).isEqualTo(1);
        assertThat(evidence("graceless").password().graceLeft()).isZero();
        assertThat(evidence("fine").password().graceLeft()).isNull();
        assertThat(evidence("young").password().changeableFrom()).isEqualTo(fixtures.now.plusSeconds(82_800));
        assertThat(evidence("fixed").password().selfChange()).isFalse();
        assertThat(evidence("fine").policy())
                .isEqualTo(new Policy("default", true, 3, Duration.ofMinutes(15), 0, Duration.ofDays(90)));
        assertThat(evidence("fine").kind()).isEqualTo(DirectoryEvidence.Kind.OPENLDAP);
    }

    @Test
    void aServerThatIsSilentIsARow() {
        try (LdapDirectory two = open(settings("cn=bot", slapd.ldaps(), slapd.deadPort()))) {
            DirectoryEvidence seen = two.evidence(id("locked"));

            assertThat(seen.lock().state()).isEqualTo(Lock.State.FAILED_SIGN_INS);
            assertThat(seen.servers())
                    .extracting(DirectoryEvidence.Server::silent)
                    .containsExactly(null, Problem.UNREACHABLE.code());
            assertThat(seen.servers().get(1).locked()).isNull();
            assertThat(seen.unseen()).singleElement().asString().contains("637");
        }
    }

    @Test
    void whatTheReaderMayNotSeeIsNeverFine() {
        try (LdapDirectory blind = open(settings("cn=blind", slapd.ldaps()))) {
            for (Account account : fixtures.accounts) {
                DirectoryEvidence seen = blind.evidence(id(account.login()));
                boolean lockless = account.policy().equals("nolock")
                        || Set.of("grace", "gracelate", "young", "fixed").contains(account.policy());

                assertThat(seen.lock()).isEqualTo(lockless ? Lock.OPEN : Lock.UNSEEN);
                assertThat(seen.password().state()).isEqualTo(Password.State.UNSEEN);
                assertThat(seen.servers().get(0).failures()).isNull();
                assertThat(String.join(";", seen.unseen()))
                        .contains("pwdAccountLockedTime", "pwdChangedTime", "pwdStartTime", "pwdReset", "pwdEndTime");
                assertThat(only(blind.byLogin(account.login())).state()).isEqualTo(AccountState.UNREADABLE);
                assertThat(blind.signsIn(id("twin1"), RIGHT)).isEqualTo(Answer.YES);
            }
            assertThat(blind.signsIn(id("fine"), WRONG)).isEqualTo(Answer.CANNOT_TELL);
        }
    }

    @Test
    void withoutAKnownPolicyNothingIsCalledFine() {
        try (LdapDirectory without = open(settings("cn=bot", slapd.ldaps()).withPasswordPolicy(null))) {
            DirectoryEvidence seen = without.evidence(id("fine"));

            assertThat(seen.policy()).isEqualTo(Policy.UNSEEN);
            assertThat(seen.lock().state()).isEqualTo(Lock.State.UNSEEN);
            assertThat(seen.password().state()).isEqualTo(Password.State.UNSEEN);
            assertThat(seen.unseen()).anySatisfy(words -> assertThat(words).contains("none is configured"));
            assertThat(without.evidence(id("grace")).password().state()).isEqualTo(Password.State.GRACE);
        }
    }

    @Test
    void tellsAWrongPasswordOnlyWhereNothingElseExplainsTheRefusal() {
        assertThat(directory.signsIn(id("fine"), WRONG)).isEqualTo(Answer.NO);
        assertThat(directory.signsIn(id("fresh"), WRONG)).isEqualTo(Answer.NO);
        assertThat(directory.signsIn(id("expired"), WRONG)).isEqualTo(Answer.CANNOT_TELL);
        assertThat(directory.signsIn(id("later"), WRONG)).isEqualTo(Answer.CANNOT_TELL);
        assertThat(evidence("fine").servers().get(0).failures()).isEqualTo(1);
    }

    @Test
    void unlocks() {
        assertThat(directory.mayUnlock(id("locked")).answer()).isEqualTo(Foreseen.Answer.UNSEEN);
        assertThat(directory.unlock(id("locked")).kind()).isEqualTo(Written.Kind.ACCEPTED);
        assertThat(directory.unlock(id("locked")).kind()).as("again").isEqualTo(Written.Kind.ACCEPTED);
        assertThat(evidence("locked").lock()).isEqualTo(Lock.OPEN);
        assertThat(evidence("locked").servers().get(0).failures()).isZero();
        assertThat(directory.signsIn(id("locked"), WRONG))
                .as("does not lock at once again")
                .isEqualTo(Answer.NO);
        assertThat(directory.signsIn(id("locked"), RIGHT)).isEqualTo(Answer.YES);
    }

    @Test
    void neverLiftsAnAdministratorsLock() {
        try (LdapDirectory blind = open(settings("cn=blind", slapd.ldaps()))) {
            assertThat(blind.mayUnlock(id("admin")).answer()).isEqualTo(Foreseen.Answer.NO);
            assertThat(blind.unlock(id("admin")).kind()).isEqualTo(Written.Kind.REFUSED);
        }
        assertThat(directory.mayUnlock(id("admin")).answer()).isEqualTo(Foreseen.Answer.NO);
        assertThat(directory.unlock(id("admin")).kind()).isEqualTo(Written.Kind.REFUSED);
        assertThat(directory.mayReset(id("admin")).answer()).isEqualTo(Foreseen.Answer.NO);
        assertThat(directory.resetPassword(id("admin"), NEW).kind()).isEqualTo(Written.Kind.REFUSED);
        assertThat(evidence("admin").lock().state()).isEqualTo(Lock.State.ADMINISTRATOR);
    }

    @Test
    void setsAPasswordThatMustBeChangedAndLiftsTheLock() {
        for (String login : List.of("locked", "expired", "fine")) {
            assertThat(directory.mayReset(id(login)).answer()).isEqualTo(Foreseen.Answer.UNSEEN);
            assertThat(directory.resetPassword(id(login), NEW)).isEqualTo(new Written(Written.Kind.ACCEPTED, ""));
            assertThat(evidence(login).password().state()).isEqualTo(Password.State.MUST_CHANGE);
            assertThat(evidence(login).lock()).isEqualTo(Lock.OPEN);
            assertThat(evidence(login).servers().get(0).failures()).isZero();
            assertThat(directory.signsIn(id(login), NEW)).isEqualTo(Answer.YES);
            assertThat(directory.signsIn(id(login), RIGHT)).isEqualTo(Answer.NO);
        }
    }

    @Test
    void saysWhenThePolicyMakesNobodyChangeAResetPassword() {
        assertThat(directory.mayReset(id("never")).why()).contains("pwdMustChange");
        Written written = directory.resetPassword(id("never"), NEW);
        assertThat(written.kind()).isEqualTo(Written.Kind.ACCEPTED);
        assertThat(written.detail()).contains("pwdMustChange");
    }

    @Test
    void aPolicyThatRefusesAPasswordLeavesTheOldOne() throws Exception {
        follow("fine", "strict");
        assertThat(directory.passwordPolicy(id("fine")).minLength()).isEqualTo(12);

        Written refused = directory.resetPassword(id("fine"), Secret.of("short-77"));

        assertThat(refused.kind()).isEqualTo(Written.Kind.POLICY_REFUSED);
        assertThat(refused.detail()).doesNotContain("short-77");
        assertThat(evidence("fine").password().state()).isEqualTo(Password.State.USABLE);
        assertThat(directory.signsIn(id("fine"), RIGHT)).isEqualTo(Answer.YES);
        assertThat(directory.resetPassword(id("fine"), NEW).kind()).isEqualTo(Written.Kind.ACCEPTED);
    }

    @Test
    void foreseesThatTheLeastAgeBindsTheHelpdeskToo() {
        assertThat(directory.mayReset(id("young")).answer()).isEqualTo(Foreseen.Answer.NO);
        assertThat(directory.resetPassword(id("young"), NEW).kind()).isEqualTo(Written.Kind.REFUSED);
        assertThat(directory.signsIn(id("young"), RIGHT)).isEqualTo(Answer.YES);
    }

    @Test
    void anAccountWithoutTheRightsChangesNothing() {
        DirectorySettings weak = settings("cn=bot", slapd.ldaps())
                .withWriter(new Writer("cn=bot," + OpenLdapFixtures.BASE, Secret.of(RealServer.BOT_PASSWORD)));
        try (LdapDirectory other = open(weak)) {
            assertThat(other.unlock(id("locked")).kind()).isEqualTo(Written.Kind.REFUSED);
            assertThat(other.resetPassword(id("fine"), NEW).kind()).isEqualTo(Written.Kind.REFUSED);
        }
        assertThat(evidence("locked").lock().state()).isEqualTo(Lock.State.FAILED_SIGN_INS);
        assertThat(directory.signsIn(id("fine"), RIGHT)).isEqualTo(Answer.YES);
    }

    @Test
    void doubleAddressesAreNobodys() {
        assertThat(directory.byMail("twin@pindesk.test")).isEqualTo(Lookup.SEVERAL);
        assertThat(evidence("twin1").mail()).isEqualTo("twin@pindesk.test");
    }

    @Test
    void guessesWhatWasMeant() {
        assertThat(directory.near("exipred").logins()).containsExactly("expired");
        assertThat(directory.near("twin").logins()).containsExactly("twin1", "twin2");
        assertThat(directory.near("gate").outside()).isTrue();
        assertThat(directory.near("fine").outside()).isFalse();
        assertThat(directory.near("*)(uid=*").logins()).isEmpty();
        assertThat(directory.near("x".repeat(5000)).logins()).isEmpty();
    }

    @Test
    void nobodyIsAnError() {
        PersonId nobody = new PersonId("00000000-0000-0000-0000-000000000000");
        BackendException failure = catchThrowableOfType(BackendException.class, () -> directory.evidence(nobody));
        assertThat(failure.problem()).isEqualTo(Problem.REFUSED);
    }

    private DirectoryEvidence evidence(String login) {
        return directory.evidence(id(login));
    }

    private PersonId id(String login) {
        return only(directory.byLogin(login)).id();
    }

    private void follow(String login, String policy) throws Exception {
        try (LDAPConnection admin = slapd.administrator()) {
            admin.modify(
                    "dn: uid=" + login + "," + OpenLdapFixtures.PEOPLE,
                    "changetype: modify",
                    "replace: pwdPolicySubentry",
                    "pwdPolicySubentry: cn=" + policy + ",ou=policies," + OpenLdapFixtures.BASE);
        }
    }

    private static LdapDirectory open(DirectorySettings settings) {
        return new LdapDirectory(settings, Clock.systemUTC(), AuthLatch.NONE);
    }

    private DirectorySettings settings(String reader, String... urls) {
        return DirectorySettings.of(
                        Arrays.stream(urls).map(Server::parse).toList(),
                        reader + "," + OpenLdapFixtures.BASE,
                        Secret.of(RealServer.BOT_PASSWORD),
                        List.of(OpenLdapFixtures.PEOPLE))
                .withCa(slapd.ca())
                .withPasswordPolicy(OpenLdapFixtures.DEFAULT_POLICY)
                .withWriter(new Writer(OpenLdapFixtures.WRITER, Secret.of(RealServer.BOT_PASSWORD)));
    }

    private String row(Account account, DirectoryEvidence seen, Answer answer) {
        return "%-10s %-30s lock=%-15s ends=%-20s failures=%d password=%-11s expires=%-20s bind=%s"
                .formatted(
                        account.login(),
                        account.causes(),
                        seen.lock().state(),
                        seen.lock().ends(),
                        seen.servers().get(0).failures(),
                        seen.password().state(),
                        seen.password().expires(),
                        answer);
    }
}
