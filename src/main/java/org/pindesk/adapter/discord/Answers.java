package org.pindesk.adapter.discord;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.interactions.callbacks.IReplyCallback;
import net.dv8tion.jda.api.modals.Modal;
import net.dv8tion.jda.api.requests.Route;
import net.dv8tion.jda.api.utils.data.DataObject;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import net.dv8tion.jda.api.utils.messages.MessageEditBuilder;
import org.jspecify.annotations.Nullable;
import org.pindesk.adapter.discord.Acknowledgement.Standing;
import org.pindesk.core.Origin;
import org.pindesk.core.Reply;

/**
 * Ephemeral answers to interactions, by their token: for 15 minutes, also after a restart. A message that stays is never changed by them: for a
 * button below one, answers are ephemeral messages of their own.
 */
final class Answers {
    /** Marks {@link Origin#message} of a message that was ephemeral itself and so may be replaced by the answer. */
    static final String EPHEMERAL = "ephemeral:";

    /** Discord's tokens live for 15 minutes; the last seconds are for the way. */
    private static final Duration TOKEN_LIVES = Duration.ofMinutes(15).minusSeconds(10);

    private static final long EPOCH = 1_420_070_400_000L;
    private static final int TIME_SHIFT = 22;
    private static final int MOST = 2_000;
    private static final int EPHEMERAL_FLAG = 1 << 6;

    private final Rest rest;
    private final Clock clock;
    private final Cards cards;
    private final Modals modals;
    private final Map<String, Acknowledgement> known = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Acknowledgement> eldest) {
            return size() > MOST;
        }
    };

    /** What stands behind {@code webhooks/} in the addresses of an interaction's answers. */
    private record Handle(String application, String token) {
        String text() {
            return application + "/" + token;
        }

        static @Nullable Handle of(@Nullable String text) {
            if (text == null || text.indexOf('/') < 1) {
                return null;
            }
            int slash = text.indexOf('/');
            return new Handle(text.substring(0, slash), text.substring(slash + 1));
        }
    }

    Answers(Rest rest, Clock clock, Values values) {
        this.rest = rest;
        this.clock = clock;
        this.cards = new Cards(values);
        this.modals = new Modals(values);
    }

    /** What {@link Origin#responseUrl} holds for Discord. */
    static String handle(String application, String token) {
        return new Handle(application, token).text();
    }

    /**
     * An interaction begins. One that Discord delivers twice has one response all the same.
     *
     * @param ephemeralSource whether the message with the pressed button is ephemeral; null where no button was pressed
     */
    Acknowledgement begin(IReplyCallback interaction, @Nullable Boolean ephemeralSource) {
        synchronized (known) {
            return known.computeIfAbsent(interaction.getId(), id -> new Acknowledgement(interaction, ephemeralSource));
        }
    }

    private @Nullable Acknowledgement find(@Nullable String interaction) {
        synchronized (known) {
            return known.get(interaction == null ? "" : interaction);
        }
    }

    /**
     * @return false when nothing can be shown any more (no token, too old); nothing was shown then
     */
    boolean answer(Origin origin, Reply reply) {
        Handle handle = Handle.of(origin.responseUrl());
        if (handle == null || isOver(origin)) {
            return false;
        }
        MessageCreateData message = cards.message(reply);
        Acknowledgement acknowledgement = find(origin.trigger());
        if (acknowledgement != null && acknowledgement.take()) {
            acknowledgement.answer(message);
            return acknowledgement.standing() != Standing.LOST;
        }
        Standing standing = acknowledgement == null ? presumed(origin) : acknowledgement.standing();
        try {
            return switch (standing) {
                case LOST -> false;
                case ANSWER, SOURCE -> change(handle, "@original", message) || beside(handle, acknowledgement, message);
                case BESIDE -> beside(handle, acknowledgement, message);
            };
        } catch (Refusal e) {
            if (e.isGone()) {
                return false;
            }
            throw e.plain();
        }
    }

    /**
     * Takes the ephemeral message away whose button was pressed.
     *
     * @return false when it was none, or nobody can reach it any more
     */
    boolean remove(Origin origin) {
        Handle handle = Handle.of(origin.responseUrl());
        boolean ephemeral = origin.message() != null && origin.message().startsWith(EPHEMERAL);
        if (handle == null || !ephemeral || isOver(origin)) {
            return false;
        }
        Acknowledgement acknowledgement = find(origin.trigger());
        if (acknowledgement != null) {
            acknowledgement.due(null);
            if (acknowledgement.standing() != Standing.SOURCE) {
                return false;
            }
        }
        try {
            rest.call(
                    "removed answer",
                    Route.Interactions.DELETE_FOLLOWUP.compile(handle.application(), handle.token(), "@original"),
                    null);
            return true;
        } catch (Refusal e) {
            if (e.isGone() || e.code() == Refusal.UNKNOWN_MESSAGE) {
                return false;
            }
            throw e.plain();
        }
    }

    /**
     * Says that something is going on. As long as Discord waits for the first response that is kept back, so that a form can take its place.
     *
     * @return as {@link #answer}
     */
    boolean announce(Origin origin, Reply reply) {
        Acknowledgement acknowledgement = find(origin.trigger());
        return (acknowledgement != null && acknowledgement.prepare(cards.message(reply))) || answer(origin, reply);
    }

    /**
     * Opens a form, which Discord takes only in place of the first response.
     *
     * @return false when that was given already, or this form does not fit
     */
    boolean open(Origin origin, Reply form) {
        Acknowledgement acknowledgement = find(origin.trigger());
        if (acknowledgement == null || !acknowledgement.opensForms()) {
            return false;
        }
        Modal modal = modals.of(form);
        if (modal == null || !acknowledgement.take()) {
            return false;
        }
        acknowledgement.open(modal);
        return acknowledgement.standing() != Standing.LOST;
    }

    /** An earlier run of this program responded, nobody knows how: a message that stays must not be touched, whatever was sent. */
    private static Standing presumed(Origin origin) {
        if (origin.message() == null) {
            return Standing.ANSWER;
        }
        return origin.message().startsWith(EPHEMERAL) ? Standing.SOURCE : Standing.BESIDE;
    }

    /** An ephemeral message of its own, or the one that is there already. */
    private boolean beside(Handle handle, @Nullable Acknowledgement acknowledgement, MessageCreateData message)
            throws Refusal {
        String there = acknowledgement == null ? null : acknowledgement.beside();
        if (there != null && change(handle, there, message)) {
            return true;
        }
        DataObject body = message.toData().put("flags", EPHEMERAL_FLAG);
        DataObject made = rest.call(
                "ephemeral answer",
                Route.Interactions.CREATE_FOLLOWUP
                        .compile(handle.application(), handle.token())
                        .withQueryParams("wait", "true"),
                body);
        if (acknowledgement != null) {
            acknowledgement.beside(made.getString("id", ""));
        }
        return true;
    }

    /**
     * @return false when that message is gone or never was
     */
    private boolean change(Handle handle, String id, MessageCreateData message) throws Refusal {
        try {
            rest.call(
                    "changed answer",
                    Route.Interactions.EDIT_FOLLOWUP.compile(handle.application(), handle.token(), id),
                    replacing(message));
            return true;
        } catch (Refusal e) {
            if (e.code() == Refusal.UNKNOWN_MESSAGE) {
                return false;
            }
            throw e;
        }
    }

    /** The body that changes a message into this one, whatever it held before. */
    static DataObject replacing(MessageCreateData message) {
        return new MessageEditBuilder()
                .setReplace(true)
                .applyCreateData(message)
                .setAllowedMentions(EnumSet.noneOf(Message.MentionType.class))
                .build()
                .toData();
    }

    /** Interaction ids tell when they were made. */
    private boolean isOver(Origin origin) {
        String id = origin.trigger();
        if (id == null || !DiscordSettings.isSnowflake(id)) {
            return true;
        }
        Instant made = Instant.ofEpochMilli((Long.parseUnsignedLong(id) >>> TIME_SHIFT) + EPOCH);
        return !clock.instant().isBefore(made.plus(TOKEN_LIVES));
    }
}
