package org.pindesk.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pindesk.app.RegistryDoor;
import org.pindesk.core.Account;
import org.pindesk.core.AccountState;
import org.pindesk.core.BackendException;
import org.pindesk.core.CredentialState;
import org.pindesk.core.CredentialState.Lock;
import org.pindesk.core.Person;
import org.pindesk.core.PersonId;
import org.pindesk.core.PinPolicy;
import org.pindesk.core.Problem;
import org.pindesk.core.Secret;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.company.Employee;
import org.pindesk.demo.company.Fault;
import org.pindesk.gateway.PinMaker;
import org.pindesk.port.AuthLatch;
import org.pindesk.port.FindsByExtension;
import org.pindesk.port.GivesEvidence;
import org.pindesk.port.GrantsPortal;
import org.pindesk.port.Pbx;
import org.pindesk.port.Pbx.Match;
import org.pindesk.port.ProvesPin;
import org.pindesk.port.ResetsLocalPassword;
import org.pindesk.port.ResetsPin;
import org.pindesk.port.ShowsPinState;
import org.pindesk.port.SignsIn;
import org.pindesk.port.UnlocksPin;
import org.pindesk.port.Written;
import org.pindesk.testing.SettableClock;
import org.slf4j.LoggerFactory;

/**
 * What every connector of a telephone system keeps, whatever system it is: told by its simulator, whose telephones say what is true. A
 * connector joins with one class in its own test package {@code org.pindesk.adapter.KIND} that extends this one, has a name that ends
 * in {@code Test}, and says how its system is reached and how it misbehaves. Nothing else knows it. What a system does not offer is
 * skipped; what it offers is held to the contract without being asked for.
 */
@Timeout(120)
public abstract class PbxContract {
    private static final Secret NEW_PIN = Secret.of("730915");
    private static final Secret OTHER_PIN = Secret.of("291647");
    /** So long that it stands nowhere by chance. */
    private static final String CANARY = "7309158620491730586";

    private static final int MOST_FAILED_SIGN_INS = 12;
    private static final int AT_ONCE = 8;
    /** Shorter than idle threads live by themselves. */
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    @TempDir
    protected Path folder;

    /** Time of the connector, to be that of the simulator too. */
    protected final SettableClock clock = new SettableClock(Instant.parse("2026-11-23T08:00:00Z"));

    private final AuthLatch latch = new RememberingLatch();
    private final List<Pbx> made = new ArrayList<>();

    // --- what a connector's own class says

    /** Starts the simulator; called once, before everything else. */
    protected abstract void start();

    /** Stops it; may be called twice. */
    protected abstract void stop();

    /**
     * Every key of a system that is read and written, without {@code PBX_ID_}. Keys that begin with {@code WRITE_} are what makes it one
     * that is written; keys that end with {@code PASSWORD} or {@code TOKEN} are secrets; {@code TIMEOUT} is set by the contract.
     */
    protected abstract Map<String, String> keys();

    /** Plain people with an account there, three or more, the first PIN of each being {@link Company#START_PIN}. */
    protected abstract List<Person> people();

    /** Somebody without an account there. */
    protected abstract Person stranger();

    /** The first of {@link #people()} by the id mapping, but no second fact agrees. */
    protected abstract Person doubtful();

    /** Somebody with an account that nobody may change through Pindesk; empty where the system has none such. */
    protected abstract Optional<Person> administrator();

    /** Whether this secret signs in where people use it, at the telephone or at voicemail. A wrong one counts as one that failed. */
    protected abstract boolean signsIn(String userId, Secret pin);

    /** Behaves so until told otherwise; concerns the interface alone, never {@link #signsIn}. */
    protected abstract void misbehave(Fault fault);

    /** How often a service account was refused so far. */
    protected abstract long badSignIns();

    /** PINs need so many digits from the next connector on; asked before anything was read. */
    protected abstract void requireDigits(int digits);

    /** As an administrator locks a PIN there; false where there is no such thing. */
    protected boolean lockByAdministrator(String userId) {
        return false;
    }

    /** Whether the system itself refuses PINs that are set for people, for its policy. */
    protected boolean judgesPinsThatAreSet() {
        return true;
    }

    /**
     * Names of the broken answers that the simulator can give. Some names mean the same everywhere: {@code LOGIN_PAGE} and {@code
     * REDIRECT} (not executed), {@code EMPTY}, {@code TRUNCATED} and {@code WRONG_TYPE} (executed), {@code STALLED_BODY} (executed, and
     * the answer never ends).
     */
    protected Set<String> brokenAnswers() {
        return Set.of();
    }

    /**
     * Answers are broken so; {@code NONE} ends it.
     *
     * @param resetsAlone answers to a new PIN; else all
     */
    protected void breakAnswers(String how, boolean resetsAlone) {
        throw new IllegalStateException("there are no broken answers");
    }

    /** What answers of the system hold and nobody has to see. */
    protected Set<String> secretsInAnswers() {
        return Set.of();
    }

    /** An employee of the demo company as the directory shows them. */
    protected static Person person(Employee employee) {
        return person(
                employee.account(),
                employee.mail(),
                employee.givenName(),
                employee.surname(),
                employee.extension() == null ? List.of() : List.of(employee.extension()));
    }

    protected static Person person(String login, String mail, String given, String surname, List<String> numbers) {
        return new Person(
                new PersonId("id-" + login),
                login,
                mail,
                given + " " + surname,
                given,
                surname,
                null,
                numbers,
                AccountState.FINE,
                Set.of(),
                false,
                false);
    }

    /** Writes a file of this test and tells where it is. */
    protected final String file(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // --- finding

    @Test
    protected void findsExactlyThePerson() {
        Pbx pbx = pbx();

        Set<String> users = new HashSet<>();
        for (Person person : people()) {
            Account account = account(pbx, person);
            assertThat(account.system()).isEqualTo(pbx.id());
            assertThat(account.barred()).isNull();
            assertThat(users.add(account.userId()))
                    .as("nobody else has this account")
                    .isTrue();
            assertThat(signsIn(account.userId(), firstPin())).isTrue();
        }
        assertThat(pbx.id()).isEqualTo(kind());
        assertThat(pbx.label()).isEqualTo("the " + kind() + " telephones");
    }

    @Test
    protected void absentAndDoubtfulAreToldApartAndNeitherIsAnAccount() {
        Match absent = pbx().find(stranger());
        Match doubtful = pbx().find(doubtful());

        assertThat(absent.kind()).isEqualTo(Match.Kind.ABSENT);
        assertThat(absent.account()).isNull();
        assertThat(doubtful.kind()).isEqualTo(Match.Kind.DOUBTFUL);
        assertThat(doubtful.account()).isNull();
        assertThat(doubtful.detail()).as("what was compared").isNotBlank();
    }

    @Test
    protected void anAdministratorIsFoundBarredAndNotTouched() {
        Person administrator = administrator().orElse(null);
        assumeTrue(administrator != null);
        ResetsPin pbx = resetting();
        Account account = account(pbx, administrator);

        assertThat(account.barred()).isNotBlank();
        assertThat(pbx.resetPin(account, NEW_PIN).kind()).isEqualTo(Written.Kind.REFUSED);
        if (pbx instanceof UnlocksPin unlocking) {
            assertThat(unlocking.unlockPin(account).kind()).isEqualTo(Written.Kind.REFUSED);
        }
        onlySignsIn(account, firstPin(), NEW_PIN);
    }

    // --- resetting

    @Test
    protected void thePolicyIsReadAndAPinMadeByItIsTaken() {
        requireDigits(9);
        ResetsPin pbx = resetting();
        Account account = account(pbx, first());
        PinPolicy policy = pbx.pinPolicy(account);
        Secret pin = pin(policy, account, List.of());

        assertThat(policy.minLength()).isEqualTo(9);
        assertThat(policy.name()).isNotBlank();
        assertThat(pbx.resetPin(account, pin).kind()).isEqualTo(Written.Kind.ACCEPTED);
        onlySignsIn(account, pin, firstPin());
    }

    @Test
    protected void afterAResetTheNewPinSignsInAndTheOldOneDoesNot() {
        ResetsPin pbx = resetting();
        Account account = account(pbx, first());
        onlySignsIn(account, firstPin(), NEW_PIN);

        assertThat(pbx.resetPin(account, NEW_PIN).kind()).isEqualTo(Written.Kind.ACCEPTED);
        onlySignsIn(account, NEW_PIN, firstPin());
        for (Person other : people().subList(1, people().size())) {
            assertThat(signsIn(account(pbx, other).userId(), firstPin()))
                    .as("nobody else's has changed")
                    .isTrue();
        }
    }

    @Test
    protected void leadingZerosSurvive() {
        ResetsPin pbx = resetting();
        Account account = account(pbx, first());

        assertThat(pbx.resetPin(account, Secret.of("073915")).kind()).isEqualTo(Written.Kind.ACCEPTED);
        onlySignsIn(account, Secret.of("073915"), Secret.of("73915"));
    }

    @Test
    protected void aResetLiftsALockFromFailedSignIns() {
        ResetsPin pbx = resetting();
        Account account = account(pbx, first());
        failToSignIn(account);

        assertThat(pbx.resetPin(account, NEW_PIN).kind()).isEqualTo(Written.Kind.ACCEPTED);
        onlySignsIn(account, NEW_PIN, firstPin());
    }

    @Test
    protected void aPolicyRefusalSaysSoAndChangesNothing() {
        assumeTrue(judgesPinsThatAreSet());
        ResetsPin pbx = resetting();
        Account account = account(pbx, first());
        misbehave(fault("refuse trivial"));
        Written written = pbx.resetPin(account, NEW_PIN);

        assertThat(written.kind()).isEqualTo(Written.Kind.POLICY_REFUSED);
        assertThat(written.detail()).isNotBlank().doesNotContain(NEW_PIN.open());
        onlySignsIn(account, firstPin(), NEW_PIN);
        misbehave(Fault.UP);
        assertThat(pbx.resetPin(account, OTHER_PIN).kind()).isEqualTo(Written.Kind.ACCEPTED);
        onlySignsIn(account, OTHER_PIN, firstPin());
    }

    @Test
    protected void withoutWriterAccountsASystemIsReadAndNeverWritten() {
        Map<String, String> reading = new HashMap<>(keys());
        reading.keySet().removeIf(key -> key.startsWith("WRITE_"));
        ResetsPin pbx = resetting(connector(reading, Duration.ofSeconds(30)));
        Account account = account(pbx, first());

        assertThat(resetting().writable()).isTrue();
        assertThat(pbx.writable()).isFalse();
        assertThat(pbx.resetPin(account, NEW_PIN).kind()).isEqualTo(Written.Kind.NOT_SENT);
        if (pbx instanceof UnlocksPin unlocking) {
            assertThat(unlocking.unlockPin(account).kind()).isEqualTo(Written.Kind.NOT_SENT);
        }
        onlySignsIn(account, firstPin(), NEW_PIN);
    }

    // --- trouble

    @Test
    protected void downMeansThatNothingWasSentAndNothingIsChanged() {
        Account account = account(pbx(), first());
        ResetsPin pbx = resetting(); // without a kept connection, which might break only while it is used again
        misbehave(fault("down"));

        assertThat(problemOfFind(pbx)).isEqualTo(Problem.UNREACHABLE);
        Written written = pbx.resetPin(account, NEW_PIN);
        assertThat(written.kind()).isEqualTo(Written.Kind.NOT_SENT);
        assertThat(written.detail()).doesNotContain(NEW_PIN.open());
        if (pbx instanceof ProvesPin proving) {
            assertThat(proving.signsIn(account, NEW_PIN)).isEqualTo(ProvesPin.Answer.CANNOT_TELL);
        }
        onlySignsIn(account, firstPin(), NEW_PIN);
        misbehave(Fault.UP);
        assertThat(resetting().resetPin(account, NEW_PIN).kind()).isEqualTo(Written.Kind.ACCEPTED);
        onlySignsIn(account, NEW_PIN, firstPin());
    }

    @Test
    protected void anAnswerLostAfterTheWriteIsNoAnswerAndTheNewPinSignsIn() {
        ResetsPin pbx = resetting();
        Account account = account(pbx, first());
        misbehave(fault("drop-after-write"));

        assertThat(pbx.resetPin(account, NEW_PIN).kind()).isEqualTo(Written.Kind.NO_ANSWER);
        onlySignsIn(account, NEW_PIN, firstPin());
        misbehave(Fault.UP);
        if (pbx instanceof ProvesPin proving) {
            assertThat(proving.signsIn(account, NEW_PIN)).isEqualTo(ProvesPin.Answer.YES);
        }
    }

    @Test
    protected void slowIsStillAnAnswer() {
        misbehave(fault("slow 1s"));
        long before = System.nanoTime();

        assertThat(pbx().find(first()).kind()).isEqualTo(Match.Kind.FOUND);
        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .as("it was slow")
                .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    protected void aRefusedServiceAccountSignsInOnceInTotalUntilSomebodyHasPutItRight() {
        ResetsPin pbx = resetting();
        ResetsPin copy = resetting();
        Account account = account(pbx, first());
        misbehave(fault("wrong-password"));
        long before = badSignIns();

        for (Pbx each : List.of(pbx, copy, pbx, copy)) {
            assertThat(problemOfFind(each)).isEqualTo(Problem.BAD_CREDENTIALS);
        }
        assertThat(badSignIns() - before).as("bad sign-ins of the reader").isEqualTo(1);
        for (ResetsPin each : List.of(pbx, copy, pbx, copy)) {
            assertThat(each.resetPin(account, NEW_PIN).kind()).isEqualTo(Written.Kind.NOT_SENT);
        }
        assertThat(badSignIns() - before).as("one of each account").isEqualTo(serviceAccounts());
        onlySignsIn(account, firstPin(), NEW_PIN);

        misbehave(Fault.UP);
        assertThat(problemOfFind(pbx)).as("nobody has said so yet").isEqualTo(Problem.BAD_CREDENTIALS);
        assertThat(pbx).isInstanceOf(SignsIn.class);
        ((SignsIn) pbx).signInAgain();
        assertThat(pbx.resetPin(account(pbx, first()), NEW_PIN).kind()).isEqualTo(Written.Kind.ACCEPTED);
        assertThat(badSignIns() - before).isEqualTo(serviceAccounts());
    }

    @ParameterizedTest
    @CsvSource({
        "LOGIN_PAGE, WRONG_ENDPOINT",
        "REDIRECT, WRONG_ENDPOINT",
        "WRONG_TYPE, WRONG_ENDPOINT",
        "EMPTY, GARBLED",
        "TRUNCATED, GARBLED"
    })
    protected void anAnswerThatIsNoneIsNamed(String how, Problem problem) {
        assumeTrue(brokenAnswers().contains(how));
        Pbx pbx = pbx();
        account(pbx, first());
        breakAnswers(how);

        assertThat(problemOfFind(pbx)).isEqualTo(problem);
        assertThat(problemOfFind(pbx())).as("from the first question on").isEqualTo(problem);
        breakAnswers("NONE");
        assertThat(pbx.find(first()).kind()).isEqualTo(Match.Kind.FOUND);
    }

    /** An answer that could be understood in another form is no trouble. Each write is of another PIN, and the telephone is asked. */
    @Test
    protected void whateverIsAnsweredNothingIsClaimedThatTheTelephoneDenies() {
        assumeTrue(!brokenAnswers().isEmpty());
        ResetsPin first = resetting();
        Account account = account(first, first());
        PinPolicy policy = first.pinPolicy(account);
        List<Secret> pins = new ArrayList<>(List.of(firstPin()));
        Secret current = firstPin();
        List<String> ending = endingAnswers();
        for (int i = 0; i < 2 * ending.size(); i++) {
            String how = ending.get(i / 2);
            ResetsPin pbx = resetting();
            forgetRefusals(pbx);
            account(pbx, first());
            breakAnswers(how, i % 2 == 1);
            noAbsenceAndNobodyElse(how, pbx, account);
            Secret next = pin(policy, account, pins);
            pins.add(next);
            Written written = pbx.resetPin(account, next);

            boolean newOne = signsIn(account.userId(), next);
            boolean oldOne = signsIn(account.userId(), current);
            assertThat(newOne).as("%s: one of the two signs in", how).isNotEqualTo(oldOne);
            switch (written.kind()) {
                case ACCEPTED -> assertThat(newOne).as("%s, accepted", how).isTrue();
                case NO_ANSWER ->
                    assertThat(written.detail()).as("%s, no answer", how).isNotBlank();
                default -> assertThat(newOne).as("%s, %s", how, written.kind()).isFalse();
            }
            current = newOne ? next : current;
            breakAnswers("NONE");
        }
    }

    private void noAbsenceAndNobodyElse(String how, Pbx pbx, Account account) {
        try {
            Match match = pbx.find(first());
            assertThat(match.kind()).as("%s: not seen is not absent", how).isNotEqualTo(Match.Kind.ABSENT);
            if (match.account() != null) {
                assertThat(match.account().userId()).as(how).isEqualTo(account.userId());
            }
        } catch (BackendException e) {
            assertThat(e.problem()).as(how).isNotEqualTo(Problem.INTERNAL);
        }
    }

    // --- proving

    @Test
    protected void aProofTellsTheRightPinFromAWrongOneAndFindsALie() {
        ResetsPin pbx = resetting();
        assumeTrue(pbx instanceof ProvesPin);
        ProvesPin proving = (ProvesPin) pbx;
        Account account = account(pbx, first());

        assertThat(proving.signsIn(account, firstPin())).isEqualTo(ProvesPin.Answer.YES);
        assertThat(proving.signsIn(account, NEW_PIN)).isEqualTo(ProvesPin.Answer.NO);
        misbehave(fault("lie"));
        assertThat(pbx.resetPin(account, NEW_PIN).kind())
                .as("believed until the proof, or seen through at once")
                .isIn(Written.Kind.ACCEPTED, Written.Kind.REFUSED);
        assertThat(proving.signsIn(account, NEW_PIN)).isEqualTo(ProvesPin.Answer.NO);
        misbehave(Fault.UP);
        assertThat(pbx.resetPin(account, OTHER_PIN).kind()).isEqualTo(Written.Kind.ACCEPTED);
        assertThat(proving.signsIn(account, OTHER_PIN)).isEqualTo(ProvesPin.Answer.YES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"LOGIN_PAGE", "REDIRECT", "WRONG_TYPE", "EMPTY", "TRUNCATED"})
    protected void aProofWithoutAClearAnswerIsNone(String how) {
        ResetsPin pbx = resetting();
        assumeTrue(pbx instanceof ProvesPin && brokenAnswers().contains(how));
        Account account = account(pbx, first());
        breakAnswers(how);

        assertThat(((ProvesPin) pbx).signsIn(account, firstPin())).isEqualTo(ProvesPin.Answer.CANNOT_TELL);
        assertThat(((ProvesPin) pbx).signsIn(account, NEW_PIN)).isEqualTo(ProvesPin.Answer.CANNOT_TELL);
    }

    // --- state and unlocking

    @Test
    protected void theStateShowsALockAndWhatIsNotShownIsNamed() {
        ResetsPin pbx = resetting();
        assumeTrue(pbx instanceof ShowsPinState);
        ShowsPinState showing = (ShowsPinState) pbx;
        Account account = account(pbx, first());

        assertThat(showing.pinState(account).lock()).isEqualTo(Lock.OPEN);
        failToSignIn(account);
        CredentialState locked = showing.pinState(account);
        assertThat(locked.lock()).isEqualTo(Lock.FAILED_SIGN_INS);
        assertThat(locked.lockedSince() != null || !locked.unseen().isEmpty())
                .as("the time of the lock is shown or named as unseen")
                .isTrue();
        assertThat(showing.pinState(account(pbx, people().get(1))).lock())
                .as("somebody else's")
                .isEqualTo(Lock.OPEN);
    }

    @Test
    protected void theStateMovesWithAResetAndNotWithALie() {
        ResetsPin pbx = resetting();
        assumeTrue(pbx instanceof ShowsPinState);
        ShowsPinState showing = (ShowsPinState) pbx;
        Account account = account(pbx, first());
        Instant before = showing.pinState(account).changedAt();
        assumeTrue(before != null);
        clock.advance(Duration.ofMinutes(1));
        misbehave(fault("lie"));

        pbx.resetPin(account, NEW_PIN);
        assertThat(showing.pinState(account).changedAt()).isEqualTo(before);
        misbehave(Fault.UP);
        pbx.resetPin(account, OTHER_PIN);
        assertThat(showing.pinState(account).changedAt()).isAfter(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"LOGIN_PAGE", "REDIRECT", "WRONG_TYPE", "EMPTY", "TRUNCATED"})
    protected void aStateThatIsNotSeenIsNeverFine(String how) {
        Pbx pbx = pbx();
        assumeTrue(pbx instanceof ShowsPinState && brokenAnswers().contains(how));
        Account account = account(pbx, first());
        breakAnswers(how);

        CredentialState state;
        try {
            state = ((ShowsPinState) pbx).pinState(account);
        } catch (BackendException e) {
            return; // nothing can be said at all
        }
        assertThat(state.lock()).isEqualTo(Lock.UNSEEN);
        assertThat(state.unseen()).isNotEmpty();
    }

    @Test
    protected void unlockingKeepsThePin() {
        UnlocksPin pbx = unlocking();
        Account account = account(pbx, first());
        failToSignIn(account);
        assertThat(signsIn(account.userId(), firstPin())).as("it is locked").isFalse();

        assertThat(pbx.unlockPin(account).kind()).isEqualTo(Written.Kind.ACCEPTED);
        onlySignsIn(account, firstPin(), NEW_PIN);
    }

    @Test
    protected void anAdministratorsLockIsToldApartAndNeverLifted() {
        UnlocksPin pbx = unlocking();
        Account account = account(pbx, first());
        assumeTrue(lockByAdministrator(account.userId()));

        assertThat(pbx.unlockPin(account).kind()).isEqualTo(Written.Kind.REFUSED);
        ((ResetsPin) pbx).resetPin(account, NEW_PIN);
        assertThat(signsIn(account.userId(), firstPin())).isFalse();
        assertThat(signsIn(account.userId(), NEW_PIN)).isFalse();
        if (pbx instanceof ShowsPinState showing) {
            assertThat(showing.pinState(account).lock()).isEqualTo(Lock.ADMINISTRATOR);
        }
    }

    // --- secrecy, threads

    /** Through every trouble at DEBUG; the simulator's web server is no part of the product and prints what it reads. */
    @Test
    protected void noSecretIsSaidInAnyTrouble() {
        Account account = account(pbx(), first());
        StringWriter seen = new StringWriter();
        List<String> log = listening(() -> {
            everything(account, seen, 0);
            int drawn = 1;
            for (String how : new TreeSet<>(brokenAnswers())) {
                breakAnswers(how);
                everything(account, seen, drawn++);
            }
            if (!brokenAnswers().isEmpty()) {
                breakAnswers("NONE");
            }
            for (String words : List.of(
                    "throttle 50%", "refuse trivial", "lie", "drop-after-write", "hang", "down", "wrong-password")) {
                misbehave(fault(words));
                everything(account, seen, drawn++);
            }
        });
        String all = String.join("\n", log) + seen;

        assertThat(log).as("the log was listened to").anyMatch(line -> line.contains(kind()));
        assertThat(seen.toString()).as("accounts were read").contains(account.userId());
        for (String secret : secrets()) {
            assertThat(all.contains(secret)).as("a secret was said").isFalse();
        }
    }

    @Test
    protected void oneConnectorServesManyAtOnce() throws Exception {
        ResetsPin pbx = resetting();
        List<Person> people = people();
        List<Callable<Match>> searches = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            Person person = people.get(i % people.size());
            searches.add(() -> pbx.find(person));
        }
        List<Account> accounts = new ArrayList<>();
        for (Match match : together(searches)) {
            assertThat(match.kind()).isEqualTo(Match.Kind.FOUND);
            accounts.add(Objects.requireNonNull(match.account()));
        }
        List<Secret> pins = new ArrayList<>();
        List<Callable<Written>> writes = new ArrayList<>();
        for (int i = 0; i < people.size(); i++) {
            Account account = accounts.get(i);
            Secret pin = pin(pbx.pinPolicy(account), account, pins);
            pins.add(pin);
            writes.add(() -> pbx.resetPin(account, pin));
        }
        assertThat(together(writes)).extracting(Written::kind).containsOnly(Written.Kind.ACCEPTED);
        for (int i = 0; i < people.size(); i++) {
            onlySignsIn(accounts.get(i), pins.get(i), firstPin());
        }
    }

    /** The library that sends over HTTP ends its threads once nobody holds its client, so memory is tidied meanwhile. */
    @Test
    protected void closingFreesEveryThread() throws Exception {
        Set<Thread> before = threads();
        useAndClose();
        stop();

        Awaitility.await()
                .pollInSameThread()
                .pollInterval(Duration.ofMillis(500))
                .atMost(PATIENCE)
                .untilAsserted(() -> {
                    System.gc();
                    Set<Thread> left = threads();
                    left.removeAll(before);
                    assertThat(left).as("threads left").isEmpty();
                });
    }

    private void useAndClose() throws Exception {
        try (ResetsPin pbx = resetting(RegistryDoor.connector(kind(), patient(keys()), clock, latch))) {
            Account account = account(pbx, first());
            List<Callable<Written>> uses = new ArrayList<>();
            for (Secret pin : List.of(NEW_PIN, OTHER_PIN)) {
                uses.add(() -> {
                    ask(pbx, account, pin, new StringWriter());
                    return pbx.resetPin(account, pin);
                });
            }
            together(uses);
        }
    }

    // --- how the contract does it

    /** As the registry calls it: the name of the package that the connector's own class is in. */
    private String kind() {
        String own = getClass().getPackageName();
        return own.substring(own.lastIndexOf('.') + 1);
    }

    @BeforeEach
    protected void startTheSimulator() {
        start();
    }

    @AfterEach
    protected void closeEverything() {
        made.forEach(Pbx::close);
        stop();
    }

    private Pbx pbx() {
        return connector(keys(), Duration.ofSeconds(30));
    }

    private ResetsPin resetting() {
        return resetting(pbx());
    }

    private static ResetsPin resetting(Pbx pbx) {
        assertThat(pbx).isInstanceOf(ResetsPin.class);
        return (ResetsPin) pbx;
    }

    private UnlocksPin unlocking() {
        Pbx pbx = pbx();
        assumeTrue(pbx instanceof UnlocksPin);
        assertThat(((UnlocksPin) pbx).cannotUnlock()).isEmpty();
        return (UnlocksPin) pbx;
    }

    private Pbx connector(Map<String, String> keys, Duration timeout) {
        Map<String, String> all = new HashMap<>(keys);
        all.put("TIMEOUT", timeout.toMillis() + "ms");
        Pbx pbx = RegistryDoor.connector(kind(), all, clock, latch);
        made.add(pbx);
        return pbx;
    }

    private static Map<String, String> patient(Map<String, String> keys) {
        Map<String, String> all = new HashMap<>(keys);
        all.put("TIMEOUT", "30s");
        return all;
    }

    private Person first() {
        return people().get(0);
    }

    private static Secret firstPin() {
        return Secret.of(Company.START_PIN);
    }

    private static Secret pin(PinPolicy policy, Account account, Collection<Secret> drawn) {
        return new PinMaker(new SecureRandom()).make(policy, account, drawn);
    }

    private static Fault fault(String words) {
        return Fault.parse(words).orElseThrow();
    }

    private static Account account(Pbx pbx, Person person) {
        Match match = pbx.find(person);
        assertThat(match.kind()).isEqualTo(Match.Kind.FOUND);
        return Objects.requireNonNull(match.account());
    }

    private Problem problemOfFind(Pbx pbx) {
        BackendException failure = catchThrowableOfType(BackendException.class, () -> pbx.find(first()));
        assertThat(failure).as("a failure").isNotNull();
        return failure.problem();
    }

    /** The wrong one first: a good sign-in makes the system forget the failed one. */
    private void onlySignsIn(Account account, Secret good, Secret bad) {
        assertThat(signsIn(account.userId(), bad)).as("the other one signs in").isFalse();
        assertThat(signsIn(account.userId(), good)).as("the right one signs in").isTrue();
    }

    /** A broken answer may look like a refusal of the service account. */
    private static void forgetRefusals(Pbx pbx) {
        if (pbx instanceof SignsIn signing) {
            signing.signInAgain();
        }
    }

    private void failToSignIn(Account account) {
        for (int i = 0; i < MOST_FAILED_SIGN_INS; i++) {
            assertThat(signsIn(account.userId(), Secret.of("999999"))).isFalse();
        }
    }

    private long serviceAccounts() {
        return Stream.of("USER", "WRITE_USER")
                .map(keys()::get)
                .filter(Objects::nonNull)
                .distinct()
                .count();
    }

    private List<String> secrets() {
        List<String> secrets = new ArrayList<>(secretsInAnswers());
        secrets.add(CANARY);
        keys().forEach((key, value) -> {
            if (key.endsWith("PASSWORD") || key.endsWith("TOKEN")) {
                secrets.add(value);
                String user = keys().getOrDefault(key.replaceFirst("(PASSWORD|TOKEN)$", "USER"), "");
                secrets.add(Base64.getEncoder().encodeToString((user + ":" + value).getBytes(StandardCharsets.UTF_8)));
            }
        });
        return secrets;
    }

    /** Answers that come to an end, in a fixed order. */
    private List<String> endingAnswers() {
        Set<String> ending = new TreeSet<>(brokenAnswers());
        ending.removeAll(Set.of("NONE", "STALLED_BODY"));
        return List.copyOf(ending);
    }

    private void breakAnswers(String how) {
        breakAnswers(how, false);
    }

    private void everything(Account account, StringWriter seen, int drawn) {
        Pbx pbx = connector(keys(), Duration.ofMillis(500));
        forgetRefusals(pbx);
        seen.append(pbx.toString());
        ask(pbx, account, Secret.of(CANARY + drawn), seen);
        made.remove(pbx);
        pbx.close();
    }

    /** Asks and writes whatever the connector offers; what comes back is written down. */
    private void ask(Pbx pbx, Account account, Secret secret, StringWriter seen) {
        note(seen, () -> pbx.find(first()));
        note(seen, () -> pbx.find(stranger()));
        if (pbx instanceof GivesEvidence giving) {
            note(seen, () -> giving.evidence(first()));
        }
        if (pbx instanceof FindsByExtension finding) {
            note(seen, () -> finding.userIdOf(String.valueOf(account.extension())));
        }
        if (pbx instanceof ShowsPinState showing) {
            note(seen, () -> showing.pinState(account));
        }
        if (pbx instanceof GrantsPortal granting) {
            note(seen, granting::portalGroup);
            note(seen, () -> granting.addToPortalGroup(account));
        }
        if (pbx instanceof ResetsLocalPassword passwords) {
            note(seen, () -> passwords.passwordKeeper(account));
            note(seen, () -> passwords.resetLocalPassword(account, secret));
        }
        if (pbx instanceof ResetsPin resetting) {
            note(seen, () -> resetting.pinPolicy(account));
            note(seen, () -> resetting.resetPin(account, secret));
        }
        if (pbx instanceof ProvesPin proving) {
            note(seen, () -> proving.signsIn(account, secret));
        }
        if (pbx instanceof UnlocksPin unlocking) {
            note(seen, () -> unlocking.unlockPin(account));
        }
    }

    private static void note(StringWriter seen, Callable<?> question) {
        try {
            seen.append(String.valueOf(question.call())).append('\n');
        } catch (BackendException e) {
            e.printStackTrace(new PrintWriter(seen, true));
        } catch (Exception e) {
            throw new AssertionError("a connector fails with nothing but BackendException", e);
        }
    }

    private static List<String> listening(Runnable work) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Level before = root.getLevel();
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        context.getLogger("org.eclipse.jetty").setLevel(Level.WARN);
        log.start();
        root.addAppender(log);
        root.setLevel(Level.DEBUG);
        try {
            work.run();
        } finally {
            root.detachAppender(log);
            root.setLevel(before);
        }
        return new ArrayList<>(log.list)
                .stream()
                        .map(event ->
                                event.getFormattedMessage() + ThrowableProxyUtil.asString(event.getThrowableProxy()))
                        .toList();
    }

    private static <T> List<T> together(List<Callable<T>> calls) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(calls.size());
        CyclicBarrier start = new CyclicBarrier(calls.size());
        try {
            List<Future<T>> all = new ArrayList<>();
            for (Callable<T> call : calls) {
                all.add(threads.submit(() -> {
                    start.await();
                    return call.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> each : all) {
                results.add(each.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    /** All that run, but those that belong to the machine and live as long as it. */
    private static Set<Thread> threads() {
        Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
        threads.removeIf(thread -> thread.getName().startsWith("ForkJoinPool.commonPool-")
                || thread.getName().equals("CompletableFutureDelayScheduler"));
        return threads;
    }

    /** As the store's, in memory. */
    private static final class RememberingLatch implements AuthLatch {
        private final Map<String, Secret> refused = new ConcurrentHashMap<>();

        @Override
        public Optional<Instant> refusedSince(String system, String account, Secret password) {
            Secret known = refused.get(system + "/" + account);
            return known != null && known.sameAs(password) ? Optional.of(Instant.EPOCH) : Optional.empty();
        }

        @Override
        public void refused(String system, String account, Secret password) {
            refused.put(system + "/" + account, password);
        }

        @Override
        public void forget(String system, String account) {
            refused.remove(system + "/" + account);
        }
    }
}
