package org.pindesk.usecase;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.Letter;
import org.pindesk.core.Request;
import org.pindesk.core.Secret;
import org.pindesk.port.Store;
import org.pindesk.port.Tickets;
import org.pindesk.port.Tickets.Purpose;
import org.pindesk.port.Tickets.Ticket;

/**
 * Links to the bot's own pages, for letters. Each letter gets a token of its own; all letters of one request lead to the same ticket,
 * so that wrong codes, the bound browser and the end count for all of them.
 */
public final class Doors {
    /** How many digits the code of a fetch page has. */
    static final int CODE_DIGITS = 6;

    /** How many codes may be typed before a ticket ends. */
    static final int CODES = 5;

    private static final Duration NOT_ME_FOR = Duration.ofDays(7);
    private static final int TOKEN_BYTES = 32;
    private static final int CODE_BOUND = 1_000_000;

    private final Store store;
    private final Clock clock;
    private final RandomGenerator random;

    /**
     * @param random unpredictable
     */
    public Doors(Store store, Clock clock, RandomGenerator random) {
        this.store = store;
        this.clock = clock;
        this.random = random;
    }

    /** A link to the page on which the owner says that a request is not theirs; good for seven days and one use. */
    public Letter.Door notMe(Request request, String label) {
        return door(Purpose.NOT_ME, request, label, clock.instant().plus(NOT_ME_FOR));
    }

    /** A link to the page on which the owner fetches the secret with a code; good as long as the request waits. */
    Letter.Door fetch(Request request, String label) {
        return door(Purpose.FETCH, request, label, request.dueAt());
    }

    /** The code that the fetch page of this request asks for; empty when it asks for none (any more). */
    Optional<String> code(Request request) {
        Instant now = clock.instant();
        return store.tx(tx -> tx.tickets()
                .of(Purpose.FETCH, request.id())
                .filter(ticket -> !ticket.over(now) && !ticket.bound())
                .flatMap(ticket -> codeOf(tx, ticket)));
    }

    /** The code of a ticket; empty where it has none, or one that the configured keys do not open. */
    static Optional<String> codeOf(Store.Tx tx, Ticket ticket) {
        String sealed = ticket.code();
        return sealed == null ? Optional.empty() : tx.vault().unwrap(sealed, ticket.id());
    }

    private Letter.Door door(Purpose purpose, Request request, String label, Instant until) {
        Instant now = clock.instant();
        Secret token = Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes()));
        String freshId = HexFormat.of().formatHex(bytes(), 0, TOKEN_BYTES / 2);
        String freshCode = purpose == Purpose.FETCH
                ? String.format(Locale.ROOT, "%0" + CODE_DIGITS + "d", random.nextInt(CODE_BOUND))
                : null;
        store.tx(tx -> {
            Tickets tickets = tx.tickets();
            Ticket ticket = tickets.of(purpose, request.id())
                    .filter(there -> !there.over(now)
                            && (freshCode == null || codeOf(tx, there).isPresent()))
                    .orElseGet(() -> fresh(tx, freshId, purpose, request, freshCode, until));
            tickets.admit(ticket.id(), token);
            return true;
        });
        return new Letter.Door(label, token);
    }

    private static Ticket fresh(
            Store.Tx tx, String id, Purpose purpose, Request request, @Nullable String code, Instant until) {
        String sealed = code == null ? null : tx.vault().wrap(code, id);
        Ticket ticket = Ticket.fresh(id, purpose, request.id(), request.owner().person(), sealed, until);
        tx.tickets().put(ticket);
        return ticket;
    }

    private byte[] bytes() {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return bytes;
    }
}
