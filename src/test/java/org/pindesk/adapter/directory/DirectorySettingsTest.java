package org.pindesk.adapter.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pindesk.adapter.directory.DirectorySettings.Security;
import org.pindesk.adapter.directory.DirectorySettings.Server;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Secret;
import org.pindesk.port.AuthLatch;

class DirectorySettingsTest {
    private static final String BASE = "OU=Staff,DC=example,DC=com";

    @ParameterizedTest
    @CsvSource({
        "ldaps://dc1.example.com, dc1.example.com, 636, LDAPS",
        "ldaps://dc1.example.com:3269/, dc1.example.com, 3269, LDAPS",
        "ldap://dc1.example.com, dc1.example.com, 389, STARTTLS",
        "ldap+plain://127.0.0.1:10389, 127.0.0.1, 10389, PLAIN",
        "ldaps://[::1]:636, ::1, 636, LDAPS"
    })
    void readsServers(String url, String host, int port, Security security) {
        assertThat(Server.parse(url)).isEqualTo(new Server(host, port, security));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dc1",
                "https://dc1.example.com",
                "ldaps://",
                "ldaps://user@dc1",
                "ldaps://dc1/ou=x",
                "ldaps://d c",
                "ldap+plain://dc1.example.com",
                "ldap+plain://127.0.0.1.example.com",
                "ldaps://dc1:70000"
            })
    void refusesOtherServers(String url) {
        assertThatThrownBy(() -> Server.parse(url))
                .isInstanceOf(PindeskException.class)
                .hasMessageContaining("PD-301");
    }

    @Test
    void namesWhatIsWrong() {
        DirectorySettings good = DirectorySettings.of(
                List.of(Server.parse("ldaps://dc1")), "svc@example.com", Secret.of("x"), List.of(BASE));
        assertThatThrownBy(() -> good.withGroups(Set.of("helpdesk"), Set.of())).hasMessageContaining("'helpdesk'");
        assertThatThrownBy(() -> good.withGroups(Set.of(), Set.of(BASE))).hasMessageContaining("watched");
        assertThatThrownBy(() -> good.withPasswordPolicy("default")).hasMessageContaining("'default'");
        assertThat(good.toString()).doesNotContain("=x");
    }

    @Test
    void saysWhenTheCaFileCannotBeUsed(@TempDir Path folder) throws IOException {
        Path empty = Files.writeString(folder.resolve("ca.pem"), "");
        DirectorySettings settings = DirectorySettings.of(
                List.of(Server.parse("ldaps://dc1")), "svc@example.com", Secret.of("x"), List.of(BASE));
        for (Path file : List.of(empty, folder.resolve("none.pem"))) {
            assertThatThrownBy(() -> new LdapDirectory(settings.withCa(file), Clock.systemUTC(), AuthLatch.NONE))
                    .hasMessageContaining("PD-301")
                    .hasMessageContaining(file.toString());
        }
    }

    @Test
    void namesDifferInMoreThanCase() {
        assertThat(Names.same("Hana@Example", "hana@example")).isTrue();
        assertThat(Names.same("J\u00dcrgen", "j\u00fcrgen")).isTrue();
        assertThat(Names.same("h\u00e1na", "hana")).isFalse();
        assertThat(Names.same("\u212aarl", "karl")).as("Kelvin sign").isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "S-1-5-21-1-2-3-512, true",
        "S-1-5-21-1-2-3-525, true",
        "S-1-5-21-4294967295-2-3-519, true",
        "S-1-5-32-544, true",
        "S-1-5-32-545, false",
        "S-1-5-21-1-2-3-513, false",
        "S-1-5-21-1-2-512, false",
        "S-1-5-21-1-2-3-1512, false"
    })
    void knowsThePrivilegedGroups(String sid, boolean privileged) {
        assertThat(new Sid(sid).isPrivilegedGroup()).isEqualTo(privileged);
    }

    @Test
    void readsSecurityIdentifiers() {
        byte[] administrators = {1, 2, 0, 0, 0, 0, 0, 5, 32, 0, 0, 0, 32, 2, 0, 0};
        assertThat(Sid.of(administrators)).isEqualTo(new Sid("S-1-5-32-544"));
        assertThatThrownBy(() -> Sid.of(new byte[] {1, 2, 0})).hasMessageContaining("PD-107");
    }
}
