package org.pindesk.adapter.slack;

import com.slack.api.app_backend.interactive_components.payload.GlobalShortcutPayload;
import com.slack.api.app_backend.interactive_components.payload.MessageShortcutPayload;
import com.slack.api.bolt.App;
import com.slack.api.bolt.response.Response;
import com.slack.api.model.event.AppHomeOpenedEvent;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Origin;
import org.pindesk.port.Inbox;

/**
 * The app's places in Slack's own menus: its home tab, its global shortcuts and the one on messages, named as in the manifest. A global
 * shortcut has neither channel nor response address: it is answered in its window, else by direct message.
 */
final class Menus {
    /** Callback ids of the global shortcuts; the inbox knows them by the same names. */
    static final List<String> GLOBAL = List.of("reset-pin", "login-help");

    static final String ON_A_MESSAGE = "help-person";

    private final Inbox inbox;
    private final Supplier<@Nullable Team> team;
    private final BiConsumer<SlackHandlers.Sender, String> late;

    /**
     * @param late tells somebody something that an acknowledgement cannot carry
     */
    Menus(Inbox inbox, Supplier<@Nullable Team> team, BiConsumer<SlackHandlers.Sender, String> late) {
        this.inbox = inbox;
        this.team = team;
        this.late = late;
    }

    void register(App app) {
        GLOBAL.forEach(name -> app.globalShortcut(name, (request, context) -> global(name, request.getPayload())));
        app.messageShortcut(ON_A_MESSAGE, (request, context) -> onMessage(request.getPayload()));
        app.event(AppHomeOpenedEvent.class, (payload, context) -> {
            home(payload.getEvent(), payload.getTeamId(), payload.getEnterpriseId(), payload.getEventId());
            return Response.ok();
        });
    }

    private Response global(String name, GlobalShortcutPayload payload) {
        Origin origin = new Origin("", null, payload.getTriggerId(), null, null);
        String enterprise =
                payload.getEnterprise() == null ? null : payload.getEnterprise().getId();
        String sender = payload.getTeam() == null ? null : payload.getTeam().getId();
        return taken(
                name,
                null,
                payload.getUser().getId(),
                owns(sender, enterprise) && owns(payload.getUser().getTeamId(), enterprise),
                payload.getUser().getTeamId(),
                origin);
    }

    private Response onMessage(MessageShortcutPayload payload) {
        Origin origin = new Origin(
                payload.getChannel() == null
                        ? ""
                        : SlackHandlers.orEmpty(payload.getChannel().getId()),
                payload.getResponseUrl(),
                payload.getTriggerId(),
                payload.getMessageTs(),
                null);
        String enterprise =
                payload.getEnterprise() == null ? null : payload.getEnterprise().getId();
        String sender = payload.getTeam() == null ? null : payload.getTeam().getId();
        // a message of an app has a user as well, the app's own; it is nobody whom a helpdesk helps
        boolean person = payload.getMessage() != null && payload.getMessage().getBotId() == null;
        return taken(
                ON_A_MESSAGE,
                person ? payload.getMessage().getUser() : null,
                payload.getUser().getId(),
                owns(sender, enterprise) && owns(payload.getUser().getTeamId(), enterprise),
                payload.getUser().getTeamId(),
                origin);
    }

    private Response taken(
            String name, @Nullable String target, String userId, boolean ours, @Nullable String home, Origin origin) {
        Team own = team.get();
        if (own == null || !ours) {
            ChatUser stranger = new ChatUser(SlackHandlers.PLATFORM, SlackHandlers.orEmpty(home), userId);
            late.accept(new SlackHandlers.Sender(stranger, origin), SlackHandlers.OUTSIDER);
            return Response.ok();
        }
        ChatUser user = new ChatUser(SlackHandlers.PLATFORM, own.id(), userId);
        String id = EventIds.of(SlackHandlers.orEmpty(origin.trigger()), own.id(), userId);
        Inbox.Ack ack = SlackHandlers.safely(() -> inbox.shortcut(id, user, name, target, origin));
        if (!ack.taken() && ack.text() != null) {
            late.accept(new SlackHandlers.Sender(user, origin), ack.text());
        }
        return Response.ok();
    }

    /** Of what is not ours, and of the messages tab, nothing is shown. */
    private void home(
            AppHomeOpenedEvent opened, @Nullable String sender, @Nullable String enterprise, @Nullable String eventId) {
        Team own = team.get();
        if (own == null || !own.owns(sender, enterprise) || !"home".equals(opened.getTab())) {
            return;
        }
        ChatUser user = new ChatUser(SlackHandlers.PLATFORM, own.id(), opened.getUser());
        Origin origin = new Origin(SlackHandlers.orEmpty(opened.getChannel()), null, null, null, null);
        SlackHandlers.safely(() -> inbox.home(EventIds.of("home", SlackHandlers.orEmpty(eventId)), user, origin));
    }

    private boolean owns(@Nullable String id, @Nullable String enterprise) {
        Team own = team.get();
        return own != null && own.owns(id, enterprise);
    }
}
