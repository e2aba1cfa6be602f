package org.pindesk.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pindesk.adapter.directory.LdapDirectory;
import org.pindesk.core.PersonId;
import org.pindesk.demo.MovableClock;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.directory.DirectorySimulator;
import org.pindesk.demo.slack.SlackSimulator;
import org.pindesk.port.AuthLatch;
import org.pindesk.port.Freezes;
import org.pindesk.testing.SettableClock;

/** {@code pindesk freeze lift}, in this process. */
@Timeout(60)
class FreezeRegisterTest {
    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T08:00:00Z"));
    private final List<String> lines = new ArrayList<>();

    @Test
    void whoIsFrozenIsNotAnyMoreAndARowSaysWhoDidIt() {
        try (DirectorySimulator directory = new DirectorySimulator(new MovableClock(), Company.people());
                FreezeRegister freezes = FreezeRegister.open(keys(directory), clock, new Screen())) {
            assertThat(freezes.lift("bob")).isFalse();
            assertThat(lines).containsExactly("Nothing is frozen for bob.");
            assertThat(freezes.lift("nobody.at.all")).isFalse();
            PersonId bob = bob(directory);
            freezes.store().tx(tx -> {
                tx.freezes().add(new Freezes.Freeze(bob, clock.instant(), bob, null));
                return true;
            });

            assertThat(freezes.lift("bob")).isTrue();

            Optional<Freezes.Freeze> left =
                    freezes.store().tx(tx -> tx.freezes().of(bob));
            assertThat(left).isEmpty();
            List<String> audit = new ArrayList<>();
            freezes.store().tx(tx -> {
                tx.audit().export(audit::add);
                return true;
            });
            assertThat(audit)
                    .singleElement()
                    .asString()
                    .contains("unfreeze", "lifted", "person:" + bob, "\"sudo-user\":\"admin1\"");
        }
    }

    private PersonId bob(DirectorySimulator simulated) {
        try (LdapDirectory directory = Wiring.of(keys(simulated), clock).directory(clock, AuthLatch.NONE)) {
            return Objects.requireNonNull(directory.byLogin("bob").person()).id();
        }
    }

    private Map<String, String> keys(DirectorySimulator directory) {
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
