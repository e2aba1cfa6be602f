package org.pindesk.app;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pindesk.adapter.directory.DirectorySettings;
import org.pindesk.adapter.directory.LdapDirectory;
import org.pindesk.adapter.mail.SmtpMail;
import org.pindesk.adapter.mail.SmtpSettings;
import org.pindesk.adapter.policy.PolicyFile;
import org.pindesk.adapter.store.AuditKey;
import org.pindesk.adapter.store.JdbcStore;
import org.pindesk.adapter.store.Keys;
import org.pindesk.adapter.store.StoreSettings;
import org.pindesk.authorization.Policy;
import org.pindesk.authorization.Roles;
import org.pindesk.port.AuthLatch;
import org.pindesk.port.Chat;
import org.pindesk.port.LongValues;
import org.pindesk.port.Pbx;
import org.pindesk.usecase.QueueChannel;

/** From configuration to parts. Reading finds every problem before anything is opened. */
final class Wiring {
    private static final int POOL = 12;

    private final Config config;
    private final List<Function<LongValues, Chat>> chats;
    private final List<Function<AuthLatch, Pbx>> systems;
    private final Supplier<Policy> policy;

    private Wiring(Config config, List<Function<LongValues, Chat>> chats, List<Function<AuthLatch, Pbx>> systems) {
        this.policy = policy(config);
        this.config = config;
        this.chats = List.copyOf(chats);
        this.systems = List.copyOf(systems);
    }

    /**
     * Reads the whole configuration, from a {@code .env} file too.
     *
     * @throws ConfigException with all problems at once
     */
    static Wiring read(Map<String, String> environment, Clock clock) {
        return of(EnvFile.under(environment, Path.of(".env")), clock);
    }

    /** As {@link #read}, from these keys alone. */
    static Wiring of(Map<String, String> environment, Clock clock) {
        ConfigReading reading = new ConfigReading(environment, Registry.SYSTEMS.keySet());
        List<Function<LongValues, Chat>> chats = new ArrayList<>();
        for (Config.ChatConfig each : reading.chats()) {
            Registry.ChatKind kind = Objects.requireNonNull(Registry.CHATS.get(each.platform()));
            kind.maker()
                    .make(each.settings(), reading.language(), reading.zone(), clock)
                    .ifPresent(chats::add);
        }
        List<Function<AuthLatch, Pbx>> systems = new ArrayList<>();
        for (Config.PbxConfig each : reading.pbx()) {
            Registry.PbxMaker maker = Registry.SYSTEMS.get(each.kind());
            Optional<Function<AuthLatch, Pbx>> made =
                    maker == null ? Optional.empty() : maker.make(each.id(), each.name(), each.settings(), clock);
            made.ifPresent(systems::add);
        }
        return new Wiring(reading.finish(), chats, systems);
    }

    private static Supplier<Policy> policy(Config config) {
        if (config.policyFile().isPresent()) {
            return PolicyFile.open(config.policyFile().get(), Registry.CHATS.keySet());
        }
        Policy builtIn = Policy.of(roles(config));
        return () -> builtIn;
    }

    Config config() {
        return config;
    }

    /** New chats; nothing is sent before they start. */
    List<Chat> chats(LongValues longValues) {
        return chats.stream().map(maker -> maker.apply(longValues)).toList();
    }

    /** New connectors; nothing is sent before their first call. */
    List<Pbx> systems(AuthLatch latch) {
        return systems.stream().map(maker -> maker.apply(latch)).toList();
    }

    private static Roles roles(Config config) {
        Config.Roles roles = config.roles().orElseThrow();
        return new Roles(
                roles.helpdesk(),
                roles.admin().orElse(null),
                config.protectedGroup().orElse(null),
                config.passwordGroup().orElse(null),
                config.ownPasswordGroup().orElse(null));
    }

    /** The policy that holds at each moment. */
    Supplier<Policy> policy() {
        return policy;
    }

    /** The file that it comes from; empty for the one that the keys mean. */
    Optional<PolicyFile> policyFile() {
        return policy instanceof PolicyFile file ? Optional.of(file) : Optional.empty();
    }

    private DirectorySettings.Watched watched() {
        Function<Function<Policy, Set<String>>, Set<String>> all =
                policy instanceof PolicyFile file ? file::watched : what -> what.apply(policy.get());
        return new DirectorySettings.Watched(
                all.apply(Policy::watched), all.apply(Policy::holders), all.apply(Policy::attributes));
    }

    @Nullable
    QueueChannel channel() {
        return config.help().channel().orElse(null);
    }

    JdbcStore openStore(Clock clock) {
        Config.Database database = config.database();
        StoreSettings settings = new StoreSettings(
                database.location(),
                database.user(),
                database.password().orElse(null),
                Keys.parse(database.encryptionKeys()),
                AuditKey.parse(database.auditKey()),
                POOL);
        return JdbcStore.open(settings, clock);
    }

    LdapDirectory directory(Clock clock, AuthLatch latch) {
        Config.Ldap ldap = config.ldap();
        DirectorySettings settings = DirectorySettings.of(
                        ldap.urls().stream()
                                .map(DirectorySettings.Server::parse)
                                .toList(),
                        ldap.bindDn(),
                        ldap.bindPassword(),
                        ldap.baseDns())
                .withCa(ldap.caFile().orElse(null))
                .withKind(kind(ldap.kind()))
                .withWatch(this::watched)
                .withPasswordPolicy(ldap.passwordPolicy().orElse(null))
                .withWriter(ldap.writer()
                        .map(writer -> new DirectorySettings.Writer(writer.bindDn(), writer.password()))
                        .orElse(null));
        return new LdapDirectory(settings, clock, latch);
    }

    private static DirectorySettings.Kind kind(String word) {
        switch (word) {
            case "ad":
                return DirectorySettings.Kind.ACTIVE_DIRECTORY;
            case "openldap":
                return DirectorySettings.Kind.OPENLDAP;
            default:
                return DirectorySettings.Kind.AUTO;
        }
    }

    /** Nothing is sent before the first letter. */
    SmtpMail mail(Clock clock, AuthLatch latch) {
        Config.Mailing mail = config.mail();
        SmtpSettings settings = SmtpSettings.of(
                mail.server(),
                mail.account().orElse(null),
                mail.trust(),
                mail.from(),
                config.publicUrl().orElse(null));
        return new SmtpMail(settings, clock, latch);
    }

    static @Nullable String version() {
        return Wiring.class.getPackage().getImplementationVersion();
    }
}
