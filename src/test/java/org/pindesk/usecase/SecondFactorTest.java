package org.pindesk.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pindesk.adapter.store.AuditKey;
import org.pindesk.adapter.store.JdbcStore;
import org.pindesk.adapter.store.Keys;
import org.pindesk.adapter.store.StoreSettings;
import org.pindesk.adapter.totp.TimeBasedCodes;
import org.pindesk.core.AccountState;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Event;
import org.pindesk.core.Outcome;
import org.pindesk.core.Person;
import org.pindesk.core.PersonId;
import org.pindesk.core.Reply;
import org.pindesk.core.Secret;
import org.pindesk.testing.SettableClock;
import org.pindesk.usecase.SecondFactor.Answer;
import org.pindesk.usecase.SecondFactor.Result;

class SecondFactorTest {
    private static final Instant START = Instant.parse("2026-11-22T08:00:10Z");
    private static final Duration STEP = Duration.ofSeconds(30);
    private static final String BASE64 = Base64.getEncoder().encodeToString(new byte[32]);
    private static final Person LENA = person("lena");
    private static final Person BOB = person("bob");

    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock(START);
    private final TimeBasedCodes codes = new TimeBasedCodes(new SecureRandom());
    private final Secret key = codes.newKey();
    private JdbcStore store;
    private SecondFactor factor;
    private int events;

    @BeforeEach
    void enrolled() {
        StoreSettings settings = StoreSettings.file(
                folder.resolve("pindesk"), Keys.parse(Secret.of("test:" + BASE64)), AuditKey.parse(Secret.of(BASE64)));
        store = JdbcStore.open(settings, clock);
        factor = new SecondFactor(store, codes, clock);
        store.tx(tx -> {
            tx.authenticators().enrol(LENA.id(), key, 0, START);
            return true;
        });
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aCodeIsGoodOnce() {
        Secret code = shown(Duration.ZERO);
        assertThat(result(code)).isEqualTo(Result.GOOD);
        assertThat(result(code)).isEqualTo(Result.USED_ALREADY);
        clock.advance(STEP);
        assertThat(result(code)).as("the step before, but used").isEqualTo(Result.USED_ALREADY);
        assertThat(result(shown(Duration.ZERO))).isEqualTo(Result.GOOD);
    }

    @Test
    void theStepBeforeAndTheStepAfterAreGoodAndThoseBeyondAreNot() {
        assertThat(result(shown(STEP.multipliedBy(-2)))).isEqualTo(Result.WRONG);
        assertThat(result(shown(STEP.multipliedBy(2)))).isEqualTo(Result.WRONG);
        assertThat(result(shown(STEP.negated()))).isEqualTo(Result.GOOD);
        assertThat(result(shown(STEP))).isEqualTo(Result.GOOD);
        assertThat(result(shown(Duration.ZERO))).as("a later one was used").isEqualTo(Result.USED_ALREADY);
    }

    @Test
    void whoHasNoAuthenticatorIsToldSo() {
        assertThat(factor.check(event(), BOB, shown(Duration.ZERO)).result()).isEqualTo(Result.NOT_ENROLLED);
        assertThat(result(shown(Duration.ZERO))).as("and used nothing up").isEqualTo(Result.GOOD);
    }

    @Test
    void fiveWrongCodesLockOutUntilTheFirstOfThemIsAQuarterOfAnHourOld() {
        for (int i = 0; i < 5; i++) {
            assertThat(result(wrong())).isEqualTo(Result.WRONG);
            clock.advance(Duration.ofMinutes(1));
        }
        Answer locked = check(shown(Duration.ZERO));
        assertThat(locked).isEqualTo(new Answer(Result.LOCKED_OUT, START.plus(Duration.ofMinutes(15))));

        clock.advance(Duration.ofMinutes(10).minusSeconds(1));
        assertThat(result(shown(Duration.ZERO))).as("a second too early").isEqualTo(Result.LOCKED_OUT);
        clock.advance(Duration.ofSeconds(1));
        assertThat(result(wrong())).isEqualTo(Result.WRONG);
        assertThat(result(shown(Duration.ZERO)))
                .as("again five within a quarter of an hour")
                .isEqualTo(Result.LOCKED_OUT);
        clock.advance(Duration.ofMinutes(15));
        assertThat(result(shown(Duration.ZERO))).isEqualTo(Result.GOOD);
    }

    @Test
    void aGoodCodeForgetsTheWrongOnesBeforeIt() {
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 4; i++) {
                assertThat(result(wrong())).isEqualTo(Result.WRONG);
            }
            assertThat(result(shown(Duration.ZERO))).isEqualTo(Result.GOOD);
            clock.advance(STEP);
        }
    }

    @Test
    void afterAHundredWrongCodesInARowOnlyANewEnrolmentHelps() {
        for (int i = 0; i < 100; i++) {
            assertThat(result(wrong())).as("code %d", i).isEqualTo(Result.WRONG);
            clock.advance(Duration.ofMinutes(4));
        }
        clock.advance(Duration.ofDays(400));
        assertThat(check(shown(Duration.ZERO))).isEqualTo(new Answer(Result.LOCKED_OUT, null));

        Secret fresh = codes.newKey();
        store.tx(tx -> {
            tx.authenticators().enrol(LENA.id(), fresh, 0, clock.instant());
            return true;
        });
        assertThat(result(TimeBasedCodes.codeAt(fresh, clock.instant()))).isEqualTo(Result.GOOD);
    }

    @Test
    void anEventThatIsRunAgainAfterACrashHearsTheSame() {
        Event good = event();
        Secret code = shown(Duration.ZERO);
        assertThat(factor.check(good, LENA, code).good()).isTrue();
        clock.advance(Duration.ofMinutes(5));
        assertThat(factor.check(good, LENA, code).good()).isTrue();

        Event bad = event();
        for (int i = 0; i < 9; i++) {
            assertThat(factor.check(bad, LENA, wrong()).result()).isEqualTo(Result.WRONG);
        }
        assertThat(result(shown(Duration.ZERO))).as("one wrong code, not nine").isEqualTo(Result.GOOD);
        assertThat(audit()).hasSize(3);
    }

    @Test
    void aCodeCountsWhenItWasTypedNotWhenItsTurnCame() {
        Event waited = event();
        Secret code = shown(Duration.ZERO);
        clock.advance(Duration.ofMinutes(10));
        assertThat(factor.check(waited, LENA, code).good()).isTrue();
    }

    @Test
    void outOfManyEventsWithOneCodeAtTheSameTimeOneIsGood() throws Exception {
        int threads = 4;
        Secret code = shown(Duration.ZERO);
        CyclicBarrier start = new CyclicBarrier(threads);
        List<Event> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            all.add(event());
        }
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Result>> futures = new ArrayList<>();
            for (Event event : all) {
                futures.add(pool.submit(() -> {
                    start.await(10, TimeUnit.SECONDS);
                    return factor.check(event, LENA, code).result();
                }));
            }
            List<Result> results = new ArrayList<>();
            for (Future<Result> future : futures) {
                results.add(future.get(30, TimeUnit.SECONDS));
            }
            assertThat(results).containsOnlyOnce(Result.GOOD);
            assertThat(results).containsOnly(Result.GOOD, Result.USED_ALREADY);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void eachAnswerIsAnAuditRowWithoutTheCode() {
        Secret code = shown(Duration.ZERO);
        check(code);
        check(code);
        for (int i = 0; i < 5; i++) {
            check(wrong());
        }
        check(code);
        factor.check(event(), BOB, code);

        List<String> rows = audit();
        assertThat(rows)
                .hasSize(9)
                .allSatisfy(row -> assertThat(row)
                        .contains("\"factor.check\"")
                        .doesNotContain("\"" + code.open(), code.open() + "\""));
        List<String> results = List.of(
                "good", "used-already", "wrong", "wrong", "wrong", "wrong", "wrong", "locked-out", "not-enrolled");
        for (int i = 0; i < rows.size(); i++) {
            assertThat(rows.get(i)).contains("\"" + results.get(i) + "\"");
        }
    }

    @Test
    void whatWasTypedComesBackFromWhereItWasSealedAndFromNowhereElse() {
        Event event = event();
        Event other = event();
        assertThat(factor.typed(event)).isEmpty();

        Event sealed = with(event, " 123 456");
        assertThat(factor.typed(sealed).map(Secret::open)).contains(" 123 456");
        assertThat(sealed.args().toString()).doesNotContain("123 456");
        Event moved = new Event(
                other.id(), other.kind(), other.user(), other.name(), sealed.args(), null, other.receivedAt(), 0);
        assertThat(factor.typed(moved)).isEmpty();
    }

    @Test
    void everyRefusalSaysWhatToDoInBothLanguages() {
        Instant until = Instant.parse("2026-11-22T08:15:00Z");
        List<Answer> refusals = List.of(
                new Answer(Result.WRONG, null),
                new Answer(Result.USED_ALREADY, null),
                new Answer(Result.LOCKED_OUT, until),
                new Answer(Result.LOCKED_OUT, null),
                new Answer(Result.NOT_ENROLLED, null));
        for (Locale locale : List.of(Locale.ENGLISH, Locale.GERMAN)) {
            Voice voice = new Voice(locale, ZoneOffset.UTC);
            List<String> texts = refusals.stream()
                    .map(each -> SecondFactor.refusal(voice, each))
                    .peek(reply -> assertThat(reply.outcome()).isEqualTo(Outcome.REFUSED))
                    .map(Reply::text)
                    .toList();
            assertThat(texts).doesNotHaveDuplicates();
            assertThat(texts.get(2)).contains("15");
        }
        assertThatThrownBy(() ->
                        SecondFactor.refusal(new Voice(Locale.ENGLISH, ZoneOffset.UTC), new Answer(Result.GOOD, null)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    // steps

    private Result result(Secret code) {
        return check(code).result();
    }

    private Answer check(Secret code) {
        return factor.check(event(), LENA, code);
    }

    /** What the authenticator shows so much later than now. */
    private Secret shown(Duration later) {
        return TimeBasedCodes.codeAt(key, clock.instant().plus(later));
    }

    /** A code that is none of the three that fit now. */
    private Secret wrong() {
        List<String> right = Stream.of(STEP.negated(), Duration.ZERO, STEP)
                .map(later -> shown(later).open())
                .toList();
        return Stream.of("000000", "111111", "222222", "333333")
                .filter(code -> !right.contains(code))
                .findFirst()
                .map(Secret::of)
                .orElseThrow();
    }

    private Event event() {
        return new Event(
                "e" + ++events,
                Event.Kind.PRESS,
                new ChatUser("slack", "T1", "U1"),
                "any",
                Map.of(),
                null,
                clock.instant(),
                0);
    }

    private Event with(Event event, String typed) {
        String sealed = store.tx(tx -> tx.vault().wrap(typed, SecondFactor.place(event.id())));
        return new Event(
                event.id(),
                event.kind(),
                event.user(),
                event.name(),
                Map.of(SecondFactor.ARGUMENT, sealed),
                null,
                event.receivedAt(),
                0);
    }

    private List<String> audit() {
        return store.tx(tx -> {
            List<String> lines = new ArrayList<>();
            tx.audit().export(lines::add);
            return lines;
        });
    }

    private static Person person(String login) {
        return new Person(
                new PersonId("id-" + login),
                login,
                null,
                login,
                null,
                null,
                null,
                List.of(),
                AccountState.FINE,
                Set.of(),
                false,
                false);
    }
}
