package org.pindesk.demo.company;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class StaffTest {
    @Test
    void withoutACrowdThereAreThoseWithAStory() {
        assertThat(Staff.of(0).people()).isEqualTo(Company.people());
        assertThat(Staff.of(0).find("p001")).isEmpty();
    }

    @Test
    void everybodyInTheLargestCrowdIsSomebodyElse() {
        Staff staff = Staff.of(Staff.LARGEST_CROWD);
        assertThat(staff.people()).hasSize(Company.people().size() + Staff.LARGEST_CROWD);
        assertThat(staff.people().stream().map(Employee::account)).doesNotHaveDuplicates();
        assertThat(staff.people().stream().map(Employee::fullName)).doesNotHaveDuplicates();
        assertThat(staff.people().stream().map(Employee::extension).filter(java.util.Objects::nonNull))
                .doesNotHaveDuplicates();
        assertThat(staff.find("p001").orElseThrow().extension()).isEqualTo("2001");
        assertThat(staff.find("p300").orElseThrow().extension()).isEqualTo("2300");
    }

    @Test
    void isTheSameEveryTime() {
        assertThat(Staff.of(300).people()).isEqualTo(Staff.of(300).people());
    }

    @Test
    void refusesImpossibleCrowds() {
        assertThatThrownBy(() -> Staff.of(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Staff.of(Staff.LARGEST_CROWD + 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
