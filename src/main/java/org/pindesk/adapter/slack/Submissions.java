package org.pindesk.adapter.slack;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.slack.api.app_backend.views.payload.ViewSubmissionPayload;
import com.slack.api.bolt.response.Response;
import com.slack.api.model.view.View;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Origin;
import org.pindesk.core.Reply;
import org.pindesk.port.Inbox;

/**
 * The submit buttons of windows. A window without fields closes with its press; a form gives way to "one moment" in the same window, so
 * that its answer can stand there. What was not taken leaves the window open, below the words that say so: the press can be repeated.
 */
final class Submissions {
    /** Callback ids of our windows. */
    static final Pattern OURS = Pattern.compile(
            "(" + Pattern.quote(BlockKit.WINDOW_ACTION) + "|" + Pattern.quote(BlockKit.FORM_ACTION) + ").*");

    /** Stands for "one moment" where the inbox has no words for it. */
    private static final String WAITING = "\u2026";

    private final Inbox inbox;
    private final AckGate gate;
    private final Windows windows;

    Submissions(Inbox inbox, AckGate gate, Windows windows) {
        this.inbox = inbox;
        this.gate = gate;
        this.windows = windows;
    }

    /**
     * @param own the workspace of the bot token, null while it is not known
     */
    Response submit(ViewSubmissionPayload payload, @Nullable Team own) {
        String enterprise =
                payload.getEnterprise() == null ? null : payload.getEnterprise().getId();
        if (own == null
                || !own.owns(
                        payload.getTeam() == null ? null : payload.getTeam().getId(), enterprise)
                || !own.owns(payload.getUser().getTeamId(), enterprise)) {
            return push(SlackHandlers.OUTSIDER);
        }
        View view = payload.getView();
        boolean form = view.getCallbackId().startsWith(BlockKit.FORM_ACTION);
        String action = view.getCallbackId().substring((form ? BlockKit.FORM_ACTION : BlockKit.WINDOW_ACTION).length());
        if (action.isEmpty()) {
            return clear();
        }
        ChatUser user =
                new ChatUser(SlackHandlers.PLATFORM, own.id(), payload.getUser().getId());
        WindowNote note = WindowNote.of(view.getPrivateMetadata());
        Origin origin = new Origin(note.channel(), null, payload.getTriggerId(), null, view.getId());
        String id = EventIds.of(view.getId(), SlackHandlers.orEmpty(view.getHash()), action, user.id());
        if (form) {
            return sent(id, user, action, note.value(), view, origin);
        }
        Inbox.Ack ack = SlackHandlers.safely(() -> inbox.press(id, user, action, note.value(), origin));
        return ack.taken() ? clear() : push(ack.text());
    }

    /** The answer can be there before this method ends: it waits at the gate. */
    private Response sent(String id, ChatUser user, String action, String value, View view, Origin origin) {
        gate.close(view.getId());
        try {
            windows.waits(view.getId());
            Inbox.Ack ack =
                    SlackHandlers.safely(() -> inbox.submit(id, user, action, value, FormBlocks.filled(view), origin));
            if (ack.taken()) {
                return oneMoment(view, ack.text(), origin);
            }
            windows.waitsNoMore(view.getId());
            return push(ack.text());
        } finally {
            gate.acknowledgedForm(view.getId());
        }
    }

    private static Response oneMoment(View view, @Nullable String text, Origin origin) {
        Reply reply = Reply.of(text == null ? WAITING : text);
        Reply titled = view.getTitle() == null
                ? reply
                : reply.titled(SlackHandlers.orEmpty(view.getTitle().getText()));
        return action("update", BlockKit.window(titled, null, origin.channel()));
    }

    private static Response clear() {
        return action("clear", null);
    }

    private static Response push(@Nullable String text) {
        return action("push", BlockKit.window(Reply.of(text == null ? SlackHandlers.FAILED : text), null, ""));
    }

    private static Response action(String name, @Nullable ObjectNode view) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("response_action", name);
        if (view != null) {
            body.set("view", view);
        }
        return SlackHandlers.json(body);
    }
}
