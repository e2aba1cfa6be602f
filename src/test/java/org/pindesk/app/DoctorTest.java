package org.pindesk.app;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.cucm.CucmSimulator;
import org.pindesk.demo.directory.DirectorySimulator;
import org.pindesk.demo.mail.MailSimulator;
import org.pindesk.demo.slack.SlackSimulator;

@Timeout(120)
class DoctorTest {
    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

    @TempDir
    Path folder;

    @Test
    void aWrongServicePasswordCostsOneBadSignInHoweverOftenTheDoctorIsAsked() throws IOException {
        Clock clock = Clock.systemUTC();
        try (CucmSimulator cucm = new CucmSimulator(clock, Company.people());
                DirectorySimulator directory = new DirectorySimulator(clock, Company.people());
                SlackSimulator slack = new SlackSimulator(clock, Company.people());
                MailSimulator mail = new MailSimulator(Company.people())) {
            cucm.start();
            Map<String, String> right = environment(cucm, directory, slack);
            right.putAll(mailKeys(mail));
            Map<String, String> wrong = new HashMap<>(right);
            wrong.put("LDAP_BIND_PASSWORD", "mistyped");
            wrong.put("PBX_HQ_PASSWORD", "mistyped");
            wrong.put("SMTP_PASSWORD", "mistyped");

            for (int i = 0; i < 3; i++) {
                assertThat(examine(wrong, clock))
                        .contains("ok      database")
                        .contains("PROBLEM directory: PD-103")
                        .contains("LDAP_BIND_PASSWORD")
                        .contains("PROBLEM hq: PD-103")
                        .contains("PBX_HQ_PASSWORD")
                        .contains("PROBLEM mail: PD-103")
                        .contains("SMTP_PASSWORD");
            }
            assertThat(mail.refusedSignIns()).isEqualTo(1);
            assertThat(directory.operations().failedBinds()).isEqualTo(1);
            assertThat(cucm.journal()).extracting("status").containsExactly(401);

            assertThat(examine(right, clock))
                    .contains("ok      directory")
                    .contains("ok      hq")
                    .contains("ok      mail: answers over TLS, signs in");
            assertThat(mail.commands()).contains("NOOP").doesNotContain("MAIL");
        }
    }

    private String examine(Map<String, String> environment, Clock clock) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        boolean well = Doctor.examine(environment, clock, false, new PrintStream(out, true, StandardCharsets.UTF_8));
        String text = out.toString(StandardCharsets.UTF_8);
        assertThat(well).isEqualTo(!text.contains("PROBLEM"));
        return text;
    }

    private Map<String, String> mailKeys(MailSimulator mail) throws IOException {
        return Map.of(
                "SMTP_URL", mail.url(),
                "SMTP_USER", MailSimulator.USER,
                "SMTP_PASSWORD", MailSimulator.PASSWORD,
                "SMTP_CA_FILE",
                        Files.writeString(folder.resolve("mail-ca.pem"), mail.caPem())
                                .toString(),
                "MAIL_FROM", MailSimulator.SENDER);
    }

    private Map<String, String> environment(CucmSimulator cucm, DirectorySimulator directory, SlackSimulator slack)
            throws IOException {
        Map<String, String> keys = new HashMap<>();
        keys.put("SLACK_BOT_TOKEN", SlackSimulator.BOT_TOKEN);
        keys.put("SLACK_APP_TOKEN", SlackSimulator.APP_TOKEN);
        keys.put("SLACK_API_URL", slack.botUrl());
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
        keys.put("PBX_HQ_NAME", "Cisco telephones");
        keys.put("PBX_HQ_URL", cucm.url().toString());
        keys.put("PBX_HQ_USER", CucmSimulator.READER_USER);
        keys.put("PBX_HQ_PASSWORD", CucmSimulator.READER_PASSWORD);
        keys.put(
                "PBX_HQ_CA_FILE",
                Files.writeString(folder.resolve("cucm-ca.pem"), cucm.caPem()).toString());
        keys.put("ROLE_HELPDESK_GROUP", Company.HELPDESK_GROUP);
        keys.put("ROLE_ADMIN_GROUP", Company.ADMIN_GROUP);
        keys.put("PINDESK_PROTECTED_GROUP", Company.PROTECTED_GROUP);
        keys.put("DATABASE_URL", "jdbc:h2:file:" + folder.resolve("pindesk"));
        keys.put("ENCRYPTION_KEYS", "test:" + KEY);
        keys.put("AUDIT_KEY", KEY);
        keys.put("HTTP_PORT", "0");
        return keys;
    }
}
