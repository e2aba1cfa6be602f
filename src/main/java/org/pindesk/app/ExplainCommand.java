package org.pindesk.app;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pindesk explain}: which rule decides, and what else was looked at. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description =
                "Says whether somebody may do something for somebody, by which rule, and what it takes. Changes nothing."
                        + " Ends with 0 whatever the answer, with 2 for a name or action that is not known.")
final class ExplainCommand implements java.util.concurrent.Callable<Integer> {
    @Parameters(paramLabel = "ACTOR", description = "Login name of who would do it.")
    private String actor = "";

    @Parameters(paramLabel = "ACTION", description = "As in the policy file, such as pin.reset.")
    private String action = "";

    @Parameters(paramLabel = "TARGET", description = "Login name of whom it would be for; the same for oneself.")
    private String target = "";

    @Option(names = "--platform", paramLabel = "NAME", description = "A chat platform, such as slack.")
    private @Nullable String platform;

    @Option(names = "--json", description = "One JSON object, for programs.")
    private boolean json;

    @Override
    public Integer call() {
        String chat = platform == null ? null : platform.toLowerCase(Locale.ROOT);
        if (chat != null && !Registry.CHATS.containsKey(chat)) {
            System.err.println("--platform is " + String.join(" or ", Registry.CHATS.keySet()) + ".");
            return Main.MISCONFIGURED;
        }
        Explanation explanation;
        try {
            explanation = Explanation.of(
                    EnvFile.under(System.getenv(), Path.of(".env")), Clock.systemUTC(), actor, action, target, chat);
        } catch (PindeskException e) {
            if (e.problem() != Problem.CONFIGURATION) {
                throw e;
            }
            System.err.println(e.getMessage());
            return Main.MISCONFIGURED;
        }
        if (json) {
            explanation.printJson(System.out);
        } else {
            explanation.print(System.out);
        }
        return Main.OK;
    }
}
