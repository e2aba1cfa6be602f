package org.pindesk.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.pindesk.adapter.cucm.CucmPbx;
import org.pindesk.adapter.cucm.CucmSettings;
import org.pindesk.adapter.directory.DirectorySettings;
import org.pindesk.adapter.directory.LdapDirectory;
import org.pindesk.adapter.discord.DiscordChat;
import org.pindesk.adapter.discord.DiscordSettings;
import org.pindesk.adapter.mail.SmtpMail;
import org.pindesk.adapter.mail.SmtpSettings;
import org.pindesk.adapter.slack.SlackChat;
import org.pindesk.adapter.slack.SlackSettings;
import org.pindesk.adapter.store.AuditKey;
import org.pindesk.adapter.store.AuditVerifier;
import org.pindesk.adapter.store.JdbcStore;
import org.pindesk.adapter.store.Keys;
import org.pindesk.adapter.store.SharedPostgres;
import org.pindesk.adapter.store.StoreSettings;
import org.pindesk.adapter.totp.TimeBasedCodes;
import org.pindesk.adapter.ucware.UcwareAccount;
import org.pindesk.adapter.ucware.UcwarePbx;
import org.pindesk.adapter.ucware.UcwareSettings;
import org.pindesk.adapter.unity.UnityPbx;
import org.pindesk.adapter.unity.UnitySettings;
import org.pindesk.adapter.wire.Guard;
import org.pindesk.adapter.wire.GuardSettings;
import org.pindesk.adapter.wire.ServiceAccount;
import org.pindesk.adapter.wire.TlsTrust;
import org.pindesk.adapter.wire.UserIdSource;
import org.pindesk.app.Bot;
import org.pindesk.app.Parts;
import org.pindesk.app.RegistryDoor;
import org.pindesk.authorization.Action;
import org.pindesk.authorization.Ceiling;
import org.pindesk.authorization.Circumstances;
import org.pindesk.authorization.Policy;
import org.pindesk.authorization.Roles;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Checkpoint;
import org.pindesk.core.PersonId;
import org.pindesk.core.Secret;
import org.pindesk.demo.MovableClock;
import org.pindesk.demo.chat.Shown;
import org.pindesk.demo.chat.SimulatedChat;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.company.Employee;
import org.pindesk.demo.company.Staff;
import org.pindesk.demo.cucm.CucmSimulator;
import org.pindesk.demo.directory.DirectorySimulator;
import org.pindesk.demo.discord.DiscordSimulator;
import org.pindesk.demo.mail.MailSimulator;
import org.pindesk.demo.mail.ReceivedMail;
import org.pindesk.demo.slack.SlackSimulator;
import org.pindesk.demo.ucware.Subscriber;
import org.pindesk.demo.ucware.UcwareSimulator;
import org.pindesk.demo.unity.UnitySimulator;
import org.pindesk.port.AuthLatch;
import org.pindesk.port.Chat;
import org.pindesk.port.Links;
import org.pindesk.port.Mail;
import org.pindesk.port.Pbx;
import org.pindesk.port.Store;
import org.pindesk.usecase.Happenings;
import org.pindesk.usecase.QueueChannel;
import org.pindesk.usecase.Terms;

/**
 * A helpdesk for stories: the demo company's simulators and the real bot with real connectors, in this process, with its state in a
 * file. {@code as("bob").types("/pin reset")}, then look at what {@code bob} sees.
 */
final class Desk implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(40);

    static {
        // a crashed bot's threads die on purpose
        Awaitility.doNotCatchUncaughtExceptionsByDefault();
    }

    final MovableClock clock = new MovableClock();
    final Crash crash = new Crash();
    final CucmSimulator cucm;
    final DirectorySimulator directory;
    final SlackSimulator slack;
    /** Started and given to the bot by {@link #onDiscord} only. */
    private @Nullable DiscordSimulator discord;

    private @Nullable Further further;

    /**
     * One more chat that the bot is on.
     *
     * @param keys of the chat, without their prefix
     * @param linked the accounts that an administrator has entered, by whose they are
     */
    private record Further(SimulatedChat chat, Map<String, String> keys, Map<String, ChatUser> linked) {}

    /** Started and given to the bot by {@link #withVoicemail} only. */
    final UnitySimulator unity;

    /** Started and given to the bot by {@link #withUcware} only. */
    final UcwareSimulator ucware;

    /** Takes letters; whoever sends some finds them with {@link #mails}. */
    final MailSimulator mail;

    private @Nullable RecordedMail recorded;

    /** Whether mailboxes open without the directory password. */
    boolean mailIndependent;

    /** Whether managers may hand new PINs over, from the next start on. */
    boolean phoneMode;

    /** What the helpdesk's channel and people of unknown language read, from the next start on. */
    Locale house = Locale.ENGLISH;

    /** Whether direct messages are read, from the next start on. */
    boolean plainLanguage;

    private boolean voicemail;
    private boolean withUcware;
    private final List<Employee> people;
    private QueueChannel queue = new QueueChannel("slack", SlackSimulator.HELPDESK_CHANNEL);
    final Path folder;
    private final List<Shown> screens = new CopyOnWriteArrayList<>();
    /** Everything that the bot said, judged on both platforms at the end. */
    final JudgedReplies judged = new JudgedReplies();

    private final String auditKey = key();
    private final Keys keys = Keys.parse(Secret.of("test:" + key()));
    /** The service passwords as configured, from the next start on. */
    Secret cucmPassword = Secret.of(CucmSimulator.READER_PASSWORD);

    Secret directoryPassword = DirectorySimulator.servicePassword();
    /** How UCware is signed in to and addressed, likewise. */
    UcwareAccount ucwareAccount =
            UcwareAccount.withPassword(UcwareSimulator.API_USER, Secret.of(UcwareSimulator.API_PASSWORD));

    boolean ucwareSlash;
    /** Address of its client as configured, from the next start on; null for none. */
    @Nullable
    URI ucwarePortal;

    /** What the bot goes by; what it names is watched in the directory. */
    volatile Supplier<Policy> policy = constant(Policy.of(new Roles(
            Company.HELPDESK_GROUP,
            Company.ADMIN_GROUP,
            Company.PROTECTED_GROUP,
            Company.WINDOWS_RESET_GROUP,
            Company.WINDOWS_RESET_GROUP)));

    private @Nullable Bot bot;
    private @Nullable JdbcStore store;
    private @Nullable String location;
    private final Map<String, PersonId> ids = new ConcurrentHashMap<>();
    private final Map<String, Secret> authenticators = new ConcurrentHashMap<>();
    private final List<Bot> copies = new CopyOnWriteArrayList<>();
    private java.util.function.UnaryOperator<Store> around = store -> store;

    /** Discord gets what Slack gets. */
    void openCeilings() {
        Policy keys = policy.get();
        policy = constant(Policy.of(
                keys.roles(),
                keys.rules(),
                keys.protection(),
                keys.velocity(),
                Map.of(DiscordSimulator.PLATFORM, new Ceiling(EnumSet.allOf(Action.class), true))));
    }

    private static Supplier<Policy> constant(Policy always) {
        return () -> always;
    }

    Desk() {
        this(Staff.of(0));
    }

    private Desk(Staff staff) {
        people = staff.people();
        cucm = new CucmSimulator(clock, staff.people());
        directory = new DirectorySimulator(clock, staff.people());
        slack = new SlackSimulator(clock, staff.people());
        mail = new MailSimulator(staff.people());
        unity = new UnitySimulator(clock, staff.people());
        ucware = new UcwareSimulator(staff.people().stream()
                .filter(Employee::isOnUcware)
                .map(person -> person.is(Employee.Trait.UCWARE_LOCAL)
                        ? Subscriber.local(person)
                        : Subscriber.fromDirectory(
                                person, "BEISPIEL_AD", "CN=" + person.fullName() + "," + Company.STAFF_DN))
                .toList());
        try {
            folder = Files.createTempDirectory("pindesk-desk-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cucm.directory(directory::signsIn);
        cucm.start();
        slack.shown(screens::add);
    }

    static Desk open() {
        Desk desk = new Desk();
        desk.start();
        return desk;
    }

    /** With so many further people: {@code p001}, {@code p002}, … */
    static Desk crowd(int people) {
        Desk desk = new Desk(Staff.of(people));
        desk.start();
        return desk;
    }

    /** The telephone system has a voicemail system beside it; the two share their PINs until {@code unity.sync(false)}. */
    static Desk withVoicemail() {
        return withVoicemail(new Desk());
    }

    /** The same with so many further people. */
    static Desk crowdWithVoicemail(int people) {
        return withVoicemail(new Desk(Staff.of(people)));
    }

    /** The same with its state in PostgreSQL, so that copies can share it. */
    static Desk onPostgresWithVoicemail() {
        Desk desk = new Desk();
        desk.location = SharedPostgres.newLocation();
        return withVoicemail(desk);
    }

    private static Desk withVoicemail(Desk desk) {
        desk.voicemail = true;
        desk.unity.start();
        desk.cucm.pinSync(desk.unity::syncedPin);
        desk.start();
        return desk;
    }

    /** There is a UCware server beside the other telephone system. */
    static Desk withUcware() {
        return withUcware(new Desk());
    }

    private static Desk withUcware(Desk desk) {
        desk.withUcware = true;
        desk.ucware.start();
        desk.ucware.directory(desk.directory::signsIn);
        desk.start();
        return desk;
    }

    /** The bot is on Discord too; whoever is linked there is so before it starts. */
    static Desk onDiscord() {
        return onDiscord(SlackSimulator.PLATFORM);
    }

    /**
     * The same.
     *
     * @param queue the platform with the helpdesk's channel
     */
    static Desk onDiscord(String queue) {
        Desk desk = new Desk();
        desk.queueOn(queue);
        return onDiscord(desk);
    }

    private void queueOn(String platform) {
        if (platform.equals(DiscordSimulator.PLATFORM)) {
            queue = new QueueChannel(platform, DiscordSimulator.HELPDESK_CHANNEL);
        }
    }

    /** The same with UCware beside the other telephone system. */
    static Desk onDiscordWithUcware(String queue) {
        Desk desk = new Desk();
        desk.queueOn(queue);
        desk.withUcware = true;
        desk.ucware.start();
        desk.ucware.directory(desk.directory::signsIn);
        return onDiscord(desk);
    }

    private static Desk onDiscord(Desk desk) {
        DiscordSimulator made = new DiscordSimulator(desk.clock, desk.people);
        made.shown(desk.screens::add);
        desk.discord = made;
        desk.start();
        // the bot registers its commands once it is connected
        Awaitility.await().atMost(PATIENCE).until(made::hasCommands);
        return desk;
    }

    boolean hasDiscord() {
        return discord != null;
    }

    /**
     * The bot is on any chat of the registry too.
     *
     * @param made takes the desk's clock
     * @param keys as in the environment, without their prefix
     * @param linked accounts there by whose they are
     */
    static <C extends SimulatedChat> Desk alsoOn(
            Function<Clock, C> made, Function<C, Map<String, String>> keys, Map<String, ChatUser> linked) {
        Desk desk = new Desk();
        C chat = made.apply(desk.clock);
        chat.shown(desk.screens::add);
        desk.further = new Further(chat, keys.apply(chat), linked);
        desk.start();
        return desk;
    }

    private SimulatedChat chat(String platform) {
        Further more = further;
        if (more != null && more.chat().platform().equals(platform)) {
            return more.chat();
        }
        return platform.equals(SlackSimulator.PLATFORM) ? slack : discord();
    }

    DiscordSimulator discord() {
        return Objects.requireNonNull(discord, "only with onDiscord()");
    }

    /** Letters with links can be sent; what is sent is in {@link #recorded}. */
    static Desk withMail() {
        Desk desk = new Desk();
        desk.recorded = new RecordedMail();
        desk.start();
        return desk;
    }

    /** The same with its state in PostgreSQL, so that copies can share it. */
    static Desk onPostgresWithMail() {
        Desk desk = new Desk();
        desk.recorded = new RecordedMail();
        desk.location = SharedPostgres.newLocation();
        desk.start();
        return desk;
    }

    /** The same, with UCware beside the other telephone system. */
    static Desk withMailAndUcware() {
        Desk desk = new Desk();
        desk.recorded = new RecordedMail();
        return withUcware(desk);
    }

    /** Puts something between the bot and its store, from the next start on. */
    void around(java.util.function.UnaryOperator<Store> wrapper) {
        around = wrapper;
    }

    /** State in PostgreSQL from the first start on, so that copies can share it. */
    static Desk onPostgres() {
        Desk desk = new Desk();
        desk.location = SharedPostgres.newLocation();
        desk.start();
        return desk;
    }

    void start() {
        JdbcStore opened = openStore();
        if (discord != null && store == null) {
            link(opened);
        }
        if (further != null && store == null) {
            further.linked().forEach((account, user) -> link(opened, account, user));
        }
        store = opened;
        bot = started(opened, around.apply(crash.guard(opened)), crash);
    }

    /** An administrator has entered whose the accounts on Discord are. */
    private void link(JdbcStore opened) {
        for (Employee person : people) {
            if (person.isLinkedOnDiscord()) {
                link(
                        opened,
                        person.account(),
                        new ChatUser(DiscordSimulator.PLATFORM, DiscordSimulator.GUILD_ID, person.discordId()));
            }
        }
    }

    private void link(JdbcStore opened, String account, ChatUser user) {
        try (LdapDirectory asked = directory(opened.authLatch())) {
            PersonId id =
                    Objects.requireNonNull(asked.byLogin(account).person()).id();
            opened.tx(tx -> {
                tx.links().prove(new Links.Link(user, id, null, Links.How.IMPORTED, clock.instant(), null));
                return true;
            });
        }
    }

    /** Starts one more copy of the bot on the same state; it never crashes. */
    Bot startCopy() {
        JdbcStore opened = openStore();
        Bot copy = started(opened, opened, Checkpoint.NONE);
        copies.add(copy);
        return copy;
    }

    private JdbcStore openStore() {
        AuditKey audit = AuditKey.parse(Secret.of(auditKey));
        String shared = location;
        StoreSettings settings = shared == null
                ? StoreSettings.file(folder.resolve("pindesk"), keys, audit)
                : new StoreSettings(shared, "postgres", Secret.of("postgres"), keys, audit, 10);
        JdbcStore opened = JdbcStore.open(settings, clock);
        opened.ruledBy(() -> policy.get().shortDigest());
        return opened;
    }

    private Bot started(JdbcStore opened, Store seen, Checkpoint checkpoint) {
        Bot made = new Bot(new Parts(
                seen,
                opened.isSingleProcess(),
                directory(opened.authLatch()),
                systems(opened.authLatch()),
                chats(opened),
                letters(opened.authLatch()),
                MailSimulator.SECURITY_MAILBOX,
                mailIndependent,
                phoneMode,
                () -> policy.get(),
                Terms.DEFAULT,
                queue,
                5,
                house,
                ZoneOffset.UTC,
                clock,
                new SecureRandom(),
                key(),
                4,
                checkpoint));
        made.start();
        Awaitility.await().atMost(PATIENCE).until(made::connected);
        return made;
    }

    private CucmPbx cucm(AuthLatch latch) {
        CucmSettings defaults = CucmSettings.withDefaults(
                "hq",
                "Cisco telephones",
                cucm.url(),
                new ServiceAccount(CucmSimulator.READER_USER, cucmPassword),
                new ServiceAccount(CucmSimulator.WRITER_USER, Secret.of(CucmSimulator.WRITER_PASSWORD)),
                TlsTrust.pem(cucm.caPem()));
        return new CucmPbx(
                new CucmSettings(
                        defaults.id(),
                        defaults.label(),
                        defaults.baseUrl(),
                        defaults.schemaVersion(),
                        defaults.reader(),
                        defaults.writer(),
                        defaults.trust(),
                        defaults.userIdSource(),
                        defaults.endUserRoles(),
                        false,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(2),
                        defaults.ownAccounts(),
                        defaults.portal(),
                        defaults.zone()),
                clock,
                latch,
                Guard.of(
                        "hq",
                        GuardSettings.DEFAULT.withPacing(
                                Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofSeconds(3))));
    }

    private List<Pbx> systems(AuthLatch latch) {
        List<Pbx> systems = new ArrayList<>(List.of(cucm(latch)));
        if (voicemail) {
            systems.add(unity(latch));
        }
        if (withUcware) {
            systems.add(ucware(latch));
        }
        return systems;
    }

    private UcwarePbx ucware(AuthLatch latch) {
        return new UcwarePbx(
                new UcwareSettings(
                        "ucware",
                        "UCware telephones",
                        ucware.url(),
                        UcwareSettings.AUTO,
                        ucwareSlash,
                        ucwareAccount,
                        ucwareAccount,
                        TlsTrust.pem(ucware.caPem()),
                        UserIdSource.LOGIN,
                        UcwareSettings.DEFAULT_LOCAL_BACKENDS,
                        Set.of(UcwareSettings.ADMINS),
                        UcwareSettings.DEFAULT_PIN_LENGTH,
                        16,
                        ucwarePortal,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(2)),
                clock,
                latch);
    }

    private UnityPbx unity(AuthLatch latch) {
        return new UnityPbx(
                new UnitySettings(
                        "vm",
                        "Unity voicemail",
                        unity.url(),
                        "hq",
                        new ServiceAccount(UnitySimulator.READER_USER, Secret.of(UnitySimulator.READER_PASSWORD)),
                        new ServiceAccount(UnitySimulator.WRITER_USER, Secret.of(UnitySimulator.WRITER_PASSWORD)),
                        TlsTrust.pem(unity.caPem()),
                        UserIdSource.LOGIN,
                        false,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(2),
                        ZoneOffset.UTC),
                clock,
                latch,
                Guard.of(
                        "vm",
                        GuardSettings.DEFAULT.withPacing(
                                Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofSeconds(3))));
    }

    private LdapDirectory directory(AuthLatch latch) {
        return new LdapDirectory(
                DirectorySettings.of(
                                List.of(DirectorySettings.Server.parse(directory.ldapsUrl())),
                                DirectorySimulator.SERVICE_DN,
                                directoryPassword,
                                List.of(Company.BASE_DN))
                        .withCa(directory.caPem())
                        .withLimits(new DirectorySettings.Limits(Duration.ofSeconds(2), Duration.ofSeconds(2), 8))
                        .withWatch(() -> watched(policy.get()))
                        .withWriter(new DirectorySettings.Writer(
                                DirectorySimulator.WRITE_DN, DirectorySimulator.writePassword())),
                clock,
                latch);
    }

    private List<Chat> chats(JdbcStore opened) {
        return bareChats(opened).stream().map(judged::listeningTo).toList();
    }

    private List<Chat> bareChats(JdbcStore opened) {
        List<Chat> chats = new ArrayList<>(List.of(slack()));
        DiscordSimulator other = discord;
        if (other != null) {
            chats.add(new DiscordChat(
                    DiscordSettings.of(
                                    Secret.of(DiscordSimulator.BOT_TOKEN),
                                    DiscordSimulator.GUILD_ID,
                                    house,
                                    ZoneOffset.UTC)
                            .at(URI.create(other.apiUrl()), URI.create(other.gatewayUrl())),
                    clock,
                    opened.longValues()));
        }
        if (further != null) {
            chats.add(RegistryDoor.chat(further.chat().platform(), further.keys(), clock, opened.longValues()));
        }
        return chats;
    }

    private static DirectorySettings.Watched watched(Policy now) {
        return new DirectorySettings.Watched(now.watched(), now.holders(), now.attributes());
    }

    private SlackChat slack() {
        return new SlackChat(
                SlackSettings.of(Secret.of(SlackSimulator.BOT_TOKEN), Secret.of(SlackSimulator.APP_TOKEN))
                        .at(URI.create(slack.botUrl()))
                        .withPlainLanguage(plainLanguage),
                clock);
    }

    /** Waits until the bot has crashed where it was told to, and starts it again on the same files. */
    void restartAfterCrash() {
        Awaitility.await().atMost(PATIENCE).until(crash::happened);
        Bot crashed = bot();
        crashed.close();
        crash.over();
        start();
    }

    /** Stops the bot in good order and starts it again. */
    void restart() {
        bot().close();
        start();
    }

    RecordedMail recorded() {
        return Objects.requireNonNull(recorded, "only with withMail()");
    }

    Bot bot() {
        if (bot == null) {
            throw new IllegalStateException("not started");
        }
        return bot;
    }

    JdbcStore store() {
        if (store == null) {
            throw new IllegalStateException("not started");
        }
        return store;
    }

    /**
     * @param who an account, in Slack; or {@code bob@discord}
     */
    Actor as(String who) {
        int at = who.indexOf('@');
        String platform = at < 0 ? SlackSimulator.PLATFORM : who.substring(at + 1);
        return new Actor(at < 0 ? who : who.substring(0, at), chat(platform));
    }

    /** Moves time and lets happen what falls due. */
    void pass(Duration time) {
        clock.advance(time);
        bot().sweep();
        settle();
    }

    /** Waits until only timers remain, or the bot has crashed. */
    void settle() {
        int[] calm = {0};
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> {
            if (crash.happened()) {
                return true;
            }
            boolean chatsIdle = slack.idle()
                    && (discord == null || discord.idle())
                    && (further == null || further.chat().idle());
            calm[0] = chatsIdle && idle() ? calm[0] + 1 : 0;
            return calm[0] >= 2;
        });
    }

    private boolean idle() {
        try {
            return bot().open() == 0;
        } catch (RuntimeException | Crash.Stop e) {
            return false;
        }
    }

    private Mail letters(AuthLatch latch) {
        RecordedMail other = recorded;
        return other == null ? smtp(latch) : other;
    }

    /** The bot's way to the mail server; letters hold no links. */
    SmtpMail smtp(AuthLatch latch) {
        return new SmtpMail(
                SmtpSettings.of(
                        SmtpSettings.Server.parse(mail.url()),
                        new SmtpSettings.Account(MailSimulator.USER, Secret.of(MailSimulator.PASSWORD)),
                        TlsTrust.pem(mail.caPem()),
                        SmtpSettings.Sender.parse(MailSimulator.SENDER),
                        null),
                clock,
                latch);
    }

    /** The mails in somebody's box, or in that of {@link MailSimulator#SECURITY}, oldest first. */
    List<ReceivedMail> mails(String account) {
        return mail.mails(account);
    }

    /** The directory's id of this person. */
    PersonId id(String account) {
        return ids.computeIfAbsent(account, each -> {
            try (LdapDirectory asked = directory(store().authLatch())) {
                return Objects.requireNonNull(asked.byLogin(each).person()).id();
            }
        });
    }

    /** This person's account in the chat. */
    ChatUser chatUser(String account) {
        Employee person = Company.people().stream()
                .filter(each -> each.account().equals(account))
                .findFirst()
                .orElseThrow();
        return new ChatUser("slack", Company.SLACK_TEAM, person.slackId());
    }

    /** Whether the target has proved to be this agent's caller and nothing has used that up. */
    boolean callerVerified(String agent, String target) {
        Instant from = clock.instant().minus(Duration.ofHours(1));
        return circumstances((happenings, asked) -> happenings.callerVerified(id(agent), id(target), from));
    }

    /** What rules may ask about what happened lately, of the same store and directory. */
    <T> T circumstances(BiFunction<Circumstances, LdapDirectory, T> question) {
        try (LdapDirectory asked = directory(store().authLatch())) {
            return question.apply(new Happenings(store(), asked, clock), asked);
        }
    }

    /** An administrator has enrolled this person's authenticator. */
    void enrol(String account) {
        Secret key = new TimeBasedCodes(new SecureRandom()).newKey();
        PersonId person = id(account);
        store().tx(tx -> {
            tx.authenticators().enrol(person, key, 0, clock.instant());
            return true;
        });
        authenticators.put(account, key);
    }

    boolean isEnrolled(String account) {
        return authenticators.containsKey(account);
    }

    /** What this person's authenticator shows now. */
    String code(String account) {
        return code(account, Duration.ZERO);
    }

    private String code(String account, Duration from) {
        Secret key = Objects.requireNonNull(authenticators.get(account));
        return TimeBasedCodes.codeAt(key, clock.instant().plus(from)).open();
    }

    /** Six digits that this person's authenticator shows neither now nor in the minutes around. */
    String wrongCode(String account) {
        List<String> right = IntStream.rangeClosed(-4, 4)
                .mapToObj(step -> code(account, Duration.ofSeconds(30L * step)))
                .toList();
        return IntStream.range(100_000, 100_020)
                .mapToObj(Integer::toString)
                .filter(each -> !right.contains(each))
                .findFirst()
                .orElseThrow();
    }

    String phone(String account, String pin) {
        return cucm.phoneSignIn(account, pin);
    }

    /** What the audit says, one JSON object a line; checked as intact first. */
    List<String> audit() throws IOException {
        Path file = folder.resolve("audit.jsonl");
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            store().tx(tx -> {
                tx.audit().export(line -> write(out, line));
                return true;
            });
        }
        AuditVerifier.Verdict verdict = new AuditVerifier(AuditKey.parse(Secret.of(auditKey))).verify(file);
        assertThat(verdict.finding()).as("the audit is intact").isNull();
        return Files.readAllLines(file);
    }

    private static void write(BufferedWriter out, String line) {
        try {
            out.write(line + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String key() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** One person at the keyboard. */
    final class Actor {
        private final String account;
        private final SimulatedChat chat;

        private Actor(String account, SimulatedChat chat) {
            this.account = account;
            this.chat = chat;
        }

        Actor types(String line) {
            int space = line.indexOf(' ');
            chat.command(
                    account, space < 0 ? line : line.substring(0, space), space < 0 ? "" : line.substring(space + 1));
            settle();
            return this;
        }

        Actor presses(String label) {
            assertThat(chat.press(account, label))
                    .as("%s sees '%s'", account, label)
                    .isTrue();
            settle();
            return this;
        }

        Actor pressesOf(String other, String label) {
            assertThat(chat.press(account, label, other)).isTrue();
            settle();
            return this;
        }

        /** Writes a direct message to the bot. */
        Actor writes(String text) {
            slack.write(account, text);
            settle();
            return this;
        }

        /** Opens the home tab. */
        Actor opensHome() {
            slack.openHome(account);
            settle();
            return this;
        }

        /** Chooses a shortcut of the app. */
        Actor chooses(String shortcut) {
            slack.shortcut(account, shortcut);
            settle();
            return this;
        }

        /** Chooses a shortcut on a message of somebody. */
        Actor choosesOnMessageOf(String author, String shortcut) {
            slack.messageShortcut(account, shortcut, author);
            settle();
            return this;
        }

        /** What the home tab shows now. */
        Shown home() {
            return sees().stream()
                    .filter(shown -> shown.via() == Shown.Via.HOME)
                    .reduce((earlier, later) -> later)
                    .orElseThrow();
        }

        /** Fills a field of the open form. */
        Actor fills(String label, String words) {
            assertThat(chat.fill(account, label, words))
                    .as("'%s' is filled", label)
                    .isNull();
            return this;
        }

        /** Sends the open form. */
        Actor submits() {
            assertThat(chat.submit(account)).as("the form is sent").isNull();
            settle();
            return this;
        }

        /** Whether this person was ever shown a button of that label. */
        boolean wasOffered(String label) {
            return sees().stream().anyMatch(shown -> shown.buttons().contains(label));
        }

        /** The texts that this person was shown that contain these words. */
        List<String> reads(String words) {
            return sees().stream()
                    .map(Shown::text)
                    .filter(text -> text.contains(words))
                    .toList();
        }

        /** Everything that this person has been shown, oldest first. */
        List<Shown> sees() {
            return screens.stream()
                    .filter(shown ->
                            shown.to().equals(account) && shown.platform().equals(chat.platform()))
                    .toList();
        }

        Shown seesLast() {
            List<Shown> seen = sees();
            assertThat(seen).as("%s sees something", account).isNotEmpty();
            return seen.get(seen.size() - 1);
        }

        /** The outcomes that this person was told, oldest first. */
        List<String> outcomes() {
            return sees().stream()
                    .map(Shown::outcome)
                    .filter(java.util.Objects::nonNull)
                    .toList();
        }

        /** The different secrets that this person was shown, oldest first. */
        List<String> secrets() {
            return sees().stream()
                    .map(Shown::secret)
                    .filter(java.util.Objects::nonNull)
                    .distinct()
                    .toList();
        }

        /** The one secret that this person was shown. */
        String secret() {
            List<String> secrets = secrets();
            assertThat(secrets.size())
                    .as("%s was shown exactly one secret", account)
                    .isEqualTo(1);
            return secrets.get(0);
        }
    }

    @Override
    public void close() throws Exception {
        copies.forEach(Bot::close);
        if (bot != null) {
            bot.close();
        }
        slack.close();
        if (discord != null) {
            discord.close();
            assertThat(discord.violations()).as("Discord's rules").isEmpty();
        }
        if (further != null) {
            further.chat().close();
            assertThat(further.chat().violations()).as("rules of the chat").isEmpty();
        }
        mail.close();
        cucm.close();
        directory.close();
        unity.close();
        ucware.close();
        assertThat(slack.violations()).as("Slack's rules").isEmpty();
        assertThat(judged.faults()).as("what was said, on both platforms").isEmpty();
        assertThat(screens).as("nothing by colour or mark alone").allSatisfy(shown -> {
            assertThat(shown.text()).containsPattern("\\p{L}{2}");
            assertThat(shown.buttons()).allSatisfy(label -> assertThat(label).containsPattern("\\p{L}{2}|[0-9]{2}"));
        });
        assertThat(cucm.schemaViolations()).as("AXL schema").isEmpty();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
