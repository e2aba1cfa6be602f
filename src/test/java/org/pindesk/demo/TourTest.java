package org.pindesk.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The first thing that a newcomer sees: every step of it works. */
class TourTest {
    @Test
    void everyStepDoesWhatItsRemarkSays() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (World world = new World();
                PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            world.startBot();
            Printer printer = new Printer(out, false);
            new Tour(world, new Console(world, printer), printer).run();
        }
        String said = printed.toString(StandardCharsets.UTF_8);
        assertThat(said)
                .doesNotContain("There is no such button", "Not understood", "did not work:", "Nothing secret has been")
                .doesNotContain("{read", "{code", "{mail")
                .contains("alice [dm] Are you on the phone?", "dora [phone] signed in", "dina [discord ephemeral] ")
                .contains("bob [phone] signed in", "alice [phone] signed in", "dina [phone] signed in");
        assertThat(said.lines().filter(line -> line.contains("harvey [portal]")))
                .as("the page, first and last")
                .hasSize(2)
                .last()
                .asString()
                .contains("signed in");
    }
}
