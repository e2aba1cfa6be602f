package org.pindesk.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.pindesk.demo.chat.SimulatedChat;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.company.Employee;
import org.pindesk.demo.company.Staff;
import org.pindesk.demo.cucm.CucmSimulator;
import org.pindesk.demo.directory.DirectorySimulator;
import org.pindesk.demo.discord.DiscordSimulator;
import org.pindesk.demo.mail.MailSimulator;
import org.pindesk.demo.slack.SlackSimulator;
import org.pindesk.demo.ucware.Subscriber;
import org.pindesk.demo.ucware.UcwareSimulator;
import org.pindesk.demo.unity.UnitySimulator;

/** The whole demo company: simulated systems on loopback and the ordinary bot as a process of its own. Starts empty every time. */
final class World implements AutoCloseable {
    private static final Duration LAST_STEP = Duration.ofMinutes(1);
    private static final Duration SETTLES_WITHIN = Duration.ofSeconds(4);

    final Staff staff;
    private final MovableClock clock = new MovableClock();
    private final Path folder;
    private final String auditKey = key();
    private final String encryptionKey = key();
    private final AuthenticatorApps authenticators = new AuthenticatorApps(clock);
    final CucmSimulator cucm;
    final UnitySimulator unity;
    final UcwareSimulator ucware;
    final DirectorySimulator directory;
    final SlackSimulator slack;
    final DiscordSimulator discord;
    /** Every simulated chat; the first is where people type when no platform is named. */
    final List<SimulatedChat> chats;

    final MailSimulator mail;
    private final int httpPort = FreePort.find();
    private final BotProcess bot;

    World() throws Exception {
        this(Staff.of(0));
    }

    World(Staff staff) throws Exception {
        this.staff = staff;
        folder = Files.createTempDirectory("pindesk-demo-");
        List<Employee> people = staff.people();
        cucm = new CucmSimulator(clock, people);
        directory = new DirectorySimulator(clock, people);
        slack = new SlackSimulator(clock, people);
        discord = new DiscordSimulator(clock, people);
        chats = List.of(slack, discord);
        mail = new MailSimulator(people);
        unity = new UnitySimulator(clock, people);
        ucware = new UcwareSimulator(people.stream()
                .filter(Employee::isOnUcware)
                .map(World::subscriber)
                .toList());
        cucm.directory(directory::signsIn);
        ucware.directory(directory::signsIn);
        cucm.pinSync(unity::syncedPin);
        unity.start();
        ucware.start();
        cucm.start();
        bot = new BotProcess(environment(), folder, clock);
    }

    /** The bot's configuration, the same keys as in any other installation. */
    Map<String, String> environment() throws IOException {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("SLACK_BOT_TOKEN", SlackSimulator.BOT_TOKEN);
        keys.put("SLACK_APP_TOKEN", SlackSimulator.APP_TOKEN);
        keys.put("SLACK_API_URL", slack.botUrl());
        keys.put("SLACK_MAIL_IS_SSO", "true");
        keys.put("DISCORD_BOT_TOKEN", DiscordSimulator.BOT_TOKEN);
        keys.put("DISCORD_GUILD_ID", DiscordSimulator.GUILD_ID);
        keys.put("DISCORD_API_URL", discord.apiUrl());
        keys.put("DISCORD_GATEWAY_URL", discord.gatewayUrl());
        keys.put("LDAP_URLS", directory.ldapsUrl());
        keys.put("LDAP_BIND_DN", DirectorySimulator.SERVICE_DN);
        keys.put("LDAP_BIND_PASSWORD", DirectorySimulator.servicePassword().open());
        keys.put("LDAP_WRITE_BIND_DN", DirectorySimulator.WRITE_DN);
        keys.put("LDAP_WRITE_BIND_PASSWORD", DirectorySimulator.writePassword().open());
        keys.put("LDAP_BASE_DNS", Company.BASE_DN);
        keys.put("LDAP_CA_FILE", directory.caPem().toString());
        keys.put("PBX", "hq,vm,ucware");
        keys.put("PBX_HQ_KIND", "cucm");
        keys.put("PBX_HQ_NAME", "Cisco Berlin");
        keys.put("PBX_HQ_URL", cucm.url().toString());
        keys.put("PBX_HQ_USER", CucmSimulator.READER_USER);
        keys.put("PBX_HQ_PASSWORD", CucmSimulator.READER_PASSWORD);
        keys.put("PBX_HQ_WRITE_USER", CucmSimulator.WRITER_USER);
        keys.put("PBX_HQ_WRITE_PASSWORD", CucmSimulator.WRITER_PASSWORD);
        keys.put("PBX_HQ_CA_FILE", file("cucm-ca.pem", cucm.caPem()));
        keys.put("PBX_HQ_TIMEOUT", "8s");
        keys.put("PBX_VM_KIND", "unity");
        keys.put("PBX_VM_NAME", "Unity voicemail");
        keys.put("PBX_VM_FOR", "hq");
        keys.put("PBX_VM_URL", unity.url().toString());
        keys.put("PBX_VM_USER", UnitySimulator.READER_USER);
        keys.put("PBX_VM_PASSWORD", UnitySimulator.READER_PASSWORD);
        keys.put("PBX_VM_WRITE_USER", UnitySimulator.WRITER_USER);
        keys.put("PBX_VM_WRITE_PASSWORD", UnitySimulator.WRITER_PASSWORD);
        keys.put("PBX_VM_CA_FILE", file("unity-ca.pem", unity.caPem()));
        keys.put("PBX_VM_TIMEOUT", "8s");
        keys.put("PBX_UCWARE_KIND", "ucware");
        keys.put("PBX_UCWARE_NAME", "UCware Hamburg");
        keys.put("PBX_UCWARE_URL", ucware.url().toString());
        keys.put("PBX_UCWARE_USER", UcwareSimulator.API_USER);
        keys.put("PBX_UCWARE_PASSWORD", UcwareSimulator.API_PASSWORD);
        keys.put("PBX_UCWARE_WRITE_USER", UcwareSimulator.API_USER);
        keys.put("PBX_UCWARE_WRITE_PASSWORD", UcwareSimulator.API_PASSWORD);
        keys.put("PBX_UCWARE_CA_FILE", file("ucware-ca.pem", ucware.caPem()));
        keys.put("PBX_UCWARE_TIMEOUT", "8s");
        keys.put("POLICY_FILE", file("policy.yaml", policy()));
        keys.put("HELPDESK_CHANNEL", SlackSimulator.HELPDESK_CHANNEL);
        keys.put("DATABASE_URL", "jdbc:h2:file:" + folder.resolve("data").resolve("pindesk"));
        keys.put("ENCRYPTION_KEYS", "demo:" + encryptionKey);
        keys.put("AUDIT_KEY", auditKey);
        keys.put("HTTP_PORT", String.valueOf(httpPort));
        keys.put("PUBLIC_URL", "http://127.0.0.1:" + httpPort);
        keys.put("SMTP_URL", mail.url());
        keys.put("SMTP_USER", MailSimulator.USER);
        keys.put("SMTP_PASSWORD", MailSimulator.PASSWORD);
        keys.put("SMTP_CA_FILE", file("mail-ca.pem", mail.caPem()));
        keys.put("MAIL_FROM", MailSimulator.SENDER);
        keys.put("SECURITY_MAILBOX", MailSimulator.SECURITY_MAILBOX);
        keys.put("PHONE_MODE", "manager");
        keys.put("PINDESK_TIME_ZONE", "Europe/Berlin");
        keys.put("PINDESK_LOG_LEVEL", "DEBUG");
        return keys;
    }

    /** The company's policy, as it stands in the resources. */
    static String policy() throws IOException {
        try (InputStream in = World.class.getResourceAsStream("policy.yaml")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String file(String name, String pem) throws IOException {
        return Files.writeString(folder.resolve(name), pem).toString();
    }

    private static Subscriber subscriber(Employee person) {
        return person.is(Employee.Trait.UCWARE_LOCAL)
                ? Subscriber.local(person)
                : Subscriber.fromDirectory(person, "BEISPIEL_AD", "CN=" + person.fullName() + "," + Company.STAFF_DN);
    }

    /** Enters whose the accounts on Discord are and enrols the authenticators, as an administrator would before, and starts the bot. */
    void startBot() throws IOException {
        DiscordAccounts.link(environment(), clock, staff.people());
        authenticators.enrol(
                environment(),
                staff.people().stream()
                        .filter(person -> person.is(Employee.Trait.AUTHENTICATOR))
                        .map(Employee::account)
                        .toList());
        bot.start();
        DiscordAccounts.waitForCommands(discord);
    }

    AuthenticatorApps authenticators() {
        return authenticators;
    }

    void killBot() throws IOException {
        bot.killAndRestart();
    }

    /**
     * Moves time forward for the bot and every system; the bot has begun all that fell due when this returns. The last minute passes
     * by itself, as time does: what waits for the first of many tries to succeed has its turn too.
     */
    void advance(Duration by) throws IOException {
        Duration before = by.minus(LAST_STEP);
        if (before.isNegative() || before.isZero()) {
            step(by);
            return;
        }
        step(before);
        long end = System.nanoTime() + SETTLES_WITHIN.toNanos();
        while (!idle() && System.nanoTime() < end) {
            BotProcess.pause(15);
        }
        step(LAST_STEP);
    }

    private void step(Duration by) throws IOException {
        clock.advance(by);
        String answer = bot.order("clock " + by);
        if (!answer.equals("ok")) {
            throw new IOException("the bot could not move its clock: " + answer);
        }
    }

    /** Tells the bot that its refused service accounts have been put right. */
    void signInAgain() throws IOException {
        bot.order("sign-in-again");
    }

    /** Writes the audit and its key; returns the number of rows. */
    long exportAudit(Path file) throws IOException {
        String answer = bot.order("export " + file.toAbsolutePath());
        if (!answer.startsWith("ok ")) {
            throw new IOException("the audit could not be exported: " + answer);
        }
        Files.writeString(Path.of(file.toAbsolutePath() + ".key"), auditKey + "\n");
        return Long.parseLong(answer.substring("ok ".length()));
    }

    /** Whether the bot hears what is typed. */
    boolean connected() {
        return bot.connected();
    }

    /** Whether nothing is under way but timers. */
    boolean idle() {
        return chatsIdle() && bot.open() == 0 && chatsIdle();
    }

    private boolean chatsIdle() {
        return chats.stream().allMatch(SimulatedChat::idle);
    }

    private static String key() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public void close() throws Exception {
        bot.close();
        chats.forEach(SimulatedChat::close);
        mail.close();
        unity.close();
        ucware.close();
        cucm.close();
        directory.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
