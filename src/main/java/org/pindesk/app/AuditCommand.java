package org.pindesk.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.pindesk.adapter.store.AuditKey;
import org.pindesk.adapter.store.AuditVerifier;
import org.pindesk.adapter.store.JdbcStore;
import org.pindesk.core.Secret;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pindesk audit}: takes the audit out, and checks that nobody has touched it. */
@Command(name = "audit", description = "Exports the audit, or verifies an export.")
final class AuditCommand implements Runnable {
    @Override
    public void run() {
        System.err.println("Say 'audit export FILE' or 'audit verify FILE --key-file FILE'.");
    }

    @Command(
            name = "export",
            description =
                    "Writes every row as one JSON object a line. An H2 file must not be in use: stop the bot first.")
    int export(@Parameters(paramLabel = "FILE", description = "Where to write; replaced if it is there.") Path file)
            throws IOException {
        Clock clock = Clock.systemUTC();
        try (JdbcStore store = Wiring.read(System.getenv(), clock).openStore(clock)) {
            long rows = Program.exportAudit(store, file);
            System.out.println(rows + " rows written to " + file);
        }
        return Main.OK;
    }

    @Command(
            name = "verify",
            description = "Ends with 0 when every row of an export fits, with 1 naming the first that does not.")
    int verify(
            @Parameters(paramLabel = "FILE", description = "The export.") Path file,
            @Option(
                            names = "--key-file",
                            paramLabel = "FILE",
                            required = true,
                            description = "Holds the value of AUDIT_KEY.")
                    Path keyFile)
            throws IOException {
        if (!Files.isReadable(file) || !Files.isReadable(keyFile)) {
            System.err.println("Cannot read " + (Files.isReadable(file) ? keyFile : file) + ".");
            return Main.MISCONFIGURED;
        }
        String key = Files.readString(keyFile, StandardCharsets.UTF_8).strip();
        if (key.isEmpty()) {
            System.err.println("The key file " + keyFile + " is empty; it must hold the value of AUDIT_KEY.");
            return Main.MISCONFIGURED;
        }
        AuditVerifier.Verdict verdict = new AuditVerifier(AuditKey.parse(Secret.of(key))).verify(file);
        AuditVerifier.Finding finding = verdict.finding();
        if (finding != null) {
            System.out.println("Not intact: row " + finding.line() + " does not fit: " + finding.why());
            return Main.FAILED;
        }
        String erased = verdict.erasedTexts() == 0 ? "" : ", " + verdict.erasedTexts() + " texts erased";
        System.out.println("Intact: " + verdict.rows() + " rows" + erased);
        return Main.OK;
    }
}
