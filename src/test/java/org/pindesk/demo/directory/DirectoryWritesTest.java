package org.pindesk.demo.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pindesk.demo.directory.Client.password;
import static org.pindesk.demo.directory.Client.replace;

import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pindesk.demo.MovableClock;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.company.Fault;

/** The writes of a helpdesk, and their refusals. */
@Timeout(60)
class DirectoryWritesTest {
    private static final String NEW = "Kupfer-Lampe.27";

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
    void resetsDemandsAChangeAndUnlocksInOneRequest() throws Exception {
        simulator.lock("harvey", true);
        String before = client.read("harvey", "whenChanged").getAttributeValue("whenChanged");
        clock.advance(Duration.ofSeconds(5));

        assertThat(client.write(
                        simulator.dn("harvey"), password(NEW), replace("pwdLastSet", "0"), replace("lockoutTime", "0")))
                .isEqualTo("0");

        assertThat(client.number("harvey", "lockoutTime")).isZero();
        assertThat(client.number("harvey", "badPwdCount")).isZero();
        assertThat(client.number("harvey", "pwdLastSet")).isZero();
        assertThat(client.read("harvey", "whenChanged").getAttributeValue("whenChanged"))
                .isGreaterThan(before);
        assertThat(client.bind("harvey", NEW)).as("proves the new password").isEqualTo("773");
        assertThat(client.bind("harvey", Company.START_PASSWORD)).isEqualTo("52e");
        assertThat(simulator.operations().writes()).isEqualTo(1);
    }

    @Test
    void aResetAloneLeavesTheLock() throws Exception {
        simulator.lock("bob", true);
        assertThat(client.write(simulator.dn("bob"), password(NEW))).isEqualTo("0");
        assertThat(client.bind("bob", NEW)).isEqualTo("775");
        assertThat(client.write(simulator.dn("bob"), replace("lockoutTime", "0")))
                .isEqualTo("0");
        assertThat(client.bind("bob", NEW)).isEqualTo("ok");
    }

    @Test
    void takesTheIdentifierForTheName() throws Exception {
        String guid = HexFormat.of().formatHex(client.read("bob", "objectGUID").getAttributeValueBytes("objectGUID"));
        assertThat(client.write("<GUID=" + guid + ">", password(NEW))).isEqualTo("0");
        assertThat(client.bind("bob", NEW)).isEqualTo("ok");
    }

    @Test
    void aRefusedPartRefusesTheWhole() throws Exception {
        simulator.lock("bob", true);
        long lockedAt = client.number("bob", "lockoutTime");
        assertThat(client.write(simulator.dn("bob"), replace("lockoutTime", "0"), password("ab")))
                .startsWith("19 0000052D");
        assertThat(client.number("bob", "lockoutTime")).isEqualTo(lockedAt);
        simulator.lock("bob", false);
        assertThat(client.bind("bob", Company.START_PASSWORD)).isEqualTo("ok");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ab", "Aa1.56789", "abcdefghijkl", "Abcdefghijkl", "Bob.12345678", "Xy.berger.4711"})
    void refusesWhatThePolicyRefuses(String weak) throws Exception {
        assertThat(client.write(simulator.dn("bob"), password(weak))).startsWith("19 0000052D");
        assertThat(client.bind("bob", Company.START_PASSWORD)).isEqualTo("ok");
    }

    @Test
    void anAdministratorsResetIgnoresTheHistoryUnlessAskedNotTo() throws Exception {
        assertThat(client.write(simulator.dn("bob"), password(NEW))).isEqualTo("0");
        assertThat(client.write(simulator.dn("bob"), password(Company.START_PASSWORD)))
                .isEqualTo("0");
        ModifyRequest request = new ModifyRequest(simulator.dn("bob"), password(NEW));
        request.addControl(new Control(
                "1.2.840.113556.1.4.2239", true, new com.unboundid.asn1.ASN1OctetString(new byte[] {0x30, 3, 2, 1, 1
                })));
        try (LDAPConnection writer = client.writer()) {
            assertThat(Client.modify(writer, request)).startsWith("19 0000052D");
        }
    }

    @Test
    void takesAPasswordInQuotesInUtf16Only() throws Exception {
        String bob = simulator.dn("bob");
        byte[] bare = NEW.getBytes(StandardCharsets.UTF_16LE);
        byte[] utf8 = ("\"" + NEW + "\"").getBytes(StandardCharsets.UTF_8);
        byte[] odd = new byte[] {0x22, 0, 0x41, 0, 0x22};
        for (byte[] value : List.of(bare, utf8, odd, new byte[0])) {
            assertThat(client.write(bob, new Modification(ModificationType.REPLACE, "unicodePwd", value)))
                    .startsWith("53 ");
        }
        assertThat(client.write(bob, new Modification(ModificationType.REPLACE, "unicodePwd")))
                .startsWith("53 ");
        assertThat(client.write(
                        bob,
                        new Modification(
                                ModificationType.ADD,
                                "unicodePwd",
                                ("\"" + NEW + "\"").getBytes(StandardCharsets.UTF_16LE))))
                .startsWith("53 ");
        assertThat(client.bind("bob", Company.START_PASSWORD)).isEqualTo("ok");
    }

    @Test
    void takesZeroAndMinusOneForTheDayOfAPassword() throws Exception {
        String bob = simulator.dn("bob");
        assertThat(client.write(bob, replace("pwdLastSet", "133000000000000000")))
                .startsWith("80 00000057");
        assertThat(client.write(bob, replace("pwdLastSet", "0"))).isEqualTo("0");
        assertThat(client.bind("bob", Company.START_PASSWORD)).isEqualTo("773");
        assertThat(client.write(bob, replace("pwdLastSet", "-1"))).isEqualTo("0");
        assertThat(Duration.between(FileTime.at(client.number("bob", "pwdLastSet")), clock.instant()))
                .isLessThan(Duration.ofMinutes(1));
        assertThat(client.bind("bob", Company.START_PASSWORD)).isEqualTo("ok");
        assertThat(client.write(bob, replace("lockoutTime", "5"))).startsWith("53 ");
    }

    @Test
    void theReaderAndThePeopleThemselvesMayNotWrite() throws Exception {
        ModifyRequest reset = new ModifyRequest(simulator.dn("bob"), password(NEW));
        try (LDAPConnection reader = client.reader();
                LDAPConnection hana = client.connect();
                LDAPConnection nobody = client.connect()) {
            hana.bind(simulator.dn("hana"), Company.START_PASSWORD);
            assertThat(Client.modify(reader, reset)).startsWith("50 00002098");
            assertThat(Client.modify(hana, reset)).startsWith("50 00002098");
            assertThat(Client.modify(nobody, reset)).startsWith("1 000004DC");
        }
        assertThat(client.bind("bob", Company.START_PASSWORD)).isEqualTo("ok");
    }

    @Test
    void theDelegationReachesTheStaffAndThreeAttributes() throws Exception {
        assertThat(client.write(simulator.dn("bob"), replace("mail", "x@y.example")))
                .startsWith("50 00002098");
        assertThat(client.write(simulator.dn("bob"), replace("userAccountControl", "512")))
                .startsWith("50 00002098");
        assertThat(client.write(DirectorySimulator.SERVICE_DN, password(NEW))).startsWith("50 00002098");
        assertThat(client.write(Company.HELPDESK_GROUP, replace("member", simulator.dn("bob"))))
                .startsWith("50 00002098");
        assertThat(client.write("CN=No Body," + Company.STAFF_DN, replace("lockoutTime", "0")))
                .startsWith("32 ");
        simulator.set("bob", "adminCount", "1");
        assertThat(client.write(simulator.dn("bob"), password(NEW)))
                .as("AdminSDHolder")
                .startsWith("50 00002098");
        simulator.set("bob", "adminCount", "0");
        assertThat(client.write(simulator.dn("bob"), password(NEW))).isEqualTo("0");
    }

    @Test
    void aFormerPasswordIsNotCountedAsAFailure() throws Exception {
        assertThat(client.write(simulator.dn("bob"), password(NEW))).isEqualTo("0");
        assertThat(client.bind("bob", Company.START_PASSWORD)).isEqualTo("52e");
        assertThat(client.number("bob", "badPwdCount")).isZero();
    }

    @Test
    void aLieIsAnsweredWithYes() throws Exception {
        simulator.misbehave(fault("lie"));
        assertThat(client.write(simulator.dn("bob"), password(NEW), replace("pwdLastSet", "0")))
                .isEqualTo("0");
        assertThat(client.bind("bob", NEW)).isEqualTo("52e");
        assertThat(client.bind("bob", Company.START_PASSWORD)).isEqualTo("ok");
    }

    @Test
    void everyPasswordCanBeRefused() throws Exception {
        simulator.misbehave(fault("refuse trivial"));
        assertThat(client.write(simulator.dn("bob"), password(NEW))).startsWith("19 0000052D");
        assertThat(client.write(simulator.dn("bob"), replace("lockoutTime", "0")))
                .isEqualTo("0");
        simulator.misbehave(Fault.UP);
        assertThat(client.write(simulator.dn("bob"), password(NEW))).isEqualTo("0");
    }

    @Test
    void theLineCanBreakAfterTheWrite() throws Exception {
        simulator.misbehave(fault("drop-after-write"));
        assertThat(client.write(simulator.dn("bob"), password(NEW))).startsWith("81 ");
        assertThat(client.bind("bob", NEW)).as("it was written").isEqualTo("ok");
    }

    @Test
    void aSwallowedWriteDoesNotHappenLater() throws Exception {
        try (LDAPConnection writer = client.writer()) {
            simulator.misbehave(fault("hang"));
            ModifyRequest request = new ModifyRequest(simulator.dn("bob"), password(NEW));
            request.setResponseTimeoutMillis(200);
            assertThat(Client.modify(writer, request)).startsWith("85 ");
            simulator.misbehave(Fault.UP);
            // answered in turn, so the one before is through
            assertThat(Client.modify(writer, new ModifyRequest(simulator.dn("bob"), replace("lockoutTime", "0"))))
                    .isEqualTo("0");
        }
        assertThat(client.bind("bob", Company.START_PASSWORD)).isEqualTo("ok");
    }

    @Test
    void someOfManyAreBusy() throws Exception {
        try (LDAPConnection writer = client.writer()) {
            simulator.misbehave(fault("throttle 30%"));
            List<String> answers = IntStream.range(0, 20)
                    .mapToObj(i ->
                            Client.modify(writer, new ModifyRequest(simulator.dn("bob"), replace("lockoutTime", "0"))))
                    .toList();
            assertThat(answers).filteredOn(answer -> answer.startsWith("51 ")).hasSize(6);
            assertThat(answers).filteredOn("0"::equals).hasSize(14);
        }
    }

    @Test
    void theWriteAccountsPasswordCanBeRefusedToo() throws Exception {
        simulator.misbehave(fault("wrong-password"));
        assertThat(client.bind(
                        DirectorySimulator.WRITE_LOGIN,
                        DirectorySimulator.writePassword().open()))
                .isEqualTo("52e");
        simulator.misbehave(Fault.UP);
        client.writer().close();
    }

    private static Fault fault(String words) {
        return Fault.parse(words).orElseThrow();
    }
}
