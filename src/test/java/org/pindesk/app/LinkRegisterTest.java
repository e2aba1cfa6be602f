package org.pindesk.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pindesk.core.ChatUser;
import org.pindesk.demo.MovableClock;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.directory.DirectorySimulator;
import org.pindesk.demo.slack.SlackSimulator;
import org.pindesk.port.Links.How;
import org.pindesk.port.Links.Link;
import org.pindesk.testing.SettableClock;

/** {@code pindesk link}, in this process. */
@Timeout(60)
class LinkRegisterTest {
    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);
    private static DirectorySimulator directory;

    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T08:00:00Z"));
    private final List<String> lines = new ArrayList<>();

    @BeforeAll
    static void start() {
        directory = new DirectorySimulator(new MovableClock(), Company.people());
    }

    @AfterAll
    static void stop() {
        directory.close();
    }

    @Test
    void oneIsAddedListedAndRemovedAndEachLeavesARow() {
        assertThat(run(links -> links.add("slack:T1:U1", "bob"))).isTrue();
        assertThat(all()).singleElement().satisfies(link -> {
            assertThat(link.user()).isEqualTo(new ChatUser("slack", "T1", "U1"));
            assertThat(link.how()).isEqualTo(How.IMPORTED);
            assertThat(link.youngUntil()).isNull();
        });
        list();
        assertThat(lines).contains("slack:T1:U1  bob  imported  since 2026-11-22T08:00:00Z");
        assertThat(run(links -> links.remove("slack:T1:U1"))).isTrue();
        assertThat(run(links -> links.remove("slack:T1:U1"))).isFalse();
        assertThat(all()).isEmpty();
        assertThat(run(links -> links.remove("U1"))).isFalse();
        List<String> audit = new ArrayList<>();
        run(links -> links.store().tx(tx -> {
            tx.audit().export(audit::add);
            return true;
        }));
        assertThat(audit).hasSize(3).allMatch(row -> row.contains("\"sudo-user\":\"admin1\""));
    }

    @Test
    void aFileIsTakenAsAWhole() {
        assertThat(run(links -> links.take(List.of(
                        "\uFEFF# platform, team, user id, login",
                        "",
                        "slack,T1,U1,bob",
                        "discord, G1, 81234567890123456, bob",
                        "slack,T1,U2,alice"))))
                .isTrue();
        assertThat(lines).contains("Linked: 3");
        assertThat(all()).hasSize(3);
        assertThat(run(links -> links.add("slack:T1:U1", "bob"))).as("the same again").isTrue();
    }

    @Test
    void everyProblemIsToldByItsLineAndNothingIsTaken() {
        run(links -> links.add("slack:T1:U9", "hana"));
        lines.clear();
        assertThat(run(links -> links.take(List.of(
                        "slack,T1,U1,bob",
                        "slack,T1,U1,alice",
                        "slack,T1,U3,nobody.here",
                        "slack,T1",
                        "slack,T1,U4,",
                        "slack,T1,U5,bob",
                        "slack,T1,U9,heinz",
                        "slack,T1,U8,hana"))))
                .isFalse();
        assertThat(lines)
                .containsExactly(
                        "line 2: this account stands in an earlier line too",
                        "line 3: nobody in the directory has this login",
                        "line 4: this is not 'platform,team,user id,login'",
                        "line 5: the login is missing",
                        "line 6: this person has another account on slack in an earlier line",
                        "line 7: this account is somebody else's; remove that link first",
                        "line 8: this person has another account on slack; remove it first",
                        "Nothing was linked.");
        assertThat(all()).hasSize(1);
        assertThat(run(links -> links.take(List.of("# nobody")))).isFalse();
    }

    private List<Link> all() {
        List<Link> all = new ArrayList<>();
        run(links -> all.addAll(links.store().tx(tx -> tx.links().all())));
        return all;
    }

    private void list() {
        run(links -> {
            links.list();
            return true;
        });
    }

    private boolean run(Predicate<LinkRegister> work) {
        try (LinkRegister links = LinkRegister.open(environment(), clock, new Screen())) {
            return work.test(links);
        }
    }

    private Map<String, String> environment() {
        Map<String, String> keys = new HashMap<>();
        keys.put("SUDO_USER", "admin1");
        keys.put("SLACK_BOT_TOKEN", SlackSimulator.BOT_TOKEN);
        keys.put("SLACK_APP_TOKEN", SlackSimulator.APP_TOKEN);
        keys.put("SLACK_MAIL_IS_SSO", "true");
        keys.put("SMTP_URL", "smtp+plain://127.0.0.1:9");
        keys.put("MAIL_FROM", "helpdesk@example.com");
        keys.put("LDAP_URLS", directory.ldapsUrl());
        keys.put("LDAP_BIND_DN", DirectorySimulator.SERVICE_DN);
        keys.put("LDAP_BIND_PASSWORD", DirectorySimulator.servicePassword().open());
        keys.put("LDAP_BASE_DNS", Company.BASE_DN);
        keys.put("LDAP_CA_FILE", directory.caPem().toString());
        keys.put("PBX", "hq");
        keys.put("PBX_HQ_KIND", "cucm");
        keys.put("PBX_HQ_URL", "https://cucm.example:8443");
        keys.put("PBX_HQ_USER", "reader");
        keys.put("PBX_HQ_PASSWORD", "reader-password");
        keys.put("PBX_HQ_CERT_SHA256", "ab".repeat(32));
        keys.put("ROLE_HELPDESK_GROUP", Company.HELPDESK_GROUP);
        keys.put("DATABASE_URL", "jdbc:h2:file:" + folder.resolve("pindesk"));
        keys.put("ENCRYPTION_KEYS", "test:" + KEY);
        keys.put("AUDIT_KEY", KEY);
        return keys;
    }

    private final class Screen implements Terminal {
        @Override
        public boolean interactive() {
            return false;
        }

        @Override
        public void say(String line) {
            lines.add(line);
        }

        @Override
        public @Nullable String ask(String question) {
            return null;
        }
    }
}
