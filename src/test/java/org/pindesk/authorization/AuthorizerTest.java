package org.pindesk.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pindesk.core.AccountState;
import org.pindesk.core.Person;
import org.pindesk.core.PersonId;

/** Who may offer a new directory password, and to whom: whatever is not said here is denied. */
class AuthorizerTest {
    private static final String HELPDESK = "CN=helpdesk";
    private static final String ADMINISTRATORS = "CN=administrators";
    private static final String PROTECTED = "CN=protected";
    private static final String PASSWORDS = "CN=passwords";
    private static final String OWN = "CN=own passwords";

    private final Set<PersonId> frozen = new LinkedHashSet<>();
    private final Authorizer authorizer =
            new Authorizer(new Roles(HELPDESK, ADMINISTRATORS, PROTECTED, PASSWORDS, OWN), frozen::contains);
    private final Person hana = person("hana", HELPDESK);

    @Test
    void helpdeskMayOfferPasswordsToMembersOfTheGroupOnly() {
        assertThat(password(hana, person("harvey", PASSWORDS))).isEqualTo(Verdict.allow("helpdesk"));
        assertThat(password(hana, person("bob")))
                .isEqualTo(Verdict.deny("default-deny", Denial.TARGET_PASSWORD_NOT_OFFERED));
        assertThat(password(hana, person("bob", "CN=passwords,OU=elsewhere")).allowed())
                .isFalse();
    }

    @Test
    void withoutSuchAGroupNobodysPasswordIsOffered() {
        Authorizer without =
                new Authorizer(new Roles(HELPDESK, ADMINISTRATORS, PROTECTED, null, null), frozen::contains);
        assertThat(without.other(Action.DIRECTORY_PASSWORD, hana, person("harvey", PASSWORDS)))
                .isEqualTo(Verdict.deny("default-deny", Denial.TARGET_PASSWORD_NOT_OFFERED));
        assertThat(without.other(Action.PIN_RESET, hana, person("harvey", PASSWORDS))
                        .allowed())
                .as("a PIN may be")
                .isTrue();
    }

    @Test
    void theGroupLiftsNeitherFloorNorProtectionNorRoles() {
        assertThat(password(hana, privileged("carl", PASSWORDS))).isEqualTo(Verdict.deny("floor", Denial.PRIVILEGED));
        assertThat(password(hana, person("dora", PASSWORDS, PROTECTED))).isEqualTo(approval("protected", "protected"));
        for (String role : List.of(HELPDESK, ADMINISTRATORS)) {
            assertThat(password(hana, person("heinz", PASSWORDS, role)))
                    .as(role)
                    .isEqualTo(approval("role-holder", "role-holder"));
        }
        assertThat(password(hana, leader("boss", PASSWORDS))).isEqualTo(approval("role-holder", "role-holder"));
        assertThat(password(hana, leader("boss", PASSWORDS, PROTECTED)))
                .isEqualTo(approval("protected", "protected", "role-holder"));
    }

    @Test
    void approvalIsForSecretsOnlyAndLiftsNothingElse() {
        Person dora = person("dora", PROTECTED);
        assertThat(authorizer.other(Action.PIN_RESET, hana, dora)).isEqualTo(approval("protected", "protected"));
        for (Action action : List.of(Action.PIN_UNLOCK, Action.PIN_STATUS, Action.MEND, Action.LOGIN_HELP)) {
            assertThat(authorizer.other(action, hana, dora))
                    .as("%s", action)
                    .isEqualTo(Verdict.deny("protected", Denial.TARGET_PROTECTED));
        }
        assertThat(password(hana, dora))
                .as("a password that nobody may offer")
                .isEqualTo(Verdict.deny("default-deny", Denial.TARGET_PASSWORD_NOT_OFFERED));
        frozen.add(dora.id());
        assertThat(authorizer.other(Action.PIN_RESET, hana, dora))
                .isEqualTo(Verdict.deny("frozen", Denial.TARGET_FROZEN));
    }

    @Test
    void withoutAdministratorsThereIsNobodyToApprove() {
        Authorizer without = new Authorizer(new Roles(HELPDESK, null, PROTECTED, null, null), frozen::contains);
        assertThat(without.other(Action.PIN_RESET, hana, person("dora", PROTECTED)))
                .isEqualTo(Verdict.deny("protected", Denial.TARGET_PROTECTED));
        assertThat(without.other(Action.PIN_RESET, hana, leader("boss")))
                .isEqualTo(Verdict.deny("role-holder", Denial.TARGET_ROLE_HOLDER));
    }

    private static Verdict approval(String rule, String... because) {
        Duration day = Duration.ofHours(24);
        return Verdict.needing(
                rule,
                new Needs(
                        false,
                        false,
                        new Needs.Approval(1, Set.of(ADMINISTRATORS), true, day, day),
                        new LinkedHashSet<>(List.of(because))));
    }

    @Test
    void forFrozenPeopleNothingIsChangedAndByThemNeither() {
        Person bob = person("bob", PASSWORDS);
        frozen.add(bob.id());
        assertThat(authorizer.self(bob)).isEqualTo(Verdict.deny("frozen", Denial.ACTOR_FROZEN));
        assertThat(authorizer.lookAtSelf(bob).allowed()).isTrue();
        assertThat(authorizer.other(Action.PIN_RESET, hana, bob))
                .isEqualTo(Verdict.deny("frozen", Denial.TARGET_FROZEN));
        assertThat(password(hana, bob)).isEqualTo(Verdict.deny("frozen", Denial.TARGET_FROZEN));

        frozen.add(hana.id());
        assertThat(authorizer.mayActForOthers(hana)).isEqualTo(Verdict.deny("frozen", Denial.ACTOR_FROZEN));
        assertThat(authorizer.other(Action.PIN_RESET, hana, person("alice")).allowed())
                .isFalse();
        assertThat(authorizer.freeze(hana, bob).allowed()).isFalse();
    }

    @Test
    void freezingIsForHelpdeskAndThoseWhoHoldARoleAreLeftToAdministrators() {
        Person anna = person("anna", HELPDESK, ADMINISTRATORS);
        assertThat(authorizer.freeze(hana, person("bob")).allowed()).isTrue();
        assertThat(authorizer.freeze(person("bob"), person("alice")))
                .isEqualTo(Verdict.deny("default-deny", Denial.NO_ROLE));
        assertThat(authorizer.freeze(hana, hana).allowed()).as("oneself").isFalse();
        assertThat(authorizer.freeze(anna, anna).allowed()).as("oneself").isFalse();
        for (Person spared : List.of(person("heinz", HELPDESK), leader("boss"), person("dora", PROTECTED))) {
            assertThat(authorizer.freeze(hana, spared).allowed())
                    .as(spared.login())
                    .isFalse();
            assertThat(authorizer.freeze(anna, spared).allowed())
                    .as(spared.login())
                    .isTrue();
        }
    }

    @Test
    void theFloorComesFirstWhateverElseSpeaksAgainstIt() {
        Person all = new Person(
                new PersonId("id-all"),
                "all",
                null,
                "all",
                null,
                null,
                null,
                List.of(),
                new AccountState(true, true, true, true, true, true),
                Set.of(HELPDESK, PROTECTED, PASSWORDS),
                true,
                true);
        assertThat(password(hana, all).denial()).isEqualTo(Denial.PRIVILEGED);
        assertThat(authorizer.self(privileged("carl")).denial()).isEqualTo(Denial.PRIVILEGED);
    }

    @Test
    void nobodyWithoutTheHelpdeskRoleOffersAnything() {
        Person harvey = person("harvey", PASSWORDS);
        for (Person actor : List.of(person("bob"), person("anna", ADMINISTRATORS), person("dora", PROTECTED), harvey)) {
            assertThat(password(actor, harvey))
                    .as(actor.login())
                    .isEqualTo(Verdict.deny("default-deny", Denial.NO_ROLE));
        }
    }

    /** A state of an account that speaks against something. */
    enum State {
        UNREADABLE(AccountState.UNREADABLE, Denial.ACTOR_UNCLEAR, Denial.TARGET_UNCLEAR),
        DISABLED(
                new AccountState(true, true, false, false, false, false),
                Denial.ACTOR_DISABLED,
                Denial.TARGET_DISABLED),
        EXPIRED(new AccountState(true, false, true, false, false, false), Denial.ACTOR_EXPIRED, Denial.TARGET_EXPIRED),
        LOCKED(new AccountState(true, false, false, true, false, false), Denial.ACTOR_SELF_ONLY, null),
        PASSWORD_EXPIRED(new AccountState(true, false, false, false, true, false), Denial.ACTOR_SELF_ONLY, null),
        MUST_CHANGE(new AccountState(true, false, false, false, false, true), Denial.ACTOR_SELF_ONLY, null);

        private final AccountState state;
        private final Denial actor;
        private final @org.jspecify.annotations.Nullable Denial target;

        State(AccountState state, Denial actor, @org.jspecify.annotations.Nullable Denial target) {
            this.state = state;
            this.actor = actor;
            this.target = target;
        }
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void theActorsOwnStateCounts(State state) {
        Person actor = person("hana", state.state, false, false, HELPDESK);
        assertThat(password(actor, person("harvey", PASSWORDS))).isEqualTo(Verdict.deny("actor-state", state.actor));
        boolean selfToo = state.actor == Denial.ACTOR_SELF_ONLY;
        assertThat(authorizer.self(actor).allowed())
                .as("a locked one keeps self-service")
                .isEqualTo(selfToo);
        assertThat(authorizer.lookAtSelf(actor).allowed()).isEqualTo(selfToo);
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void alockedOrExpiredPasswordIsWhatAnOfferMendsAndNothingElse(State state) {
        Verdict verdict = password(hana, person("harvey", state.state, false, false, PASSWORDS));
        assertThat(verdict)
                .isEqualTo(
                        state.target == null ? Verdict.allow("helpdesk") : Verdict.deny("target-state", state.target));
    }

    @Test
    void theirOwnDirectoryPasswordIsForMembersAndOnlyWhereACodeBeganIt() {
        Person lena = person("lena", OWN);
        assertThat(authorizer.selfDirectoryPassword(lena)).isEqualTo(Verdict.allow("self-factor"));
        assertThat(authorizer.selfDirectoryPassword(lena, "self-factor").allowed())
                .isTrue();
        for (String rule : List.of("self", "helpdesk", "")) {
            assertThat(authorizer.selfDirectoryPassword(lena, rule))
                    .as(rule)
                    .isEqualTo(Verdict.deny("default-deny", Denial.SELF_NEEDS_FACTOR));
        }
        Verdict notOffered = Verdict.deny("default-deny", Denial.SELF_PASSWORD_NOT_OFFERED);
        assertThat(authorizer.selfDirectoryPassword(person("bob", PASSWORDS))).isEqualTo(notOffered);
        assertThat(authorizer.selfDirectoryPassword(person("bob", PASSWORDS), "self-factor"))
                .isEqualTo(notOffered);
        Authorizer without =
                new Authorizer(new Roles(HELPDESK, ADMINISTRATORS, PROTECTED, PASSWORDS, null), frozen::contains);
        assertThat(without.selfDirectoryPassword(lena)).isEqualTo(notOffered);
        assertThat(authorizer.selfDirectoryPassword(privileged("carl", OWN)).denial())
                .isEqualTo(Denial.PRIVILEGED);
        frozen.add(lena.id());
        assertThat(authorizer.selfDirectoryPassword(lena, "self-factor").denial())
                .isEqualTo(Denial.ACTOR_FROZEN);
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void aLockedAccountOrAnExpiredPasswordIsWhatTheirOwnResetIsFor(State state) {
        Verdict verdict = authorizer.selfDirectoryPassword(person("lena", state.state, false, false, OWN));
        assertThat(verdict.allowed()).isEqualTo(state.actor == Denial.ACTOR_SELF_ONLY);
    }

    @Test
    void everyGroupThatDecidesIsWatched() {
        Roles roles = new Roles(HELPDESK, ADMINISTRATORS, PROTECTED, PASSWORDS, OWN);
        assertThat(roles.watched()).containsExactlyInAnyOrder(HELPDESK, ADMINISTRATORS, PROTECTED, PASSWORDS, OWN);
        assertThat(roles.holders()).containsExactlyInAnyOrder(HELPDESK, ADMINISTRATORS);
        assertThat(new Roles(HELPDESK, null, null, null, null).watched()).containsExactly(HELPDESK);
    }

    private Verdict password(Person actor, Person target) {
        return authorizer.other(Action.DIRECTORY_PASSWORD, actor, target);
    }

    private static Person person(String login, String... groups) {
        return person(login, AccountState.FINE, false, false, groups);
    }

    private static Person privileged(String login, String... groups) {
        return person(login, AccountState.FINE, true, false, groups);
    }

    private static Person leader(String login, String... groups) {
        return person(login, AccountState.FINE, false, true, groups);
    }

    private static Person person(
            String login, AccountState state, boolean privileged, boolean leads, String... groups) {
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
                new LinkedHashSet<>(List.of(groups)),
                privileged,
                leads);
    }
}
