package org.pindesk.demo.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pindesk.demo.MovableClock;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.company.Fault;

/** States, sub-codes, counters and computed attributes as they were measured on Samba, and documented where Samba differs. */
@Timeout(60)
class AccountStateTest {
    private static final String GOOD = Company.START_PASSWORD;
    private static final String WRONG = "Wrong.123456";
    private static final String COMPUTED = "msDS-User-Account-Control-Computed";
    private static final String EXPIRY = "msDS-UserPasswordExpiryTimeComputed";

    private final MovableClock clock = new MovableClock();
    private DirectorySimulator simulator;
    private Client client;

    @BeforeEach
    void start() {
        simulator = new DirectorySimulator(clock, Company.people());
        client = new Client(simulator);
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void everyStateHasItsSubCode() throws Exception {
        assertThat(client.bind("bob", GOOD)).isEqualTo("ok");
        assertThat(client.bind("nobody", GOOD)).isEqualTo("525");
        assertThat(client.bind("bob", WRONG)).isEqualTo("52e");
        assertThat(client.bind("leo", GOOD)).isEqualTo("533");
        assertThat(client.bind("harvey", GOOD)).isEqualTo("532");
        simulator.demandPasswordChange("alice");
        assertThat(client.bind("alice", GOOD)).isEqualTo("773");
        simulator.expireAccount("fritz", clock.instant().minusSeconds(1));
        assertThat(client.bind("fritz", GOOD)).isEqualTo("701");
        simulator.set("nora", "userWorkstations", "PC-NORA");
        assertThat(client.bind("nora", GOOD)).isEqualTo("531");
        simulator.allowHours("lotte", new byte[21]);
        assertThat(client.bind("lotte", GOOD)).isEqualTo("530");
        simulator.demandSmartCard("adele");
        assertThat(client.bind("adele", GOOD)).isEqualTo("52e");
        simulator.join("carl", DirectorySimulator.PROTECTED_USERS);
        assertThat(client.bind("carl", GOOD)).isEqualTo("52f");
        assertThat(client.bind("carl", WRONG)).isEqualTo("52f");
    }

    @Test
    void ofSeveralStatesOneIsSaidInTheMeasuredOrder() throws Exception {
        simulator.allowHours("bob", new byte[21]);
        assertThat(client.bind("bob", GOOD)).isEqualTo("530");
        simulator.set("bob", "userWorkstations", "PC-X");
        assertThat(client.bind("bob", GOOD)).isEqualTo("531");
        simulator.expirePassword("bob", true);
        assertThat(client.bind("bob", GOOD)).isEqualTo("532");
        simulator.demandPasswordChange("bob");
        assertThat(client.bind("bob", GOOD)).isEqualTo("773");
        simulator.expireAccount("bob", clock.instant().minusSeconds(1));
        assertThat(client.bind("bob", GOOD)).isEqualTo("701");
        simulator.disable("bob", true);
        assertThat(client.bind("bob", GOOD)).isEqualTo("533");
        assertThat(client.bind("bob", WRONG)).isEqualTo("52e");
        simulator.lock("bob", true);
        assertThat(client.bind("bob", GOOD)).isEqualTo("775");
        assertThat(client.bind("bob", WRONG))
                .as("a lock shows with any password")
                .isEqualTo("775");
    }

    @Test
    void fiveWrongPasswordsLockForHalfAnHour() throws Exception {
        for (int i = 1; i <= 5; i++) {
            assertThat(client.bind("bob", WRONG)).isEqualTo("52e");
            assertThat(client.number("bob", "badPwdCount")).isEqualTo(i);
        }
        assertThat(client.bind("bob", GOOD)).isEqualTo("775");
        assertThat(client.number("bob", "badPwdCount"))
                .as("not counted while locked")
                .isEqualTo(5);
        assertThat(client.number("bob", COMPUTED)).isEqualTo(0x10);
        assertThat(client.number("bob", "lockoutTime")).isEqualTo(client.number("bob", "badPasswordTime"));

        clock.advance(Duration.ofMinutes(31));
        assertThat(client.number("bob", COMPUTED)).isZero();
        assertThat(client.number("bob", "lockoutTime"))
                .as("stays until the next good sign-in")
                .isPositive();
        assertThat(client.bind("bob", WRONG)).isEqualTo("52e");
        assertThat(client.number("bob", "badPwdCount")).as("counted anew").isEqualTo(1);
        assertThat(client.bind("bob", GOOD)).isEqualTo("ok");
        assertThat(client.number("bob", "lockoutTime")).isZero();
        assertThat(client.number("bob", "badPwdCount")).isZero();
    }

    @Test
    void aServiceAccountWhosePasswordIsNoLongerTakenLocksItself() throws Exception {
        simulator.misbehave(Fault.parse("wrong-password").orElseThrow());
        for (int i = 0; i < 5; i++) {
            assertThat(client.bind(
                            DirectorySimulator.SERVICE_LOGIN,
                            DirectorySimulator.servicePassword().open()))
                    .isEqualTo("52e");
        }
        simulator.misbehave(Fault.UP);
        assertThat(client.bind(
                        DirectorySimulator.SERVICE_LOGIN,
                        DirectorySimulator.servicePassword().open()))
                .isEqualTo("775");
    }

    @Test
    void failuresFarApartAreNotAddedUp() throws Exception {
        for (int i = 0; i < 6; i++) {
            assertThat(client.bind("bob", WRONG)).isEqualTo("52e");
            clock.advance(Duration.ofMinutes(31));
        }
        assertThat(client.number("bob", "badPwdCount")).isEqualTo(1);
        assertThat(client.read("bob", "lockoutTime").hasAttribute("lockoutTime"))
                .isFalse();
    }

    @Test
    void aLockWithoutAnEndIsForTheAdministrator() throws Exception {
        simulator.domainPolicy(new PasswordRules(
                Duration.ofDays(90), Duration.ZERO, 10, 5, true, 3, Duration.ZERO, Duration.ofMinutes(30)));
        simulator.lockSince("bob", clock.instant().minus(Duration.ofDays(300)));
        assertThat(client.number("bob", COMPUTED)).isEqualTo(0x10);
        assertThat(client.bind("bob", GOOD)).isEqualTo("775");
    }

    @Test
    void passwordsExpireWithTheClock() throws Exception {
        assertThat(client.number("bob", COMPUTED)).isZero();
        assertThat(client.number("bob", EXPIRY))
                .isEqualTo(client.number("bob", "pwdLastSet") + 90L * 24 * 3600 * 10_000_000);
        clock.advance(Duration.ofDays(81));
        assertThat(client.number("bob", COMPUTED)).isEqualTo(0x80_0000);
        assertThat(client.bind("bob", GOOD)).isEqualTo("532");
        simulator.passwordNeverExpires("bob", true);
        assertThat(client.number("bob", EXPIRY)).isEqualTo(Long.MAX_VALUE);
        assertThat(client.bind("bob", GOOD)).isEqualTo("ok");
    }

    @Test
    void harveysPasswordHasExpiredAndNobodyElses() throws Exception {
        for (String login : List.of("harvey", "bob", "hana")) {
            assertThat(client.number(login, COMPUTED)).as(login).isEqualTo(login.equals("harvey") ? 0x80_0000 : 0);
        }
        Instant set = FileTime.at(client.number("harvey", "pwdLastSet"));
        assertThat(Duration.between(set, clock.instant()).toDays()).isEqualTo(120);
        assertThat(client.read("harvey", "memberOf").getAttributeValues("memberOf"))
                .anyMatch(Company.WINDOWS_RESET_GROUP::equalsIgnoreCase);
    }

    @Test
    void mustChangeAndLockedAreBothComputed() throws Exception {
        simulator.demandPasswordChange("bob");
        assertThat(client.number("bob", EXPIRY)).isZero();
        simulator.lock("bob", true);
        assertThat(client.number("bob", COMPUTED)).isEqualTo(0x80_0010);
    }

    @Test
    void oneHourOfTheWeekIsOneBitInUtc() throws Exception {
        long hour = Duration.between(Instant.parse("2023-01-01T00:00:00Z"), clock.instant())
                        .toHours()
                % 168;
        byte[] week = new byte[21];
        week[(int) hour / 8] = (byte) (1 << (hour % 8));
        simulator.allowHours("bob", week);
        assertThat(client.bind("bob", GOOD)).isEqualTo("ok");
        clock.advance(Duration.ofHours(1));
        assertThat(client.bind("bob", GOOD)).isEqualTo("530");
    }

    @Test
    void tellsItsTimeCapabilitiesAndControllers() throws Exception {
        simulator.addDomainController("dc2.beispiel.example");
        clock.advance(Duration.ofDays(1000));
        try (LDAPConnection connection = client.reader()) {
            SearchResultEntry root = connection.getEntry("", "currentTime", "dnsHostName", "supportedCapabilities");
            assertThat(root.getAttributeValue("currentTime"))
                    .matches("\\d{14}\\.0Z")
                    .startsWith(
                            clock.instant().toString().replaceAll("[-T]", "").substring(0, 8));
            assertThat(root.getAttributeValue("dnsHostName")).isEqualTo(DirectorySimulator.HOST);
            assertThat(root.getAttributeValues("supportedCapabilities"))
                    .contains("1.2.840.113556.1.4.800")
                    .doesNotContain("1.2.840.113556.1.4.1920");
            assertThat(connection
                            .search(
                                    Company.BASE_DN,
                                    SearchScope.SUB,
                                    "(&(objectCategory=computer)(userAccountControl:1.2.840.113556.1.4.803:=8192))",
                                    "dNSHostName")
                            .getSearchEntries())
                    .extracting(entry -> entry.getAttributeValue("dNSHostName"))
                    .containsExactlyInAnyOrder("dc1.beispiel.example", "dc2.beispiel.example");
        }
    }

    @Test
    void showsTheDomainsPolicyOnItsHead() throws Exception {
        try (LDAPConnection connection = client.reader()) {
            SearchResultEntry head = connection.getEntry(
                    Company.BASE_DN,
                    "maxPwdAge",
                    "minPwdLength",
                    "pwdProperties",
                    "lockoutThreshold",
                    "lockoutDuration");
            assertThat(head.getAttributeValue("maxPwdAge")).isEqualTo("-77760000000000");
            assertThat(head.getAttributeValue("minPwdLength")).isEqualTo("10");
            assertThat(head.getAttributeValue("pwdProperties")).isEqualTo("1");
            assertThat(head.getAttributeValue("lockoutThreshold")).isEqualTo("5");
            assertThat(head.getAttributeValue("lockoutDuration")).isEqualTo("-18000000000");
        }
    }

    @Test
    void aSettingsObjectReplacesTheDomainsPolicyAndMayBeUnreadable() throws Exception {
        PasswordRules strict = new PasswordRules(
                Duration.ofDays(5), Duration.ZERO, 14, 5, true, 2, Duration.ofMinutes(1), Duration.ofMinutes(1));
        simulator.addPolicy("strict", strict, false);
        simulator.addPolicy("open", strict, true);
        simulator.applyPolicy("bob", "strict");
        simulator.applyPolicy("alice", "open");

        assertThat(client.read("nora", "msDS-ResultantPSO").hasAttribute("msDS-ResultantPSO"))
                .isFalse();
        assertThat(client.bind("bob", GOOD)).as("older than five days").isEqualTo("532");
        client.bind("bob", WRONG);
        client.bind("bob", WRONG);
        assertThat(client.bind("bob", GOOD)).as("locked by the second").isEqualTo("775");
        try (LDAPConnection connection = client.reader()) {
            String unreadable = client.read("bob", "msDS-ResultantPSO").getAttributeValue("msDS-ResultantPSO");
            assertThat(catchThrowableOfType(
                                    LDAPException.class,
                                    () -> connection.search(unreadable, SearchScope.BASE, "(objectClass=*)"))
                            .getResultCode())
                    .isEqualTo(ResultCode.NO_SUCH_OBJECT);
            String readable = client.read("alice", "msDS-ResultantPSO").getAttributeValue("msDS-ResultantPSO");
            assertThat(connection.getEntry(readable).getAttributeValue("msDS-LockoutThreshold"))
                    .isEqualTo("2");
        }
    }

    @Test
    void findsByIntegersBitsSidsAndBeginnings() throws Exception {
        simulator.lock("bob", true);
        assertThat(found("(lockoutTime>=1)")).containsExactly("bob");
        assertThat(found("(&(objectCategory=person)(userAccountControl:1.2.840.113556.1.4.803:=2))"))
                .containsExactly("leo");
        assertThat(found("(" + COMPUTED + ":1.2.840.113556.1.4.803:=16)"))
                .as("computed attributes are in no filter")
                .isEmpty();
        assertThat(found("(anr=harv)")).containsExactly("harvey");
        assertThat(found("(anr=hartmann harvey)")).containsExactly("harvey");
        byte[] sid = client.read("bob", "objectSid").getAttributeValueBytes("objectSid");
        int rid = ByteBuffer.wrap(sid).order(ByteOrder.LITTLE_ENDIAN).getInt(sid.length - 4);
        assertThat(found("(objectSid=" + Sids.ofDomain(rid) + ")")).containsExactly("bob");
    }

    @Test
    void rightsAreShownToWhoHasThem() throws Exception {
        try (LDAPConnection reader = client.reader();
                LDAPConnection writer = client.writer()) {
            String bob = simulator.dn("bob");
            assertThat(reader.getEntry(bob, "allowedAttributesEffective").hasAttribute("allowedAttributesEffective"))
                    .isFalse();
            assertThat(writer.getEntry(bob, "allowedAttributesEffective")
                            .getAttributeValues("allowedAttributesEffective"))
                    .containsExactlyInAnyOrder("lockoutTime", "pwdLastSet");
            simulator.set("bob", "adminCount", "1");
            assertThat(writer.getEntry(bob, "allowedAttributesEffective").hasAttribute("allowedAttributesEffective"))
                    .as("AdminSDHolder")
                    .isFalse();
        }
    }

    @Test
    void theSecurityDescriptorComesOnlyWithoutItsAuditPart() throws Exception {
        assertThat(client.read("bob", "nTSecurityDescriptor").hasAttribute("nTSecurityDescriptor"))
                .as("not asked for rightly")
                .isFalse();
        byte[] plain = descriptor("bob");
        simulator.forbidSelfChange("bob", true);
        byte[] forbidden = descriptor("bob");
        simulator.set("bob", "adminCount", "1");
        byte[] withoutDelegation = descriptor("bob");

        assertThat(aceTypes(plain)).containsExactly(5, 5, 0, 5, 5, 5);
        assertThat(aceTypes(forbidden)).containsExactly(6, 6, 0, 5, 5, 5);
        assertThat(aceTypes(withoutDelegation)).containsExactly(6, 6, 0);
        byte[] changePassword = {
            0x53,
            0x1a,
            0x72,
            (byte) 0xab,
            0x2f,
            0x1e,
            (byte) 0xd0,
            0x11,
            (byte) 0x98,
            0x19,
            0,
            (byte) 0xaa,
            0,
            0x40,
            0x52,
            (byte) 0x9b
        };
        int firstAce = ByteBuffer.wrap(plain).order(ByteOrder.LITTLE_ENDIAN).getInt(16) + 8;
        assertThat(Arrays.copyOfRange(plain, firstAce + 12, firstAce + 28)).isEqualTo(changePassword);
    }

    @Test
    void applicationsSignInUnlessThePasswordIsOver() throws Exception {
        assertThat(simulator.signsIn("bob", GOOD)).isTrue();
        assertThat(simulator.signsIn("bob", WRONG)).isFalse();
        assertThat(client.number("bob", "badPwdCount")).isEqualTo(1);
        assertThat(simulator.signsIn("harvey", GOOD)).isFalse();
        simulator.demandPasswordChange("alice");
        assertThat(simulator.signsIn("alice", GOOD)).isFalse();
        assertThat(simulator.signsIn("nobody", GOOD)).isFalse();
        simulator.misbehave(Fault.parse("down").orElseThrow());
        assertThat(simulator.signsIn("bob", GOOD)).isFalse();
    }

    private List<String> found(String filter) throws Exception {
        try (LDAPConnection connection = client.reader()) {
            return connection
                    .search(Company.BASE_DN, SearchScope.SUB, filter, "sAMAccountName")
                    .getSearchEntries()
                    .stream()
                    .map(entry -> entry.getAttributeValue("sAMAccountName"))
                    .toList();
        }
    }

    private byte[] descriptor(String login) throws Exception {
        try (LDAPConnection connection = client.reader()) {
            SearchRequest request =
                    new SearchRequest(simulator.dn(login), SearchScope.BASE, "(objectClass=*)", "nTSecurityDescriptor");
            byte[] ownerGroupAndDacl = {0x30, 3, 2, 1, 7};
            request.addControl(new Control("1.2.840.113556.1.4.801", true, new ASN1OctetString(ownerGroupAndDacl)));
            return connection.searchForEntry(request).getAttributeValueBytes("nTSecurityDescriptor");
        }
    }

    private static List<Integer> aceTypes(byte[] descriptor) {
        ByteBuffer in = ByteBuffer.wrap(descriptor).order(ByteOrder.LITTLE_ENDIAN);
        int at = in.getInt(16);
        int count = in.getShort(at + 4);
        List<Integer> types = new java.util.ArrayList<>();
        at += 8;
        for (int i = 0; i < count; i++) {
            types.add((int) in.get(at));
            at += in.getShort(at + 2);
        }
        assertThat(at).as("nothing behind the last entry").isEqualTo(descriptor.length);
        return types;
    }
}
