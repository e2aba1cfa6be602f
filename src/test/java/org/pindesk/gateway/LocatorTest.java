package org.pindesk.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pindesk.core.AccountState;
import org.pindesk.core.BackendException;
import org.pindesk.core.Person;
import org.pindesk.core.PersonId;
import org.pindesk.core.Problem;
import org.pindesk.port.Pbx;
import org.pindesk.port.ResetsLocalPassword;
import org.pindesk.port.ResetsPin;

/** Several telephone systems: each is asked, and none can hold up the people of another. */
class LocatorTest {
    private static final Person BOB = new Person(
            new PersonId("b0b"),
            "bob",
            null,
            "Bob Berger",
            null,
            null,
            null,
            List.of(),
            AccountState.FINE,
            Set.of(),
            false,
            false);

    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final CountDownLatch forEver = new CountDownLatch(1);

    @AfterEach
    void end() {
        forEver.countDown();
        pool.shutdownNow();
    }

    @Test
    @Timeout(20)
    void aSystemThatHangsHoldsUpNobodyWhoseAccountAnotherOneHas() {
        ResetsPin hanging = system("branch");
        when(hanging.find(any())).thenAnswer(call -> {
            forEver.await();
            return Pbx.Match.absent();
        });
        Located located = locator(hanging, having("hq")).find(BOB, null);
        assertThat(located.kind()).isEqualTo(Located.Kind.FOUND);
        assertThat(located.systems()).isEqualTo("hq telephones");
        assertThat(forEver.getCount()).as("it hangs still").isEqualTo(1);
        assertThat(Locator.OTHERS).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void accountsOnTwoSystemsAreSeveral() {
        assertThat(locator(having("hq"), having("branch")).find(BOB, null).kind())
                .isEqualTo(Located.Kind.SEVERAL);
        assertThat(locator(having("hq"), having("branch")).find(BOB, "branch").kind())
                .isEqualTo(Located.Kind.FOUND);
    }

    @Test
    void notFoundIsNotSaidWhileASystemIsSilent() {
        ResetsPin silent = system("branch");
        when(silent.find(any())).thenThrow(new BackendException(Problem.UNREACHABLE, "branch", "down"));
        ResetsPin empty = system("hq");
        when(empty.find(any())).thenReturn(Pbx.Match.absent());
        Located located = locator(empty, silent).find(BOB, null);
        assertThat(located.kind()).isEqualTo(Located.Kind.UNREACHABLE);
        assertThat(located.systems()).isEqualTo("branch telephones");
        assertThat(locator(silent, having("hq")).find(BOB, null).kind()).isEqualTo(Located.Kind.FOUND);
    }

    @Test
    void ofSeveralAccountsTheOneWhosePasswordIsKeptThereIsMeant() {
        assertThat(locator(keeping("hq", false), keeping("branch", true))
                        .findPassword(BOB, null)
                        .systems())
                .isEqualTo("branch telephones");
        assertThat(locator(keeping("hq", true), keeping("branch", true))
                        .findPassword(BOB, null)
                        .kind())
                .isEqualTo(Located.Kind.SEVERAL);
        Located kept = locator(keeping("hq", false), having("branch")).findPassword(BOB, null);
        assertThat(kept.kind()).isEqualTo(Located.Kind.KEPT_IN_DIRECTORY);
        assertThat(kept.detail()).isEqualTo("MY_DOMAIN");
        assertThat(locator(having("branch")).findPassword(BOB, null).kind()).isEqualTo(Located.Kind.NO_PASSWORDS);
    }

    @Test
    void whereTheKeeperCannotBeAskedNothingIsAssumed() {
        ResetsLocalPassword silent = keeping("hq", true);
        when(silent.passwordKeeper(any())).thenThrow(new BackendException(Problem.NO_ANSWER, "hq", "silent"));
        assertThat(locator(silent).findPassword(BOB, null).kind()).isEqualTo(Located.Kind.UNREACHABLE);
        assertThat(locator(silent, keeping("branch", true))
                        .findPassword(BOB, null)
                        .kind())
                .as("it may be there too")
                .isEqualTo(Located.Kind.SEVERAL);
    }

    private static ResetsLocalPassword keeping(String id, boolean local) {
        ResetsLocalPassword system = mock(ResetsLocalPassword.class);
        when(system.id()).thenReturn(id);
        when(system.label()).thenReturn(id + " telephones");
        when(system.writable()).thenReturn(true);
        when(system.passwordKeeper(any()))
                .thenReturn(new ResetsLocalPassword.Keeper(local, !local, local ? id : "MY_DOMAIN"));
        when(system.find(any()))
                .thenReturn(Pbx.Match.found(
                        new org.pindesk.core.Account(id, "bob", null, null, null, Set.of(), Set.of(), null)));
        return system;
    }

    private Locator locator(Pbx... systems) {
        return new Locator(List.of(systems), pool);
    }

    private static ResetsPin having(String id) {
        ResetsPin system = system(id);
        when(system.find(any()))
                .thenReturn(Pbx.Match.found(
                        new org.pindesk.core.Account(id, "bob", null, null, null, Set.of(), Set.of(), null)));
        return system;
    }

    private static ResetsPin system(String id) {
        ResetsPin system = mock(ResetsPin.class);
        when(system.id()).thenReturn(id);
        when(system.label()).thenReturn(id + " telephones");
        when(system.writable()).thenReturn(true);
        return system;
    }
}
