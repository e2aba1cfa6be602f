package org.pindesk.demo;

import java.time.Clock;
import java.util.concurrent.Callable;
import org.pindesk.app.Doctor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pindesk doctor --demo}: the ordinary doctor in the demo company. */
@Command(name = "doctor", mixinStandardHelpOptions = true, description = "Tries each system of the demo company.")
final class DemoDoctor implements Callable<Integer> {
    @Option(
            names = "--demo",
            required = true,
            description = "In the demo company; started for this and ended after it.")
    private boolean demo;

    @Option(names = "--json", description = "One JSON object a line, for programs.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        try (World world = new World()) {
            return Doctor.examine(world.environment(), Clock.systemUTC(), json, System.out) ? 0 : 1;
        }
    }
}
