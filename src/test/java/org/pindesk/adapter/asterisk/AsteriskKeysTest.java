package org.pindesk.adapter.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pindesk.adapter.asterisk.AsteriskSettings.MailboxSource;
import org.pindesk.core.Secret;
import org.pindesk.demo.tls.ServerCertificate;
import org.pindesk.port.Settings;

/** The keys of one Asterisk: defaults, and what is wrong is named. */
class AsteriskKeysTest {
    @TempDir
    Path folder;

    private final Map<String, String> keys = new HashMap<>();
    private final List<String> problems = new ArrayList<>();

    @BeforeEach
    void smallest() throws IOException {
        String ca = ServerCertificate.forLoopback().pem();
        keys.putAll(Map.of(
                "URL", "amis://pbx.example.com",
                "USER", "reader",
                "PASSWORD", "read-secret",
                "CA_FILE", Files.writeString(folder.resolve("ca.pem"), ca).toString()));
    }

    @Test
    void theSmallestSetIsReadOnlyAndHasDefaults() {
        AsteriskSettings settings = read().orElseThrow();

        assertThat(settings.host()).isEqualTo("pbx.example.com");
        assertThat(settings.port()).isEqualTo(5039);
        assertThat(settings.trust()).isNotNull();
        assertThat(settings.writer()).isNull();
        assertThat(settings.context()).isEqualTo("default");
        assertThat(settings.mailboxSource()).isEqualTo(MailboxSource.NUMBERS);
        assertThat(settings.deadline()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.toString()).doesNotContain("read-secret");
    }

    @Test
    void withoutEncryptionOnThisMachineOnly() {
        keys.remove("CA_FILE");
        keys.put("URL", "ami://127.0.0.1");

        assertThat(read().orElseThrow().port()).isEqualTo(5038);
        assertThat(read().orElseThrow().trust()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "URL, ami://pbx.example.com, URL",
        "URL, https://pbx.example.com, URL",
        "URL, amis://me@pbx.example.com, URL",
        "URL, amis://pbx.example.com/x, URL",
        "URL, '', URL",
        "USER, 'a b', USER",
        "PASSWORD, '', PASSWORD",
        "WRITE_USER, desk, WRITE_PASSWORD",
        "WRITE_PASSWORD, secret, WRITE_USER",
        "CA_FILE, '', CA_FILE",
        "CERT_SHA256, 0000000000000000000000000000000000000000000000000000000000000000, CA_FILE",
        "CONTEXT, general, CONTEXT",
        "CONTEXT, 'a]b', CONTEXT",
        "MAILBOX_FROM, badge, MAILBOX_FROM"
    })
    void whatIsWrongIsNamedByItsKey(String key, String value, String named) {
        keys.put(key, value);

        assertThat(read()).isEmpty();
        assertThat(problems).containsExactly(named);
    }

    @Test
    void aLineEndInTheUserIsNoUser() {
        keys.put("USER", "reader\r\nAction: Command");

        assertThat(read()).isEmpty();
        assertThat(problems).containsExactly("USER");
    }

    @Test
    void aWriterWhoseNameIsNoneIsNamedOnce() {
        keys.put("WRITE_USER", "a b");
        keys.put("WRITE_PASSWORD", "write-secret");

        assertThat(read()).isEmpty();
        assertThat(problems).containsExactly("WRITE_USER");
    }

    private Optional<AsteriskSettings> read() {
        return AsteriskKeys.read("box", "voicemail", new Settings() {
            @Override
            public String key(String name) {
                return "PBX_BOX_" + name;
            }

            @Override
            public <T> Optional<T> find(String name, Hint hint, Function<String, T> reader) {
                String value = keys.getOrDefault(name, "");
                if (value.isEmpty()) {
                    return Optional.empty();
                }
                try {
                    return Optional.of(reader.apply(value));
                } catch (RuntimeException e) {
                    problems.add(name);
                    return Optional.empty();
                }
            }

            @Override
            public <T> Optional<T> need(String name, Hint hint, Function<String, T> reader) {
                if (keys.getOrDefault(name, "").isEmpty()) {
                    problems.add(name);
                }
                return find(name, hint, reader);
            }

            @Override
            public Optional<Secret> findSecret(String name, Hint hint, Predicate<String> form) {
                return find(name, hint, Secret::of);
            }

            @Override
            public Optional<Secret> needSecret(String name, Hint hint, Predicate<String> form) {
                return need(name, hint, Secret::of);
            }

            @Override
            public void problem(String name, String what) {
                problems.add(name);
            }

            @Override
            public boolean sound() {
                return problems.isEmpty();
            }
        });
    }
}
