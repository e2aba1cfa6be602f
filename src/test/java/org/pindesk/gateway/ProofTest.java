package org.pindesk.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.Mockito;
import org.pindesk.adapter.store.AuditKey;
import org.pindesk.adapter.store.JdbcStore;
import org.pindesk.adapter.store.Keys;
import org.pindesk.adapter.store.StoreSettings;
import org.pindesk.core.Account;
import org.pindesk.core.BackendException;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Checkpoint;
import org.pindesk.core.CredentialState;
import org.pindesk.core.Leg;
import org.pindesk.core.Outcome;
import org.pindesk.core.Party;
import org.pindesk.core.Person;
import org.pindesk.core.PersonId;
import org.pindesk.core.PinPolicy;
import org.pindesk.core.Problem;
import org.pindesk.core.Proof;
import org.pindesk.core.Request;
import org.pindesk.core.RequestState;
import org.pindesk.core.Secret;
import org.pindesk.core.SecretKind;
import org.pindesk.port.Directory;
import org.pindesk.port.Pbx;
import org.pindesk.port.ProvesPin;
import org.pindesk.port.ResetsPin;
import org.pindesk.port.ShowsPinState;
import org.pindesk.port.Written;
import org.pindesk.testing.SettableClock;

/** How a new PIN is proved by each kind of system, with answers that get lost, and after a crash. */
class ProofTest {
    private static final String ID = "0123456789ab";
    private static final PersonId PERSON = new PersonId("b0b");
    private static final Account BOB = new Account("box", "bob", "uuid", "1102", null, Set.of(), Set.of("Bob"), null);

    private static final class Dead extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-23T08:00:00Z"));
    private Checkpoint then = boundary -> {};
    private JdbcStore store;

    @BeforeEach
    void open() {
        store = JdbcStore.open(
                StoreSettings.file(
                        folder.resolve("pindesk"),
                        Keys.parse(Secret.of("test:" + key())),
                        AuditKey.parse(Secret.of(key()))),
                clock);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aTimeThatMovedProvesThePin() {
        Box box = new Box(Take.YES);
        Leg leg = settle(box, taking());
        assertThat(leg.outcome()).isEqualTo(Outcome.APPLIED);
        assertThat(leg.proof()).isEqualTo(Proof.STATE_CHANGED);
        assertThat(box.written).hasSize(1);
    }

    /** The fault that this keeps away: a system that says yes and writes nothing was believed. */
    @Test
    void aYesWhoseTimeDidNotMoveIsUnknown() {
        Leg leg = settle(new Box(Take.LIE), taking());
        assertThat(leg.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(leg.proof()).isEqualTo(Proof.NONE);
    }

    @Test
    void aYesWithNothingToCompareItWithIsAnAnswerAndNoMore() {
        Box box = new Box(Take.YES);
        box.hides = true;
        Leg leg = settle(box, taking());
        assertThat(leg.outcome()).isEqualTo(Outcome.APPLIED);
        assertThat(leg.proof()).isEqualTo(Proof.ANSWERED);
    }

    @Test
    void aYesAfterWhichNothingIsShownIsUnknown() {
        Box box = new Box(Take.YES);
        then = boundary -> box.hides = true;
        assertThat(settle(box, taking()).outcome()).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void aLostAnswerIsProvedByTheTime() {
        Box box = new Box(Take.YES_AND_DROP);
        Leg leg = settle(box, taking());
        assertThat(leg.proof()).isEqualTo(Proof.STATE_CHANGED);
        assertThat(box.written).hasSize(1);
    }

    @Test
    void aLostRequestIsSentOnceMoreWithTheSamePin() {
        Box box = new Box(Take.DROP, Take.YES);
        Leg leg = settle(box, taking());
        assertThat(leg.proof()).isEqualTo(Proof.STATE_CHANGED);
        assertThat(box.written).hasSize(2);
        assertThat(box.written.get(0).sameAs(box.written.get(1))).isTrue();
    }

    @Test
    void aLostAnswerOfASystemThatShowsNothingIsUnknown() {
        Box box = new Box(Take.YES_AND_DROP);
        box.hides = true;
        assertThat(settle(box, taking()).outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(box.written).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"journaled, 0", "written, 1", "proved, 1"})
    void whatWasSeenBeforeTheWriteOutlivesACrash(String boundary, int writes) {
        Box box = new Box(Take.YES);
        Instant before = box.changed;
        dieAt(boundary, box);
        assertThat(stored().legs().get(0).seenBefore()).isEqualTo(before);
        assertThat(box.written).hasSize(writes);
        clock.advance(Duration.ofMinutes(1));
        Leg leg = settle(box, stored());
        assertThat(leg.outcome()).isEqualTo(Outcome.APPLIED);
        assertThat(leg.proof()).isEqualTo(Proof.STATE_CHANGED);
        assertThat(box.written).as("one write in total").hasSize(1);
    }

    @Test
    void afterACrashWithNothingToCompareItIsUnknownAndNotWrittenAgain() {
        Box box = new Box(Take.YES);
        box.hides = true;
        dieAt("written", box);
        box.hides = false;
        assertThat(settle(box, stored()).outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(box.written).hasSize(1);
    }

    /** The fault that this keeps away: "nothing was changed" after a write that may still arrive. */
    @ParameterizedTest
    @CsvSource({"true", "false"})
    void aStopBetweenALostAnswerAndTheSecondWriteIsUnknown(boolean signsIn) {
        Box box = signsIn ? new Phone(Take.DROP, Take.YES) : new Box(Take.DROP, Take.YES);
        then = boundary -> store.tx(tx -> {
            tx.brake().pull("Hana Holm", clock.instant());
            return true;
        });
        // the brake is looked at when the intent is stored: pulled right after that
        Leg leg = settle(box, taking());
        assertThat(leg.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(leg.detail()).contains("stopped").contains("no answer");
        assertThat(box.written).hasSize(1);
    }

    private void dieAt(String boundary, Box box) {
        then = now -> {
            if (now.equals(boundary)) {
                throw new Dead();
            }
        };
        Request request = taking();
        assertThatThrownBy(() -> settle(box, request)).isInstanceOf(Dead.class);
        then = now -> {};
    }

    private Leg settle(Box box, Request request) {
        CredentialGateway gateway = new CredentialGateway(
                store,
                new Credentials(
                        new Locator(List.of(box), ForkJoinPool.commonPool()),
                        Mockito.mock(Directory.class),
                        new PinMaker(new SecureRandom()),
                        new PasswordMaker(new SecureRandom())),
                clock,
                Duration.ofHours(24),
                boundary -> then.reached(boundary));
        return gateway.settle(request, request.legs().get(0), BOB, null).leg();
    }

    private Request taking() {
        Party bob = new Party(PERSON, new ChatUser("slack", "T1", "U1"), "Bob Berger");
        Request request = new Request(
                ID,
                "event",
                bob,
                bob,
                SecretKind.PIN,
                null,
                "self",
                RequestState.TAKING,
                List.of(Leg.planned(BOB.system(), BOB.userId())),
                clock.instant(),
                clock.instant().plusSeconds(600),
                null,
                null);
        assertThat(store.<Boolean>tx(tx -> tx.requests().add(request))).isTrue();
        return request;
    }

    private Request stored() {
        return store.tx(tx -> tx.requests().byId(ID)).orElseThrow();
    }

    private static String key() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** What a system does with a write. */
    private enum Take {
        YES,
        LIE,
        DROP,
        YES_AND_DROP
    }

    /** A voicemail system: shows when a PIN was set, and takes no sign-in. */
    private class Box implements ResetsPin, ShowsPinState {
        private final Deque<Take> takes;
        final List<Secret> written = new ArrayList<>();
        private Instant changed = clock.instant().minus(Duration.ofDays(9));
        private boolean hides;

        @Nullable
        Secret inForce;

        Box(Take... takes) {
            this.takes = new ArrayDeque<>(List.of(takes));
        }

        @Override
        public Written resetPin(Account account, Secret pin) {
            written.add(pin);
            Take take = takes.remove();
            if (take == Take.YES || take == Take.YES_AND_DROP) {
                changed = clock.instant();
                inForce = pin;
            }
            boolean yes = take == Take.YES || take == Take.LIE;
            return new Written(yes ? Written.Kind.ACCEPTED : Written.Kind.NO_ANSWER, "");
        }

        @Override
        public CredentialState pinState(Account account) {
            if (hides) {
                throw new BackendException(Problem.NO_ANSWER, id(), "silent");
            }
            return new CredentialState(
                    CredentialState.Lock.OPEN, null, null, 0, null, changed, false, null, true, null, List.of());
        }

        @Override
        public PinPolicy pinPolicy(Account account) {
            return new PinPolicy("six digits", 6, 0, true);
        }

        @Override
        public boolean writable() {
            return true;
        }

        @Override
        public String id() {
            return BOB.system();
        }

        @Override
        public String label() {
            return "boxes";
        }

        @Override
        public Pbx.Match find(Person person) {
            return Pbx.Match.found(BOB);
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    /** A telephone system: takes sign-ins. */
    private final class Phone extends Box implements ProvesPin {
        Phone(Take... takes) {
            super(takes);
        }

        @Override
        public Answer signsIn(Account account, Secret pin) {
            return inForce != null && pin.sameAs(inForce) ? Answer.YES : Answer.NO;
        }
    }
}
