package org.pindesk.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pindesk.adapter.cucm.CucmKeys;
import org.pindesk.adapter.cucm.CucmSettings;
import org.pindesk.adapter.discord.DiscordKeys;
import org.pindesk.adapter.discord.DiscordSettings;
import org.pindesk.adapter.mail.SmtpSettings;
import org.pindesk.adapter.slack.SlackKeys;
import org.pindesk.adapter.slack.SlackSettings;
import org.pindesk.adapter.wire.UserIdSource;
import org.pindesk.core.Problem;
import org.pindesk.demo.cucm.CucmSimulator;
import org.pindesk.port.Chat;
import org.pindesk.port.LongValues;
import org.pindesk.usecase.QueueChannel;

class ConfigTest {
    /** Any certificate will do: a connector reads the file that its key names. */
    private static final String CA = new CucmSimulator(Clock.systemUTC(), List.of()).caPem();

    private static final String KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    private static final Pattern EXAMPLE = Pattern.compile("#?([A-Z][A-Z0-9_]*)=(.*)");

    @TempDir
    Path folder;

    private final Map<String, String> env = new HashMap<>();

    @BeforeEach
    void smallestEnvironment() throws IOException {
        Path ca = Files.writeString(folder.resolve("ca.pem"), CA);
        env.putAll(Map.ofEntries(
                Map.entry("SLACK_BOT_TOKEN", "xoxb-0123456789-0"),
                Map.entry("SLACK_APP_TOKEN", "xapp-0123456789-0"),
                Map.entry("SLACK_MAIL_IS_SSO", "true"),
                Map.entry("SMTP_URL", "smtps://mail.example.com"),
                Map.entry("MAIL_FROM", "helpdesk@example.com"),
                Map.entry("LDAP_URLS", "ldaps://dc1.example.com, ldaps://dc2.example.com:636"),
                Map.entry("LDAP_BIND_DN", "svc@example.com"),
                Map.entry("LDAP_BIND_PASSWORD", "ldap-secret"),
                Map.entry("LDAP_BASE_DNS", "OU=A,DC=x; OU=B,DC=x"),
                Map.entry("ROLE_HELPDESK_GROUP", "CN=Helpdesk,DC=x"),
                Map.entry("PBX", "hq"),
                Map.entry("PBX_HQ_KIND", "cucm"),
                Map.entry("PBX_HQ_URL", "https://cucm:8443"),
                Map.entry("PBX_HQ_USER", "reader"),
                Map.entry("PBX_HQ_PASSWORD", "axl-secret"),
                Map.entry("PBX_HQ_CA_FILE", ca.toString()),
                Map.entry("ENCRYPTION_KEYS", "k1:" + KEY),
                Map.entry("AUDIT_KEY", KEY)));
    }

    @Test
    void smallestEnvironmentIsCompletedByDefaults() {
        Config config = read();
        assertThat(slack().api()).isEqualTo(URI.create("https://slack.com/api/"));
        assertThat(slack().botToken().open()).isEqualTo("xoxb-0123456789-0");
        assertThat(config.ldap().urls()).containsExactly("ldaps://dc1.example.com", "ldaps://dc2.example.com:636");
        assertThat(config.ldap().baseDns()).containsExactly("OU=A,DC=x", "OU=B,DC=x");
        assertThat(config.ldap().kind()).isEqualTo("auto");
        assertThat(config.roles()).contains(new Config.Roles("CN=Helpdesk,DC=x", Optional.empty()));
        assertThat(config.protectedGroup()).isEmpty();
        assertThat(config.passwordGroup()).isEmpty();
        assertThat(config.ownPasswordGroup()).isEmpty();
        assertThat(config.ldap().writer()).isEmpty();
        assertThat(config.ldap().passwordPolicy()).isEmpty();
        assertThat(config.help()).isEqualTo(new Config.HelpChannel(Optional.empty(), 5));
        assertThat(config.database().location()).isEqualTo("./data/pindesk");
        assertThat(config.database().user()).isEqualTo("pindesk");
        assertThat(config.http()).isEqualTo(new Config.HttpEndpoint("127.0.0.1", 8080));
        assertThat(config.offerTime()).isEqualTo(Duration.ofHours(24));
        assertThat(config.showTime()).isEqualTo(Duration.ofMinutes(10));
        assertThat(config.language()).isEqualTo(Locale.ENGLISH);
        assertThat(config.logLevel()).isEqualTo("info");
        assertThat(config.pbx()).hasSize(1);
        assertThat(config.pbx().get(0).name()).isEqualTo("hq");
    }

    @Test
    void clusterKeysAreReadByTheirOwnReader() {
        env.putAll(Map.of(
                "PBX_HQ_SCHEMA", "14.0",
                "PBX_HQ_WRITE_USER", "writer",
                "PBX_HQ_WRITE_PASSWORD", "axl-write-secret",
                "PBX_HQ_USERID_FROM", "mail-local-part",
                "PBX_HQ_MUST_CHANGE", "TRUE",
                "PBX_HQ_TIMEOUT", "1500ms",
                "PBX_HQ_END_USER_ROLES", "A; B"));
        ConfigReading reading = new ConfigReading(env, Set.of("cucm"));
        reading.chats().forEach(each -> chat(reading, each));
        CucmSettings keys = cucm(reading.pbx().get(0)).orElseThrow();
        assertThat(keys.baseUrl()).isEqualTo(URI.create("https://cucm:8443/axl/"));
        assertThat(keys.schemaVersion()).isEqualTo("14.0");
        assertThat(keys.reader().user()).isEqualTo("reader");
        assertThat(Objects.requireNonNull(keys.writer()).password().open()).isEqualTo("axl-write-secret");
        assertThat(keys.userIdSource()).isEqualTo(UserIdSource.MAIL_LOCAL_PART);
        assertThat(keys.mustChange()).isTrue();
        assertThat(keys.readDeadline()).isEqualTo(Duration.ofMillis(1500));
        assertThat(keys.endUserRoles()).containsExactlyInAnyOrder("A", "B");
        reading.finish();
    }

    @Test
    void emptyEnvironmentNamesEveryMissingKeyAtOnce() {
        env.clear();
        assertThat(problemKeys())
                .containsExactly(
                        "LDAP_URLS",
                        "LDAP_BIND_DN",
                        "LDAP_BIND_PASSWORD",
                        "LDAP_BASE_DNS",
                        "ROLE_HELPDESK_GROUP",
                        "PBX",
                        "ENCRYPTION_KEYS",
                        "AUDIT_KEY",
                        "SMTP_URL",
                        "MAIL_FROM",
                        "SLACK_BOT_TOKEN",
                        "SLACK_APP_TOKEN");
        assertThat(failure()).hasMessageContaining("PD-301").hasMessageContaining("openssl rand -base64 32");
        assertThat(failure().problem()).isEqualTo(Problem.CONFIGURATION);
    }

    @Test
    void problemsOfConnectorsAndUnknownKeysAreToldTogetherWithTheOthers() {
        env.remove("AUDIT_KEY");
        env.remove("PBX_HQ_PASSWORD");
        env.put("PBX_HQ_SCHEMAS", "12.5");
        env.put("SLACK_CHANNEL", "x");
        env.put("PBX_BRANCH_URL", "https://x");
        assertThat(problemKeys())
                .containsExactly("AUDIT_KEY", "PBX_HQ_PASSWORD", "PBX_BRANCH_URL", "PBX_HQ_SCHEMAS", "SLACK_CHANNEL");
        assertThat(failure())
                .hasMessageContaining("PBX_HQ_SCHEMAS is not a key of Pindesk; did you mean PBX_HQ_SCHEMA?")
                .hasMessageContaining("PBX_BRANCH_URL is not a key of Pindesk; remove it, or name its system in PBX")
                .hasMessageContaining("SLACK_CHANNEL is not a key of Pindesk; remove it");
    }

    @Test
    void misspeltKeyIsNamedBesideTheMissingOne() {
        env.put("SLAK_BOT_TOKEN", env.remove("SLACK_BOT_TOKEN"));
        env.put("AUDIT_KEYS", env.remove("AUDIT_KEY"));
        assertThat(failure())
                .hasMessageContaining("SLACK_BOT_TOKEN is missing (you set SLAK_BOT_TOKEN)")
                .hasMessageContaining("AUDIT_KEYS is not a key of Pindesk; did you mean AUDIT_KEY?");
    }

    @Test
    void keysOfOthersAreLeftAlone() {
        env.putAll(Map.of(
                "PATH", "/bin",
                "HTTP_PROXY", "http://proxy",
                "PINDESK_SERVICE_HOST", "10.0.0.1",
                "PINDESK_PORT", "tcp://10.0.0.1:80",
                "PINDESK_PORT_80_TCP_ADDR", "10.0.0.1",
                "JAVA_HOME", "/java",
                "SLACKWARE", "yes"));
        read();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SLACK_BOT_TOKEN|xapp-0123456789-0",
                "SLACK_APP_TOKEN|xoxb-0123456789-0",
                "SLACK_MAIL_IS_SSO|maybe",
                "SLACK_API_URL|http://slack.example.com/api/",
                "SLACK_API_URL|ftp://127.0.0.1/",
                "DISCORD_BOT_TOKEN|0123456789abcdef0123456789abcdef",
                "DISCORD_BOT_TOKEN|Bot aaaaaaaaaa.bbbbbb.cccccccccc",
                "DISCORD_GUILD_ID|our server",
                "DISCORD_GUILD_ID|0",
                "DISCORD_API_URL|http://discord.example.com/api/v10/",
                "DISCORD_GATEWAY_URL|ws://gateway.example.com/",
                "DISCORD_GATEWAY_URL|https://gateway.discord.gg/",
                "LDAP_URLS|dc1.example.com",
                "LDAP_URLS|ldap+plain://dc1.example.com",
                "LDAP_BASE_DNS|example.com",
                "LDAP_KIND|novell",
                "LDAP_CA_FILE|/no/such/file",
                "ROLE_HELPDESK_GROUP|Helpdesk",
                "PBX|HQ",
                "PBX|hq,hq",
                "PBX|hq-1",
                "PBX|directory",
                "PBX|hq,directory",
                "PINDESK_PASSWORD_GROUP|Passwords",
                "PINDESK_PASSWORD_SELF_GROUP|Passwords",
                "HELPDESK_CHANNEL|#helpdesk",
                "HELPDESK_CHANNEL|D0123456789",
                "HELPDESK_CHANNEL|c0123456789",
                "HELPDESK_CHANNEL|123456789012345678",
                "HELPDESK_CHANNEL|discord:123456789012345678",
                "HELPDESK_CHANNEL|slack:123456789012345678",
                "HELPDESK_CHANNEL|irc:C0123456789",
                "HELPDESK_CHANNEL|slack:",
                "INCIDENT_PEOPLE|1",
                "INCIDENT_PEOPLE|10001",
                "INCIDENT_PEOPLE|many",
                "LDAP_PASSWORD_POLICY|default",
                "PBX_HQ_KIND|abacus",
                "PBX_HQ_URL|http://cucm:8443",
                "PBX_HQ_SCHEMA|13.0",
                "PBX_HQ_CA_FILE|/no/such/file",
                "PBX_HQ_CERT_SHA256|abc",
                "PBX_HQ_TIMEOUT|10",
                "PBX_HQ_TIMEOUT|5m",
                "PBX_HQ_MUST_CHANGE|maybe",
                "SMTP_URL|mail.example.com",
                "SMTP_URL|smtp://user:word@mail.example.com",
                "SMTP_URL|smtp+plain://mail.example.com",
                "SMTP_URL|https://mail.example.com",
                "SMTP_CA_FILE|/no/such/file",
                "MAIL_FROM|Helpdesk",
                "MAIL_FROM|Helpdesk <helpdesk@example.com> and more",
                "SECURITY_MAILBOX|security",
                "PUBLIC_URL|http://pindesk.example.com",
                "PUBLIC_URL|https://pindesk.example.com/?x=1",
                "PUBLIC_URL|pindesk.example.com",
                "DATABASE_URL|jdbc:mysql://x",
                "DATABASE_URL|jdbc:h2:file:./data;MODE=x",
                "ENCRYPTION_KEYS|MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
                "ENCRYPTION_KEYS|k1:c2hvcnQ=",
                "AUDIT_KEY|not base64 at all",
                "PINDESK_OFFER_HOURS|0",
                "PINDESK_SHOW_MINUTES|61",
                "PINDESK_LANGUAGE|fr",
                "HTTP_PORT|70000",
                "HTTP_BIND|bot.example.com",
                "PINDESK_LOG_LEVEL|loud",
            })
    void wrongValueIsNamedByItsKeyAndNeverShown(String key, String value) {
        env.put(key, value);
        ConfigException failure = failure();
        assertThat(failure.problems())
                .extracting(ConfigException.ConfigProblem::key)
                .contains(key);
        assertThat(failure.problems().toString()).contains("Expected: ");
        if (key.contains("TOKEN") || key.contains("KEY")) {
            assertThat(failure).message().doesNotContain(value);
        }
    }

    @Test
    void plainHttpIsTakenForThisMachineOnly() {
        env.put("SLACK_API_URL", "http://127.0.0.1:9999/api");
        assertThat(slack().api()).isEqualTo(URI.create("http://127.0.0.1:9999/api/"));
    }

    @Test
    void aPlatformIsServedWhenAnyOfItsKeysIsGiven() {
        assertThat(platforms()).containsExactly("slack");
        env.put("DISCORD_GUILD_ID", "123456789012345678");
        assertThat(problemKeys()).containsExactly("DISCORD_BOT_TOKEN");
        env.put("DISCORD_BOT_TOKEN", "aaaaaaaaaa.bbbbbb.cccccccccc");
        assertThat(platforms()).containsExactly("slack", "discord");
        env.keySet().removeIf(key -> key.startsWith("SLACK_"));
        assertThat(platforms()).containsExactly("discord");
        env.put("SLACK_BOT_TOKEN", " ");
        env.put("SLACK_PORT", "tcp://10.0.0.1:80");
        assertThat(platforms()).containsExactly("discord");
        read();
        env.put("DISCORD_BOT_TOKENS", "x");
        assertThat(failure())
                .hasMessageContaining("DISCORD_BOT_TOKENS is not a key of Pindesk; did you mean DISCORD_BOT_TOKEN?");
    }

    @Test
    void theQueueStandsOnThePlatformThatIsNamedElseOnTheFirst() {
        env.put("DISCORD_GUILD_ID", "123456789012345678");
        env.put("DISCORD_BOT_TOKEN", "aaaaaaaaaa.bbbbbb.cccccccccc");
        env.put("HELPDESK_CHANNEL", "discord:200000000000000000");
        assertThat(read().help().channel()).contains(new QueueChannel("discord", "200000000000000000"));
        env.put("HELPDESK_CHANNEL", "slack:C0123456789");
        assertThat(read().help().channel()).contains(new QueueChannel("slack", "C0123456789"));
        env.put("HELPDESK_CHANNEL", "200000000000000000");
        assertThat(problemKeys()).containsExactly("HELPDESK_CHANNEL");
        env.keySet().removeIf(key -> key.startsWith("SLACK_"));
        assertThat(read().help().channel()).contains(new QueueChannel("discord", "200000000000000000"));
    }

    @Test
    void discordIsReadAsWritten() {
        env.put("DISCORD_GUILD_ID", "123456789012345678");
        env.put("DISCORD_BOT_TOKEN", "aaaaaaaaaa.bbbbbb.cccccccccc");
        DiscordSettings discord = discord();
        assertThat(discord.guild()).isEqualTo("123456789012345678");
        assertThat(discord.api()).isEqualTo(URI.create("https://discord.com/api/v10/"));
        assertThat(discord.gateway()).isNull();
        assertThat(discord).asString().doesNotContain("aaaaaaaaaa");
        env.put("DISCORD_API_URL", "http://127.0.0.1:9999/api/v10");
        env.put("DISCORD_GATEWAY_URL", "ws://127.0.0.1:9998");
        assertThat(discord().api()).isEqualTo(URI.create("http://127.0.0.1:9999/api/v10/"));
        assertThat(discord().gateway()).isEqualTo(URI.create("ws://127.0.0.1:9998/"));
    }

    private DiscordSettings discord() {
        return DiscordKeys.read(new Environment(env).under("DISCORD_"), Locale.GERMAN, ZoneId.of("Europe/Berlin"))
                .orElseThrow();
    }

    private List<String> platforms() {
        return new ConfigReading(env, Set.of("cucm"))
                .chats().stream().map(Config.ChatConfig::platform).toList();
    }

    @Test
    void databaseServerNeedsAnAccount() {
        env.put("DATABASE_URL", "jdbc:postgresql://db/pindesk");
        assertThat(problemKeys()).containsExactly("DATABASE_USER", "DATABASE_PASSWORD");
    }

    @Test
    void writeAccountIsAPair() {
        env.put("PBX_HQ_WRITE_USER", "writer");
        assertThat(problemKeys()).containsExactly("PBX_HQ_WRITE_PASSWORD");
    }

    @Test
    void theDirectorysWriteAccountIsAPairToo() {
        env.put("LDAP_WRITE_BIND_DN", "writer@example.com");
        assertThat(problemKeys()).containsExactly("LDAP_WRITE_BIND_PASSWORD");
        env.remove("LDAP_WRITE_BIND_DN");
        env.put("LDAP_WRITE_BIND_PASSWORD", "ldap-write-secret");
        assertThat(problemKeys()).containsExactly("LDAP_WRITE_BIND_DN");
        assertThat(failure()).message().doesNotContain("ldap-write-secret");
        env.put("LDAP_WRITE_BIND_DN", "writer@example.com");
        Config.Writer writer = read().ldap().writer().orElseThrow();
        assertThat(writer.bindDn()).isEqualTo("writer@example.com");
        assertThat(writer.password().open()).isEqualTo("ldap-write-secret");
        assertThat(read().toString()).doesNotContain("ldap-write-secret");
    }

    @Test
    void theWritePasswordMayLieInAFile() throws IOException {
        env.put("LDAP_WRITE_BIND_DN", "writer@example.com");
        env.put(
                "LDAP_WRITE_BIND_PASSWORD_FILE",
                Files.writeString(folder.resolve("write"), "ldap-write-secret\n")
                        .toString());
        assertThat(read().ldap().writer().orElseThrow().password().open()).isEqualTo("ldap-write-secret");
    }

    @Test
    void queueIncidentsAndPasswordGroupAreReadAsWritten() {
        env.put("PINDESK_PASSWORD_GROUP", "CN=Windows reset,OU=Groups,DC=x");
        env.put("PINDESK_PASSWORD_SELF_GROUP", "CN=Windows self,OU=Groups,DC=x");
        env.put("HELPDESK_CHANNEL", "C0123456789");
        env.put("INCIDENT_PEOPLE", "12");
        Config config = read();
        assertThat(config.passwordGroup()).contains("CN=Windows reset,OU=Groups,DC=x");
        assertThat(config.ownPasswordGroup()).contains("CN=Windows self,OU=Groups,DC=x");
        assertThat(config.help())
                .isEqualTo(new Config.HelpChannel(Optional.of(new QueueChannel("slack", "C0123456789")), 12));
    }

    @Test
    void mailIsReadAsWritten() throws IOException {
        env.put("SMTP_URL", "smtp://mail.example.com");
        env.put("SMTP_USER", "svc");
        env.put(
                "SMTP_PASSWORD_FILE",
                Files.writeString(folder.resolve("smtp"), "smtp-secret\n").toString());
        env.put("MAIL_FROM", "IT Helpdesk <helpdesk@example.com>");
        env.put("SECURITY_MAILBOX", "security@example.com");
        env.put("PUBLIC_URL", "https://pindesk.example.com/");
        Config.Mailing mail = read().mail();
        assertThat(mail.server())
                .isEqualTo(new SmtpSettings.Server("mail.example.com", 587, SmtpSettings.Security.STARTTLS));
        assertThat(mail.account().orElseThrow().password().open()).isEqualTo("smtp-secret");
        assertThat(mail.trust()).hasToString("JVM default");
        assertThat(mail.from()).isEqualTo(new SmtpSettings.Sender("helpdesk@example.com", "IT Helpdesk"));
        assertThat(mail.securityMailbox()).contains("security@example.com");
        assertThat(read().publicUrl()).contains(URI.create("https://pindesk.example.com"));
        assertThat(read().toString()).doesNotContain("smtp-secret");
    }

    @Test
    void keysAboutMailBelongTogether() {
        env.remove("SMTP_URL");
        assertThat(problemKeys()).containsExactly("SMTP_URL");
        env.put("SMTP_URL", "smtps://mail.example.com");
        assertThat(read().mail().from().name()).isEqualTo("Pindesk");
        env.put("SMTP_USER", "svc");
        assertThat(problemKeys()).containsExactly("SMTP_PASSWORD");
        env.remove("SMTP_USER");
        env.put("SMTP_PASSWORD", "smtp-secret");
        assertThat(problemKeys()).containsExactly("SMTP_USER");
        assertThat(failure()).message().doesNotContain("smtp-secret");
        env.remove("SMTP_PASSWORD");
        env.remove("MAIL_FROM");
        assertThat(problemKeys()).containsExactly("MAIL_FROM");
        env.put("SMTP_URLS", "x");
        assertThat(failure()).hasMessageContaining("SMTP_URLS is not a key of Pindesk; did you mean SMTP_URL?");
    }

    @Test
    void exactlyOneWayToTrustAServer() {
        env.put("PBX_HQ_CERT_SHA256", "AB:".repeat(31) + "AB");
        assertThat(problemKeys()).containsExactly("PBX_HQ_CA_FILE");
        env.remove("PBX_HQ_CA_FILE");
        read();
        env.remove("PBX_HQ_CERT_SHA256");
        assertThat(problemKeys()).containsExactly("PBX_HQ_CA_FILE");
    }

    @Test
    void secretsMayLieInFilesWhoseLastLineBreakDoesNotCount() throws IOException {
        env.remove("LDAP_BIND_PASSWORD");
        env.put(
                "LDAP_BIND_PASSWORD_FILE",
                Files.writeString(folder.resolve("pw"), " p w \r\n").toString());
        assertThat(read().ldap().bindPassword().open()).isEqualTo(" p w ");
    }

    @Test
    void secretGivenTwiceOrInABadFileIsAProblem() throws IOException {
        env.put("LDAP_BIND_PASSWORD_FILE", "/x");
        env.remove("AUDIT_KEY");
        env.put("AUDIT_KEY_FILE", folder.resolve("none").toString());
        env.remove("PBX_HQ_PASSWORD");
        env.put(
                "PBX_HQ_PASSWORD_FILE",
                Files.writeString(folder.resolve("empty"), "\n").toString());
        assertThat(problemKeys()).containsExactly("LDAP_BIND_PASSWORD", "AUDIT_KEY_FILE", "PBX_HQ_PASSWORD_FILE");
    }

    @Test
    void secretsStandInNoToString() {
        assertThat(read().toString()).doesNotContain("xoxb", "ldap-secret", KEY);
    }

    @Test
    void severalSystemsHaveTheirOwnKeys() {
        env.put("PBX", "hq, branch");
        env.forEach((key, value) -> assertThat(key).doesNotContain("BRANCH"));
        Map<String, String> branch = new HashMap<>();
        env.forEach((key, value) -> {
            if (key.startsWith("PBX_HQ_")) {
                branch.put(key.replace("_HQ_", "_BRANCH_"), value);
            }
        });
        env.putAll(branch);
        env.put("PBX_BRANCH_NAME", "branch telephones");
        assertThat(read().pbx()).extracting(Config.PbxConfig::name).containsExactly("hq", "branch telephones");
    }

    @Test
    void exampleFileAndProgramKnowTheSameKeys() throws IOException {
        Map<String, String> example = example();
        env.clear();
        env.putAll(example);
        env.remove("POLICY_FILE"); // stands in the place of the groups
        env.replaceAll(
                (key, value) -> key.endsWith("_FILE") ? folder.resolve("ca.pem").toString() : value);
        // what stands there beside something that it excludes: a pin beside the CA, a token beside the password
        env.keySet().removeIf(key -> key.matches("PBX_[A-Z0-9]+_(CERT_SHA256|(WRITE_)?TOKEN)"));
        env.put("PBX", idsOf(example));
        ConfigReading reading = new ConfigReading(env, Registry.SYSTEMS.keySet());
        assertThat(reading.pbx())
                .as("one of each kind")
                .extracting(Config.PbxConfig::kind)
                .containsExactlyInAnyOrderElementsOf(Registry.SYSTEMS.keySet());
        reading.pbx()
                .forEach(pbx -> assertThat(Objects.requireNonNull(Registry.SYSTEMS.get(pbx.kind()))
                                .make(pbx.id(), pbx.name(), pbx.settings(), Clock.systemUTC()))
                        .as(pbx.kind())
                        .isPresent());
        assertThat(reading.chats())
                .as("one of each platform")
                .extracting(Config.ChatConfig::platform)
                .containsExactlyElementsOf(Registry.CHATS.keySet());
        reading.chats()
                .forEach(each ->
                        assertThat(chat(reading, each)).as(each.platform()).isPresent());
        reading.finish();
        assertThat(new TreeSet<>(example.keySet())).isEqualTo(new TreeSet<>(reading.asked()));
    }

    @Test
    void exampleFileStatesTheTrueDefaults() throws IOException {
        Map<String, String> example = example();
        Config config = read();
        assertThat(DiscordSettings.DEFAULT_API).hasToString(example.get("DISCORD_API_URL"));
        assertThat(slack().api()).hasToString(example.get("SLACK_API_URL"));
        assertThat("jdbc:h2:file:" + config.database().location()).isEqualTo(example.get("DATABASE_URL"));
        assertThat(String.valueOf(config.http().port())).isEqualTo(example.get("HTTP_PORT"));
        assertThat(config.http().bind()).isEqualTo(example.get("HTTP_BIND"));
        assertThat(String.valueOf(config.offerTime().toHours())).isEqualTo(example.get("PINDESK_OFFER_HOURS"));
        assertThat(String.valueOf(config.showTime().toMinutes())).isEqualTo(example.get("PINDESK_SHOW_MINUTES"));
        assertThat(String.valueOf(config.help().incidentPeople())).isEqualTo(example.get("INCIDENT_PEOPLE"));
    }

    @Test
    void everySchemaThatCanBeSetStandsInTheExample() throws IOException {
        String example = Files.readString(Path.of(".env.example"));
        assertThat(CucmSettings.SCHEMA_VERSIONS).hasSize(13).allSatisfy(version -> {
            assertThat(example).contains(version);
            assertThat(schema(version)).isEqualTo(version);
        });
        assertThat(schema("AUTO")).isEqualTo(CucmSettings.AUTO);
    }

    private String schema(String value) {
        env.put("PBX_HQ_SCHEMA", value);
        ConfigReading reading = new ConfigReading(env, Set.of("cucm"));
        return cucm(reading.pbx().get(0)).orElseThrow().schemaVersion();
    }

    /** Every system that the example describes, whether or not its lines are switched on there. */
    private static String idsOf(Map<String, String> example) {
        return example.keySet().stream()
                .filter(key -> key.matches("PBX_[A-Z0-9]+_KIND"))
                .map(key -> key.substring("PBX_".length(), key.length() - "_KIND".length()))
                .map(id -> id.toLowerCase(Locale.ROOT))
                .sorted()
                .collect(Collectors.joining(","));
    }

    private static Map<String, String> example() throws IOException {
        Map<String, String> example = new HashMap<>();
        for (String line : Files.readAllLines(Path.of(".env.example"))) {
            Matcher matcher = EXAMPLE.matcher(line);
            if (matcher.matches()) {
                assertThat(example.put(matcher.group(1), matcher.group(2)))
                        .as(line)
                        .isNull();
            }
        }
        return example;
    }

    private static Optional<CucmSettings> cucm(Config.PbxConfig pbx) {
        return CucmKeys.read(pbx.id(), pbx.name(), pbx.settings());
    }

    private static Optional<Function<LongValues, Chat>> chat(ConfigReading reading, Config.ChatConfig each) {
        return Objects.requireNonNull(Registry.CHATS.get(each.platform()))
                .maker()
                .make(each.settings(), reading.language(), reading.zone(), Clock.systemUTC());
    }

    private SlackSettings slack() {
        return SlackKeys.read(new Environment(env).under("SLACK_")).orElseThrow();
    }

    private Config read() {
        ConfigReading reading = new ConfigReading(env, Set.of("cucm"));
        reading.chats().forEach(each -> chat(reading, each));
        reading.pbx().forEach(ConfigTest::cucm);
        return reading.finish();
    }

    private ConfigException failure() {
        assertThatThrownBy(this::read).isInstanceOf(ConfigException.class);
        return catchThrowableOfType(ConfigException.class, this::read);
    }

    private List<String> problemKeys() {
        return failure().problems().stream()
                .map(ConfigException.ConfigProblem::key)
                .toList();
    }
}
