package org.pindesk.adapter.asterisk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pindesk.adapter.asterisk.AsteriskWorld.PIN;
import static org.pindesk.adapter.asterisk.AsteriskWorld.USER;
import static org.pindesk.adapter.asterisk.AsteriskWorld.bob;
import static org.pindesk.adapter.asterisk.AsteriskWorld.person;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pindesk.adapter.asterisk.AsteriskSettings.MailboxSource;
import org.pindesk.core.Account;
import org.pindesk.core.PinPolicy;
import org.pindesk.core.Proof;
import org.pindesk.core.Secret;
import org.pindesk.demo.asterisk.Quirk;
import org.pindesk.demo.company.Company;
import org.pindesk.port.Pbx.Match;
import org.pindesk.port.ProvesPin.Answer;
import org.pindesk.port.Written;

/** Finding mailboxes, their rules, a new PIN and its proof. */
@Timeout(120)
class AsteriskPbxTest {
    private final AsteriskWorld world = new AsteriskWorld();
    private final AsteriskPbx pbx = world.pbx();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aNewPinSignsInAndTheOldOneNoLonger() {
        Account bob = world.bob(pbx);
        Written written = pbx.resetPin(bob, PIN);

        assertThat(written).isEqualTo(new Written(Written.Kind.ACCEPTED, ""));
        assertThat(world.newPinSignsIn()).isTrue();
        assertThat(world.oldPinSignsIn()).isFalse();
        assertThat(pbx.signsIn(bob, PIN)).isEqualTo(Answer.YES);
        assertThat(pbx.signsIn(bob, Secret.of(Company.START_PIN))).isEqualTo(Answer.NO);
        assertThat(pbx.proof()).as("no sign-in happened").isEqualTo(Proof.STATE_CHANGED);
    }

    @Test
    void aMailboxIsFoundByTheEndOfANumberAndASecondFact() {
        Account bob = world.bob(pbx);

        assertThat(bob.system()).isEqualTo("box");
        assertThat(bob.userId()).isEqualTo("1102@default");
        assertThat(bob.extension()).isEqualTo("1102");
        assertThat(bob.avoid()).containsExactly("1102");
        assertThat(bob.names()).containsExactlyInAnyOrder("Bob Berger", "bob@beispiel.example");
        assertThat(bob.barred()).isNull();
        pbx.find(bob());
        assertThat(world.simulator.actions()).containsExactly("Challenge", "Login", "GetConfig", "GetConfig", "Getvar");
    }

    @ParameterizedTest
    @CsvSource({
        "bob@beispiel.example, , , +49 30 5550 1102, FOUND",
        "BOB@Beispiel.example, , , 1102, FOUND",
        "other@x.example, Bob, Berger, 1102, FOUND",
        ", bob, BERGER, 01102, FOUND",
        "other@x.example, Bobby, Berger, 1102, DOUBTFUL",
        ", , , 1102, DOUBTFUL",
        "bob@beispiel.example, Bob, Berger, 102, ABSENT",
        "bob@beispiel.example, Bob, Berger, 1102999, ABSENT",
        "another@beispiel.example, Another, Bob, 9999, ABSENT"
    })
    void theNumberAloneIsNoProof(String mail, String given, String surname, String number, Match.Kind kind) {
        Match match = pbx.find(person("x", mail, given, surname, number));

        assertThat(match.kind()).as(match.detail()).isEqualTo(kind);
        assertThat(match.account() != null).isEqualTo(kind == Match.Kind.FOUND);
    }

    @ParameterizedTest
    @CsvSource({"LOGIN, bob", "MAIL_LOCAL_PART, other"})
    void theMailboxCanBeCalledAsThePersonIs(MailboxSource source, String login) {
        world.simulator.edit("default", "bob => 1234,Bob Berger,bob@beispiel.example");
        AsteriskPbx other = world.pbx(USER, USER, "default", source, Duration.ofSeconds(30));
        Match match = other.find(person(login, "bob@beispiel.example", null, null, "1102"));

        assertThat(match.kind()).isEqualTo(Match.Kind.FOUND);
        assertThat(match.account()).isNotNull().extracting(Account::userId).isEqualTo("bob@default");
    }

    @Test
    void severalMailboxesOfOnePersonAndOneThatStandsTwiceAreDoubtful() {
        world.simulator.edit("default", "501102 => 1234,Bob Berger,bob@beispiel.example");
        assertThat(pbx.find(person("bob", "bob@beispiel.example", null, null, "+49 30 501102"))
                        .kind())
                .isEqualTo(Match.Kind.DOUBTFUL);
        world.simulator.edit("default", "1101 => 1234,Somebody,x@beispiel.example");
        assertThat(pbx.find(person("alice", "alice@beispiel.example", null, null, "1101"))
                        .kind())
                .isEqualTo(Match.Kind.DOUBTFUL);
    }

    @Test
    void onlyTheConfiguredContextCounts() {
        AsteriskPbx other = world.pbx(USER, USER, "other", MailboxSource.NUMBERS, Duration.ofSeconds(30));
        assertThat(other.find(bob()).kind()).isEqualTo(Match.Kind.DOUBTFUL);
        assertThat(other.resetPin(world.bob(pbx), PIN).kind()).isEqualTo(Written.Kind.REFUSED);
        assertThat(world.simulator.file()).contains("1102 => 999000,Another Bob");
        pbx.resetPin(world.bob(pbx), PIN);
        assertThat(world.simulator.file()).contains("1102 => 999000,Another Bob");
    }

    @Test
    void everythingButThePinStaysByteForByte() {
        world.simulator.editMailbox(
                "1102", "-481516,Bob Berger,bob@beispiel.example,p\u00e4ger@x, attach=no|tz=central|x=a,b ,=>c");
        world.simulator.edit("general", "serveremail = asterisk");
        String before = world.simulator.file();
        Account bob = world.bob(pbx);

        assertThat(pbx.resetPin(bob, PIN).kind()).isEqualTo(Written.Kind.ACCEPTED);
        assertThat(world.simulator.file()).isEqualTo(before.replace("1102 => -481516,", "1102 => -730915,"));
        assertThat(world.newPinSignsIn()).isTrue();
        assertThat(world.simulator.file()).contains("; mailboxes of Beispiel AG");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bob,bob@beispiel.example"})
    void aMailboxWithoutAPinOrWithoutMoreGetsOne(String rest) {
        world.simulator.edit("default", "1199 => " + (rest.isEmpty() ? "" : "," + rest));
        Account box = new Account(
                "box",
                "1199@default",
                null,
                "1199",
                null,
                Set.of(),
                rest.isEmpty() ? Set.of() : Set.of("Bob", "bob@beispiel.example"),
                null);

        assertThat(pbx.resetPin(box, PIN).kind()).isEqualTo(Written.Kind.ACCEPTED);
        assertThat(world.simulator.voicemail("1199", PIN.open())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12",
                "73091a",
                "730915,Evil",
                "730915|x=y",
                "7309\r\nAction-000001: Append",
                "-730915",
                "*730915"
            })
    void whatIsNoPinIsNeverSent(String pin) {
        Account bob = world.bob(pbx);

        assertThat(pbx.resetPin(bob, Secret.of(pin)).kind()).isEqualTo(Written.Kind.NOT_SENT);
        assertThat(world.simulator.actions()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1102@other", "1102", "1102@default\r\nAction: Logoff@default", "a,b@default", "@default"})
    void whatIsNoMailboxIsNeverAskedFor(String userId) {
        Account odd = new Account("box", userId, null, null, null, Set.of(), Set.of(), null);

        assertThat(pbx.resetPin(odd, PIN).kind()).isEqualTo(Written.Kind.REFUSED);
        assertThat(pbx.signsIn(odd, PIN)).isEqualTo(Answer.CANNOT_TELL);
        assertThat(world.simulator.actions()).doesNotContain("UpdateConfig", "Getvar");
    }

    @Test
    void aLineThatAmiCannotTakeIsLeftAlone() {
        world.simulator.editMailbox("1102", "481516,Bob Berger,bob@beispiel.example,," + "x".repeat(1100));
        Written written = pbx.resetPin(world.bob(pbx), PIN);

        assertThat(written.kind()).isEqualTo(Written.Kind.REFUSED);
        assertThat(written.detail()).contains("longer than AMI takes");
        assertThat(world.simulator.actions()).doesNotContain("UpdateConfig");
    }

    @ParameterizedTest
    @CsvSource({
        "passwordlocation=spooldir, spool directory",
        "passwordlocation = SpoolDir, spool directory",
        "externpass=/usr/bin/x, externpass",
        "externpassnotify=/usr/bin/x, externpassnotify"
    })
    void wherePinsAreKeptElsewhereNothingIsWritten(String line, String why) {
        Account bob = world.bob(pbx);
        world.simulator.edit("general", line);
        Written written = pbx.resetPin(bob, PIN);

        assertThat(written.kind()).isEqualTo(Written.Kind.REFUSED);
        assertThat(written.detail()).contains(why);
        assertThat(world.simulator.actions()).doesNotContain("UpdateConfig");
        assertThat(world.oldPinSignsIn()).isTrue();
    }

    @Test
    void aPinInTheSpoolDirectoryStaysInForce() {
        Account bob = world.bob(pbx);
        world.simulator.edit("general", "passwordlocation=spooldir");
        world.simulator.spoolPin("1102", "909091");

        assertThat(pbx.resetPin(bob, PIN).kind()).isEqualTo(Written.Kind.REFUSED);
        assertThat(pbx.signsIn(bob, Secret.of("909091"))).isEqualTo(Answer.YES);
        assertThat(world.simulator.voicemail("1102", "909091")).isTrue();
    }

    @Test
    void anOptionOfTheMailboxItselfMaySendItsPinElsewhere() {
        world.simulator.editMailbox("1102", "481516,Bob Berger,bob@beispiel.example,,tz=x|passwordlocation=spooldir");

        assertThat(pbx.resetPin(world.bob(pbx), PIN).kind()).isEqualTo(Written.Kind.REFUSED);
        assertThat(world.simulator.actions()).doesNotContain("UpdateConfig");
    }

    @Test
    void aPinInForceThatTheFileDoesNotHoldIsNotOverwritten() {
        Account bob = world.bob(pbx);
        world.simulator.editMailbox("1102", "999111,Bob Berger,bob@beispiel.example,,attach=no|tz=central");
        Written written = pbx.resetPin(bob, PIN);

        assertThat(written.kind()).isEqualTo(Written.Kind.REFUSED);
        assertThat(written.detail()).contains("holds another PIN than voicemail.conf");
        assertThat(world.oldPinSignsIn()).isTrue();
    }

    @Test
    void aMailboxThatBecameSomebodyElsesIsNotTouched() {
        Account bob = world.bob(pbx);
        world.simulator.editMailbox("1102", "481516,Berta Braun,berta@beispiel.example");

        assertThat(pbx.resetPin(bob, PIN).detail()).contains("another one by now");
        assertThat(world.simulator.file()).contains("1102 => 481516,Berta Braun");
    }

    @Test
    void aChangeBetweenReadingAndWritingIsNotOverwritten() {
        Account bob = world.bob(pbx);
        world.simulator.breakAnswers(Quirk.CHANGED_MEANWHILE, "UpdateConfig");
        Written written = pbx.resetPin(bob, PIN);

        assertThat(written.kind()).isEqualTo(Written.Kind.REFUSED);
        assertThat(world.simulator.file()).contains("1102 => 777777,Somebody Else");
    }

    @Test
    void thePolicyIsTheFilesMinimum() {
        Account bob = world.bob(pbx);
        assertThat(pbx.pinPolicy(bob)).isEqualTo(new PinPolicy("voicemail.conf", 5, 0, false));
        world.simulator.edit("general", "minpassword = 8");
        world.simulator.edit("general", "externpasscheck=/usr/local/bin/check.py");
        assertThat(pbx.pinPolicy(bob)).isEqualTo(new PinPolicy("voicemail.conf", 8, 0, true));
    }

    @Test
    void withoutAWriteAccountNothingIsEverWritten() {
        AsteriskPbx readOnly = world.pbx(USER, null, "default", MailboxSource.NUMBERS, Duration.ofSeconds(30));

        assertThat(readOnly.writable()).isFalse();
        assertThat(readOnly.resetPin(world.bob(readOnly), PIN).kind()).isEqualTo(Written.Kind.NOT_SENT);
        assertThat(world.simulator.actions()).isEmpty();
    }
}
