package org.pindesk.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pindesk.demo.company.Company;

/** A company of hundreds, as an incident needs it. */
@Timeout(120)
class CrowdTest {
    @Test
    void threeHundredPeopleAreThereInEverySystemWithinSeconds() throws Exception {
        long began = System.nanoTime();
        try (Desk desk = Desk.crowd(300)) {
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
            for (String account : new String[] {"p001", "p150", "p300"}) {
                assertThat(desk.phone(account, Company.START_PIN)).isEqualTo("signed in");
                assertThat(desk.directory.signsIn(account, Company.START_PASSWORD))
                        .isTrue();
            }
            desk.as("p300").types("/pin reset");
            assertThat(desk.phone("p300", desk.as("p300").secret())).isEqualTo("signed in");
        }
    }
}
