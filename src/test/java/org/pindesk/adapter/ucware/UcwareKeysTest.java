package org.pindesk.adapter.ucware;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pindesk.adapter.wire.UserIdSource;
import org.pindesk.core.Secret;
import org.pindesk.port.Settings;

class UcwareKeysTest {
    @Test
    void theFewestKeysMakeASystemThatIsOnlyRead() {
        UcwareSettings settings = read(Map.of()).orElseThrow();

        assertThat(settings.api()).isEqualTo("auto");
        assertThat(settings.writer()).isNull();
        assertThat(settings.pinLength()).isEqualTo(6);
        assertThat(settings.localBackends()).containsExactly("ucware");
        assertThat(settings.adminGroups()).containsExactly("admins");
        assertThat(settings.toString()).doesNotContain("secret-1");
    }

    @Test
    void everyKeyIsRead() {
        UcwareSettings settings = read(Map.of(
                        "API", "legacy",
                        "TRAILING_SLASH", "true",
                        "WRITE_USER", "w",
                        "WRITE_TOKEN", "t0ken",
                        "TOKEN_REFRESH", "false",
                        "LOCAL_BACKENDS", "ucware;Intern",
                        "ADMIN_GROUPS", "telephony",
                        "PIN_LENGTH", "8",
                        "PASSWORD_LENGTH", "20",
                        "USERID_FROM", "mail-local-part"))
                .orElseThrow();

        assertThat(settings.url(Generation.LEGACY, RpcMethod.SET_PIN))
                .hasToString("https://pbx.example.com/ucware/api/admin/user/");
        UcwareAccount writer = java.util.Objects.requireNonNull(settings.writer());
        assertThat(writer.token()).isTrue();
        assertThat(writer.refresh()).isFalse();
        assertThat(settings.isLocal("INTERN")).isTrue();
        assertThat(settings.adminGroups())
                .as("no policy takes the stock group away")
                .contains("admins", "telephony");
        assertThat(settings.pinLength()).isEqualTo(8);
        assertThat(settings.passwordLength()).isEqualTo(20);
        assertThat(settings.userIdSource()).isEqualTo(UserIdSource.MAIL_LOCAL_PART);
    }

    @ParameterizedTest
    @CsvSource({
        "URL, https://pbx.example.com/api/2, URL",
        "URL, http://pbx.example.com, URL",
        "API, 3, API",
        "TOKEN, t0ken, PASSWORD",
        "USER, '', USER",
        "WRITE_USER, w, WRITE_PASSWORD",
        "WRITE_PASSWORD, w, WRITE_USER",
        "PIN_LENGTH, 4, PIN_LENGTH",
        "LOCAL_BACKENDS, ;, LOCAL_BACKENDS",
        "CA_FILE, /nowhere.pem, CA_FILE"
    })
    void whatIsWrongIsNotedUnderItsKey(String key, String value, String noted) {
        Keys keys = new Keys(Map.of(key, value));

        assertThat(UcwareKeys.read("hq", "x", keys)).isEmpty();
        assertThat(keys.problems).contains(noted);
    }

    private static Optional<UcwareSettings> read(Map<String, String> more) {
        Keys keys = new Keys(more);
        Optional<UcwareSettings> settings = UcwareKeys.read("hq", "x", keys);
        assertThat(keys.problems).isEmpty();
        return settings;
    }

    /** Keys in a map; an empty value counts as absent. */
    private static final class Keys implements Settings {
        private final Map<String, String> values =
                new HashMap<>(Map.of("URL", "https://pbx.example.com", "USER", "api", "PASSWORD", "secret-1"));
        private final Set<String> problems = new TreeSet<>();

        Keys(Map<String, String> more) {
            values.putAll(more);
        }

        @Override
        public String key(String name) {
            return "PBX_HQ_" + name;
        }

        @Override
        public <T> Optional<T> find(String name, Hint hint, Function<String, T> reader) {
            String value = values.getOrDefault(name, "");
            try {
                return value.isEmpty() ? Optional.empty() : Optional.of(reader.apply(value));
            } catch (RuntimeException e) {
                problems.add(name);
                return Optional.empty();
            }
        }

        @Override
        public <T> Optional<T> need(String name, Hint hint, Function<String, T> reader) {
            Optional<T> found = find(name, hint, reader);
            if (found.isEmpty()) {
                problems.add(name);
            }
            return found;
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
    }
}
