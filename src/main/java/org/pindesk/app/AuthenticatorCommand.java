package org.pindesk.app;

import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pindesk authenticator}: who has the factor outside the chat. Keys and codes are no arguments: others could read those. */
@Command(
        name = "authenticator",
        mixinStandardHelpOptions = true,
        description = "Gives people an authenticator (one-time codes), at this terminal and with the person beside it.")
final class AuthenticatorCommand implements Runnable {
    private static final String YES = "Asks nothing but the code, and goes without a terminal too.";

    @Override
    public void run() {
        System.err.println("Say 'authenticator add LOGIN', 'authenticator remove LOGIN' or 'authenticator list'.");
    }

    @Command(
            name = "add",
            description =
                    "Shows a QR code and stores the authenticator once a code has proved it; replaces an earlier one."
                            + " An H2 file must not be in use: stop the bot first.")
    int add(
            @Parameters(paramLabel = "LOGIN", description = "Account name in the directory.") String login,
            @Option(names = "--yes", description = YES) boolean yes) {
        return with(yes, enrolment -> enrolment.add(login));
    }

    @Command(name = "remove", description = "Takes the authenticator away.")
    int remove(
            @Parameters(
                            paramLabel = "LOGIN",
                            description =
                                    "Account name in the directory; for somebody who is not there any more the id from 'list'.")
                    String login,
            @Option(names = "--yes", description = YES) boolean yes) {
        return with(yes, enrolment -> enrolment.remove(login));
    }

    @Command(name = "list", description = "Prints who has one, and since when.")
    int list() {
        return with(true, enrolment -> {
            enrolment.list();
            return true;
        });
    }

    private static int with(boolean sure, Predicate<Enrolment> work) {
        try (Enrolment enrolment = Enrolment.open(
                EnvFile.under(System.getenv(), Path.of(".env")), Clock.systemUTC(), new SystemTerminal(), sure)) {
            return work.test(enrolment) ? Main.OK : Main.FAILED;
        }
    }
}
