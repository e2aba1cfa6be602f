package org.pindesk.adapter.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pindesk.adapter.store.Samples.START;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pindesk.adapter.store.AuditVerifier.Fault;
import org.pindesk.adapter.store.AuditVerifier.Verdict;
import org.pindesk.testing.SettableClock;

/** What was done to an exported file, and what the verifier says of it. */
class AuditVerifierTest {
    private static final int ROWS = 6;
    private static final AuditKey KEY = Samples.auditKey("audit");

    @TempDir
    static Path dir;

    private static List<String> exported = List.of();
    private static List<String> otherChain = List.of();
    private static List<String> single = List.of();

    @BeforeAll
    static void export() {
        exported = export("one", ROWS);
        otherChain = export("two", ROWS);
        single = export("three", 1);
    }

    /** The third row carries a text. */
    private static List<String> export(String name, int rows) {
        StoreSettings settings = StoreSettings.file(dir.resolve(name), Samples.keys("a"), KEY);
        try (JdbcStore store = JdbcStore.open(settings, new SettableClock(START))) {
            return store.tx(tx -> {
                IntStream.rangeClosed(1, rows)
                        .forEach(row ->
                                tx.audit().append(Samples.audit("action" + row, row == 3 ? "lost it" : null), START));
                List<String> lines = new ArrayList<>();
                tx.audit().export(lines::add);
                return List.copyOf(lines);
            });
        }
    }

    @Test
    void anUntouchedFileFits() throws IOException {
        assertThat(verify(exported)).isEqualTo(new Verdict(ROWS, 0, null));
    }

    @Test
    void theEndMarkIsOnTheLastLineOnly() {
        assertThat(exported)
                .hasSize(ROWS)
                .filteredOn(line -> line.contains("\"head\""))
                .containsExactly(last());
    }

    @Test
    void windowsLineEndsDoNotMatter() throws IOException {
        Path file = dir.resolve("windows.jsonl");
        Files.writeString(file, String.join("\r\n", exported) + "\r\n");

        assertThat(new AuditVerifier(KEY).verify(file).ok()).isTrue();
    }

    @Test
    void aChangedFieldIsFound() throws IOException {
        assertFault(edited(2, "\"result\":\"offered\"", "\"result\":\"denied\""), 2, Fault.CHANGED);
        assertFault(edited(4, "\"rule\":\"helpdesk\"", "\"rule\":\"self\""), 4, Fault.CHANGED);
        assertFault(edited(1, "\"actor\":\"person:8a8a8a8a\"", "\"actor\":null"), 1, Fault.CHANGED);
        assertFault(edited(6, "08:00:00.123456Z", "08:00:00.123457Z"), 6, Fault.CHANGED);
        assertFault(edited(5, "\"seq\":5", "\"seq\":7"), 5, Fault.CHANGED);
    }

    @Test
    void movingTheBorderBetweenTwoFieldsIsFound() throws IOException {
        assertFault(
                edited(
                        2,
                        "\"action\":\"action2\",\"result\":\"offered\"",
                        "\"action\":\"action2offered\",\"result\":\"\""),
                2,
                Fault.CHANGED);
    }

    @Test
    void removedRowsAreFound() throws IOException {
        assertFault(without(3), 3, Fault.REMOVED);
        assertFault(without(1), 1, Fault.REMOVED);
        assertFault(exported.subList(ROWS - 1, ROWS), 1, Fault.REMOVED);
    }

    @Test
    void rowsInAnotherOrderAreFound() throws IOException {
        List<String> swapped = new ArrayList<>(exported);
        Collections.swap(swapped, 1, 3);
        assertFault(swapped, 2, Fault.REORDERED);

        List<String> twice = new ArrayList<>(exported);
        twice.add(4, exported.get(1));
        assertFault(twice, 5, Fault.REORDERED);
    }

    @Test
    void aFileCutOffIsFound() throws IOException {
        assertFault(exported.subList(0, ROWS - 1), ROWS - 1, Fault.CUT_OFF);
        assertFault(exported.subList(0, 1), 1, Fault.CUT_OFF);
        List<String> patched = new ArrayList<>(exported.subList(0, ROWS - 1));
        String mark = last().substring(last().indexOf(",\"head\""));
        patched.set(ROWS - 2, patched.get(ROWS - 2).replaceFirst("}$", mark.replace("$", "\\$")));
        assertFault(patched, ROWS - 1, Fault.CUT_OFF);
        assertFault(List.of(), 0, Fault.EMPTY);
    }

    @Test
    void linesAfterTheEndAreFound() throws IOException {
        List<String> longer = new ArrayList<>(exported);
        longer.add(otherChain.get(0));

        assertFault(longer, ROWS + 1, Fault.CHANGED);
    }

    @Test
    void anUnreadableLineIsFound() throws IOException {
        assertFault(edited(2, "\"result\"", "result"), 2, Fault.UNREADABLE);
        assertFault(edited(2, "{\"seq\":2", "{\"note\":\"x\",\"seq\":2"), 2, Fault.UNREADABLE);
        assertFault(edited(2, "{\"seq\":2", "{\"seq\":3,\"seq\":2"), 2, Fault.UNREADABLE);
        assertFault(edited(2, "\"seq\":2", "\"seq\":2.5"), 2, Fault.UNREADABLE);
        assertFault(edited(2, "\"subject\":\"person:b0b0b0b0\",", ""), 2, Fault.UNREADABLE);
        assertFault(edited(2, "\"facts\":{", "\"facts\":null,\"x\":{"), 2, Fault.UNREADABLE);
        List<String> half = new ArrayList<>(exported);
        half.set(ROWS - 1, last().substring(0, 100));
        assertFault(half, ROWS, Fault.UNREADABLE);
    }

    @Test
    void bytesThatAreNoTextAreFound() throws IOException {
        Path file = dir.resolve("binary.jsonl");
        byte[] bytes = String.join("\n", exported).getBytes(StandardCharsets.UTF_8);
        bytes[exported.get(0).length() + 40] = (byte) 0xff;
        Files.write(file, bytes);

        assertThat(new AuditVerifier(KEY).verify(file).finding())
                .isNotNull()
                .extracting(AuditVerifier.Finding::line)
                .isEqualTo(2L);
    }

    @Test
    void aRowOfAnotherChainOfTheSameKeyIsFound() throws IOException {
        List<String> mixed = new ArrayList<>(exported);
        mixed.set(4, otherChain.get(4));

        assertFault(mixed, 5, Fault.CHANGED);
    }

    @Test
    void theWrongKeyIsNamedAsSuch() throws IOException {
        Verdict many = new AuditVerifier(Samples.auditKey("other")).verify(write(exported));
        Verdict one = new AuditVerifier(Samples.auditKey("other")).verify(write(single));

        assertThat(many.finding())
                .isNotNull()
                .extracting(AuditVerifier.Finding::fault)
                .isEqualTo(Fault.WRONG_KEY);
        assertThat(one.finding())
                .isNotNull()
                .extracting(AuditVerifier.Finding::fault)
                .isEqualTo(Fault.WRONG_KEY);
    }

    @Test
    void aChangedFirstRowIsNotTakenForTheWrongKey() throws IOException {
        assertFault(edited(1, "\"result\":\"offered\"", "\"result\":\"denied\""), 1, Fault.CHANGED);
        assertFault(List.of(single.get(0).replace("offered", "denied")), 1, Fault.CHANGED);
    }

    @Test
    void anEditedTextIsFoundAndAnErasedOneIsFine() throws IOException {
        assertFault(edited(3, "lost it", "stole it"), 3, Fault.TEXT_EDITED);
        assertFault(edited(2, "\"text\":null,\"salt\":null", "\"text\":\"new\",\"salt\":\"00\""), 2, Fault.TEXT_EDITED);

        String salt = exported.get(2).replaceFirst(".*\"salt\":\"([0-9a-f]+)\".*", "$1");
        List<String> erased =
                edited(3, "\"text\":\"lost it\",\"salt\":\"" + salt + "\"", "\"text\":null,\"salt\":null");
        assertThat(verify(erased)).isEqualTo(new Verdict(ROWS, 1, null));
    }

    private static String last() {
        return exported.get(ROWS - 1);
    }

    private static List<String> edited(int line, String from, String to) {
        List<String> lines = new ArrayList<>(exported);
        String before = lines.get(line - 1);
        assertThat(before).contains(from);
        lines.set(line - 1, before.replace(from, to));
        return lines;
    }

    private static List<String> without(int line) {
        List<String> lines = new ArrayList<>(exported);
        lines.remove(line - 1);
        return lines;
    }

    private static Path write(List<String> lines) throws IOException {
        return Files.write(dir.resolve("audit.jsonl"), lines);
    }

    private static Verdict verify(List<String> lines) throws IOException {
        return new AuditVerifier(KEY).verify(write(lines));
    }

    private static void assertFault(List<String> lines, long line, Fault fault) throws IOException {
        Verdict verdict = verify(lines);
        assertThat(verdict.ok()).isFalse();
        assertThat(verdict.finding())
                .isNotNull()
                .extracting(AuditVerifier.Finding::line, AuditVerifier.Finding::fault)
                .containsExactly(line, fault);
    }
}
