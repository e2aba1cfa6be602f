package org.pindesk.adapter.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.pindesk.adapter.directory.SimulatedDirectory.only;

import com.unboundid.ldap.sdk.Entry;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pindesk.core.BackendException;
import org.pindesk.core.PersonId;
import org.pindesk.core.Problem;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.directory.DirectorySimulator;
import org.pindesk.port.AuthLatch;
import org.pindesk.port.WatchesContacts.Record;

/** When mail addresses and telephone numbers were changed, from the directory's own record. */
@Timeout(30)
class ContactRecordTest {
    private static final String STAMP = "<DS_REPL_ATTR_META_DATA><pszAttributeName>mail</pszAttributeName>"
            + "<dwVersion>2</dwVersion><ftimeLastOriginatingChange>2026-11-20T08:00:00Z</ftimeLastOriginatingChange>"
            + "</DS_REPL_ATTR_META_DATA>";

    private final MovableClock clock = new MovableClock();
    private DirectorySimulator simulator;
    private LdapDirectory directory;

    @BeforeEach
    void start() {
        simulator = new DirectorySimulator(clock, Company.people());
        directory = new LdapDirectory(SimulatedDirectory.settings(simulator), clock, AuthLatch.NONE);
    }

    @AfterEach
    void stop() {
        directory.close();
        simulator.close();
    }

    @Test
    void whatWasSetWhenTheEntryWasMadeIsNoChange() {
        PersonId bob = only(directory.byLogin("bob")).id();
        assertThat(directory.contactRecord(bob)).isEqualTo(Record.kept(null));
        clock.forward(Duration.ofHours(3));
        simulator.set("bob", "mobile", "+49 170 1");
        assertThat(directory.contactRecord(bob))
                .as("the first number, on the first day")
                .isEqualTo(Record.kept(null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mail", "telephoneNumber", "mobile", "proxyAddresses", "ipPhone", "otherTelephone"})
    void everyAddressAndNumberIsWatched(String attribute) {
        PersonId bob = only(directory.byLogin("bob")).id();
        clock.forward(Duration.ofDays(3));
        Instant changed = clock.instant().truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
        simulator.set("bob", attribute, "x@beispiel.example");
        clock.forward(Duration.ofDays(2));
        simulator.set("bob", "department", "Elsewhere");
        assertThat(directory.contactRecord(bob)).isEqualTo(Record.kept(changed));
        simulator.set("bob", attribute, null);
        assertThat(directory.contactRecord(bob).changed())
                .as("taken away is a change")
                .isAfter(changed);
    }

    @Test
    void aMovedEntryKeepsItsRecord() {
        PersonId bob = only(directory.byLogin("bob")).id();
        clock.forward(Duration.ofDays(3));
        simulator.set("bob", "mail", "robert@beispiel.example");
        Record before = directory.contactRecord(bob);
        simulator.move("bob", DirectorySimulator.SERVICE_OU);
        assertThat(directory.contactRecord(bob)).isEqualTo(before);
    }

    @Test
    void whatIsNotShownIsNoProof() {
        PersonId bob = only(directory.byLogin("bob")).id();
        simulator.hideState("bob", true);
        assertThat(directory.contactRecord(bob)).isEqualTo(Record.NONE);
        assertThatThrownBy(() -> directory.contactRecord(new PersonId("00112233445566778899aabbccddeeff")))
                .isInstanceOf(BackendException.class);
    }

    @Test
    void aRecordThatSaysNothingOfWhatIsThereIsNotTheWhole() {
        Entry entry = entry(STAMP);
        entry.addAttribute("whenChanged", "20261121080000.0Z");
        assertThat(ContactRecord.ofActiveDirectory(entry))
                .isEqualTo(Record.kept(Instant.parse("2026-11-20T08:00:00Z")));
        entry.addAttribute("mobile", "+49 170 1");
        assertThat(ContactRecord.ofActiveDirectory(entry))
                .isEqualTo(Record.bound(Instant.parse("2026-11-21T08:00:00Z")));
        assertThat(ContactRecord.ofActiveDirectory(entry(STAMP + "\n\u0000")).kept())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mail 2026",
                "<DS_REPL_ATTR_META_DATA><pszAttributeName>mail</pszAttributeName>",
                "<DS_REPL_ATTR_META_DATA><pszAttributeName>mail</pszAttributeName></DS_REPL_ATTR_META_DATA>",
                "<DS_REPL_ATTR_META_DATA><pszAttributeName>mail</pszAttributeName>"
                        + "<ftimeLastOriginatingChange>yesterday</ftimeLastOriginatingChange></DS_REPL_ATTR_META_DATA>",
                "<DS_REPL_ATTR_META_DATA/>",
                "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><DS_REPL_ATTR_META_DATA><pszAttributeName>&e;"
                        + "</pszAttributeName></DS_REPL_ATTR_META_DATA>"
            })
    void aBrokenRecordIsNoneAtAll(String stamp) {
        assertThatThrownBy(() -> ContactRecord.ofActiveDirectory(entry(stamp)))
                .isInstanceOfSatisfying(
                        BackendException.class, e -> assertThat(e.problem()).isEqualTo(Problem.GARBLED));
        assertThatThrownBy(() -> ContactRecord.ofActiveDirectory(entry("x".repeat(20_000))))
                .isInstanceOf(BackendException.class);
    }

    @Test
    void elsewhereOnlyTheEntryAsAWholeHasATime() {
        Entry entry = new Entry("uid=bob,dc=lab,dc=test");
        assertThat(ContactRecord.ofTimes(entry)).isEqualTo(Record.NONE);
        entry.addAttribute("createTimestamp", "20261101080000Z");
        assertThat(ContactRecord.ofTimes(entry)).isEqualTo(Record.NONE);
        entry.addAttribute("modifyTimestamp", "20261101080000Z");
        assertThat(ContactRecord.ofTimes(entry)).isEqualTo(Record.kept(null));
        entry.setAttribute("modifyTimestamp", "20261102080000Z");
        assertThat(ContactRecord.ofTimes(entry)).isEqualTo(Record.bound(Instant.parse("2026-11-02T08:00:00Z")));
        entry.setAttribute("modifyTimestamp", "soon");
        assertThatThrownBy(() -> ContactRecord.ofTimes(entry)).isInstanceOf(BackendException.class);
    }

    private static Entry entry(String stamp) {
        Entry entry = new Entry("CN=Bob," + Company.STAFF_DN);
        entry.addAttribute("mail", "bob@beispiel.example");
        entry.addAttribute(ContactRecord.REPLICATION, stamp);
        return entry;
    }
}
