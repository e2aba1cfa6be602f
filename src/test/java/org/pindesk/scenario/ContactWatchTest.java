package org.pindesk.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pindesk.authorization.Action;
import org.pindesk.core.BackendException;
import org.pindesk.core.ChatUser;
import org.pindesk.demo.company.Fault;

/** What rules learn of what happened lately: changed addresses and numbers, acts, links. */
class ContactWatchTest {
    private static final Duration WEEK = Duration.ofDays(7);

    private Desk desk;

    @BeforeEach
    void open() {
        desk = Desk.open();
    }

    @AfterEach
    void close() throws Exception {
        desk.close();
    }

    @Test
    void aChangeWithinTheWeekIsToldByTheDirectory() {
        assertThat(changed("bob")).isEmpty();
        desk.clock.advance(Duration.ofDays(10));
        desk.directory.set("bob", "telephoneNumber", "+49 30 6660 6666");
        Instant at = desk.clock.instant();
        assertThat(changed("bob")).isPresent();
        desk.clock.advance(Duration.ofDays(6));
        assertThat(changed("bob").orElseThrow()).isBetween(at.minusSeconds(1), at.plusSeconds(60));
        desk.clock.advance(Duration.ofDays(2));
        assertThat(changed("bob")).as("more than a week ago").isEmpty();
        assertThat(changed("alice")).isEmpty();
    }

    @Test
    void aChangeThatTheDirectoryHidesIsSeenHereOrNobodyCanTell() {
        desk.directory.hideState("bob", true);
        assertThatThrownBy(() -> changed("bob"))
                .as("the first look is the first")
                .isInstanceOfSatisfying(
                        BackendException.class,
                        e -> assertThat(e.getMessage()).contains("not been seen here for long enough"));
        desk.clock.advance(WEEK);
        assertThat(changed("bob")).as("the same for a week").isEmpty();

        desk.directory.set("bob", "mail", "mallory@beispiel.example");
        assertThat(changed("bob")).isPresent();
        desk.clock.advance(Duration.ofDays(3));
        assertThat(changed("bob")).isPresent();
        desk.clock.advance(Duration.ofDays(5));
        assertThat(changed("bob")).isEmpty();
    }

    @Test
    void everyResetIsALookSoThatALaterChangeIsSeen() {
        desk.as("hana").types("/pin reset @bob reason:lost");
        desk.as("alice").types("/pin reset");
        desk.clock.advance(Duration.ofDays(8));
        desk.directory.hideState("bob", true);
        desk.directory.hideState("alice", true);
        desk.directory.set("alice", "mail", "mallory@beispiel.example");
        assertThat(changed("alice")).isPresent();
        desk.directory.hideState("lotte", true);
        assertThatThrownBy(() -> changed("lotte")).isInstanceOf(BackendException.class);
    }

    @Test
    void aSilentDirectoryIsNoProof() {
        assertThat(changed("bob")).isEmpty();
        desk.id("bob");
        desk.directory.misbehave(Fault.parse("down").orElseThrow());
        assertThatThrownBy(() -> changed("bob")).isInstanceOf(BackendException.class);
    }

    @Test
    void actsAreCountedByWhoDidThemAndForWhomButNeverDeniedOnes() {
        Instant from = desk.clock.instant();
        desk.as("hana").types("/pin reset @bob reason:lost");
        desk.as("hana").types("/pin unlock @lotte");
        desk.as("hana").types("/pin reset @dora reason:lost");
        desk.as("hana").types("/pin reset @bob reason:again");
        desk.as("bob").types("/pin reset @alice");
        desk.as("alice").types("/pin reset");

        assertThat(by("hana", from)).as("one offer, one unlocking").isEqualTo(2);
        assertThat(by("bob", from)).isZero();
        assertThat(by("alice", from)).as("for herself").isZero();
        assertThat(on("bob", Action.PIN_RESET, from)).isEqualTo(1);
        assertThat(on("lotte", Action.PIN_UNLOCK, from)).isEqualTo(1);
        assertThat(on("dora", Action.PIN_RESET, from)).isZero();
        assertThat(on("alice", Action.PIN_RESET, from)).isEqualTo(1);
        assertThat(by("hana", desk.clock.instant().plusSeconds(1))).isZero();
    }

    @Test
    void whatIsMendedAndOfferedForTheDirectoryIsCountedToo() {
        Instant from = desk.clock.instant();
        desk.as("hana").types("/login-help @harvey where:portal").presses("Add to Standard CCM End Users");
        desk.as("hana").types("/login-help @harvey where:computer").presses("Reset Windows password");
        assertThat(by("hana", from)).isEqualTo(2);
        assertThat(on("harvey", Action.MEND, from)).isEqualTo(1);
        assertThat(on("harvey", Action.DIRECTORY_PASSWORD, from)).isEqualTo(1);
        assertThat(on("harvey", Action.WHOIS, from)).isZero();
    }

    @Test
    void sinceWhenSomebodyIsLinkedIsKnownUntilTheLinkIsSuspended() {
        ChatUser bob = desk.chatUser("bob");
        assertThat(linked(bob)).isEmpty();
        Instant before = desk.clock.instant();
        desk.as("bob").types("/pin status");
        assertThat(linked(bob).orElseThrow()).isAfterOrEqualTo(before.minusSeconds(1));
        desk.store().tx(tx -> {
            tx.links().suspend(bob, "test");
            return true;
        });
        assertThat(linked(bob)).isEmpty();
    }

    private Optional<Instant> linked(ChatUser user) {
        return desk.circumstances((happenings, directory) -> happenings.linkedSince(user));
    }

    private int by(String actor, Instant from) {
        return desk.circumstances((happenings, directory) -> happenings.actsBy(desk.id(actor), from));
    }

    private int on(String target, Action action, Instant from) {
        return desk.circumstances((happenings, directory) -> happenings.actsFor(desk.id(target), action, from));
    }

    private Optional<Instant> changed(String account) {
        return desk.circumstances((happenings, directory) ->
                happenings.contactChanged(directory.read(desk.id(account)).orElseThrow(), WEEK));
    }
}
