package org.pindesk.adapter.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Checks an exported audit chain against its key: that no row was changed, removed, added or moved, and that the file was not cut
 * off. Needs no database. What it cannot see: an older export put in place of a newer one (compare the last row with the head that
 * was anchored outside).
 */
public final class AuditVerifier {
    private final AuditKey key;

    public AuditVerifier(AuditKey key) {
        this.key = key;
    }

    /** What is wrong with the first row that does not fit. */
    public enum Fault {
        /** The row does not match its HMAC, or does not continue the row before. */
        CHANGED,
        /** One or more rows before this one are missing. */
        REMOVED,
        /** Rows are here in another order, or twice. */
        REORDERED,
        /** The file does not end with the newest row of the chain. */
        CUT_OFF,
        /** Not a line of an export. */
        UNREADABLE,
        /** No row of the file fits the key. */
        WRONG_KEY,
        /** The free text is not the one that was signed. */
        TEXT_EDITED,
        /** The file has no row, which proves nothing. */
        EMPTY
    }

    /**
     * Where a file stops to fit.
     *
     * @param line line in the file, from 1; for {@link Fault#CUT_OFF} the last one
     * @param why for the operator, in one sentence; nothing of the row's content
     */
    public record Finding(long line, Fault fault, String why) {}

    /**
     * What came of a check.
     *
     * @param rows how many rows fit, before the first that does not
     * @param erasedTexts how many of these had a free text that was erased since: allowed
     * @param finding null when everything fits
     */
    public record Verdict(
            long rows, long erasedTexts, @Nullable Finding finding) {
        public boolean ok() {
            return finding == null;
        }
    }

    /**
     * Reads the file once.
     *
     * @param file JSON lines as {@link org.pindesk.port.AuditLog#export} writes them
     * @throws IOException when the file cannot be read at all
     */
    public Verdict verify(Path file) throws IOException {
        Check check = new Check();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!check.take(line)) {
                    break;
                }
            }
        }
        return check.verdict();
    }

    /** One pass over the lines; after the first fault it goes on only as far as needed to name the fault rightly. */
    private final class Check {
        private long line;
        private long fitting;
        private long erased;
        private String prev = AuditRow.GENESIS;
        private @Nullable AuditLine last;
        private @Nullable Finding finding;
        /** The row that was missed when the finding was {@link Fault#REMOVED}; 0 when none. */
        private long missing;
        /** Whether the finding may still turn out to be the wrong key. */
        private boolean keyDoubted;

        /** Returns whether more lines are wanted. */
        boolean take(String text) {
            line++;
            AuditLine read;
            try {
                read = AuditLine.read(text);
            } catch (JsonProcessingException e) {
                if (finding == null) {
                    find(
                            Fault.UNREADABLE,
                            "not a line of an audit export (broken JSON, or fields too many or too few)");
                }
                return false;
            }
            if (finding == null) {
                judge(read);
                last = read;
                return finding == null || missing > 0 || keyDoubted;
            }
            return goOn(read);
        }

        private void judge(AuditLine read) {
            AuditLine before = last;
            if (before != null && before.head() != null) {
                find(Fault.CHANGED, "the row before ends an export, and here follows another row");
            } else if (!fitsKey(read)) {
                keyDoubted = fitting == 0 && !headFits(read);
                find(Fault.CHANGED, "the row does not match its HMAC: it was changed");
            } else if (read.seq() <= fitting) {
                find(Fault.REORDERED, "row " + read.seq() + " stands here again or too late");
            } else if (read.seq() > fitting + 1) {
                missing = fitting + 1;
                find(Fault.REMOVED, "row " + missing + " is missing before row " + read.seq());
            } else if (!read.prev().equals(prev)) {
                find(Fault.CHANGED, "the row does not continue the row before: one of the two is from another chain");
            } else if (!textFits(read)) {
                find(Fault.TEXT_EDITED, "the free text is not the one that was signed");
            } else {
                fitting++;
                prev = read.mac();
                if (read.textMac() != null && read.text() == null) {
                    erased++;
                }
            }
        }

        /** Looks for what tells "removed" from "moved", and "changed" from "wrong key". */
        private boolean goOn(AuditLine read) {
            if (missing > 0 && read.seq() == missing && fitsKey(read)) {
                long where = line;
                finding =
                        new Finding(firstLine(), Fault.REORDERED, "row " + missing + " stands later, in line " + where);
                return false;
            }
            if (keyDoubted && (fitsKey(read) || headFits(read))) {
                keyDoubted = false;
            }
            return missing > 0 || keyDoubted;
        }

        Verdict verdict() {
            AuditLine end = last;
            if (keyDoubted) {
                finding = new Finding(
                        firstLine(), Fault.WRONG_KEY, "no row fits this key: it is not the key of this chain");
            } else if (finding == null && end == null) {
                find(Fault.EMPTY, "the file holds no row");
            } else if (finding == null && end != null && !headFits(end)) {
                find(
                        Fault.CUT_OFF,
                        end.head() == null
                                ? "the file ends after row " + end.seq() + ", and that is not the end of the export"
                                : "the end mark does not match row " + end.seq() + ": rows after it were removed");
            }
            return new Verdict(fitting, erased, finding);
        }

        void find(Fault fault, String why) {
            finding = new Finding(line, fault, why);
        }

        private long firstLine() {
            return finding == null ? line : finding.line();
        }

        private boolean fitsKey(AuditLine read) {
            return read.row().mac(key).equals(read.mac());
        }

        private boolean headFits(AuditLine read) {
            return AuditRow.headMac(key, read.seq(), read.mac()).equals(read.head());
        }

        private boolean textFits(AuditLine read) {
            String text = read.text();
            String salt = read.salt();
            if (text == null || salt == null) {
                return text == null && salt == null;
            }
            return AuditRow.textMac(key, salt, text).equals(read.textMac());
        }
    }
}
