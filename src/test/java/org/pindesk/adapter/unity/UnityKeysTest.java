package org.pindesk.adapter.unity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
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
import org.pindesk.adapter.wire.UserIdSource;
import org.pindesk.core.Secret;
import org.pindesk.demo.unity.UnitySimulator;
import org.pindesk.port.Settings;

/** The keys of one Unity Connection: defaults, and what is wrong is named. */
class UnityKeysTest {
    @TempDir
    Path folder;

    private final Map<String, String> keys = new HashMap<>();
    private final List<String> problems = new ArrayList<>();

    @BeforeEach
    void smallest() throws IOException {
        String ca = new UnitySimulator(Clock.systemUTC(), List.of()).caPem();
        keys.putAll(Map.of(
                "URL", "https://cuc.example.com",
                "FOR", "hq",
                "USER", "reader",
                "PASSWORD", "read-secret",
                "CA_FILE", Files.writeString(folder.resolve("ca.pem"), ca).toString()));
    }

    @Test
    void theSmallestSetIsReadOnlyAndHasDefaults() {
        UnitySettings settings = read().orElseThrow();

        assertThat(settings.baseUrl()).isEqualTo(URI.create("https://cuc.example.com/vmrest/"));
        assertThat(settings.telephoneSystem()).isEqualTo("hq");
        assertThat(settings.writer()).isNull();
        assertThat(settings.mustChange()).isFalse();
        assertThat(settings.aliasSource()).isEqualTo(UserIdSource.LOGIN);
        assertThat(settings.readDeadline()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.toString()).doesNotContain("read-secret");
    }

    @Test
    void everythingCanBeSet() {
        keys.putAll(Map.of(
                "WRITE_USER", "desk",
                "WRITE_PASSWORD", "write-secret",
                "USERID_FROM", "mail-local-part",
                "MUST_CHANGE", "true",
                "TIMEOUT", "2s"));
        UnitySettings settings = read().orElseThrow();

        assertThat(settings.writer()).isNotNull();
        assertThat(settings.mustChange()).isTrue();
        assertThat(settings.aliasSource()).isEqualTo(UserIdSource.MAIL_LOCAL_PART);
        assertThat(settings.connectTimeout()).isEqualTo(Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @CsvSource({
        "URL, http://cuc.example.com, URL",
        "URL, '', URL",
        "FOR, '', FOR",
        "FOR, Head Office, FOR",
        "USER, '', USER",
        "PASSWORD, '', PASSWORD",
        "WRITE_USER, desk, WRITE_PASSWORD",
        "WRITE_PASSWORD, secret, WRITE_USER",
        "CA_FILE, '', CA_FILE",
        "CERT_SHA256, 0000000000000000000000000000000000000000000000000000000000000000, CA_FILE",
        "MUST_CHANGE, perhaps, MUST_CHANGE",
        "USERID_FROM, badge, USERID_FROM"
    })
    void whatIsWrongIsNamedByItsKey(String key, String value, String named) {
        keys.put(key, value);

        assertThat(read()).isEmpty();
        assertThat(problems).containsExactly(named);
    }

    private Optional<UnitySettings> read() {
        return UnityKeys.read("vm", "voicemail", new Settings() {
            @Override
            public String key(String name) {
                return "PBX_VM_" + name;
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
