package org.pindesk.port;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.ChatUser;
import org.pindesk.core.PersonId;

/** Which directory person a chat account belongs to, pinned at the first proof. */
public interface Links {
    /** How it was proved that an account is somebody's. */
    enum How {
        /** By the mail address that the platform has confirmed. */
        CHAT_MAIL,
        /** By a code that went to the directory's mail address. */
        MAIL_CODE,
        /** Two people of the helpdesk said so. */
        VOUCHED,
        /** An administrator entered it. */
        IMPORTED;

        /** As it stands in tables, audit rows and text keys. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** The proof of this {@link #word}. */
        public static How of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    /**
     * @param mail the mail address at the time of the proof, compared later to notice drift: the platform's for
     *     {@link How#CHAT_MAIL}, else the directory's; null where there was none
     * @param how the proof
     * @param suspended why the link may not be used, null while it may
     */
    record Link(
            ChatUser user,
            PersonId person,
            @Nullable String mail,
            How how,
            Instant since,
            @Nullable String suspended) {
        /** How long the word of the helpdesk does not do for passwords: time for the person to say that it was not them. */
        public static final Duration YOUNG_FOR = Duration.ofDays(7);

        /** Until when the account may do nothing about passwords; null where it may at once. */
        public @Nullable Instant youngUntil() {
            return how == How.VOUCHED ? since.plus(YOUNG_FOR) : null;
        }
    }

    Optional<Link> of(ChatUser user);

    /** Every account of this person on any platform, suspended ones too; the newest proof last. */
    List<Link> accountsOf(PersonId person);

    /** Every link, by platform, team and account. */
    List<Link> all();

    /** Pins a chat account to a person. Keeps what is there when the account is linked already. */
    void pin(Link link);

    /** Pins a chat account by a new proof, in place of what it was linked to before; a suspension ends. */
    void prove(Link link);

    /** Stops a link from being used until somebody proves it anew. */
    void suspend(ChatUser user, String why);

    /**
     * @return whether there was a link
     */
    boolean remove(ChatUser user);

    /**
     * Until the transaction ends nobody else who holds links goes on, so that what was counted and looked up stays true. Called first
     * in a transaction.
     */
    void hold();
}
