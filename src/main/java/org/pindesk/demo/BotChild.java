package org.pindesk.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.pindesk.app.Program;

/**
 * The bot's process in the demo: the ordinary program with the ordinary environment, but for a clock that can be moved. Orders come as
 * lines on standard input; when that ends, so does the process, so that it never outlives the demo.
 */
final class BotChild {
    private BotChild() {}

    static int run(String[] args) throws IOException {
        MovableClock clock = new MovableClock();
        if (args.length > 0) {
            clock.advance(Duration.parse(args[0]));
        }
        PrintStream answers = System.out;
        // whatever else prints must not disturb the answers
        System.setOut(System.err);
        try (Program program = Program.start(System.getenv(), clock)) {
            answers.println("port " + program.httpPort());
            answers.flush();
            BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = orders.readLine(); line != null; line = orders.readLine()) {
                answers.println(obey(line, program, clock));
                answers.flush();
            }
        }
        return 0;
    }

    private static String obey(String line, Program program, MovableClock clock) {
        String[] words = line.split(" ", 2);
        try {
            switch (words[0]) {
                case "clock":
                    clock.advance(Duration.parse(words[1]));
                    program.bot().sweep();
                    return "ok";
                case "sign-in-again":
                    program.bot().signInAgain();
                    return "ok";
                case "export":
                    return "ok " + program.exportAudit(Path.of(words[1]));
                default:
                    return "no such order";
            }
        } catch (IOException | RuntimeException e) {
            return "failed " + e.getClass().getSimpleName();
        }
    }
}
