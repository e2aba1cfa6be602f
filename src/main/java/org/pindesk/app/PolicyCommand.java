package org.pindesk.app;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.pindesk.adapter.policy.PolicyFault;
import org.pindesk.adapter.policy.PolicyFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code pindesk policy}: looks at a policy file before it is used. */
@Command(name = "policy", mixinStandardHelpOptions = true, description = "Says what is wrong with a policy file.")
final class PolicyCommand implements Runnable {
    @Override
    public void run() {
        System.err.println("Say 'policy check FILE'.");
    }

    @Command(
            name = "check",
            description =
                    "Tells every fault with its line and what to do; ends with 0 when there is none, with 2 otherwise.")
    int check(@Parameters(paramLabel = "FILE", description = "The policy file.") Path file) {
        return check(file, System.out);
    }

    static int check(Path file, PrintStream out) {
        List<PolicyFault> faults = PolicyFile.check(file, Registry.CHATS.keySet());
        faults.forEach(fault -> out.println(file + ": " + fault));
        if (faults.isEmpty()) {
            out.println(file + " is a policy: "
                    + PolicyFile.open(file, Registry.CHATS.keySet()).get().shortDigest()
                    + ". Whether its groups are in the directory 'pindesk doctor' says.");
        }
        return faults.isEmpty() ? Main.OK : Main.MISCONFIGURED;
    }
}
