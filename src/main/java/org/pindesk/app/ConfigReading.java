package org.pindesk.app;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.pindesk.app.Config.PbxConfig;
import org.pindesk.app.ConfigException.ConfigProblem;
import org.pindesk.core.Leg;
import org.pindesk.core.Secret;
import org.pindesk.port.Settings;
import org.pindesk.port.Settings.Hint;

/**
 * Reads the configuration in two steps: here what all installations share, then each connector the keys of its system through
 * {@link #pbx()}. {@link #finish()} tells all problems of both at once.
 */
public final class ConfigReading {
    private static final String MAKE_KEY = "make one with: openssl rand -base64 32";
    private static final String SLACK_APP = "api.slack.com/apps, your app, ";
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");
    private static final String DEFAULT_DATABASE = "jdbc:h2:file:./data/pindesk";

    private final Environment environment;
    private final Settings all;
    private final List<PbxConfig> pbx = new ArrayList<>();
    private final Optional<Config.Slack> slack;
    private final Optional<Config.Ldap> ldap;
    private final GroupReading groups;
    private final Config.HelpChannel help;
    private final Optional<Config.Database> database;
    private final Config.HttpEndpoint http;
    private final Optional<Config.Mailing> mail;
    private final Optional<URI> publicUrl;
    private final Duration offerTime;
    private final Duration showTime;
    private final boolean mailIndependent;
    private final boolean phoneMode;
    private final Locale language;
    private final ZoneId zone;
    private final String logLevel;

    /**
     * @param values the environment, with a {@code .env} file already in it if there is one
     * @param kinds the kinds of telephone systems that have a connector
     */
    public ConfigReading(Map<String, String> values, Set<String> kinds) {
        this.environment = new Environment(values);
        this.all = environment.under("");
        this.slack = slack();
        this.ldap = ldap();
        this.groups = GroupReading.of(all);
        this.help = help();
        pbxIds().forEach(id -> readPbx(id, kinds));
        this.database = database();
        this.http = new Config.HttpEndpoint(
                all.find(
                                "HTTP_BIND",
                                new Hint("an address of this machine, such as 127.0.0.1", "your network team"),
                                ConfigReading::address)
                        .orElse("127.0.0.1"),
                all.number("HTTP_PORT", "any free port; 0 takes one by itself", 0, 65_535, 8080));
        MailReading mailing = new MailReading(environment.under(""));
        this.mail = mailing.mail();
        this.publicUrl = mailing.publicUrl();
        String mailTeam = "your mail team: true only when mailboxes open without the directory password";
        this.mailIndependent = all.flag("MAIL_INDEPENDENT_OF_DIRECTORY", mailTeam, false);
        this.phoneMode =
                all.choice("PHONE_MODE", "your choice", "off", "manager").equals("manager");
        this.offerTime = Duration.ofHours(all.number("PINDESK_OFFER_HOURS", "your choice", 1, 168, 24));
        this.showTime = Duration.ofMinutes(all.number("PINDESK_SHOW_MINUTES", "your choice", 1, 60, 10));
        this.language = Locale.forLanguageTag(all.choice("PINDESK_LANGUAGE", "your choice", "en", "de"));
        this.zone = all.find(
                        "PINDESK_TIME_ZONE", new Hint("a time zone such as Europe/Berlin", "your choice"), ZoneId::of)
                .orElse(ZoneId.systemDefault());
        this.logLevel = all.choice("PINDESK_LOG_LEVEL", "your choice", "info", "error", "warn", "debug");
    }

    /** The telephone systems; whoever builds their connectors reads their keys now. */
    public List<PbxConfig> pbx() {
        return List.copyOf(pbx);
    }

    /** Names of all keys asked for so far. */
    Set<String> asked() {
        return environment.asked();
    }

    /**
     * The configuration, after every connector has read its keys.
     *
     * @throws ConfigException with all problems, when there is any
     */
    public Config finish() {
        List<ConfigProblem> problems = environment.problems();
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return new Config(
                slack.orElseThrow(),
                ldap.orElseThrow(),
                pbx,
                groups.roles().orElseThrow(),
                groups.protectedPeople(),
                groups.passwords(),
                groups.ownPasswords(),
                help,
                database.orElseThrow(),
                http,
                mail.orElseThrow(),
                publicUrl,
                mailIndependent,
                phoneMode,
                offerTime,
                showTime,
                language,
                zone,
                logLevel);
    }

    private Optional<Config.Slack> slack() {
        Optional<Secret> bot = all.needSecret(
                "SLACK_BOT_TOKEN",
                new Hint(
                        "a token that begins with xoxb-",
                        SLACK_APP + "\"OAuth & Permissions\", \"Bot User OAuth Token\""),
                begins("xoxb-"));
        Optional<Secret> app = all.needSecret(
                "SLACK_APP_TOKEN",
                new Hint(
                        "a token that begins with xapp-",
                        SLACK_APP + "\"Basic Information\", \"App-Level Tokens\", with the scope connections:write"),
                begins("xapp-"));
        URI api = all.find(
                        "SLACK_API_URL",
                        new Hint("https://slack.com/api/ (http only on this machine)", "leave it out for Slack itself"),
                        ConfigReading::apiUrl)
                .orElse(URI.create("https://slack.com/api/"));
        Optional<Boolean> attested = all.need(
                "SLACK_MAIL_IS_SSO",
                new Hint(
                        "true: you attest that nobody can choose their mail address in this Slack workspace, because single"
                                + " sign-on owns it; people are found in the directory by it, and there is no other way yet",
                        "the workspace's owner"),
                value -> {
                    if (!value.equalsIgnoreCase("true")) {
                        throw new IllegalArgumentException();
                    }
                    return true;
                });
        boolean plainLanguage = all.flag("PLAIN_LANGUAGE_DM", "your choice", false);
        return bot.isPresent() && app.isPresent() && attested.isPresent()
                ? Optional.of(new Config.Slack(bot.get(), app.get(), api, plainLanguage))
                : Optional.empty();
    }

    private Optional<Config.Ldap> ldap() {
        String team = "your directory team";
        Optional<List<String>> urls = all.need(
                "LDAP_URLS",
                new Hint("ldaps://dc1.example.com:636,ldaps://dc2.example.com:636 (ldap:// means StartTLS)", team),
                ConfigReading::ldapUrls);
        Optional<String> bindDn = all.text(
                "LDAP_BIND_DN",
                new Hint("the name of a service account that may read: a DN, on Active Directory also a UPN", team));
        Optional<Secret> password =
                all.needSecret("LDAP_BIND_PASSWORD", new Hint("that account's password", team), any -> true);
        Optional<List<String>> bases = all.need(
                "LDAP_BASE_DNS",
                new Hint("OU=Staff,DC=example,DC=com;OU=Partners,DC=example,DC=com (parted by semicolons)", team),
                ConfigReading::dns);
        String kind = all.choice("LDAP_KIND", team, "auto", "ad", "openldap");
        Optional<Path> ca =
                all.find("LDAP_CA_FILE", new Hint("a PEM file with the CA's certificate", team), ConfigReading::file);
        Optional<String> writerDn = all.find(
                "LDAP_WRITE_BIND_DN",
                new Hint("the name of a service account that may unlock and reset; leave it out to only read", team),
                Function.identity());
        Optional<Secret> writerPassword =
                all.findSecret("LDAP_WRITE_BIND_PASSWORD", new Hint("that account's password", team), any -> true);
        if (writerDn.isPresent() != writerPassword.isPresent()) {
            all.problem(
                    writerDn.isPresent() ? "LDAP_WRITE_BIND_PASSWORD" : "LDAP_WRITE_BIND_DN",
                    "LDAP_WRITE_BIND_DN and LDAP_WRITE_BIND_PASSWORD belong together: set both, or none to only read");
        }
        Optional<Config.Writer> writer =
                writerDn.flatMap(dn -> writerPassword.map(secret -> new Config.Writer(dn, secret)));
        Optional<String> policy = all.find(
                "LDAP_PASSWORD_POLICY",
                new Hint("OpenLDAP only: the DN of the ppolicy overlay's default policy entry", team),
                ConfigReading::dn);
        return urls.isPresent() && bindDn.isPresent() && password.isPresent() && bases.isPresent()
                ? Optional.of(new Config.Ldap(
                        urls.get(), bindDn.get(), password.get(), bases.get(), kind, ca, writer, policy))
                : Optional.empty();
    }

    private Config.HelpChannel help() {
        Optional<String> channel = all.find(
                "HELPDESK_CHANNEL",
                new Hint(
                        "the id of a private Slack channel that the bot is a member of, such as C0123456789",
                        "Slack, the channel's details, at the very bottom"),
                value -> {
                    require(value.matches("[CG][A-Z0-9]{2,20}"));
                    return value;
                });
        return new Config.HelpChannel(channel, all.number("INCIDENT_PEOPLE", "your choice", 2, 10_000, 5));
    }

    private List<String> pbxIds() {
        Hint hint = new Hint(
                "ids of your telephone systems, such as hq,branch: small letters and digits, each once", "your choice");
        return all.need("PBX", hint, value -> {
                    List<String> ids = Settings.split(value, ",");
                    boolean wellFormed =
                            ids.stream().allMatch(id -> id.matches("[a-z][a-z0-9]{0,15}") && !id.equals(Leg.DIRECTORY));
                    if (ids.isEmpty() || !wellFormed || new HashSet<>(ids).size() < ids.size()) {
                        throw new IllegalArgumentException();
                    }
                    return ids;
                })
                .orElseGet(() -> {
                    environment.skip("PBX_");
                    return List.of();
                });
    }

    private void readPbx(String id, Set<String> kinds) {
        String prefix = "PBX_" + id.toUpperCase(Locale.ROOT) + "_";
        Settings settings = environment.under(prefix);
        Hint hint =
                new Hint("one of " + String.join(", ", kinds.stream().sorted().toList()), "what system it is");
        Optional<String> kind = settings.need("KIND", hint, value -> {
            if (!kinds.contains(value.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException();
            }
            return value.toLowerCase(Locale.ROOT);
        });
        String name = settings.text(
                "NAME", new Hint("what people call it, such as head office telephones", "your choice"), id);
        if (kind.isPresent()) {
            pbx.add(new PbxConfig(id, kind.get(), name, settings));
        } else {
            environment.skip(prefix);
        }
    }

    private Optional<Config.Database> database() {
        Optional<String> url = all.find(
                "DATABASE_URL",
                new Hint(
                        "jdbc:h2:file:PATH or jdbc:postgresql://HOST/DATABASE", "leave it out for " + DEFAULT_DATABASE),
                ConfigReading::location);
        String location = url.orElseGet(() -> location(DEFAULT_DATABASE));
        Hint account = new Hint("a database account", "your database team");
        boolean server = location.startsWith("jdbc:");
        Optional<String> user = server
                ? all.text("DATABASE_USER", account)
                : Optional.of(all.text("DATABASE_USER", account, "pindesk"));
        Optional<Secret> password = server
                ? all.needSecret("DATABASE_PASSWORD", account, any -> true)
                : all.findSecret("DATABASE_PASSWORD", account, any -> true);
        Optional<Secret> keys = all.needSecret(
                "ENCRYPTION_KEYS",
                new Hint("id:key, such as k1:… with 32 bytes in base64; older keys after a comma", MAKE_KEY),
                ConfigReading::areKeys);
        Optional<Secret> audit =
                all.needSecret("AUDIT_KEY", new Hint("32 bytes in base64", MAKE_KEY), ConfigReading::isKey);
        return user.isPresent() && keys.isPresent() && audit.isPresent()
                ? Optional.of(new Config.Database(location, user.get(), password, keys.get(), audit.get()))
                : Optional.empty();
    }

    private static Predicate<String> begins(String prefix) {
        return token -> token.startsWith(prefix) && token.length() > prefix.length() + 8;
    }

    static boolean isLoopback(@Nullable String host) {
        return LOOPBACK.contains(String.valueOf(host));
    }

    private static URI apiUrl(String value) {
        URI url = URI.create(value.endsWith("/") ? value : value + "/");
        boolean plain = "http".equals(url.getScheme()) && isLoopback(url.getHost());
        require(url.getHost() != null && url.getRawQuery() == null && (plain || "https".equals(url.getScheme())));
        return url;
    }

    private static List<String> ldapUrls(String value) {
        List<String> urls = Settings.split(value, ",");
        require(!urls.isEmpty());
        for (String each : urls) {
            URI url = URI.create(each);
            String scheme = String.valueOf(url.getScheme());
            boolean plain = scheme.equals("ldap+plain") && isLoopback(url.getHost());
            require(url.getHost() != null && (plain || scheme.equals("ldaps") || scheme.equals("ldap")));
        }
        return urls;
    }

    private static List<String> dns(String value) {
        List<String> names = Settings.split(value, ";");
        require(!names.isEmpty());
        names.forEach(ConfigReading::dn);
        return names;
    }

    static String dn(String value) {
        require(value.matches("[A-Za-z][A-Za-z0-9.-]*\\s*=.+"));
        return value;
    }

    private static Path file(String value) {
        Path path = Path.of(value);
        require(Files.isReadable(path) && Files.isRegularFile(path));
        return path;
    }

    /** The path of an H2 file, or the URL as it is. Options behind a semicolon could loosen what the store relies on. */
    private static String location(String url) {
        require(!url.contains(";"));
        if (url.startsWith("jdbc:h2:file:")) {
            String path = url.substring("jdbc:h2:file:".length());
            require(!path.isBlank());
            return path;
        }
        require(url.matches("jdbc:postgresql:.+"));
        return url;
    }

    /** An address or localhost; other names would be looked up. */
    private static String address(String value) {
        require(value.equals("localhost") || value.matches("[0-9.]+|\\[?[0-9a-fA-F:.%]+]?"));
        try {
            return InetAddress.getByName(value).getHostAddress();
        } catch (java.net.UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static boolean areKeys(String value) {
        Set<String> ids = new HashSet<>();
        for (String each : value.split(",", -1)) {
            String entry = each.strip();
            int colon = entry.indexOf(':');
            if (colon < 0
                    || !entry.substring(0, colon).matches("[A-Za-z0-9_-]{1,40}")
                    || !ids.add(entry.substring(0, colon))
                    || !isKey(entry.substring(colon + 1))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isKey(String base64) {
        try {
            return Base64.getDecoder().decode(base64).length == 32;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void require(boolean wellFormed) {
        if (!wellFormed) {
            throw new IllegalArgumentException();
        }
    }
}
