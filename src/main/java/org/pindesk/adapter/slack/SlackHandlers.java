package org.pindesk.adapter.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload;
import com.slack.api.app_backend.slash_commands.payload.SlashCommandPayload;
import com.slack.api.bolt.App;
import com.slack.api.bolt.response.Response;
import com.slack.api.model.User;
import com.slack.api.model.event.TeamJoinEvent;
import com.slack.api.model.event.UserChangeEvent;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Origin;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Reply;
import org.pindesk.port.Inbox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Bolt hands over, converted and given to the inbox; nothing else happens before the acknowledgement, and nothing here waits for
 * the network. Whatever goes wrong, an acknowledgement is sent.
 */
final class SlackHandlers {
    static final String PLATFORM = "slack";
    static final String OUTSIDER = "This works only for members of the workspace that it belongs to. Nothing was done.";
    static final String FAILED = "That did not work, and nothing was done. Please try again in a moment.";

    private static final Logger LOG = LoggerFactory.getLogger(SlackHandlers.class);
    private static final Pattern OUR_BUTTON = Pattern.compile(".+#\\d+");

    private final Map<String, String> commands;
    private final Inbox inbox;
    private final Supplier<@Nullable Team> team;
    private final Executor later;
    private final BiConsumer<Sender, Reply> answer;
    private final AckGate gate;
    private final Submissions submissions;
    private final Menus menus;

    /** Who is to be answered, and where. */
    record Sender(ChatUser user, Origin origin) {}

    /**
     * @param later where {@code answer} runs, for what an acknowledgement cannot carry
     */
    SlackHandlers(
            Map<String, String> commands,
            Inbox inbox,
            Supplier<@Nullable Team> team,
            Executor later,
            BiConsumer<Sender, Reply> answer,
            AckGate gate,
            Windows windows) {
        this.commands = commands;
        this.inbox = inbox;
        this.team = team;
        this.later = later;
        this.answer = answer;
        this.gate = gate;
        this.submissions = new Submissions(inbox, gate, windows);
        this.menus = new Menus(inbox, team, this::late);
    }

    void register(App app, Consumer<@Nullable User> changed) {
        commands.keySet().forEach(name -> app.command("/" + name, (request, context) -> command(request.getPayload())));
        app.blockAction(OUR_BUTTON, (request, context) -> press(request.getPayload()));
        app.viewSubmission(
                Submissions.OURS, (request, context) -> submissions.submit(request.getPayload(), team.get()));
        menus.register(app);
        app.event(UserChangeEvent.class, (payload, context) -> {
            changed.accept(payload.getEvent().getUser());
            return Response.ok();
        });
        app.event(TeamJoinEvent.class, (payload, context) -> {
            changed.accept(payload.getEvent().getUser());
            return Response.ok();
        });
    }

    private Response command(SlashCommandPayload payload) {
        Team own = team.get();
        if (own == null || !own.owns(payload.getTeamId(), payload.getEnterpriseId())) {
            return say(OUTSIDER);
        }
        String name = commands.get(payload.getCommand().substring(1));
        if (name == null) {
            return say(FAILED);
        }
        ChatUser user = new ChatUser(PLATFORM, own.id(), payload.getUserId());
        Origin origin = new Origin(
                orEmpty(payload.getChannelId()), payload.getResponseUrl(), payload.getTriggerId(), null, null);
        String id = EventIds.of(orEmpty(payload.getTriggerId()), own.id(), user.id());
        gate.close(orEmpty(origin.responseUrl()));
        try {
            Inbox.Ack ack = safely(() -> inbox.command(id, user, name, Mentions.neutral(payload.getText()), origin));
            return ack.text() == null ? Response.ok() : say(ack.text());
        } finally {
            gate.acknowledged(orEmpty(origin.responseUrl()));
        }
    }

    private Response press(BlockActionPayload payload) {
        Team own = team.get();
        Origin origin = new Origin(
                channel(payload), payload.getResponseUrl(), payload.getTriggerId(), message(payload), window(payload));
        String userId = payload.getUser().getId();
        if (own == null
                || !own.owns(
                        payload.getTeam() == null ? null : payload.getTeam().getId(), enterprise(payload))
                || !own.owns(payload.getUser().getTeamId(), enterprise(payload))) {
            String home = orEmpty(payload.getUser().getTeamId());
            late(new Sender(new ChatUser(PLATFORM, home, userId), origin), OUTSIDER);
            return Response.ok();
        }
        ChatUser user = new ChatUser(PLATFORM, own.id(), userId);
        BlockActionPayload.Action action = payload.getActions().get(0);
        String id = EventIds.of(orEmpty(payload.getTriggerId()), own.id(), user.id());
        Inbox.Ack ack = safely(
                () -> inbox.press(id, user, BlockKit.action(action.getActionId()), orEmpty(action.getValue()), origin));
        if (!ack.taken() && ack.text() != null) {
            late(new Sender(user, origin), ack.text());
        }
        return Response.ok();
    }

    /** Null for a press in the home tab, which nothing else is shown in. */
    private static @Nullable String window(BlockActionPayload payload) {
        boolean home =
                payload.getView() == null || "home".equals(payload.getView().getType());
        return home ? null : payload.getView().getId();
    }

    private static String channel(BlockActionPayload payload) {
        if (payload.getChannel() != null) {
            return orEmpty(payload.getChannel().getId());
        }
        return payload.getView() == null
                ? ""
                : WindowNote.of(payload.getView().getPrivateMetadata()).channel();
    }

    private static @Nullable String message(BlockActionPayload payload) {
        BlockActionPayload.Container container = payload.getContainer();
        if (container == null || container.getMessageTs() == null) {
            return null;
        }
        return container.isEphemeral() ? ResponseUrls.EPHEMERAL + container.getMessageTs() : container.getMessageTs();
    }

    private static @Nullable String enterprise(BlockActionPayload payload) {
        return payload.getEnterprise() == null ? null : payload.getEnterprise().getId();
    }

    void late(Sender sender, String text) {
        later.execute(() -> {
            try {
                answer.accept(sender, Reply.of(text));
            } catch (RuntimeException e) {
                LOG.warn("a late answer could not be given: {}", e.getMessage());
            }
        });
    }

    static Inbox.Ack safely(Supplier<Inbox.Ack> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            failed(e);
            return new Inbox.Ack(false, FAILED);
        }
    }

    /** The last resort of the Socket Mode app. */
    static Response onError(Exception exception, boolean command) {
        failed(exception);
        return command ? say(FAILED) : Response.ok();
    }

    /** An acknowledgement for what nobody registered for. */
    static Response onUnmatched(boolean command) {
        return command ? say(FAILED) : Response.ok();
    }

    /** Not the message: it may quote what a person typed. */
    private static void failed(Exception exception) {
        String what = exception instanceof PindeskException known
                ? known.problem().code()
                : exception.getClass().getName();
        StackTraceElement[] trace = exception.getStackTrace();
        LOG.error("an event from Slack ended in an error: {} at {}", what, trace.length == 0 ? "?" : trace[0]);
    }

    private static Response say(String text) {
        return json(ResponseUrls.body(Reply.of(text), false));
    }

    static Response json(ObjectNode body) {
        return Response.builder()
                .statusCode(200)
                .contentType(Response.CONTENT_TYPE_APPLICATION_JSON_UTF8)
                .body(body.toString())
                .build();
    }

    static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
