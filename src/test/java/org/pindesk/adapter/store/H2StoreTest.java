package org.pindesk.adapter.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.pindesk.adapter.store.Samples.BOB;
import static org.pindesk.adapter.store.Samples.START;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Problem;
import org.pindesk.core.Secret;
import org.slf4j.LoggerFactory;

/** The contract on an H2 file, and what is true of a file only. */
class H2StoreTest extends StoreContract {
    private static final String CANARY = "CANARY-7391046528-quite-long-and-nowhere-else-19283746";

    @Override
    StoreSettings settings() {
        return StoreSettings.file(file(), Samples.keys("old"), Samples.auditKey("audit"));
    }

    private Path file() {
        return dir.resolve("db").resolve("pindesk");
    }

    @Test
    void oneProcessOwnsTheFile() {
        assertThat(store.isSingleProcess()).isTrue();
    }

    @Test
    void nobodyElseMayReadTheFile() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve("db/pindesk.mv.db"))))
                .isEqualTo("rw-------");
    }

    @Test
    void whatWasCommittedSurvivesAKill() throws Exception {
        Path killed = dir.resolve("killed");
        List<String> committed;
        try (StoreChild.Running child = StoreChild.Running.start(killed)) {
            committed = child.killAfter(300);
        }
        assertThat(committed).hasSizeGreaterThanOrEqualTo(300);

        store.close();
        store = JdbcStore.open(StoreSettings.file(killed, Samples.keys("old"), Samples.auditKey("audit")), clock);

        List<String> lost =
                committed.stream().filter(id -> add(Samples.event(id, START))).toList();
        assertThat(lost).isEmpty();
        List<String> chain = export();
        assertThat(chain).hasSizeGreaterThanOrEqualTo(committed.size()).hasSize(open());
        assertVerifies(chain);
    }

    @Test
    void aFileUsedByAnotherProcessIsNamedWithWhatToDo() throws Exception {
        Path used = dir.resolve("used");
        StoreSettings settings = StoreSettings.file(used, Samples.keys("old"), Samples.auditKey("audit"));
        try (StoreChild.Running child = StoreChild.Running.start(used)) {
            assertThat(child).isNotNull();
            assertThatThrownBy(() -> JdbcStore.open(settings, clock))
                    .hasMessageContaining(used + ".mv.db")
                    .hasMessageContaining("used by another process")
                    .hasMessageContaining("Stop the other Pindesk")
                    .asInstanceOf(InstanceOfAssertFactories.type(PindeskException.class))
                    .extracting(PindeskException::problem)
                    .isEqualTo(Problem.STORE_IN_USE);
        }
    }

    @Test
    void aFileThatIsNoDatabaseIsRefused() throws IOException {
        Files.writeString(dir.resolve("garbage.mv.db"), "no database".repeat(2000));

        assertProblem(dir.resolve("garbage").toString(), null, Problem.STORE_DOWN);
        assertThat(dir.resolve("garbage.trace.db")).doesNotExist();
    }

    @Test
    void anotherPasswordIsRefused() {
        assertProblem(file().toString(), Secret.of("wrong"), Problem.BAD_CREDENTIALS);
    }

    @Test
    void aLocationThatIsNeitherPathNorPostgresqlIsRefused() {
        assertProblem("jdbc:mysql://127.0.0.1/pindesk", null, Problem.CONFIGURATION);
        assertProblem(file() + ";INIT=drop table request", null, Problem.CONFIGURATION);
    }

    @Test
    void aSealedSecretIsNowhereInTheFilesOrTheLog() throws IOException {
        String control = "CONTROL-that-is-stored-in-clear-and-must-be-found";
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Level before = root.getLevel();
        log.start();
        root.addAppender(log);
        root.setLevel(Level.TRACE);
        // chatter is capped in logback.xml; here even that is looked at
        Logger pool = (Logger) LoggerFactory.getLogger("com.zaxxer.hikari");
        pool.setLevel(Level.TRACE);
        try {
            seal("r1", "58213");
            seal("r1", CANARY);
            append("control", control);
            assertThat(store.tx(tx -> tx.vault().open("r1", BOB, "hq", START)).map(Secret::open))
                    .contains(CANARY);
            assertThatThrownBy(() -> store.tx(tx -> tx.vault().open("r1", Samples.HANA, "hq", START)))
                    .isInstanceOf(PindeskException.class)
                    .message()
                    .doesNotContain(CANARY);
            store.close();
        } finally {
            pool.setLevel(Level.WARN);
            root.setLevel(before);
            root.detachAppender(log);
        }

        List<byte[]> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(dir)) {
            all.filter(Files::isRegularFile).map(H2StoreTest::bytes).forEach(files::add);
        }
        assertThat(files).as("the search finds what is in clear").anyMatch(bytes -> holds(bytes, utf8(control)));
        for (byte[] form : forms(CANARY)) {
            assertThat(files).noneMatch(bytes -> holds(bytes, form));
        }
        assertThat(log.list).isNotEmpty();
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .noneMatch(message -> message.contains(CANARY));
    }

    private void assertProblem(String location, @Nullable Secret password, Problem problem) {
        StoreSettings settings =
                new StoreSettings(location, "pindesk", password, Samples.keys("old"), Samples.auditKey("audit"), 2);
        assertThatThrownBy(() -> JdbcStore.open(settings, clock))
                .asInstanceOf(InstanceOfAssertFactories.type(PindeskException.class))
                .extracting(PindeskException::problem)
                .isEqualTo(problem);
    }

    /** UTF-8 and UTF-16, hex in both cases, and base64 at each of the three alignments without its borders. */
    private static List<byte[]> forms(String secret) {
        List<byte[]> forms = new ArrayList<>();
        for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            byte[] raw = secret.getBytes(charset);
            forms.add(raw);
            forms.add(utf8(HexFormat.of().formatHex(raw)));
            forms.add(utf8(HexFormat.of().formatHex(raw).toUpperCase(Locale.ROOT)));
            for (int shift = 0; shift < 3; shift++) {
                byte[] shifted = new byte[raw.length + shift];
                System.arraycopy(raw, 0, shifted, shift, raw.length);
                String base64 = Base64.getEncoder().withoutPadding().encodeToString(shifted);
                forms.add(utf8(base64.substring(4, base64.length() - 4)));
            }
        }
        return forms;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static boolean holds(byte[] bytes, byte[] wanted) {
        return new String(bytes, StandardCharsets.ISO_8859_1).contains(new String(wanted, StandardCharsets.ISO_8859_1));
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
