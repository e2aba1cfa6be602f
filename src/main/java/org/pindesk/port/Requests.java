package org.pindesk.port;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.pindesk.core.PersonId;
import org.pindesk.core.Request;
import org.pindesk.core.SecretKind;

/** Requests and their legs. One open request per owner, system and kind of secret: the database itself refuses a second. */
public interface Requests {
    /**
     * Stores a new request.
     *
     * @return false when its owner already has an open request for this kind of secret in one of its systems; nothing changes then
     */
    boolean add(Request request);

    Optional<Request> byId(String id);

    Optional<Request> byEvent(String eventId);

    /** The open request of this owner for this kind of secret in this system. */
    Optional<Request> openFor(PersonId owner, String system, SecretKind secret);

    /** Open requests that this person owns or has made, newest first. */
    List<Request> openOf(PersonId person, int max);

    /**
     * Replaces state, legs, due time, offer and ending by those of {@code request}, when it stands as {@code before} in the database;
     * otherwise changes nothing. Compared are the state and the legs.
     *
     * @return whether it was changed
     */
    boolean replace(Request before, Request request);

    /**
     * Takes the right to work on a request until {@code leaseUntil}. The same owner may take it again.
     *
     * @return false while another holder's lease runs
     */
    boolean lease(String requestId, String holder, Instant now, Instant leaseUntil);

    /** Gives the lease back; nothing happens when another holds it. */
    void release(String requestId, String holder);

    /** Lapses every lease: only right where one process owns the database (H2), at its start. */
    void freeAllLeases();

    /** Open requests whose {@code dueAt} has come, oldest first. */
    List<Request> due(Instant now, int max);

    /** Open requests in {@code TAKING} that nobody holds: left behind by a copy that died. */
    List<Request> abandoned(Instant now, int max);
}
