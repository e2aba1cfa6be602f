package org.pindesk.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import org.junit.jupiter.api.Test;
import org.pindesk.core.Account;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Checkpoint;
import org.pindesk.core.Leg;
import org.pindesk.core.Outcome;
import org.pindesk.core.Party;
import org.pindesk.core.PersonId;
import org.pindesk.core.PinPolicy;
import org.pindesk.core.Proof;
import org.pindesk.core.Request;
import org.pindesk.core.RequestState;
import org.pindesk.core.Secret;
import org.pindesk.core.SecretKind;
import org.pindesk.port.Directory;
import org.pindesk.port.Pbx;
import org.pindesk.port.ProvesPin;
import org.pindesk.port.ResetsPin;
import org.pindesk.port.Store;

class CredentialGatewayTest {
    private static final Account BOB = PinRulesTest.account("bob", "1102", Set.of(), Set.of("Bob"));

    @Test
    void aPolicyThatNoPinCanMeetIsARefusalAndNotARequestThatStaysOpenForEver() {
        ResetsPin system = mock(ResetsPin.class);
        when(system.id()).thenReturn(BOB.system());
        when(system.writable()).thenReturn(true);
        when(system.pinPolicy(any())).thenReturn(new PinPolicy("forty digits", 40, 0, true));
        Store store = mock(Store.class);
        when(store.tx(any())).thenReturn(Optional.empty());
        CredentialGateway gateway = gateway(store, system);
        Request request = request();
        Leg settled = gateway.settle(request, request.legs().get(0), BOB, null).leg();
        assertThat(settled.outcome()).isEqualTo(Outcome.REFUSED);
        verify(system, never()).resetPin(any(), any());
    }

    @Test
    void whatAProofIsWorthIsSaidByTheSystemThatGaveIt() {
        Proving system = mock(Proving.class);
        when(system.id()).thenReturn(BOB.system());
        when(system.signsIn(any(), any())).thenReturn(ProvesPin.Answer.YES);
        when(system.proof()).thenReturn(Proof.STATE_CHANGED, Proof.SIGNED_IN);
        Store store = mock(Store.class);
        when(store.tx(any())).thenReturn(Optional.of(Secret.of("730915")));
        CredentialGateway gateway = gateway(store, system);
        Request request = request();
        Leg leg = request.legs().get(0).drawn(1);
        assertThat(gateway.proveOnly(request, leg).proof()).isEqualTo(Proof.STATE_CHANGED);
        assertThat(gateway.proveOnly(request, leg).proof()).isEqualTo(Proof.SIGNED_IN);
    }

    private interface Proving extends ResetsPin, ProvesPin {}

    private static CredentialGateway gateway(Store store, Pbx system) {
        return new CredentialGateway(
                store,
                new Credentials(
                        new Locator(List.of(system), mock(ExecutorService.class)),
                        mock(Directory.class),
                        new PinMaker(new Random(1)),
                        new PasswordMaker(new Random(1))),
                Clock.systemUTC(),
                Duration.ofHours(24),
                Checkpoint.NONE);
    }

    private static Request request() {
        Party bob = new Party(new PersonId("b0b"), new ChatUser("slack", "T1", "U1"), "Bob Berger");
        return new Request(
                "0123456789ab",
                "event",
                bob,
                bob,
                SecretKind.PIN,
                null,
                "self",
                RequestState.TAKING,
                List.of(Leg.planned(BOB.system(), "bob")),
                Instant.EPOCH,
                Instant.EPOCH.plusSeconds(60),
                null,
                null);
    }
}
