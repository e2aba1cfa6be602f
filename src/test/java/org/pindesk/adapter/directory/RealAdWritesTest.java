package org.pindesk.adapter.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pindesk.adapter.directory.SimulatedDirectory.only;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.util.ssl.PEMFileTrustManager;
import com.unboundid.util.ssl.SSLUtil;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.pindesk.adapter.directory.DirectorySettings.Writer;
import org.pindesk.core.DirectoryEvidence.Lock;
import org.pindesk.core.DirectoryEvidence.Password;
import org.pindesk.core.Foreseen;
import org.pindesk.core.Foreseen.Answer;
import org.pindesk.core.PersonId;
import org.pindesk.core.Secret;
import org.pindesk.port.AuthLatch;
import org.pindesk.port.ProvesPin;
import org.pindesk.port.Written;
import org.pindesk.port.Written.Kind;

/** Changes with an account that has as few rights as can be: they are given to it one after another, from test to test. */
@Tag("real")
@Timeout(120)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RealAdWritesTest {
    private static final Secret OLD = Secret.of(RealServer.USER_PASSWORD);

    private static AdFixtures domain;
    private static LdapDirectory directory;

    @BeforeAll
    static void start() throws Exception {
        domain = AdFixtures.start("127.0.0.27");
        directory = new LdapDirectory(domain.writing(), Clock.systemUTC(), AuthLatch.NONE);
    }

    @AfterAll
    static void stop() throws Exception {
        if (directory != null) {
            directory.close();
        }
        if (domain != null) {
            domain.close();
        }
    }

    @Test
    @Order(1)
    void withoutAnyRightBothAreForeseenAndRefused() {
        PersonId locked = id("locked-out");
        assertThat(directory.mayUnlock(locked).answer()).isEqualTo(Answer.NO);
        assertThat(directory.mayUnlock(locked).why()).contains("lockoutTime");
        assertThat(directory.mayReset(locked).answer()).isEqualTo(Answer.NO);

        Secret fresh = fresh();
        for (Written refused : List.of(directory.unlock(locked), directory.resetPassword(locked, fresh))) {
            assertThat(refused.kind()).isEqualTo(Kind.REFUSED);
            assertThat(refused.detail())
                    .contains("not delegated", "AdminSDHolder")
                    .doesNotContain(fresh.open());
        }
        assertThat(directory.evidence(locked).lock().state()).isEqualTo(Lock.State.FAILED_SIGN_INS);
        assertThat(directory.signsIn(id("ok"), OLD)).isEqualTo(ProvesPin.Answer.YES);
        assertThat(directory.signsIn(id("ok"), Secret.of("Not-the-password-1"))).isEqualTo(ProvesPin.Answer.NO);
    }

    @Test
    @Order(2)
    void lockoutTimeAloneUnlocksAndForeseesThatAResetIsRefused() throws Exception {
        domain.grant("lockoutTime");
        PersonId locked = id("locked-out");
        assertThat(directory.mayUnlock(locked)).isEqualTo(Foreseen.YES);
        assertThat(directory.unlock(locked).kind()).isEqualTo(Kind.ACCEPTED);
        assertThat(directory.unlock(locked).kind()).as("twice does no harm").isEqualTo(Kind.ACCEPTED);
        assertThat(directory.evidence(locked).lock()).isEqualTo(Lock.OPEN);
        assertThat(directory.signsIn(locked, OLD)).as("the password stays").isEqualTo(ProvesPin.Answer.YES);

        assertThat(directory.mayReset(locked).answer()).isEqualTo(Answer.NO);
        assertThat(directory.mayReset(locked).why()).contains("pwdLastSet").doesNotContain("lockoutTime");
        assertThat(directory.resetPassword(locked, fresh()).kind()).isEqualTo(Kind.REFUSED);
        assertThat(directory.signsIn(locked, OLD)).as("nothing of it was done").isEqualTo(ProvesPin.Answer.YES);
    }

    @Test
    @Order(3)
    void withoutTheControlRightAResetIsForeseenToBeRefused() throws Exception {
        domain.grant("pwdLastSet");
        PersonId person = id("too-young");
        assertThat(directory.mayReset(person).answer()).isEqualTo(Answer.NO);
        assertThat(directory.mayReset(person).why()).contains("Reset Password");
        assertThat(directory.resetPassword(person, fresh()).kind()).isEqualTo(Kind.REFUSED);
        assertThat(directory.evidence(person).password().state()).isEqualTo(Password.State.USABLE);
        assertThat(directory.signsIn(person, OLD)).isEqualTo(ProvesPin.Answer.YES);
    }

    @Test
    @Order(4)
    void withAllThreeOneRequestResetsDemandsAChangeAndUnlocks() throws Exception {
        domain.grant("reset");
        PersonId person = id("locked-expired");
        assertThat(directory.mayReset(person)).isEqualTo(Foreseen.YES);
        assertThat(directory.passwordPolicy(person).minLength()).isEqualTo(7);
        assertThat(directory.passwordPolicy(person).complex()).isTrue();
        assertThat(directory.signsIn(person, OLD)).as("locked: 775").isEqualTo(ProvesPin.Answer.CANNOT_TELL);

        Secret fresh = fresh();
        assertThat(directory.resetPassword(person, fresh)).isEqualTo(new Written(Kind.ACCEPTED, ""));
        assertThat(directory.evidence(person).lock()).isEqualTo(Lock.OPEN);
        assertThat(directory.evidence(person).password().state()).isEqualTo(Password.State.MUST_CHANGE);
        assertThat(code(() -> connect("locked-expired@pindesk.test", fresh).close()))
                .contains("data 773");
        assertThat(directory.signsIn(person, fresh)).isEqualTo(ProvesPin.Answer.YES);
        assertThat(directory.signsIn(person, OLD)).isEqualTo(ProvesPin.Answer.NO);
    }

    @Test
    @Order(5)
    void aPasswordThatThePolicyRefusesIsToldApart() {
        PersonId person = id("ok");
        Written refused = directory.resetPassword(person, Secret.of("abc"));
        assertThat(refused.kind()).isEqualTo(Kind.POLICY_REFUSED);
        assertThat(refused.detail()).contains("0000052D");
        assertThat(directory.signsIn(person, OLD)).as("nothing changed").isEqualTo(ProvesPin.Answer.YES);
    }

    @Test
    @Order(6)
    void signingInTellsApartWhatIsNotAboutThePassword() {
        assertThat(directory.signsIn(id("password-expired"), OLD)).isEqualTo(ProvesPin.Answer.YES);
        assertThat(directory.signsIn(id("must-change"), OLD)).isEqualTo(ProvesPin.Answer.YES);
        assertThat(directory.signsIn(id("never-expires"), OLD)).isEqualTo(ProvesPin.Answer.YES);
        for (String unclear :
                List.of("disabled", "account-expired", "no-hours", "workstation", "protected-user", "pso-locked")) {
            assertThat(directory.signsIn(id(unclear), OLD)).as(unclear).isEqualTo(ProvesPin.Answer.CANNOT_TELL);
        }
    }

    @Test
    @Order(7)
    void aPrivilegedAccountIsNeverTouchedThoughTheRightsWouldAllowIt() throws Exception {
        PersonId shielded = id("protected-locked");
        PersonId marked = id("twin-two");
        try (LDAPConnection admin = connect("Administrator@pindesk.test", Secret.of(RealServer.ADMIN_PASSWORD))) {
            admin.modify(
                    "CN=twin-two," + AdFixtures.CASES_DN,
                    new Modification(ModificationType.REPLACE, "adminCount", "1"));
        }
        for (PersonId id : List.of(shielded, marked)) {
            assertThat(directory.mayUnlock(id).answer()).isEqualTo(Answer.NO);
            assertThat(directory.mayReset(id).answer()).isEqualTo(Answer.NO);
            assertThat(directory.unlock(id).kind()).isEqualTo(Kind.REFUSED);
            assertThat(directory.resetPassword(id, fresh()).kind()).isEqualTo(Kind.REFUSED);
        }
        assertThat(directory.evidence(shielded).lock().state()).isEqualTo(Lock.State.FAILED_SIGN_INS);
        assertThat(directory.signsIn(marked, OLD)).isEqualTo(ProvesPin.Answer.YES);
    }

    @Test
    @Order(8)
    void whoseGroupsAreNotShownIsNotTouched() throws Exception {
        PersonId person = id("twin-one");
        domain.server().showAccounts(false);
        try (LdapDirectory hardened = new LdapDirectory(domain.writing(), Clock.systemUTC(), AuthLatch.NONE)) {
            assertThat(hardened.mayUnlock(person).answer()).isEqualTo(Answer.NO);
            assertThat(hardened.unlock(person).detail()).contains("groups").contains("not shown");
            assertThat(hardened.passwordPolicy(person).minLength()).isGreaterThanOrEqualTo(14);
        } finally {
            domain.server().showAccounts(true);
        }
    }

    @Test
    @Order(9)
    void withoutAnAccountForChangesNothingIsSent() {
        PersonId person = id("ok");
        try (LdapDirectory reading = new LdapDirectory(domain.settings(), Clock.systemUTC(), AuthLatch.NONE)) {
            assertThat(reading.mayUnlock(person).why()).contains("LDAP_WRITE_BIND_PASSWORD");
            assertThat(reading.unlock(person).kind()).isEqualTo(Kind.NOT_SENT);
            assertThat(reading.resetPassword(person, fresh()).kind()).isEqualTo(Kind.NOT_SENT);
        }
    }

    @Test
    @Order(10)
    void aWrongPasswordOfTheAccountForChangesIsOneBadSignIn() throws Exception {
        PersonId person = id("ok");
        DirectorySettings wrong = domain.settings(
                        domain.server().ldaps(), domain.server().startTls())
                .withWriter(new Writer("svc.write@pindesk.test", Secret.of("wrong-password-1")));
        try (LdapDirectory other = new LdapDirectory(wrong, Clock.systemUTC(), AuthLatch.NONE)) {
            for (int i = 0; i < 3; i++) {
                Written written = other.unlock(person);
                assertThat(written.kind()).isEqualTo(Kind.NOT_SENT);
                assertThat(written.detail())
                        .contains("LDAP_WRITE_BIND_PASSWORD")
                        .doesNotContain("wrong-password-1");
                assertThat(other.mayReset(person).answer()).isEqualTo(Answer.UNSEEN);
            }
            assertThat(other.evidence(person).login()).as("reading goes on").isEqualTo("ok");
        }
        try (LDAPConnection admin = connect("Administrator@pindesk.test", Secret.of(RealServer.ADMIN_PASSWORD))) {
            assertThat(admin.getEntry("CN=svc.write,OU=Service," + AdFixtures.BASE, "badPwdCount")
                            .getAttributeValue("badPwdCount"))
                    .isEqualTo("1");
        }
    }

    private static Secret fresh() {
        return Secret.of("New-" + UUID.randomUUID());
    }

    private static PersonId id(String login) {
        return only(directory.byLogin(login)).id();
    }

    private static String code(ThrowingCallable call) {
        LDAPException refusal = Assertions.catchThrowableOfType(LDAPException.class, call);
        assertThat(refusal).as("a refusal").isNotNull();
        return String.valueOf(refusal.getDiagnosticMessage());
    }

    private static LDAPConnection connect(String name, Secret password) throws Exception {
        return new LDAPConnection(
                new SSLUtil(new PEMFileTrustManager(domain.server().ca().toFile())).createSSLSocketFactory(),
                domain.server().address(),
                636,
                name,
                password.open());
    }
}
