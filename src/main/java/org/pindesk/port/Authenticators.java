package org.pindesk.port;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.PersonId;
import org.pindesk.core.Secret;

/**
 * Authenticators of people, enrolled outside the chat: the key (AES-GCM, key id per row, bound to the person), the newest time step
 * whose code was used, and the wrong codes since the last good one.
 */
public interface Authenticators {
    /**
     * @param key as {@link OneTimeCodes#newKey()} made it
     * @param since when it was enrolled
     * @param lastStep the newest time step whose code was used; the code that proved the enrolment counts
     * @param usedBy id of the event whose code that was; null for the one that proved the enrolment
     */
    record Authenticator(
            PersonId person,
            Secret key,
            Instant since,
            long lastStep,
            @Nullable String usedBy) {}

    /**
     * @param opens whether the configured keys open it
     */
    record Listed(PersonId person, Instant since, boolean opens) {}

    /**
     * @param eventId the event that brought it
     */
    record WrongCode(String eventId, Instant at) {}

    /**
     * Enrols an authenticator in place of an earlier one of this person; wrong codes of before are forgotten.
     *
     * @param step the time step of the code that proved it
     */
    void enrol(PersonId person, Secret key, long step, Instant at);

    /** Forgets a person's authenticator; false when there was none. */
    boolean remove(PersonId person);

    /**
     * The person's authenticator. Until the transaction ends nobody else can hold it, so that of several codes at the same time one is
     * looked at after the other.
     *
     * @throws org.pindesk.core.PindeskException {@code WRONG_KEY} when there is one that the configured keys cannot open
     */
    Optional<Authenticator> hold(PersonId person);

    /**
     * Uses up a time step and every one before it, and forgets the wrong codes.
     *
     * @return false when this step or a later one has been used already: nothing changed then
     */
    boolean use(PersonId person, long step, String eventId);

    /** Counts a wrong code once, however often its event is run. */
    void wrong(PersonId person, String eventId, Instant at);

    /** The wrong codes since the last good one, newest first. */
    List<WrongCode> wrongCodes(PersonId person);

    /** Who has one, oldest first. */
    List<Listed> all();

    /**
     * Seals with the current key what an older one sealed, so that the older one is needed no more. What cannot be opened stays as it
     * is.
     *
     * @return how many were sealed anew
     */
    int reseal();
}
