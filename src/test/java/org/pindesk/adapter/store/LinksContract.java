package org.pindesk.adapter.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pindesk.adapter.store.Samples.BOB;
import static org.pindesk.adapter.store.Samples.BOB_CHAT;
import static org.pindesk.adapter.store.Samples.HANA;
import static org.pindesk.adapter.store.Samples.HANA_CHAT;
import static org.pindesk.adapter.store.Samples.START;
import static org.pindesk.adapter.store.StoreContract.THREADS;
import static org.pindesk.adapter.store.StoreContract.inParallel;
import static org.pindesk.adapter.store.StoreContract.meet;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pindesk.core.ChatUser;
import org.pindesk.core.PersonId;
import org.pindesk.core.Secret;
import org.pindesk.port.LinkCodes;
import org.pindesk.port.LinkCodes.Code;
import org.pindesk.port.Links.How;
import org.pindesk.port.Links.Link;
import org.pindesk.port.Vouches.Vouch;

/** What every database must do alike with links, their codes, and what the helpdesk says about accounts. */
interface LinksContract {
    ChatUser BOB_ELSEWHERE = new ChatUser("discord", "G1", "81234567890123456");

    JdbcStore store();

    List<String> column(String sql);

    @Test
    default void aLinkStaysAsItWasPinnedFirst() {
        Link first = new Link(BOB_CHAT, BOB, "bob@example.org", How.CHAT_MAIL, START, null);
        pin(first);
        pin(new Link(BOB_CHAT, HANA, null, How.VOUCHED, START.plusSeconds(1), null));

        assertThat(link(BOB_CHAT)).contains(first);
        assertThat(link(HANA_CHAT)).isEmpty();
    }

    @Test
    default void aSuspendedLinkStaysSuspendedUntilANewProof() {
        Link first = new Link(BOB_CHAT, BOB, null, How.IMPORTED, START, null);
        pin(first);
        suspend(BOB_CHAT);
        pin(first);
        assertThat(link(BOB_CHAT)).map(Link::suspended).contains("mail changed");

        Link again = new Link(BOB_CHAT, HANA, "hana@example.org", How.MAIL_CODE, START.plusSeconds(1), null);
        prove(again);
        assertThat(link(BOB_CHAT)).contains(again);
    }

    @Test
    default void thePersonsAccountsAreListedAndTheNewestProofIsLast() {
        Link newer = new Link(BOB_CHAT, BOB, "bob@example.org", How.MAIL_CODE, START.plusSeconds(5), null);
        Link older = new Link(BOB_ELSEWHERE, BOB, null, How.VOUCHED, START, null);
        Link others = new Link(HANA_CHAT, HANA, null, How.IMPORTED, START, null);
        List.of(newer, older, others).forEach(this::pin);

        assertThat(accountsOf(BOB)).containsExactly(older, newer);
        List<Link> all = store().tx(tx -> tx.links().all());
        assertThat(all).containsExactly(older, newer, others);
        suspend(BOB_ELSEWHERE);
        assertThat(accountsOf(BOB)).hasSize(2);
        assertThat(remove(BOB_ELSEWHERE)).isTrue();
        assertThat(remove(BOB_ELSEWHERE)).isFalse();
        assertThat(accountsOf(BOB)).containsExactly(newer);
        assertThat(accountsOf(new PersonId("nobody"))).isEmpty();
    }

    @Test
    default void onlyTheWordOfTheHelpdeskIsYoung() {
        for (How how : How.values()) {
            Link link = new Link(BOB_CHAT, BOB, null, how, START, null);
            assertThat(link.youngUntil())
                    .as(how.word())
                    .isEqualTo(how == How.VOUCHED ? START.plus(Duration.ofDays(7)) : null);
            assertThat(How.of(how.word())).isEqualTo(how);
        }
    }

    @Test
    default void aCodeFitsOnceForItsAccountAndStandsNowhere() {
        Code code = open("e1", BOB_CHAT, BOB, "bob@example.org");
        Secret digits = digits(code);
        assertThat(digits.open()).matches("[0-9]{6}");
        assertThat(digits(code).open()).as("a letter sent again").isEqualTo(digits.open());
        assertThat(fits(code, digits)).isTrue();
        assertThat(fits(code, Secret.of(digits.open() + "0"))).isFalse();

        assertThat(use("e1", "typed")).isTrue();
        assertThat(use("e1", "typed")).isFalse();
        Code used = newest(BOB_CHAT);
        assertThat(used.usedBy()).isEqualTo("typed");
        assertThat(used.over(START)).isTrue();
        assertThat(column("select concat_ws(' ', id, person, mail, salt, tries, tried_by, used_by) from link_code"))
                .hasSize(1)
                .noneMatch(row -> row.contains(digits.open()));
    }

    @Test
    default void aCodeIsBoundToItsAccountItsPersonAndItsAddress() {
        Code code = open("e1", BOB_CHAT, BOB, "bob@example.org");
        Secret digits = digits(code);

        assertThat(IntStream.range(0, 4)
                        .mapToObj(way -> new Code(
                                "e1",
                                way == 0 ? BOB_ELSEWHERE : BOB_CHAT,
                                way == 1 ? HANA : BOB,
                                way == 2 ? "bob@example.com" : "bob@example.org",
                                START,
                                START.plusSeconds(600),
                                0,
                                null,
                                null))
                        .map(other -> digits(other).open().equals(digits.open())))
                .containsExactly(false, false, false, true);
    }

    @Test
    default void nobodysCodeFitsNothing() {
        Code code = open("e1", BOB_CHAT, null, null);

        assertThat(fits(code, digits(code))).isFalse();
        assertThat(askedBy(BOB_CHAT, START.minusSeconds(1)))
                .isEqualTo(1);
    }

    @Test
    default void aNewCodeEndsTheOlderOnesOfItsAccountAlone() {
        open("e1", BOB_CHAT, BOB, "bob@example.org");
        open("e2", BOB_ELSEWHERE, BOB, "bob@example.org");
        Code newer = open("e3", BOB_CHAT, HANA, "hana@example.org");

        assertThat(newest(BOB_CHAT)).isEqualTo(newer);
        assertThat(byId("e1").over(START)).isTrue();
        assertThat(byId("e2").over(START)).isFalse();
        assertThat(byId("e2").over(START.plusSeconds(600))).isTrue();
        boolean again = store().tx(tx -> tx.linkCodes().open("e1", BOB_CHAT, HANA, null, START, START));
        assertThat(again).as("the same event again").isFalse();
        assertThat(newest(BOB_CHAT)).isEqualTo(newer);
    }

    @Test
    default void whatWasAskedIsCountedForAccountAndPersonAndForgotten() {
        open("e1", BOB_CHAT, BOB, "bob@example.org");
        open("e2", HANA_CHAT, BOB, "bob@example.org");
        open("e3", HANA_CHAT, null, null);

        assertThat(askedFor(BOB)).isEqualTo(2);
        assertThat(askedFor(HANA)).isZero();
        assertThat(askedBy(HANA_CHAT, START.minusSeconds(1)))
                .isEqualTo(2);
        assertThat(askedBy(HANA_CHAT, START)).isZero();
        store().tx(tx -> {
            tx.linkCodes().forget(START.plusSeconds(1));
            return true;
        });
        assertThat(askedFor(BOB)).isZero();
    }

    @Test
    default void codesTypedAtOnceAreAllCountedAndOneEventOnce() throws Exception {
        open("e1", BOB_CHAT, BOB, "bob@example.org");
        CyclicBarrier barrier = new CyclicBarrier(THREADS);

        List<Integer> counted = inParallel(THREADS, number -> {
            meet(barrier);
            return count("typed-" + number);
        });

        assertThat(counted)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, THREADS).boxed().toList());
        assertThat(count("again")).isEqualTo(THREADS + 1);
        assertThat(count("again")).isEqualTo(THREADS + 1);
        assertThat(byId("e1").over(START)).isTrue();
    }

    @Test
    default void ofManyWhoUseACodeAtOnceOneDoes() throws Exception {
        open("e1", BOB_CHAT, BOB, "bob@example.org");
        CyclicBarrier barrier = new CyclicBarrier(THREADS);

        List<Boolean> used = inParallel(THREADS, number -> {
            meet(barrier);
            return use("e1", "typed-" + number);
        });

        assertThat(used.stream().filter(each -> each)).hasSize(1);
    }

    @Test
    default void whoeverHoldsLinksSeesWhatTheOneBeforeDid() throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(THREADS);

        List<Boolean> opened = inParallel(THREADS, number -> {
            meet(barrier);
            return store().tx(tx -> {
                tx.links().hold();
                return tx.linkCodes().askedFor(BOB, START.minusSeconds(1)) < 3
                        && tx.linkCodes()
                                .open("e" + number, BOB_CHAT, BOB, "bob@example.org", START, START.plusSeconds(600));
            });
        });

        assertThat(opened.stream().filter(each -> each)).hasSize(3);
    }

    @Test
    default void aVouchWaitsUntilItEndsOnce() {
        Vouch vouch = new Vouch("v1", BOB_ELSEWHERE, BOB, HANA, HANA_CHAT, START.plusSeconds(60), null, null);
        store().tx(tx -> {
            tx.vouches().add(vouch);
            tx.vouches().add(new Vouch("v1", BOB_CHAT, HANA, BOB, BOB_CHAT, START, null, null));
            return true;
        });
        assertThat(vouch("v1")).contains(vouch);
        assertThat(vouch.over(START)).isFalse();
        assertThat(vouch.over(vouch.validUntil())).isTrue();

        assertThat(end("v1", "press")).isTrue();
        assertThat(end("v1", "other")).isFalse();
        assertThat(vouch("v1"))
                .contains(new Vouch(
                        "v1", BOB_ELSEWHERE, BOB, HANA, HANA_CHAT, START.plusSeconds(60), START, "press"));
        store().tx(tx -> {
            tx.vouches().forget(START.plusSeconds(61));
            return true;
        });
        assertThat(vouch("v1")).isEmpty();
    }

    private Optional<Link> link(ChatUser user) {
        return store().tx(tx -> tx.links().of(user));
    }

    private List<Link> accountsOf(PersonId person) {
        return store().tx(tx -> tx.links().accountsOf(person));
    }

    private void pin(Link link) {
        store().tx(tx -> {
            tx.links().pin(link);
            return true;
        });
    }

    private void prove(Link link) {
        store().tx(tx -> {
            tx.links().prove(link);
            return true;
        });
    }

    private void suspend(ChatUser user) {
        store().tx(tx -> {
            tx.links().suspend(user, "mail changed");
            return true;
        });
    }

    private boolean remove(ChatUser user) {
        return store().tx(tx -> tx.links().remove(user));
    }

    private Code open(
            String id, ChatUser user, @Nullable PersonId person, @Nullable String mail) {
        return store().tx(tx -> {
            LinkCodes codes = tx.linkCodes();
            assertThat(codes.open(id, user, person, mail, START, START.plusSeconds(600)))
                    .isTrue();
            return codes.byId(id).orElseThrow();
        });
    }

    private Code newest(ChatUser user) {
        return store().tx(tx -> tx.linkCodes().newest(user)).orElseThrow();
    }

    private Code byId(String id) {
        return store().tx(tx -> tx.linkCodes().byId(id)).orElseThrow();
    }

    private Secret digits(Code code) {
        return store().tx(tx -> tx.linkCodes().digits(code));
    }

    private boolean fits(Code code, Secret typed) {
        return store().tx(tx -> tx.linkCodes().fits(code, typed));
    }

    private boolean use(String id, String eventId) {
        return store().tx(tx -> tx.linkCodes().use(id, eventId, START));
    }

    private int askedBy(ChatUser user, Instant since) {
        return store().tx(tx -> tx.linkCodes().askedBy(user, since));
    }

    private int count(String eventId) {
        return store().tx(tx -> tx.linkCodes().count("e1", eventId));
    }

    private int askedFor(PersonId person) {
        return store().tx(tx -> tx.linkCodes().askedFor(person, START.minusSeconds(1)));
    }

    private Optional<Vouch> vouch(String id) {
        return store().tx(tx -> tx.vouches().byId(id));
    }

    private boolean end(String id, String eventId) {
        return store().tx(tx -> tx.vouches().end(id, eventId, START));
    }
}
