package org.pindesk.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.pindesk.demo.chat.Shown;
import org.pindesk.demo.company.Company;

/** The bot's real process is killed ten times as by kill -9, at ten different moments of a pickup: nine of a PIN, one of a password. */
class KillTest {
    private static final int KILLS = 9;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** The moments: from right after the press to well behind the last step. Fixed, so that a failure can be run again. */
    private static final long SEED = 20261122;

    @Test
    void nothingIsLostAndNoSecondPinIsMadeWhereverTheBotIsKilled() throws Exception {
        List<Shown> seen = new CopyOnWriteArrayList<>();
        Random random = new Random(SEED);
        try (World world = new World()) {
            world.slack.shown(seen::add);
            world.startBot();
            String works = Company.START_PIN;
            for (int kill = 1; kill <= KILLS; kill++) {
                int from = seen.size();
                world.slack.command("hana", "/pin", "reset @bob reason:kill");
                Awaitility.await().atMost(PATIENCE).until(() -> offered(seen, from));
                settle(world);
                int beforePress = seen.size();
                assertThat(world.slack.press("bob", "Get my new PIN")).isTrue();
                after(Duration.ofMillis(random.nextInt(25) * kill));
                world.killBot();
                settle(world);
                if (secrets(seen, beforePress).isEmpty()) {
                    world.slack.press("bob", "Get my new PIN");
                    settle(world);
                }
                List<String> secrets = secrets(seen, beforePress);
                assertThat(secrets.size())
                        .as("kill %d: one PIN for one request", kill)
                        .isEqualTo(1);
                assertThat(world.cucm.phoneSignIn("bob", secrets.get(0)))
                        .as("kill %d: what was shown is what signs in", kill)
                        .isEqualTo("signed in");
                assertThat(world.cucm.phoneSignIn("bob", works)).startsWith("[201]");
                assertThat(world.cucm.pinsHeld("bob")).as("kill %d", kill).isEqualTo(1 + kill);
                works = secrets.get(0);
                world.slack.press("bob", "I have it");
                settle(world);
            }
            long told = seen.stream()
                    .filter(shown -> shown.to().equals("hana") && "applied".equals(shown.outcome()))
                    .count();
            assertThat(told).as("hana was told of every one").isGreaterThanOrEqualTo(KILLS);
        }
    }

    @Test
    void oneWindowsPasswordIsMadeAlthoughTheBotIsKilledWhileItIsWritten() throws Exception {
        List<Shown> seen = new CopyOnWriteArrayList<>();
        try (World world = new World()) {
            world.slack.shown(seen::add);
            world.startBot();
            world.slack.command("hana", "/login-help", "@harvey where:computer");
            Awaitility.await().atMost(PATIENCE).until(() -> world.slack.press("hana", "Reset Windows password"));
            Awaitility.await().atMost(PATIENCE).until(() -> offered(seen, 0, "harvey", "Get my new password"));
            settle(world);
            assertThat(world.slack.press("harvey", "Get my new password")).isTrue();
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> world.directory.operations().writes() > 0);
            world.killBot();
            settle(world);
            if (secrets(seen, 0, "harvey").isEmpty()) {
                world.slack.press("harvey", "Get my new password");
                settle(world);
            }
            List<String> secrets = secrets(seen, 0, "harvey");
            assertThat(secrets.size()).as("one password for one request").isEqualTo(1);
            assertThat(world.directory.operations().writes()).isEqualTo(1);
            assertThat(world.directory.signInAtComputer("harvey", secrets.get(0), "Own.Choice.2026"))
                    .isEqualTo("signed in");
            assertThat(seen.stream().map(Shown::outcome)).contains("applied").doesNotContain("unknown", "refused");
        }
    }

    private static boolean offered(List<Shown> seen, int from) {
        return offered(seen, from, "bob", "Get my new PIN");
    }

    private static boolean offered(List<Shown> seen, int from, String who, String label) {
        return seen.subList(from, seen.size()).stream()
                .anyMatch(shown -> shown.to().equals(who) && shown.buttons().contains(label));
    }

    private static List<String> secrets(List<Shown> seen, int from) {
        return secrets(seen, from, "bob");
    }

    private static List<String> secrets(List<Shown> seen, int from, String who) {
        return seen.subList(from, seen.size()).stream()
                .filter(shown -> shown.to().equals(who))
                .map(Shown::secret)
                .filter(java.util.Objects::nonNull)
                .distinct()
                .toList();
    }

    private static void settle(World world) {
        int[] calm = {0};
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> {
            calm[0] = world.idle() ? calm[0] + 1 : 0;
            return calm[0] >= 3;
        });
    }

    private static void after(Duration delay) {
        CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS))
                .join();
    }
}
