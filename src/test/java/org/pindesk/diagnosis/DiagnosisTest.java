package org.pindesk.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.pindesk.core.CredentialState;
import org.pindesk.core.DirectoryEvidence;
import org.pindesk.core.LoginPlace;
import org.pindesk.core.TelephoneEvidence;
import org.pindesk.port.Pbx;

/** Every cause alone and in company, what is unseen, the order. */
class DiagnosisTest {
    private static final Set<Cause> SAY_FINE = EnumSet.of(
            Cause.LIKELY_WRONG_WINDOWS_PASSWORD,
            Cause.LIKELY_WRONG_DIRECTORY_PASSWORD,
            Cause.LIKELY_WRONG_TELEPHONE_PASSWORD,
            Cause.LIKELY_WRONG_PIN,
            Cause.NOTHING_FOUND);

    @ParameterizedTest
    @CsvSource({
        "PORTAL, LIKELY_WRONG_WINDOWS_PASSWORD",
        "SOFTPHONE, LIKELY_WRONG_WINDOWS_PASSWORD",
        "COMPUTER, LIKELY_WRONG_WINDOWS_PASSWORD",
        "DESK_PHONE, LIKELY_WRONG_PIN",
        "VOICEMAIL, NO_VOICEMAIL_SYSTEM",
        ", NOTHING_FOUND"
    })
    void whereNothingIsWrongTheLikeliestIsSaid(@Nullable LoginPlace place, Cause said) {
        Verdict verdict = Diagnosis.of(new Somebody().at(place));
        assertThat(causes(verdict)).containsExactly(said);
        assertThat(verdict.unseen()).isEmpty();
    }

    static Stream<State> states() {
        return Stream.concat(State.ALL.stream(), State.OF_THE_SYSTEM.stream());
    }

    @ParameterizedTest
    @MethodSource("states")
    void oneStateAloneIsOneCauseAtEachPlaceAndGoesWhenItIsMended(State state) {
        for (LoginPlace place : places()) {
            Somebody somebody = new Somebody();
            state.spoil().accept(somebody);
            Verdict verdict = Diagnosis.of(somebody.at(place));
            Set<Cause> found = found(verdict);
            boolean onlyWithAnother = state.facet().equals("self-change");
            boolean there = state.shows(place) && !onlyWithAnother;
            Set<Cause> expected = EnumSet.noneOf(Cause.class);
            if (there) {
                expected.add(state.cause());
            }
            if (place == LoginPlace.VOICEMAIL) {
                expected.add(Cause.NO_VOICEMAIL_SYSTEM);
            }
            assertThat(found).as("%s at %s", state.cause(), place).isEqualTo(expected);
            assertThat(all(verdict).filter(Finding::blocking).map(Finding::cause))
                    .as("%s keeps out of %s", state.cause(), place)
                    .satisfies(blocking -> assertThat(blocking.contains(state.cause()))
                            .isEqualTo(there
                                    && !state.note()
                                    && (place == null || state.blocks().contains(place))));
            assertThat(found(Diagnosis.of(new Somebody().at(place)))).doesNotContain(state.cause());
        }
    }

    @Test
    void statesTogetherAreTheUnionOfTheirCausesButForTheDocumentedExclusions() {
        Random random = new Random(20261123);
        int most = 0;
        for (int i = 0; i < 20_000; i++) {
            List<State> chosen = someStates(random);
            LoginPlace place = places().get(random.nextInt(places().size()));
            Somebody somebody = new Somebody();
            chosen.forEach(state -> state.spoil().accept(somebody));
            Verdict verdict = Diagnosis.of(somebody.at(place));
            assertThat(found(verdict)).as("%s at %s", chosen, place).isEqualTo(expected(chosen, place, somebody));
            assertOrdered(verdict);
            assertThat(Diagnosis.of(somebody.at(place))).isEqualTo(verdict);
            most = Math.max(most, found(verdict).size());
        }
        assertThat(most).isGreaterThan(12);
    }

    private static List<State> someStates(Random random) {
        List<State> shuffled = new ArrayList<>(State.ALL);
        Collections.shuffle(shuffled, random);
        int many = random.nextInt(shuffled.size());
        Set<String> facets = new HashSet<>();
        List<State> chosen = new ArrayList<>();
        for (State state : shuffled.subList(0, many)) {
            if (facets.add(state.facet())) {
                chosen.add(state);
            }
        }
        return chosen;
    }

    /** Written from the documented exclusions, not from the rules. */
    private static Set<Cause> expected(List<State> chosen, @Nullable LoginPlace place, Somebody somebody) {
        Set<Cause> all = EnumSet.noneOf(Cause.class);
        chosen.stream().filter(state -> state.shows(place)).map(State::cause).forEach(all::add);
        if (place == LoginPlace.VOICEMAIL) {
            all.add(Cause.NO_VOICEMAIL_SYSTEM);
        }
        if (all.contains(Cause.ACCOUNT_LOCKED) || all.contains(Cause.ACCOUNT_LOCKED_FOR_NOW)) {
            all.remove(Cause.BAD_PASSWORDS_MOUNTING);
            all.remove(Cause.BAD_PASSWORDS_COUNTED);
        }
        if (all.contains(Cause.PIN_LOCKED) || all.contains(Cause.PIN_LOCKED_FOR_NOW)) {
            all.remove(Cause.BAD_PINS_COUNTED);
        }
        if (all.contains(Cause.PIN_MUST_CHANGE) || all.contains(Cause.PIN_EXPIRED)) {
            all.remove(Cause.PHONE_SAYS_CHANGE_PIN);
        }
        boolean toChange = Stream.of(
                        Cause.PASSWORD_EXPIRED,
                        Cause.PASSWORD_MUST_CHANGE,
                        Cause.PASSWORD_NEVER_SET,
                        Cause.PASSWORD_GRACE)
                .anyMatch(all::contains);
        if (!toChange) {
            all.remove(Cause.PASSWORD_TOO_YOUNG);
            all.remove(Cause.PASSWORD_NO_SELF_CHANGE);
        }
        if (somebody.home == TelephoneEvidence.PasswordHome.OWN) {
            // the directory is not asked about the password then
            all.remove(Cause.OUTSIDE_DIRECTORY_BASE);
            all.remove(Cause.LOGIN_ATTRIBUTE_DIFFERS);
            boolean pinChanged = somebody.pin.changed != Somebody.LONG_AGO;
            if (!pinChanged) {
                all.remove(Cause.JUST_CHANGED);
            }
        }
        return all;
    }

    private static void assertOrdered(Verdict verdict) {
        for (List<Finding> part : List.of(verdict.findings(), verdict.notes())) {
            assertThat(part)
                    .isSortedAccordingTo(Comparator.comparing((Finding finding) -> !finding.blocking())
                            .thenComparing(Finding::cause));
            assertThat(part.stream().map(Finding::word)).doesNotHaveDuplicates();
        }
        assertThat(verdict.first().blocking()).isTrue();
        assertThat(verdict.notes()).noneMatch(Finding::blocking);
    }

    @Test
    void everyCauseIsReachedByAStateOfTheseTests() {
        Set<Cause> reached = EnumSet.copyOf(states().map(State::cause).toList());
        reached.addAll(SAY_FINE);
        // these have tests of their own
        reached.addAll(EnumSet.of(
                Cause.NO_VOICEMAIL_SYSTEM,
                Cause.DIRECTORY_SILENT,
                Cause.COULD_NOT_SEE,
                Cause.PHONE_SAYS_UNKNOWN_NAME,
                Cause.PHONE_SAYS_WRONG_NAME_OR_PIN));
        assertThat(reached).isEqualTo(EnumSet.allOf(Cause.class));
    }

    // --- what could not be seen

    static Stream<Consumer<Somebody>> blindToDirectory() {
        return Stream.of(
                s -> s.directorySeen = false,
                s -> s.disabled = null,
                s -> s.lock = DirectoryEvidence.Lock.UNSEEN,
                s -> s.passwordState = DirectoryEvidence.Password.State.UNSEEN,
                s -> s.smartCardOnly = null,
                s -> s.second = new DirectoryEvidence.Server("dc2", "PD-101", null, null, null, null),
                s -> s.directoryUnseen = List.of("logonHours (no read right)"));
    }

    @ParameterizedTest
    @MethodSource("blindToDirectory")
    void anUnseenDirectoryStateIsNeverFineWhereItsPasswordCounts(Consumer<Somebody> blind) {
        for (LoginPlace place : State.DIRECTORY) {
            Somebody somebody = new Somebody();
            blind.accept(somebody);
            Verdict verdict = Diagnosis.of(somebody.at(place));
            assertThat(causes(verdict)).as("%s", place).containsExactly(Cause.COULD_NOT_SEE);
            assertThat(verdict.unseen()).hasSize(1).allMatch(word -> word.startsWith("directory: "));
            assertThat(verdict.found()).isFalse();
        }
        Somebody somebody = new Somebody();
        blind.accept(somebody);
        assertThat(causes(Diagnosis.of(somebody.at(LoginPlace.DESK_PHONE)))).containsExactly(Cause.LIKELY_WRONG_PIN);
    }

    static Stream<Consumer<Somebody>> blindToPhone() {
        return Stream.of(
                s -> s.telephoneSeen = false,
                s -> s.active = null,
                s -> s.phoneProfile = null,
                s -> s.pin.lock = CredentialState.Lock.UNSEEN,
                s -> s.pin.mustChange = null,
                s -> s.pin.unseen = List.of("expiry (SQL refused)"),
                s -> s.telephoneUnseen = List.of("roles"));
    }

    @ParameterizedTest
    @MethodSource("blindToPhone")
    void anUnseenTelephoneStateIsNeverFineAtTheDeskPhone(Consumer<Somebody> blind) {
        Somebody somebody = new Somebody();
        blind.accept(somebody);
        Verdict verdict = Diagnosis.of(somebody.at(LoginPlace.DESK_PHONE));
        assertThat(causes(verdict)).containsExactly(Cause.COULD_NOT_SEE);
        assertThat(verdict.unseen()).hasSize(1).allMatch(word -> word.startsWith("Head office telephones: "));
    }

    static Stream<Consumer<Somebody>> blindToPortal() {
        return Stream.of(s -> s.mayUsePortal = null, s -> s.home = TelephoneEvidence.PasswordHome.UNSEEN, s -> {
            s.home = TelephoneEvidence.PasswordHome.OWN;
            s.own.lock = CredentialState.Lock.UNSEEN;
        });
    }

    @ParameterizedTest
    @MethodSource("blindToPortal")
    void anUnseenPortalStateIsNeverFineAtThePortal(Consumer<Somebody> blind) {
        Somebody somebody = new Somebody();
        blind.accept(somebody);
        assertThat(causes(Diagnosis.of(somebody.at(LoginPlace.PORTAL)))).containsExactly(Cause.COULD_NOT_SEE);
    }

    @Test
    void aVerdictOnNothingSeenNeverSaysFine() {
        List<Consumer<Somebody>> directory = blindToDirectory().toList();
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            Somebody somebody = new Somebody();
            somebody.directorySeen = random.nextBoolean();
            directory.forEach(blind -> {
                if (somebody.directorySeen) {
                    blind.accept(somebody);
                }
            });
            somebody.directorySeen &= random.nextBoolean();
            somebody.directorySilent = !somebody.directorySeen && random.nextBoolean() ? "PD-102" : null;
            switch (random.nextInt(3)) {
                case 0 -> somebody.telephoneSeen = false;
                case 1 -> {
                    somebody.match = null;
                    somebody.systemSilent = random.nextBoolean() ? "PD-101" : null;
                }
                default -> {
                    somebody.active = null;
                    somebody.home = TelephoneEvidence.PasswordHome.UNSEEN;
                    somebody.mayUsePortal = null;
                    somebody.phoneProfile = null;
                    somebody.pin.lock = CredentialState.Lock.UNSEEN;
                    somebody.pin.mustChange = null;
                }
            }
            for (LoginPlace place : places()) {
                Verdict verdict = Diagnosis.of(somebody.at(place));
                assertThat(causes(verdict)).as("at %s", place).doesNotContainAnyElementsOf(SAY_FINE);
                assertThat(verdict.unseen()).isNotEmpty();
            }
        }
    }

    @Test
    void aSilentDirectoryKeepsOutOnlyWhereItsPasswordCounts() {
        Somebody somebody = new Somebody();
        somebody.directorySeen = false;
        somebody.directorySilent = "PD-102";
        Verdict portal = Diagnosis.of(somebody.at(LoginPlace.PORTAL));
        assertThat(causes(portal)).containsExactly(Cause.DIRECTORY_SILENT);
        assertThat(portal.unseen()).containsExactly("directory: no answer (PD-102)");
        assertThat(causes(Diagnosis.of(somebody.at(LoginPlace.DESK_PHONE))))
                .containsExactly(Cause.LIKELY_WRONG_PIN, Cause.DIRECTORY_SILENT);
    }

    // --- places

    @Test
    void anExpiredDirectoryPasswordDoesNotCloseAPortalThatKeepsItsOwn() {
        Somebody somebody = new Somebody();
        somebody.passwordState = DirectoryEvidence.Password.State.EXPIRED;
        somebody.home = TelephoneEvidence.PasswordHome.OWN;
        assertThat(causes(Diagnosis.of(somebody.at(LoginPlace.PORTAL))))
                .containsExactly(Cause.LIKELY_WRONG_TELEPHONE_PASSWORD, Cause.PASSWORD_EXPIRED);
        assertThat(causes(Diagnosis.of(somebody.at(LoginPlace.COMPUTER)))).containsExactly(Cause.PASSWORD_EXPIRED);
    }

    @Test
    void whatKeepsOutComesBeforeWhatDoesNotWhateverItsRank() {
        Somebody somebody = new Somebody();
        somebody.mayUsePortal = false;
        somebody.pin.mustChange = true;
        assertThat(causes(Diagnosis.of(somebody.at(LoginPlace.DESK_PHONE))))
                .containsExactly(Cause.PIN_MUST_CHANGE, Cause.PORTAL_GROUP_MISSING);
        assertThat(causes(Diagnosis.of(somebody.at(LoginPlace.PORTAL))))
                .containsExactly(Cause.PORTAL_GROUP_MISSING, Cause.PIN_MUST_CHANGE);
    }

    @Test
    void theStoryOfHarvey() {
        Somebody harvey = new Somebody();
        harvey.mayUsePortal = false;
        harvey.passwordState = DirectoryEvidence.Password.State.EXPIRED;
        harvey.passwordExpires = Somebody.EARLIER;
        Verdict before = Diagnosis.of(harvey.at(LoginPlace.PORTAL));
        assertThat(causes(before)).containsExactly(Cause.PORTAL_GROUP_MISSING, Cause.PASSWORD_EXPIRED);
        assertThat(before.first().fixes()).containsExactly(Fix.ADD_TO_PORTAL_GROUP, Fix.OFFER_PIN);
        assertThat(before.first().word()).isEqualTo("portal-group-missing@hq");
        harvey.mayUsePortal = true;
        Verdict after = Diagnosis.of(harvey.at(LoginPlace.PORTAL));
        assertThat(causes(after)).containsExactly(Cause.PASSWORD_EXPIRED);
        assertThat(after.first().fixes()).containsExactly(Fix.RESET_DIRECTORY_PASSWORD, Fix.OFFER_PIN);
        assertThat(after.first().args()).containsExactly(Somebody.EARLIER);
        assertThat(after.signIn())
                .isEqualTo(new SignInAt(
                        LoginPlace.PORTAL, "https://cucm.lab.test/ucmuser", "bob", SecretName.WINDOWS_PASSWORD));
        harvey.passwordState = DirectoryEvidence.Password.State.USABLE;
        harvey.passwordExpires = Somebody.FAR;
        assertThat(causes(Diagnosis.of(harvey.at(LoginPlace.PORTAL))))
                .containsExactly(Cause.LIKELY_WRONG_WINDOWS_PASSWORD);
    }

    // --- what a phone says

    @ParameterizedTest
    @CsvSource({"201", "[201]-Authentication error", "Login is unavailable(9)", "2"})
    void aRefusedNameOrPinIsSaidWithTheRightName(String said) {
        Somebody somebody = new Somebody();
        somebody.code = said;
        Verdict verdict = Diagnosis.of(somebody.at(LoginPlace.DESK_PHONE));
        assertThat(causes(verdict)).containsExactly(Cause.PHONE_SAYS_WRONG_NAME_OR_PIN);
        assertThat(verdict.first().args()).containsExactly("bob");
        assertThat(verdict.first().fixes()).containsExactly(Fix.OFFER_PIN);
        assertThat(verdict.notes()).extracting(Finding::cause).containsExactly(Cause.LOGIN_NAME);
        somebody.pin.locked(CredentialState.Lock.FAILED_SIGN_INS, null);
        assertThat(causes(Diagnosis.of(somebody.at(LoginPlace.DESK_PHONE)))).containsExactly(Cause.PIN_LOCKED);
    }

    @Test
    void anUnknownNameIsSaidWithTheRightOne() {
        Somebody somebody = new Somebody();
        somebody.code = "23";
        Verdict verdict = Diagnosis.of(somebody.at(LoginPlace.DESK_PHONE));
        assertThat(causes(verdict)).containsExactly(Cause.PHONE_SAYS_UNKNOWN_NAME);
        assertThat(verdict.notes()).extracting(Finding::cause).containsExactly(Cause.LOGIN_NAME);
    }

    @ParameterizedTest
    @CsvSource({"205", "[205] User Profile Absent", "12"})
    void aPhoneThatFindsNoProfileIsBelieved(String said) {
        Somebody somebody = new Somebody();
        somebody.code = said;
        somebody.phoneProfile = null;
        assertThat(causes(Diagnosis.of(somebody.at(LoginPlace.DESK_PHONE)))).containsExactly(Cause.NO_PHONE_PROFILE);
    }

    @ParameterizedTest
    @CsvSource({"2010", "207 481516", "481516", "999", "it said no", "-1"})
    void whatIsNoCodeIsNeitherUnderstoodNorRepeated(String said) {
        Somebody somebody = new Somebody();
        somebody.code = said;
        Verdict verdict = Diagnosis.of(somebody.at(LoginPlace.DESK_PHONE));
        assertThat(causes(verdict)).containsExactly(Cause.LIKELY_WRONG_PIN);
        assertThat(verdict.toString()).doesNotContain(said);
    }

    // --- several systems

    @Test
    void anAccountOnOneSystemSilencesTheOthersAbsence() {
        Somebody found = new Somebody();
        Somebody other = new Somebody();
        for (Pbx.Match.Kind kind : List.of(Pbx.Match.Kind.ABSENT, Pbx.Match.Kind.DOUBTFUL, Pbx.Match.Kind.ELSEWHERE)) {
            other.match = kind;
            Evidence evidence = found.at(LoginPlace.DESK_PHONE, List.of(branch(other), found.system()));
            assertThat(causes(Diagnosis.of(evidence))).containsExactly(Cause.LIKELY_WRONG_PIN);
        }
    }

    @Test
    void nobodyIsCalledNotProvisionedWhileASystemIsSilent() {
        Somebody absent = new Somebody();
        absent.match = Pbx.Match.Kind.ABSENT;
        Somebody silent = new Somebody();
        silent.match = null;
        silent.systemSilent = "PD-102";
        Verdict verdict = Diagnosis.of(absent.at(LoginPlace.DESK_PHONE, List.of(absent.system(), branch(silent))));
        assertThat(causes(verdict)).containsExactly(Cause.SYSTEM_SILENT);
        assertThat(verdict.first().word()).isEqualTo("system-silent@branch");
        assertThat(causes(Diagnosis.of(absent.at(LoginPlace.DESK_PHONE, List.of()))))
                .containsExactly(Cause.NOT_PROVISIONED);
    }

    /** Who runs Pindesk for the directory alone was told "no account on any telephone system" before every other cause. */
    @Test
    void whereNoTelephoneSystemIsLookedAfterItsAccountIsMissedOnlyAtATelephone() {
        Somebody fine = new Somebody();
        assertThat(found(Diagnosis.of(fine.at(null, List.of())))).isEmpty();
        assertThat(causes(Diagnosis.of(fine.at(null, List.of())))).containsExactly(Cause.NOTHING_FOUND);
        assertThat(causes(Diagnosis.of(fine.at(LoginPlace.COMPUTER, List.of()))))
                .containsExactly(Cause.LIKELY_WRONG_WINDOWS_PASSWORD);
        for (LoginPlace place : List.of(LoginPlace.PORTAL, LoginPlace.DESK_PHONE, LoginPlace.SOFTPHONE)) {
            assertThat(causes(Diagnosis.of(fine.at(place, List.of()))))
                    .as("%s", place)
                    .containsExactly(Cause.NOT_PROVISIONED);
        }
    }

    @Test
    void aSilentSystemBesideAGoodAccountIsNeitherToBlameNorForgotten() {
        Somebody found = new Somebody();
        Somebody silent = new Somebody();
        silent.match = null;
        silent.systemSilent = "PD-102";
        Verdict verdict = Diagnosis.of(found.at(LoginPlace.DESK_PHONE, List.of(branch(silent), found.system())));
        assertThat(causes(verdict)).containsExactly(Cause.COULD_NOT_SEE, Cause.SYSTEM_SILENT);
    }

    @Test
    void theSameCauseOnTwoSystemsIsTwoFindingsInTheOrderOfTheConfiguration() {
        Somebody somebody = new Somebody();
        somebody.pin.locked(CredentialState.Lock.FAILED_SIGN_INS, null);
        List<SystemEvidence> systems = List.of(branch(somebody), somebody.system());
        assertThat(Diagnosis.of(somebody.at(LoginPlace.DESK_PHONE, systems)).findings())
                .extracting(Finding::word)
                .containsExactly("pin-locked@branch", "pin-locked@hq");
    }

    @ParameterizedTest
    @EnumSource(
            value = DirectoryEvidence.Kind.class,
            names = {"OPENLDAP", "DS_389", "FREEIPA"})
    void onlyActiveDirectoryHasAWindowsPassword(DirectoryEvidence.Kind kind) {
        Somebody somebody = new Somebody();
        somebody.kind = kind;
        somebody.smartCardOnly = null;
        somebody.protectedUsers = null;
        Verdict verdict = Diagnosis.of(somebody.at(LoginPlace.COMPUTER));
        assertThat(verdict.signIn())
                .isEqualTo(new SignInAt(LoginPlace.COMPUTER, null, "bob", SecretName.DIRECTORY_PASSWORD));
        assertThat(causes(verdict)).containsExactly(Cause.LIKELY_WRONG_DIRECTORY_PASSWORD);
    }

    @Test
    void voicemailIsSignedInToWithTheExtension() {
        assertThat(Diagnosis.of(new Somebody().at(LoginPlace.VOICEMAIL)).signIn())
                .isEqualTo(new SignInAt(LoginPlace.VOICEMAIL, null, "1102", SecretName.VOICEMAIL_PIN));
    }

    @Test
    void directoryNamesAreComparedByTheirParts() {
        Somebody somebody = new Somebody();
        somebody.entry = "CN=Berger\\, Bob,OU=Staff,DC=lab,DC=test";
        somebody.base = "DC=LAB, DC=TEST";
        assertThat(causes(Diagnosis.of(somebody.at(LoginPlace.PORTAL))))
                .containsExactly(Cause.LIKELY_WRONG_WINDOWS_PASSWORD);
        somebody.base = "OU=OtherStaff,DC=lab,DC=test";
        assertThat(causes(Diagnosis.of(somebody.at(LoginPlace.PORTAL)))).containsExactly(Cause.OUTSIDE_DIRECTORY_BASE);
        somebody.base = "not a name";
        assertThat(causes(Diagnosis.of(somebody.at(LoginPlace.PORTAL)))).containsExactly(Cause.COULD_NOT_SEE);
    }

    static SystemEvidence branch(Somebody somebody) {
        SystemEvidence system = somebody.system();
        return new SystemEvidence(
                "branch",
                "Branch telephones",
                system.match(),
                system.telephone(),
                system.silent(),
                system.portalGroup(),
                system.voicemail());
    }

    static List<LoginPlace> places() {
        List<LoginPlace> places = new ArrayList<>(Arrays.asList(LoginPlace.values()));
        places.add(null);
        return places;
    }

    private static Stream<Finding> all(Verdict verdict) {
        return Stream.concat(verdict.findings().stream(), verdict.notes().stream());
    }

    /** All causes but those that are only likely. */
    private static Set<Cause> found(Verdict verdict) {
        return all(verdict)
                .map(Finding::cause)
                .filter(cause -> cause.weight() != Cause.Weight.REMAINDER)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Cause.class)));
    }

    private static List<Cause> causes(Verdict verdict) {
        return verdict.findings().stream().map(Finding::cause).toList();
    }
}
