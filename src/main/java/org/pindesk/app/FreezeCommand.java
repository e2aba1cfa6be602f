package org.pindesk.app;

import java.nio.file.Path;
import java.time.Clock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code pindesk freeze}: the way out at the server, where there are no two people who could let changes go on in the chat. */
@Command(
        name = "freeze",
        mixinStandardHelpOptions = true,
        description = "Lets changes for somebody go on. An H2 file must not be in use: stop the bot first.")
final class FreezeCommand implements Runnable {
    @Override
    public void run() {
        System.err.println("Say 'freeze lift LOGIN'.");
    }

    @Command(name = "lift", description = "Lets changes for this person go on; whoever types it has talked to them.")
    int lift(@Parameters(paramLabel = "LOGIN", description = "Account name in the directory.") String login) {
        try (FreezeRegister freezes = FreezeRegister.open(
                EnvFile.under(System.getenv(), Path.of(".env")), Clock.systemUTC(), new SystemTerminal())) {
            return freezes.lift(login) ? Main.OK : Main.FAILED;
        }
    }
}
