package org.pindesk.app;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pindesk.adapter.directory.LdapDirectory;
import org.pindesk.adapter.http.HealthEndpoint;
import org.pindesk.adapter.http.HealthEndpoint.Health;
import org.pindesk.adapter.http.Pages;
import org.pindesk.adapter.policy.PolicyFile;
import org.pindesk.adapter.store.JdbcStore;
import org.pindesk.core.Checkpoint;
import org.pindesk.core.PindeskException;
import org.pindesk.port.Chat;
import org.pindesk.port.Pbx;
import org.pindesk.port.Store;
import org.pindesk.usecase.Terms;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running program: everything that the environment describes, opened in order and closed in reverse. */
public final class Program implements AutoCloseable {
    private static final int WORKERS = 8;

    private static final Logger LOG = LoggerFactory.getLogger(Program.class);

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Store store;
    private final Bot bot;
    private final HealthEndpoint health;
    private final Supplier<List<String>> policyFaults;

    private Program(Wiring wiring, Clock clock) {
        Config config = wiring.config();
        policyFaults = () -> wiring.policyFile().map(PolicyFile::faults).orElse(List.of());
        try {
            JdbcStore database = opened(wiring.openStore(clock));
            store = database;
            database.ruledBy(() -> wiring.policy().get().shortDigest());
            LdapDirectory directory = opened(wiring.directory(clock, database.authLatch()));
            List<Pbx> systems = wiring.systems(database.authLatch());
            systems.forEach(this::opened);
            List<Chat> chats = wiring.chats(database.longValues());
            chats.forEach(this::opened);
            SecureRandom random = new SecureRandom();
            bot = opened(new Bot(new Parts(
                    database,
                    database.isSingleProcess(),
                    directory,
                    systems,
                    chats,
                    opened(wiring.mail(clock, database.authLatch())),
                    config.mail().securityMailbox().orElse(null),
                    config.mailIndependent(),
                    config.phoneMode(),
                    wiring.policy(),
                    new Terms(config.offerTime(), config.showTime(), Terms.DEFAULT.lease()),
                    wiring.channel(),
                    config.help().incidentPeople(),
                    config.language(),
                    config.zone(),
                    clock,
                    random,
                    HexFormat.of().toHexDigits(random.nextLong()),
                    WORKERS,
                    Checkpoint.NONE)));
            bot.start();
            health = opened(HealthEndpoint.start(
                    config.http().bind(), config.http().port(), this::health, pages(config, clock)));
            opened(Timers.start(database.dataSource(), bot));
            wiring.policyFile().ifPresent(file -> opened(PolicyWatch.start(file, directory::faults, database, clock)));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Reads the configuration and starts.
     *
     * @throws ConfigException with every problem of the configuration; nothing was started
     * @throws PindeskException when a part cannot be opened; what was opened is closed again
     */
    public static Program start(Map<String, String> environment, Clock clock) {
        Wiring wiring = Wiring.read(environment, clock);
        Logging.level(wiring.config().logLevel());
        return new Program(wiring, clock);
    }

    private @Nullable Pages pages(Config config, Clock clock) {
        return config.publicUrl().isPresent() && bot.visits().isPresent()
                ? new Pages(bot.visits().get(), config.publicUrl().get(), config.language(), clock, new SecureRandom())
                : null;
    }

    private <T extends AutoCloseable> T opened(T part) {
        opened.push(part);
        return part;
    }

    private Health health() {
        try {
            return new Health(
                    true, bot.connected(), bot.open(), policyFaults.get().isEmpty());
        } catch (PindeskException e) {
            LOG.debug("health: {}", e.getMessage());
            return new Health(false, bot.connected(), 0, policyFaults.get().isEmpty());
        }
    }

    /** The bot inside. */
    public Bot bot() {
        return bot;
    }

    /** The port of the health endpoint. */
    public int httpPort() {
        return health.port();
    }

    /**
     * Writes the audit to a file.
     *
     * @return the number of rows
     */
    public long exportAudit(Path file) throws IOException {
        return exportAudit(store, file);
    }

    static long exportAudit(Store store, Path file) throws IOException {
        AtomicLong rows = new AtomicLong();
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            store.tx(tx -> {
                tx.audit().export(line -> {
                    try {
                        out.write(line);
                        out.write('\n');
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    rows.incrementAndGet();
                });
                return true;
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return rows.get();
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                LOG.warn("closing: {}", e.toString());
            }
        }
    }
}
