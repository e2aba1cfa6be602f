package org.pindesk.usecase;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.pindesk.core.Ending;
import org.pindesk.core.Event;
import org.pindesk.core.Request;
import org.pindesk.core.RequestState;
import org.pindesk.port.AuditLog;
import org.pindesk.port.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends what has run out and picks up what was left behind. Any copy may run it at any time, also twice. */
public final class Sweep {
    /** How many requests one run ends; the next run takes the rest. */
    private static final int BATCH = 200;

    /** How long ids of finished events are remembered, to recognise a repeated delivery. */
    private static final Duration REMEMBER = Duration.ofDays(2);

    /** How long cases are kept that nobody has to work on: long enough to see that somebody is locked out again and again. */
    private static final Duration KEEP_CASES = Duration.ofDays(30);

    /** How long acts are counted: as long as rules may look back. */
    private static final Duration KEEP_ACTS = Duration.ofDays(31);

    /** How long it is kept what the directory showed of people last. */
    private static final Duration KEEP_SIGHTS = Duration.ofDays(30);

    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

    private final Store store;
    private final Trail trail;
    private final ApprovalBook approvals;
    private final Clock clock;

    public Sweep(Store store, Trail trail, ApprovalBook approvals, Clock clock) {
        this.store = store;
        this.trail = trail;
        this.approvals = approvals;
        this.clock = clock;
    }

    /** Ends everything that is due. */
    public void run() {
        Instant now = clock.instant();
        List<Request> due = store.tx(tx -> tx.requests().due(now, BATCH));
        for (Request request : due) {
            expire(request, now);
        }
        approvals.remind(BATCH);
        List<Request> abandoned = store.tx(tx -> tx.requests().abandoned(now, BATCH));
        for (Request request : abandoned) {
            store.tx(tx -> tx.queue().add(resume(request, now)));
        }
        store.tx(tx -> {
            tx.vault().destroyDue(now);
            tx.queue().forget(now.minus(REMEMBER));
            tx.acts().forget(now.minus(KEEP_ACTS));
            tx.cases().forget(now.minus(KEEP_CASES));
            tx.tickets().forget(now.minus(REMEMBER));
            tx.linkCodes().forget(now.minus(REMEMBER));
            tx.vouches().forget(now.minus(REMEMBER));
            tx.knownPeople().forget(now.minus(KEEP_SIGHTS));
            tx.breakGlassUses().forget(now.minus(KEEP_SIGHTS));
            return true;
        });
    }

    private void expire(Request request, Instant now) {
        // what is being taken may have been written; a day later nobody can say any more, and the place is given back
        boolean unwritten = request.legs().stream().allMatch(leg -> leg.draw() == 0);
        Ending how = request.state() != RequestState.SHOWN && unwritten ? Ending.EXPIRED : Ending.SHOWN_TIMEOUT;
        store.tx(tx -> {
            Request closed = request.closed(how);
            if (!tx.requests().replace(request, closed)) {
                return false;
            }
            tx.vault().destroy(request.id());
            ApprovalBook.closing(tx, trail, request, how);
            trail.row(tx, "pindesk", request, "close", how.word(), Map.of());
            tx.queue().add(Notices.closed(closed, now));
            return true;
        });
    }

    private static Event resume(Request request, Instant now) {
        // one resume an hour at most: the id repeats within the hour
        String id = "notice:resume:" + request.id() + ":" + now.getEpochSecond() / 3600;
        return new Event(id, Event.Kind.NOTICE, null, "resume", Map.of("request", request.id()), null, now, 0);
    }

    /** Writes the audit chain's head to the log, which operators keep outside: a chain rewritten later will not match it. */
    public void anchor() {
        AuditLog.Head head = store.tx(tx -> tx.audit().head());
        if (head != null) {
            LOG.info("audit anchor: row {} mac {}", head.sequence(), head.mac());
        }
    }
}
