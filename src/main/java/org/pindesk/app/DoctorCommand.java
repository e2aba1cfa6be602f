package org.pindesk.app;

import java.time.Clock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pindesk doctor}: tries every system that is configured, changes nothing, and says what to mend. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description =
                "Tries each configured system without changing anything; ends with 0 when all answer as they should.")
final class DoctorCommand implements java.util.concurrent.Callable<Integer> {
    @Option(names = "--json", description = "One JSON object a line, for programs.")
    private boolean json;

    @Override
    public Integer call() {
        boolean well = Doctor.examine(System.getenv(), Clock.systemUTC(), json, System.out);
        return well ? Main.OK : Main.FAILED;
    }
}
