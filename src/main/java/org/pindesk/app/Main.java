package org.pindesk.app;

import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import org.pindesk.core.PindeskException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of {@code pindesk}. Exit codes: 0 done, 1 not done, 2 wrong configuration or usage. */
@Command(
        name = "pindesk",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description =
                "Helpdesk bot for Slack and Discord: resets telephone PINs and passwords, and finds out why a sign-in fails.",
        subcommands = {
            AuditCommand.class,
            AuthenticatorCommand.class,
            DoctorCommand.class,
            FreezeCommand.class,
            LinkCommand.class,
            ExplainCommand.class,
            PolicyCommand.class,
            CommandLine.HelpCommand.class
        })
public final class Main implements Runnable {
    static final int OK = 0;
    static final int FAILED = 1;
    static final int MISCONFIGURED = 2;

    /** Entry point of {@code pindesk.jar}. */
    public static void main(String[] args) {
        int code = commandLine().execute(args);
        System.exit(code);
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main()).setExecutionExceptionHandler((e, line, parsed) -> {
            if (e instanceof PindeskException) {
                System.err.println(e.getMessage());
                return e instanceof ConfigException ? MISCONFIGURED : FAILED;
            }
            throw e;
        });
    }

    @Override
    public void run() {
        new CommandLine(this).usage(System.out);
    }

    @Command(name = "run", description = "Runs the bot until it is told to stop (SIGTERM, Ctrl-C).")
    int runBot() {
        CountDownLatch stopped = new CountDownLatch(1);
        try (Program program = Program.start(System.getenv(), Clock.systemUTC())) {
            System.err.println("Pindesk is running; health at port " + program.httpPort() + ".");
            Thread closing = new Thread(
                    () -> {
                        program.close();
                        stopped.countDown();
                    },
                    "pindesk-stop");
            Runtime.getRuntime().addShutdownHook(closing);
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return OK;
    }

    @Command(name = "check", description = "Reads the configuration, tells every problem in it, and starts nothing.")
    int check() {
        Wiring.read(System.getenv(), Clock.systemUTC());
        System.out.println("The configuration is complete. 'pindesk doctor' tries each system.");
        return OK;
    }

    @Command(name = "version", description = "Prints the version.")
    int version() {
        System.out.println(new Version().getVersion()[0]);
        return OK;
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Wiring.version();
            return new String[] {"pindesk " + (version == null ? "(not packaged)" : version)};
        }
    }
}
