package org.pindesk.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pindesk.core.PindeskException;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.directory.DirectorySimulator;

/** {@code pindesk explain}: the answer, the rule with its line, and everything that was looked at. */
@Timeout(120)
class ExplanationTest {
    private static final Path POLICY = Path.of("src/main/resources/org/pindesk/demo/policy.yaml");
    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

    @TempDir
    Path folder;

    private final Clock clock = Clock.systemUTC();
    private final DirectorySimulator directory = new DirectorySimulator(clock, Company.people());
    private final Map<String, String> keys = new HashMap<>();

    @BeforeEach
    void configure() throws IOException {
        keys.put("SLACK_BOT_TOKEN", "xoxb-0123456789-0");
        keys.put("SLACK_APP_TOKEN", "xapp-0123456789-0");
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
        keys.put("PBX_HQ_URL", "https://127.0.0.1:9");
        keys.put("PBX_HQ_USER", "reader");
        keys.put("PBX_HQ_PASSWORD", "reader");
        keys.put("PBX_HQ_CA_FILE", directory.caPem().toString());
        keys.put("POLICY_FILE", POLICY.toString());
        keys.put("DATABASE_URL", "jdbc:h2:file:" + folder.resolve("pindesk"));
        keys.put("ENCRYPTION_KEYS", "test:" + KEY);
        keys.put("AUDIT_KEY", KEY);
    }

    @AfterEach
    void stop() {
        directory.close();
    }

    @Test
    void theDecidingRuleIsNamedWithItsLine() throws IOException {
        String told = told("hana", "pin.reset", "bob", null);
        assertThat(told)
                .startsWith("hana pin.reset bob: allowed\nrule: helpdesk (line " + line("name: helpdesk") + ")\n");
        assertThat(told)
                .contains("* helpdesk (line", "allows it", "standing: the actor's account is in order")
                .doesNotContain("needs:");
        assertThat(told("bob", "pin.reset", "bob", null)).startsWith("bob pin.reset bob: allowed\nrule: self (line");
    }

    @Test
    void whatAProtectedPersonTakesIsToldWithWhoCouldApprove() {
        assertThat(told("hana", "pin.reset", "dora", null))
                .startsWith("hana pin.reset dora: pending\nrule: protected")
                .contains(
                        "needs: approval by 1 of " + Company.ADMIN_GROUP
                                + ", each with a code, never hana or dora; waits 1d",
                        "could approve: anna (of the first 25",
                        "because: protected");
        assertThat(told("hana", "pin.reset", "anna", null))
                .as("nobody approves for themselves")
                .contains(": pending\n", "because: role-holder", "could approve: nobody, as things are");
    }

    @Test
    void aDenialSaysWhyForEachRule() {
        assertThat(told("bob", "pin.reset", "alice", null))
                .startsWith("bob pin.reset alice: denied\nrule: default-deny (no-role)");
        assertThat(told("hana", "directory-password.reset", "bob", null))
                .startsWith("hana directory-password.reset bob: denied")
                .contains("helpdesk-windows (line", "the target is outside of its scope");
        assertThat(told("leo", "pin.reset", "leo", null)).contains(": denied", "actor-state (actor-disabled)");
        assertThat(told("hana", "directory-password.reset", "harvey", null)).contains(": allowed");
        assertThat(told("hana", "directory-password.reset", "harvey", "discord"))
                .contains(": denied", "rule: platform (not-on-this-platform)", "not on discord");
    }

    @Test
    void programsGetOneObject() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        explain("hana", "pin.reset", "dora", null).printJson(new PrintStream(out, true, StandardCharsets.UTF_8));
        assertThat(out.toString(StandardCharsets.UTF_8).strip())
                .startsWith("{\"actor\":\"hana\"")
                .endsWith("}")
                .contains("\"answer\":\"pending\"", "\"rule\":\"protected\"", "\"past-seen\":true", "\"steps\":[{")
                .doesNotContain("\n");
    }

    @Test
    void whoOrWhatIsNotKnownIsSaidInWords() {
        assertThatThrownBy(() -> explain("hana", "pin.rest", "bob", null))
                .isInstanceOf(PindeskException.class)
                .hasMessageContaining("pin.reset, ");
        assertThatThrownBy(() -> explain("nobody-at-all", "pin.reset", "bob", null))
                .hasMessageContaining("nobody in the directory");
    }

    @Test
    void aBrokenPolicyFileIsToldWithAllItsFaultsAndKeysBesideItTooAndNothingStarts() throws IOException {
        Path broken = Files.writeString(folder.resolve("p.yaml"), "version: 1\nrulez: []\n");
        keys.put("POLICY_FILE", broken.toString());
        keys.put("ROLE_ADMIN_GROUP", Company.ADMIN_GROUP);
        assertThatThrownBy(() -> Wiring.of(keys, clock))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("line 2, column 1: 'rulez' is not a key of the policy; did you mean rules?")
                .hasMessageContaining("has no 'roles'")
                .hasMessageContaining("ROLE_ADMIN_GROUP says nothing beside POLICY_FILE");

        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        assertThat(PolicyCommand.check(broken, print)).isEqualTo(2);
        assertThat(PolicyCommand.check(POLICY, print)).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("did you mean rules?", "is a policy: ");
    }

    private String told(String actor, String action, String target, @Nullable String platform) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        explain(actor, action, target, platform).print(new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8);
    }

    private Explanation explain(String actor, String action, String target, @Nullable String platform) {
        return Explanation.of(keys, clock, actor, action, target, platform);
    }

    private static int line(String words) throws IOException {
        return Files.readAllLines(POLICY).stream().map(String::strip).toList().indexOf("- " + words) + 1;
    }
}
