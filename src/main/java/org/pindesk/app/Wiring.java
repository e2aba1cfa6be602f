package org.pindesk.app;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pindesk.adapter.directory.DirectorySettings;
import org.pindesk.adapter.directory.LdapDirectory;
import org.pindesk.adapter.mail.SmtpMail;
import org.pindesk.adapter.mail.SmtpSettings;
import org.pindesk.adapter.slack.SlackChat;
import org.pindesk.adapter.slack.SlackSettings;
import org.pindesk.adapter.store.AuditKey;
import org.pindesk.adapter.store.JdbcStore;
import org.pindesk.adapter.store.Keys;
import org.pindesk.adapter.store.StoreSettings;
import org.pindesk.authorization.Roles;
import org.pindesk.port.AuthLatch;
import org.pindesk.port.Pbx;
import org.pindesk.usecase.QueueChannel;

/** From configuration to parts. Reading finds every problem before anything is opened. */
final class Wiring {
    private static final int POOL = 12;

    private final Config config;
    private final List<Function<AuthLatch, Pbx>> systems;

    private Wiring(Config config, List<Function<AuthLatch, Pbx>> systems) {
        this.config = config;
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
        List<Function<AuthLatch, Pbx>> systems = new ArrayList<>();
        for (Config.PbxConfig each : reading.pbx()) {
            Registry.PbxMaker maker = Registry.SYSTEMS.get(each.kind());
            Optional<Function<AuthLatch, Pbx>> made =
                    maker == null ? Optional.empty() : maker.make(each.id(), each.name(), each.settings(), clock);
            made.ifPresent(systems::add);
        }
        return new Wiring(reading.finish(), systems);
    }

    Config config() {
        return config;
    }

    /** New connectors; nothing is sent before their first call. */
    List<Pbx> systems(AuthLatch latch) {
        return systems.stream().map(maker -> maker.apply(latch)).toList();
    }

    Roles roles() {
        return new Roles(
                config.roles().helpdesk(),
                config.roles().admin().orElse(null),
                config.protectedGroup().orElse(null),
                config.passwordGroup().orElse(null),
                config.ownPasswordGroup().orElse(null));
    }

    @Nullable
    QueueChannel channel() {
        return config.help().channel().map(id -> new QueueChannel("slack", id)).orElse(null);
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
                .withGroups(roles().watched(), roles().holders())
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

    SlackChat slack(Clock clock) {
        Config.Slack slack = config.slack();
        return new SlackChat(
                SlackSettings.of(slack.botToken(), slack.appToken())
                        .at(slack.api())
                        .withPlainLanguage(slack.plainLanguage()),
                clock);
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
