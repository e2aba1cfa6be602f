package org.pindesk.demo;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.pindesk.app.LinkRegister;
import org.pindesk.app.Terminal;
import org.pindesk.demo.company.Employee;
import org.pindesk.demo.discord.DiscordSimulator;

/** Whose the accounts on Discord are, entered as everywhere: with the product's own import, by an administrator, before the bot runs. */
final class DiscordAccounts {
    private static final Duration REGISTERED_WITHIN = Duration.ofSeconds(20);

    private DiscordAccounts() {}

    /** Links everybody who is linked from the start; the bot must not run yet. */
    static void link(Map<String, String> environment, Clock clock, List<Employee> people) {
        List<String> lines = people.stream()
                .filter(Employee::isLinkedOnDiscord)
                .map(person -> String.join(
                        ",",
                        DiscordSimulator.PLATFORM,
                        DiscordSimulator.GUILD_ID,
                        person.discordId(),
                        person.account()))
                .toList();
        List<String> said = new ArrayList<>();
        try (LinkRegister register = LinkRegister.open(environment, clock, new Script(said))) {
            if (!register.take(lines)) {
                throw new IllegalStateException("the accounts on Discord could not be linked: " + said);
            }
        }
    }

    /** Nobody can type a command that the bot has not registered yet, which it does once it is connected. */
    static void waitForCommands(DiscordSimulator discord) throws IOException {
        long end = System.nanoTime() + REGISTERED_WITHIN.toNanos();
        while (!discord.hasCommands()) {
            if (System.nanoTime() > end) {
                throw new IOException("the bot has not registered its commands on Discord");
            }
            BotProcess.pause(15);
        }
    }

    /** A terminal that nobody sits at. */
    private record Script(List<String> said) implements Terminal {
        @Override
        public boolean interactive() {
            return false;
        }

        @Override
        public void say(String line) {
            said.add(line);
        }

        @Override
        public String ask(String question) {
            throw new IllegalStateException("the import asks nothing");
        }
    }
}
