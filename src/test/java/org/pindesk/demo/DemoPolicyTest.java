package org.pindesk.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pindesk.adapter.policy.PolicyText;
import org.pindesk.authorization.Policy;
import org.pindesk.authorization.Roles;
import org.pindesk.demo.company.Company;

/** The demo's policy means what scripts of the console rely on. */
class DemoPolicyTest {
    private final Policy keys = Policy.of(new Roles(
            Company.HELPDESK_GROUP,
            Company.ADMIN_GROUP,
            Company.PROTECTED_GROUP,
            Company.WINDOWS_RESET_GROUP,
            Company.WINDOWS_RESET_GROUP));

    @Test
    void itIsWithoutFaultAndAsksTheDirectoryForTheCompanysGroups() throws IOException {
        PolicyText.Reading reading = PolicyText.read(World.policy(), Set.of("slack", "discord"));
        assertThat(reading.faults()).isEmpty();
        Policy policy = Objects.requireNonNull(reading.policy());
        assertThat(policy.watched()).isEqualTo(keys.watched());
        assertThat(policy.holders()).isEqualTo(keys.holders());
        assertThat(policy.roles()).isEqualTo(keys.roles());
        assertThat(policy.protection()).isEqualTo(keys.protection());
    }

    @Test
    void plainPeopleAreHelpedWithoutAReason() throws IOException {
        Policy policy = Objects.requireNonNull(
                PolicyText.read(World.policy(), Set.of("slack", "discord")).policy());
        assertThat(policy.rules())
                .allSatisfy(rule -> assertThat(rule.needs().reason()).isFalse());
    }
}
