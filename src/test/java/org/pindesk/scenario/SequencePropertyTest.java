package org.pindesk.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.directory.DirectorySimulator;

/**
 * Random people do random things, one after the other, under random policies, while the directory changes: whatever PIN the telephone
 * system is given, it was permitted. {@link Onlooker} judges by what people typed, pressed and read, and asks no code of the bot. A failure
 * names the seed and the steps; {@code -Dpindesk.sequences=60 -Dpindesk.steps=200} tries more.
 */
@Timeout(900)
class SequencePropertyTest {
    private static final int SEQUENCES = Integer.getInteger("pindesk.sequences", 6);
    private static final int STEPS = Integer.getInteger("pindesk.steps", 40);
    private static final List<String> PEOPLE = List.of("hana", "heinz", "anna", "alice", "bob", "dora", "carl", "leo");
    private static final List<String> AGENTS = List.of("hana", "heinz", "alice", "anna");
    private static final List<String> GROUPS = List.of(
            Company.HELPDESK_GROUP,
            Company.ADMIN_GROUP,
            Company.PROTECTED_GROUP,
            Company.WINDOWS_RESET_GROUP,
            DirectorySimulator.DOMAIN_ADMINS);

    static LongStream seeds() {
        return LongStream.rangeClosed(1, SEQUENCES);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void noSequenceReachesAChangeThatPolicyOrFloorForbids(long seed) throws Exception {
        Random random = new Random(seed);
        try (Desk desk = Desk.open()) {
            Onlooker onlooker = new Onlooker(desk, PEOPLE, "seed " + seed);
            for (String approver : List.of("hana", "heinz", "anna", "alice")) {
                desk.enrol(approver);
            }
            desk.directory.join("alice", Company.ADMIN_GROUP);
            onlooker.joins("alice", Company.ADMIN_GROUP);
            onlooker.ruledBy(Laws.usual());
            honest(onlooker, "hana", "bob");
            onlooker.does("bob", "takes", () -> onlooker.take("bob", "bob"));
            assertThat(onlooker.changes())
                    .as("under the usual laws Bob is helped")
                    .isEqualTo(1);
            for (int i = 0; i < STEPS; i++) {
                step(random, onlooker);
            }
            desk.audit();
        }
    }

    private static void step(Random random, Onlooker at) {
        String who = any(random, PEOPLE);
        String other = any(random, PEOPLE);
        switch (random.nextInt(20)) {
            case 0, 1, 2, 3 -> {
                honest(at, any(random, AGENTS), other);
                if (random.nextInt(3) > 0) {
                    at.does(other, "takes", () -> at.take(other, other));
                }
            }
            case 4, 5 -> at.does(who, "asks for " + other, () -> at.ask(who, other, random.nextBoolean()));
            case 6 -> at.does(who, "resets", () -> at.reset(who));
            case 7, 8 -> {
                String of = random.nextInt(3) == 0 ? other : who;
                at.does(who, "takes what " + of + " was offered", () -> at.take(who, of));
            }
            case 9, 10 -> {
                String of = random.nextInt(3) == 0 ? other : who;
                Onlooker.Code code = Onlooker.Code.values()[random.nextInt(3)];
                at.does(who, "approves with a " + code + " code for " + of, () -> at.approve(who, of, code));
            }
            case 11 -> at.does(who, "denies", () -> at.deny(who, random.nextBoolean() ? who : other));
            case 12 -> at.does(who, "cancels", () -> at.press(who, other, "Cancel"));
            case 13 -> at.does(who, "disowns", () -> at.disown(who, random.nextInt(3) == 0 ? other : who));
            case 14 -> at.does(who, "freezes " + other, () -> at.freeze(who, other, random.nextInt(3) == 0));
            case 15 -> at.does(who, "verifies " + other, () -> at.verify(who, other, random.nextInt(3) > 0));
            case 16, 17 -> {
                String group = any(random, GROUPS);
                boolean in = random.nextInt(3) > 0;
                at.does(who, (in ? "joins " : "leaves ") + group, () -> at.member(who, group, in));
            }
            case 18 -> {
                boolean off = random.nextBoolean();
                at.does(other, off ? "is disabled" : "is enabled", () -> at.disabled(other, off));
                Laws laws = Laws.any(random);
                at.does("somebody", "writes " + laws, () -> at.ruledBy(laws));
            }
            default -> {
                Duration time = List.of(Duration.ofMinutes(4), Duration.ofMinutes(16), Duration.ofHours(13))
                        .get(random.nextInt(3));
                at.does("time", "passes: " + time, () -> at.pass(time));
            }
        }
    }

    /** As it is meant: a proof, a reason, and everybody who is asked says yes with a good code. */
    private static void honest(Onlooker at, String agent, String target) {
        at.does(agent, "honestly verifies " + target, () -> at.verify(agent, target, true));
        at.does(agent, "honestly asks for " + target, () -> at.ask(agent, target, true));
        for (String approver : AGENTS) {
            at.does(approver, "honestly approves", () -> at.approve(approver, approver, Onlooker.Code.GOOD));
        }
    }

    private static <T> T any(Random random, List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
