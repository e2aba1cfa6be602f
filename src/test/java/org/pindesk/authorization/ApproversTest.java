package org.pindesk.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pindesk.authorization.Approvers.Bar;
import org.pindesk.core.AccountState;
import org.pindesk.core.Person;
import org.pindesk.core.PersonId;

/** Whose approval counts, and when what is needed is there: whatever is unclear, late or said by the wrong person does not count. */
class ApproversTest {
    private static final String CHIEFS = "CN=chiefs";
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
    private static final Duration WINDOW = Duration.ofHours(10);
    private static final Duration PICKUP = Duration.ofHours(2);
    private static final AccountState FIT = new AccountState(true, false, false, false, false, false);
    private static final PersonId HANA = new PersonId("id-hana");
    private static final PersonId DORA = new PersonId("id-dora");

    private final Set<PersonId> frozen = new LinkedHashSet<>();
    private final Approvers approvers = new Approvers(frozen::contains);
    private final Person anna = person("anna", FIT, CHIEFS);
    private final Person arno = person("arno", FIT, CHIEFS);

    @Test
    void whoAskedAndWhomItIsAboutAreBarredWhateverTheyAre() {
        assertThat(bar(person("hana", FIT, CHIEFS))).isEqualTo(Bar.ACTOR);
        assertThat(bar(person("dora", FIT, CHIEFS))).isEqualTo(Bar.TARGET);
        assertThat(bar(person("bob", FIT, "CN=others"))).isEqualTo(Bar.NO_APPROVER);
        assertThat(bar(person("bob", FIT))).isEqualTo(Bar.NO_APPROVER);
        assertThat(bar(anna)).isNull();
        frozen.add(anna.id());
        assertThat(bar(anna)).isEqualTo(Bar.FROZEN);
    }

    @Test
    void anAccountThatIsNotInOrderOrNotSeenBars() {
        for (int at = 0; at < 6; at++) {
            boolean[] marks = {true, false, false, false, false, false};
            marks[at] = !marks[at];
            AccountState state = new AccountState(marks[0], marks[1], marks[2], marks[3], marks[4], marks[5]);
            assertThat(bar(person("anna", state, CHIEFS))).as("mark %d", at).isEqualTo(Bar.STATE);
        }
    }

    @Test
    void anApprovalIsThereWhenEnoughDifferentPeopleGaveIt() {
        assertThat(left(1)).isFalse();
        assertThat(left(1, yes(anna, 1))).isTrue();
        assertThat(left(2, yes(anna, 1))).isFalse();
        assertThat(left(2, yes(anna, 1), yes(anna, 0)))
                .as("the same person twice")
                .isFalse();
        assertThat(left(2, yes(anna, 1), yes(arno, 0))).isTrue();
        assertThat(left(2, yes(anna, 1), yes(person("hana", FIT, CHIEFS), 0))).isFalse();
        assertThat(left(2, yes(anna, 1), yes(person("bob", FIT), 0))).isFalse();
        frozen.add(arno.id());
        assertThat(left(2, yes(anna, 1), yes(arno, 0))).isFalse();
    }

    @Test
    void anOldApprovalAndOneWithoutItsCodeCountForNothing() {
        assertThat(left(1, new Evidence.Approved(anna, false, NOW))).isFalse();
        assertThat(left(1, yes(anna, 2))).as("the pickup is over").isFalse();
        assertThat(left(2, yes(anna, 9), yes(arno, 1)))
                .as("the last one begins the pickup")
                .isTrue();
        assertThat(left(2, yes(anna, 12), yes(arno, 1)))
                .as("older than both clocks")
                .isFalse();
    }

    @Test
    void whatElseIsNeededStaysNeeded() {
        Needs needs = new Needs(true, true, needed(1), Set.of("policy"));
        Evidence approved = new Evidence(false, false, List.of(yes(anna, 0)));
        Verdict left = approvers.left(Verdict.needing("rule", needs), approved, HANA, DORA, NOW);
        assertThat(left.needs()).isEqualTo(new Needs(true, true, null, Set.of("policy")));
        assertThat(left.denial()).isEqualTo(Denial.NEEDS_REASON);
        Evidence all = new Evidence(true, true, List.of(yes(anna, 0)));
        assertThat(approvers.left(Verdict.needing("rule", needs), all, HANA, DORA, NOW))
                .isEqualTo(Verdict.allow("rule"));
    }

    @Test
    void noEvidenceLiftsADenial() {
        Verdict denied = Verdict.deny("floor", Denial.PRIVILEGED);
        Evidence all = new Evidence(true, true, List.of(yes(anna, 0), yes(arno, 0)));
        assertThat(approvers.left(denied, all, HANA, DORA, NOW)).isEqualTo(denied);
    }

    private boolean left(int count, Evidence.Approved... given) {
        Verdict pending = Verdict.needing("rule", new Needs(false, false, needed(count), Set.of("policy")));
        return approvers
                .left(pending, new Evidence(true, true, Arrays.asList(given)), HANA, DORA, NOW)
                .allowed();
    }

    private static Needs.Approval needed(int count) {
        return new Needs.Approval(count, Set.of(CHIEFS), true, WINDOW, PICKUP);
    }

    private static Evidence.Approved yes(Person by, int hoursAgo) {
        return new Evidence.Approved(by, true, NOW.minus(Duration.ofHours(hoursAgo)));
    }

    private @Nullable Bar bar(Person person) {
        return approvers.bar(person, HANA, DORA, needed(1)).orElse(null);
    }

    private static Person person(String login, AccountState state, String... groups) {
        return new Person(
                new PersonId("id-" + login),
                login,
                null,
                login,
                null,
                null,
                null,
                List.of(),
                state,
                Set.of(groups),
                false,
                false);
    }
}
