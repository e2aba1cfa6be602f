package org.pindesk.adapter.discord;

import java.time.Duration;
import java.util.EnumSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.interactions.callbacks.IMessageEditCallback;
import net.dv8tion.jda.api.interactions.callbacks.IModalCallback;
import net.dv8tion.jda.api.interactions.callbacks.IReplyCallback;
import net.dv8tion.jda.api.modals.Modal;
import net.dv8tion.jda.api.requests.RestAction;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import net.dv8tion.jda.api.utils.messages.MessageEditBuilder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one response that Discord takes within three seconds. The handler and the story race for it: whoever {@link #take takes} it sends
 * it, everybody else waits until it is out. Afterwards it knows where later answers go.
 */
final class Acknowledgement {
    /** Where later answers to an interaction go. */
    enum Standing {
        /** Its {@code @original} is an ephemeral message of its own. */
        ANSWER,
        /** Its {@code @original} is the ephemeral message whose button was pressed. */
        SOURCE,
        /** Only messages beside it: {@code @original} is a message that stays, or a modal. */
        BESIDE,
        /** Nowhere: the response came too late, or did not arrive. */
        LOST
    }

    private static final Logger LOG = LoggerFactory.getLogger(Acknowledgement.class);
    /** Discord takes it for three seconds. */
    private static final Duration SEND_WITHIN = Duration.ofMillis(2_800);

    private static final Duration KNOWN_WITHIN = Duration.ofSeconds(4);

    private final CompletableFuture<Standing> sent = new CompletableFuture<>();
    private final @Nullable Boolean ephemeralSource;
    /** Forgotten as soon as it is answered: it holds what was typed. */
    private volatile @Nullable IReplyCallback interaction;

    private volatile @Nullable String beside;
    private boolean taken;
    private @Nullable MessageCreateData prepared;

    /**
     * @param ephemeralSource whether the message with the pressed button is ephemeral; null where no button was pressed
     */
    Acknowledgement(IReplyCallback interaction, @Nullable Boolean ephemeralSource) {
        this.interaction = interaction;
        this.ephemeralSource = ephemeralSource;
    }

    /** Whether the caller is the one to send it; it must then. */
    synchronized boolean take() {
        boolean first = !taken;
        taken = true;
        return first;
    }

    /**
     * What to send should nothing better come in time: a form still can.
     *
     * @return false when the response is out already
     */
    synchronized boolean prepare(MessageCreateData message) {
        if (!taken) {
            prepared = message;
        }
        return !taken;
    }

    /**
     * It is time to respond: with what was prepared, else with the words, else with the promise of an answer.
     *
     * @param words null for none
     */
    void due(@Nullable MessageCreateData words) {
        MessageCreateData ready;
        synchronized (this) {
            if (!take()) {
                return;
            }
            ready = prepared;
        }
        if (ready != null) {
            answer(ready);
        } else if (words != null) {
            say(words);
        } else {
            defer();
        }
    }

    /** Where later answers go; waits until the response is out. */
    Standing standing() {
        try {
            return sent.get(KNOWN_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Standing.LOST;
        } catch (ExecutionException | TimeoutException e) {
            return Standing.LOST;
        }
    }

    /** Sends the answer itself: in place of the ephemeral message that was pressed, else as one. */
    void answer(MessageCreateData message) {
        IReplyCallback to = interaction;
        if (Boolean.TRUE.equals(ephemeralSource) && to instanceof IMessageEditCallback edit) {
            send(
                    edit.editMessage(new MessageEditBuilder()
                            .setReplace(true)
                            .applyCreateData(message)
                            .setAllowedMentions(EnumSet.noneOf(Message.MentionType.class))
                            .build()),
                    Standing.SOURCE);
        } else {
            say(message);
        }
    }

    /** Sends words as an ephemeral message, whatever was pressed stays as it is. */
    void say(MessageCreateData message) {
        IReplyCallback to = interaction;
        if (to != null) {
            send(to.reply(message).setEphemeral(true), Standing.ANSWER);
        }
    }

    /** What was pressed shows nothing of it. */
    private void defer() {
        IReplyCallback to = interaction;
        if (ephemeralSource != null && to instanceof IMessageEditCallback edit) {
            send(edit.deferEdit(), ephemeralSource ? Standing.SOURCE : Standing.BESIDE);
        } else if (to != null) {
            send(to.deferReply(true), Standing.ANSWER);
        }
    }

    /** Sends a form. */
    void open(Modal modal) {
        if (interaction instanceof IModalCallback to) {
            send(to.replyModal(modal), Standing.BESIDE);
        } else {
            sent.complete(Standing.LOST);
        }
    }

    /** Whether a form can be sent. */
    boolean opensForms() {
        return interaction instanceof IModalCallback;
    }

    private void send(RestAction<?> response, Standing standing) {
        try {
            response.timeout(SEND_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                    .queue(done -> sent.complete(standing), this::lost);
        } catch (RuntimeException e) {
            lost(e);
        } finally {
            interaction = null;
        }
    }

    /** Not the message: it may quote what was sent. */
    private void lost(Throwable e) {
        LOG.warn("Discord did not take a response in time: {}", e.getClass().getSimpleName());
        sent.complete(Standing.LOST);
    }

    /** Id of the ephemeral message that already stands beside; null for none. */
    @Nullable
    String beside() {
        return beside;
    }

    void beside(String message) {
        beside = message;
    }
}
