package org.pindesk.demo.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pindesk.demo.slack.Workspace.Refused;
import org.pindesk.demo.slack.Workspace.View;

/** What people type, press, fill and send, and what becomes of the app's answers. All calls under the simulator's lock. */
final class Interactions {
    private static final String NO_FORM = "No form is open.";

    private final Workspace workspace;
    private final Views views;
    private final Payloads payloads;
    private final Envelopes envelopes;
    private final WebMethods methods;
    private final Supplier<String> hooks;

    /**
     * @param hooks base of the addresses for later answers
     */
    Interactions(
            Workspace workspace,
            Views views,
            Payloads payloads,
            Envelopes envelopes,
            WebMethods methods,
            Supplier<String> hooks) {
        this.workspace = workspace;
        this.views = views;
        this.payloads = payloads;
        this.envelopes = envelopes;
        this.methods = methods;
        this.hooks = hooks;
    }

    void command(ObjectNode user, String command, String text) {
        String userId = user.path("id").asText();
        // nobody can type behind an open window
        views.closeAll(userId);
        String url = workspace.responseUrl(userId, null);
        Workspace.ResponseUrl answers = workspace.peekResponseUrl(url);
        envelopes.send(
                "slash_commands", payloads.command(user, command, text, hooks.get() + url), true, new Envelopes.Fate() {
                    @Override
                    public void acknowledged(JsonNode message) {
                        if (message.has("text") || message.has("blocks")) {
                            tolerating(() -> showAnswer(answers, message.deepCopy()));
                        }
                    }

                    @Override
                    public void timedOut() {
                        workspace.screens.say(
                                user.path("name").asText(),
                                command + " failed with the error \u201coperation_timeout\u201d");
                    }
                });
    }

    void shortcut(ObjectNode user, String callbackId) {
        views.closeAll(user.path("id").asText());
        envelopes.send("interactive", payloads.shortcut(user, callbackId), false, fate(user, Interactions::nothing));
    }

    void messageShortcut(ObjectNode user, String callbackId, String author) {
        String userId = user.path("id").asText();
        views.closeAll(userId);
        String url = hooks.get() + workspace.responseUrl(userId, null);
        ObjectNode payload = payloads.messageShortcut(user, callbackId, author, url);
        envelopes.send("interactive", payload, false, fate(user, Interactions::nothing));
    }

    void write(ObjectNode user, String text) {
        envelopes.send("events_api", payloads.message(user, text), false, fate(user, Interactions::nothing));
    }

    void openHome(ObjectNode user) {
        envelopes.send("events_api", payloads.homeOpened(user), false, fate(user, Interactions::nothing));
    }

    private static void nothing(JsonNode answer) {
        // such an acknowledgement shows nothing
    }

    void press(ObjectNode user, Screens.Pressable pressed) {
        switch (pressed.role()) {
            case CLOSE -> views.close(pressed.source().id());
            case SUBMIT -> {
                String problem = send(user, shownTo(pressed));
                if (problem != null) {
                    workspace.screens.say(user.path("name").asText(), problem);
                }
            }
            case ACTION -> act(user, pressed);
        }
    }

    private void act(ObjectNode user, Screens.Pressable pressed) {
        Content.Button button = pressed.button();
        if (button == null) {
            return;
        }
        Screens.Source source = pressed.source();
        String userId = user.path("id").asText();
        boolean inView = source.kind() == Screens.Source.Kind.VIEW || source.kind() == Screens.Source.Kind.HOME;
        if (source.kind() == Screens.Source.Kind.MESSAGE || source.kind() == Screens.Source.Kind.HOME) {
            views.closeAll(userId);
        }
        boolean own = pressed.to().equals(user.path("name").asText()) || source.kind() == Screens.Source.Kind.MESSAGE;
        String url = inView ? null : hooks.get() + workspace.responseUrl(userId, own ? source : null);
        envelopes.send("interactive", payloads.blockActions(user, pressed, button, url), false, fate(user, answer -> {
            if (!answer.isMissingNode() && !answer.isEmpty()) {
                workspace.violation("an acknowledgement of block_actions carries nothing");
            }
        }));
    }

    /** The window with what was filled into it; as it was when the button was shown where it has changed since. */
    private JsonNode shownTo(Screens.Pressable pressed) {
        JsonNode then = payloads.parse(pressed.snapshot());
        View now = workspace.views.get(pressed.source().id());
        return now != null && now.json().path("hash").equals(then.path("hash")) ? now.json() : then;
    }

    /**
     * @return what is wrong, null when nothing is
     */
    @Nullable
    String fill(String userId, String label, String words) {
        Optional<View> top = form(userId);
        return top.isEmpty() ? NO_FORM : Forms.fill(top.get().json(), label, words, this::userId);
    }

    private Optional<String> userId(String account) {
        return workspace.byAccount(account).map(user -> user.path("id").asText());
    }

    /**
     * @return what is wrong, null when it was sent
     */
    @Nullable
    String submit(ObjectNode user) {
        Optional<View> top = form(user.path("id").asText());
        return top.isEmpty() ? NO_FORM : send(user, top.get().json());
    }

    private Optional<View> form(String userId) {
        return views.top(userId).filter(view -> Forms.isForm(view.json()));
    }

    private @Nullable String send(ObjectNode user, JsonNode view) {
        List<String> missing = Forms.missing(view);
        if (!missing.isEmpty()) {
            return "Please complete this required field: " + String.join(", ", missing);
        }
        String viewId = view.path("id").asText();
        envelopes.send(
                "interactive",
                payloads.viewSubmission(user, view),
                true,
                fate(user, answer -> submitted(user.path("id").asText(), viewId, answer)));
        return null;
    }

    private void submitted(String userId, String viewId, JsonNode answer) {
        JsonNode view = answer.path("view");
        switch (answer.path("response_action").asText("close")) {
            case "close" -> views.close(viewId);
            case "clear" -> views.closeAll(userId);
            case "push" -> views.add(userId, view);
            case "update" -> {
                View before = workspace.views.get(viewId);
                if (before != null) {
                    views.replace(before, view);
                }
            }
            default -> workspace.violation("response_action " + answer.path("response_action"));
        }
    }

    private Envelopes.Fate fate(ObjectNode user, Consumer<JsonNode> acknowledged) {
        String account = user.path("name").asText();
        return new Envelopes.Fate() {
            @Override
            public void acknowledged(JsonNode payload) {
                tolerating(() -> acknowledged.accept(payload));
            }

            @Override
            public void timedOut() {
                workspace.screens.say(account, "This app responded with no answer in time. Try again.");
            }
        };
    }

    /** An answer that Slack would not show; what was wrong stands among the violations. */
    private void tolerating(Runnable answer) {
        try {
            answer.run();
        } catch (Refused e) {
            workspace.violation("an acknowledgement was refused: " + e.error());
        }
    }

    /** Shows an answer to a command or press; {@code replace_original} puts it in place of the answer or the message before it. */
    void showAnswer(Workspace.ResponseUrl url, ObjectNode message) {
        methods.checkMessage(message);
        boolean replace = message.path("replace_original").asBoolean(false);
        Screens.Source original = url.answer == null ? url.original : url.answer;
        if (replace && original != null && original.kind() == Screens.Source.Kind.MESSAGE) {
            methods.replaceStored(original.channel(), original.id(), message);
            return;
        }
        String channel = url.original == null ? Workspace.CHANNEL : url.original.channel();
        Screens.Source source = replace && original != null
                ? original
                : new Screens.Source(Screens.Source.Kind.EPHEMERAL, channel, workspace.ts());
        url.answer = source;
        methods.showEphemeral(url.userId, source, message);
    }
}
