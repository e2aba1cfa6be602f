package org.pindesk.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code pindesk link}: which chat account is whose, entered by an administrator at the server. */
@Command(
        name = "link",
        mixinStandardHelpOptions = true,
        description = "Says which chat account is whose. An H2 file must not be in use: stop the bot first.")
final class LinkCommand implements Runnable {
    private static final String ACCOUNT =
            "Platform, team (workspace, server) and immutable user id, as slack:T012345:U012345.";

    @Override
    public void run() {
        System.err.println(
                "Say 'link list', 'link add ACCOUNT LOGIN', 'link import FILE' or 'link remove ACCOUNT'.");
    }

    @Command(name = "list", description = "Prints every link, how it was proved, and since when.")
    int list() {
        return with(links -> {
            links.list();
            return true;
        });
    }

    @Command(name = "add", description = "Links a chat account to the person of this login.")
    int add(
            @Parameters(paramLabel = "ACCOUNT", description = ACCOUNT) String account,
            @Parameters(paramLabel = "LOGIN", description = "Account name in the directory.") String login) {
        return with(links -> links.add(account, login));
    }

    @Command(
            name = "import",
            description = "Links many: a file with lines 'platform,team,user id,login'. Nothing is taken when one is wrong.")
    int take(@Parameters(paramLabel = "FILE", description = "UTF-8; # begins a remark.") Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException | UncheckedIOException e) {
            System.err.println("The file cannot be read as UTF-8 text: " + e);
            return Main.FAILED;
        }
        return with(links -> links.take(lines));
    }

    @Command(name = "remove", description = "Forgets a link, a suspended one too; the next proof begins anew.")
    int remove(@Parameters(paramLabel = "ACCOUNT", description = ACCOUNT) String account) {
        return with(links -> links.remove(account));
    }

    private static int with(Predicate<LinkRegister> work) {
        try (LinkRegister links = LinkRegister.open(
                EnvFile.under(System.getenv(), Path.of(".env")), Clock.systemUTC(), new SystemTerminal())) {
            return work.test(links) ? Main.OK : Main.FAILED;
        }
    }
}
