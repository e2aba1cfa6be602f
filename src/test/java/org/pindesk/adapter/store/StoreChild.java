package org.pindesk.adapter.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Another process with the database file: says {@code open}, then writes without end and prints each id once it is committed. */
final class StoreChild {
    private StoreChild() {}

    public static void main(String[] args) {
        Path file = Path.of(args[0]);
        JdbcStore store = JdbcStore.open(
                StoreSettings.file(file, Samples.keys("old"), Samples.auditKey("audit")), Clock.systemUTC());
        System.out.println("open");
        for (int i = 0; ; i++) {
            String id = "child-" + i;
            store.tx(tx -> {
                tx.audit().append(Samples.audit(id, "text"), Samples.START);
                return tx.queue().add(Samples.event(id, Samples.START));
            });
            System.out.println("committed " + id);
        }
    }

    /** A running child that has the file open. */
    static final class Running implements AutoCloseable {
        private final Process process;
        private final BufferedReader lines;

        private Running(Process process) {
            this.process = process;
            this.lines = process.inputReader(StandardCharsets.UTF_8);
        }

        static Running start(Path file) throws IOException {
            String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            classPath,
                            StoreChild.class.getName(),
                            file.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Running running = new Running(process);
            String line = running.lines.readLine();
            while (line != null && !line.equals("open")) {
                line = running.lines.readLine();
            }
            if (line == null) {
                throw new IOException("the child ended before it had the file open");
            }
            return running;
        }

        /** Kills the child once it has printed that many ids; returns all ids that it printed. */
        List<String> killAfter(int ids) throws IOException, InterruptedException {
            List<String> printed = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("committed ")) {
                    printed.add(line.substring("committed ".length()));
                }
                if (printed.size() == ids) {
                    // not through Process, which would also throw away what was printed and not yet read
                    process.toHandle().destroyForcibly();
                }
            }
            process.waitFor();
            return printed;
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
