package org.pindesk.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pindesk.adapter.policy.PolicyFile;
import org.pindesk.demo.company.Company;

/** Who changes much at once waits for an approval from then on, and what waited is not taken without it, however quiet it is by then. */
@Timeout(180)
class BurstStoryTest {
    private static final String TAKE = "Get my new PIN";

    @TempDir
    Path folder;

    @Test
    void whatWaitedBecauseOfABurstIsNotTakenWithoutItsApproval() throws Exception {
        try (Desk desk = quick()) {
            desk.pass(Duration.ofMinutes(20));
            assertThat(desk.as("alice").wasOffered(TAKE)).isTrue();
            // the one who approved may not any more; nothing about the hour asks for an approval now
            desk.directory.leave("anna", Company.ADMIN_GROUP);

            desk.as("alice").presses(TAKE);

            assertThat(desk.as("alice").secrets()).isEmpty();
            assertThat(desk.phone("alice", Company.START_PIN)).isEqualTo("signed in");
            assertThat(desk.audit()).anyMatch(row -> row.contains("pin.write") && row.contains("needs-approval"));
        }
    }

    @Test
    void withItsApprovalItIsTaken() throws Exception {
        try (Desk desk = quick()) {
            desk.pass(Duration.ofMinutes(20));
            desk.as("alice").presses(TAKE);
            assertThat(desk.phone("alice", desk.as("alice").secret())).isEqualTo("signed in");
        }
    }

    /** One change is no burst, a second one is; that waits for anna, who approves. */
    private Desk quick() throws Exception {
        Path path = folder.resolve("policy.yaml");
        String text = Files.readString(Path.of("src/main/resources/org/pindesk/demo/policy.yaml"));
        Files.writeString(path, text.replaceAll("(?s)velocity:.*", """
                velocity:
                  burst:
                    acts: 1 per 10m
                    then: approval
                  approval:
                    from: [administrators]
                    code: true
                """));
        Desk desk = Desk.open();
        desk.policy = PolicyFile.open(path, Set.of("slack", "discord"));
        desk.enrol("anna");
        desk.as("hana").types("/pin reset @bob reason:lost");
        desk.as("bob").presses(TAKE);
        assertThat(desk.phone("bob", desk.as("bob").secret())).isEqualTo("signed in");
        desk.as("hana").types("/pin reset @alice reason:lost");
        assertThat(desk.as("alice").sees()).as("waits for an approval").isEmpty();
        desk.as("anna").presses("Approve").fills("Code", desk.code("anna")).submits();
        assertThat(desk.as("alice").wasOffered(TAKE)).isTrue();
        return desk;
    }
}
