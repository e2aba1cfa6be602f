package org.pindesk.adapter.cucm;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pindesk.adapter.wire.TlsTrust;
import org.pindesk.adapter.wire.Xml;
import org.pindesk.core.Account;

/** Answers that the simulator does not give. */
class UserRecordTest {
    private static final CucmSettings SETTINGS = CucmSettings.withDefaults(
            "hq", "x", URI.create("https://cucm.example"), CucmWorld.READER, CucmWorld.WRITER, TlsTrust.jvmDefault());

    @Test
    void everyNumberIsToBeAvoided() {
        Account account =
                account("<userid>40815</userid><primaryExtension><pattern>\\+4930555</pattern></primaryExtension>"
                        + "<numericUserId>7734</numericUserId><telephoneNumber>+49 30 555-0</telephoneNumber>"
                        + "<mobileNumber>0171 234567</mobileNumber><selfService>12</selfService>"
                        + "<extensionsInfo><extension><pattern>8899</pattern></extension></extensionsInfo>");

        assertThat(account.avoid())
                .containsExactlyInAnyOrder("40815", "4930555", "7734", "49305550", "0171234567", "8899");
    }

    @Test
    void aForeignRoleInAnyGroupBars() {
        assertThat(account(group("Harmless name", "Standard CCM End Users", "Standard Audit Users"))
                        .barred())
                .isEqualTo("holds more than end-user roles: Standard Audit Users");
    }

    @Test
    void aGroupOfAnotherNameWithEndUserRolesDoesNotBar() {
        assertThat(account(group("RB-EndUser-D", "Standard CCM End Users")).barred())
                .isNull();
    }

    @Test
    void aGroupWhoseRolesAreNotShownBars() {
        assertThat(account("<associatedGroups><userGroup><name>Some group</name></userGroup></associatedGroups>")
                        .barred())
                .contains("Some group");
    }

    @Test
    void aServiceAccountOfOursIsBarred() {
        assertThat(account("<userid>PINDESK-write</userid>").barred()).isEqualTo("a service account of Pindesk");
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "f", "0"})
    void onlyAnExplicitNoMeansAnotherHomeCluster(String no) {
        assertThat(user("<homeCluster>" + no + "</homeCluster>").livesElsewhere())
                .isTrue();
        assertThat(user("").livesElsewhere()).isFalse();
    }

    @Test
    void stateIsRemarked() {
        UserRecord user = user(
                "<pinCredentials><pinCredUserMustChange>t</pinCredUserMustChange>"
                        + "<pinCredLockedByAdministrator>true</pinCredLockedByAdministrator></pinCredentials><status>2</status>");

        assertThat(user.remarks())
                .contains("inactive")
                .contains("administrator")
                .contains("must be changed");
        assertThat(user("<status>1</status>").remarks()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "-1, Maximum AXL Memory Allocation Consumed, true, false",
        "5007, The specified User was not found, false, false",
        "5003, lower User Rank so no PIN for you, false, false",
        "-239, duplicate credential, false, false",
        "4000, Trivial passwords or PINs are not allowed, false, true",
        "0, Length of the PIN is less than mandated, false, true",
        "0, Something about shopping, false, false"
    })
    void faultsAreSortedByCodeThenBySubject(int code, String text, boolean busy, boolean policy) {
        AxlFault fault = new AxlFault(code, text);

        assertThat(fault.busy()).isEqualTo(busy);
        assertThat(fault.policyRefusal()).isEqualTo(policy);
    }

    private static String group(String name, String... roles) {
        return "<associatedGroups><userGroup><name>" + name + "</name><userRoles><userRole>"
                + String.join("</userRole><userRole>", roles)
                + "</userRole></userRoles></userGroup></associatedGroups>";
    }

    private static Account account(String content) {
        return user(content).account(SETTINGS);
    }

    private static UserRecord user(String content) {
        return new UserRecord(Xml.parse("hq", ("<user>" + content + "</user>").getBytes(StandardCharsets.UTF_8)));
    }
}
