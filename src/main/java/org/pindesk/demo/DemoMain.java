package org.pindesk.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.company.Staff;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts the demo: the company, the bot, and whoever types. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "A small company on this machine, with the real bot in it. Without options: a guided tour.")
public final class DemoMain implements Callable<Integer> {
    /** First argument of the bot's own process. */
    static final String BOT_ROLE = "bot-process";

    @Option(names = "--console", description = "Type into the company: one line, one act. Try: as hana")
    private boolean console;

    @Option(names = "--json", description = "One JSON object a line, for programs.")
    private boolean json;

    @Option(names = "--people", description = "List the accounts and end.")
    private boolean people;

    @Option(
            names = "--crowd",
            paramLabel = "N",
            defaultValue = "0",
            description = "So many further people: p001, p002, ...")
    private int crowd;

    /** Entry point of {@code pindesk-demo.jar}. */
    public static void main(String[] args) throws Exception {
        if (args.length > 0 && args[0].equals(BOT_ROLE)) {
            System.exit(BotChild.run(Arrays.copyOfRange(args, 1, args.length)));
        }
        String[] rest =
                args.length > 0 && args[0].equals("demo") ? java.util.Arrays.copyOfRange(args, 1, args.length) : args;
        System.exit(new CommandLine(new DemoMain()).execute(rest));
    }

    @Override
    public Integer call() throws Exception {
        Printer printer = new Printer(System.out, json);
        if (crowd < 0 || crowd > Staff.LARGEST_CROWD) {
            System.err.println("--crowd takes a number from 0 to " + Staff.LARGEST_CROWD);
            return 2;
        }
        Staff staff = Staff.of(crowd);
        if (people) {
            People.print(staff, System.out, json);
            return 0;
        }
        System.err.println(
                "Starting " + Company.NAME + ": telephone systems, directory, mail, Slack, Discord, and the bot ...");
        try (World world = new World(staff)) {
            world.startBot();
            System.err.println("Ready.");
            Console typed = new Console(world, printer);
            if (console) {
                typed.run(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
            } else {
                new Tour(world, typed, printer).run();
            }
            return 0;
        } catch (IOException e) {
            System.err.println("The demo cannot go on: " + e.getMessage());
            return 1;
        }
    }
}
