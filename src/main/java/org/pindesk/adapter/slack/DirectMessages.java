package org.pindesk.adapter.slack;

import com.slack.api.bolt.App;
import com.slack.api.bolt.response.Response;
import com.slack.api.model.event.MessageEvent;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Origin;
import org.pindesk.port.Inbox;

/**
 * What people write to the bot in plain words, where the operator has switched that on: direct messages alone ({@code message.im}, scope
 * {@code im:history}), of people alone.
 */
final class DirectMessages {
    private final Inbox inbox;
    private final Supplier<@Nullable Team> team;
    private final BiConsumer<SlackHandlers.Sender, String> late;

    /**
     * @param late tells somebody something that an acknowledgement cannot carry
     */
    DirectMessages(Inbox inbox, Supplier<@Nullable Team> team, BiConsumer<SlackHandlers.Sender, String> late) {
        this.inbox = inbox;
        this.team = team;
        this.late = late;
    }

    void register(App app) {
        app.event(MessageEvent.class, (payload, context) -> {
            written(payload.getEvent(), payload.getTeamId(), payload.getEnterpriseId(), payload.getEventId());
            return Response.ok();
        });
    }

    private void written(
            MessageEvent message, @Nullable String sender, @Nullable String enterprise, @Nullable String eventId) {
        Team own = team.get();
        boolean ours = own != null && own.owns(sender, enterprise) && own.owns(message.getTeam(), enterprise);
        if (!ours
                || !"im".equals(message.getChannelType())
                || message.getBotId() != null
                || message.getUser() == null) {
            return;
        }
        ChatUser user = new ChatUser(SlackHandlers.PLATFORM, own.id(), message.getUser());
        Origin origin = new Origin(SlackHandlers.orEmpty(message.getChannel()), null, null, null, null);
        String id = EventIds.of("message", SlackHandlers.orEmpty(eventId));
        Inbox.Ack ack =
                SlackHandlers.safely(() -> inbox.message(id, user, SlackHandlers.orEmpty(message.getText()), origin));
        if (!ack.taken() && ack.text() != null) {
            late.accept(new SlackHandlers.Sender(user, origin), ack.text());
        }
    }
}
