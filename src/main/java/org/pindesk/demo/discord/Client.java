package org.pindesk.demo.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What people type, press, fill and send in Discord's own client. All calls under the simulator's lock. */
final class Client {
    private static final String NO_FORM = "No form is open.";
    private static final long ANSWER_SECONDS = 3;

    private final Object lock;
    private final ScheduledExecutorService timers;
    private final Guild guild;
    private final Payloads payloads;
    private final Commands commands;
    private final Interactions interactions;
    private final Modals modals;
    private final Gateway gateway;
    private boolean duplicateNext;

    Client(
            Object lock,
            ScheduledExecutorService timers,
            Guild guild,
            Payloads payloads,
            Commands commands,
            Interactions interactions,
            Modals modals,
            Gateway gateway) {
        this.lock = lock;
        this.timers = timers;
        this.guild = guild;
        this.payloads = payloads;
        this.commands = commands;
        this.interactions = interactions;
        this.modals = modals;
        this.gateway = gateway;
    }

    void duplicateNext() {
        duplicateNext = true;
    }

    /** Types a command in the channel where people type, or in one's direct messages with the bot. */
    void command(String userId, String channelId, String name, String text) {
        // nobody can type behind an open window
        modals.close(userId);
        Optional<ObjectNode> command = commands.find(name.startsWith("/") ? name.substring(1) : name);
        if (command.isEmpty()) {
            say(userId, "There is no command " + name + ". Commands: " + String.join(", ", commands.names()));
            return;
        }
        try {
            ObjectNode data = Typing.read(guild, payloads, command.get(), text);
            complete(userId, channelId, command.get(), data, 0);
        } catch (Typing.Impossible e) {
            say(userId, String.valueOf(e.getMessage()));
        }
    }

    /** Asks for suggestions, one option after the other, then sends the command. */
    private void complete(String userId, String channelId, JsonNode command, ObjectNode data, int from) {
        for (int i = from; i < Typing.options(data).size(); i++) {
            String name = Typing.options(data).get(i).path("name").asText();
            if (Typing.completes(command, data, name)) {
                int at = i;
                ObjectNode typed = data.deepCopy();
                ((ObjectNode) Typing.options(typed).get(at)).put("focused", true);
                send(Interaction.AUTOCOMPLETE, userId, channelId, typed, null, null, null, choices -> {
                    ObjectNode option = (ObjectNode) Typing.options(data).get(at);
                    Typing.choice(choices, option.path("value").asText())
                            .ifPresent(value -> option.set("value", value));
                    complete(userId, channelId, command, data, at + 1);
                });
                return;
            }
        }
        send(Interaction.COMMAND, userId, channelId, data, null, null, null, null);
    }

    void press(String userId, Screens.Pressable pressed) {
        switch (pressed.role()) {
            case LINK -> say(userId, "The link opens in the browser.");
            case CLOSE ->
                modals.of(userId)
                        .filter(open -> open.id.equals(pressed.source().id()))
                        .ifPresent(open -> modals.close(userId));
            case SUBMIT -> {
                Modal modal = modals.of(userId)
                        .filter(open -> open.id.equals(pressed.source().id()))
                        .orElseGet(() -> new Modal(
                                pressed.source().id(),
                                pressed.snapshot(),
                                null,
                                pressed.source().channel()));
                String problem = send(userId, modal);
                if (problem != null) {
                    say(userId, problem);
                }
            }
            case ACTION -> act(userId, pressed);
        }
    }

    private void act(String userId, Screens.Pressable pressed) {
        modals.close(userId);
        boolean ephemeral = pressed.source().kind() == Screens.Source.Kind.EPHEMERAL;
        boolean own = pressed.to().equals(guild.account(userId));
        ObjectNode message = ephemeral && !own ? interactions.copyFor(pressed.snapshot()) : pressed.snapshot();
        Screens.Pressable sent = new Screens.Pressable(
                pressed.to(), Messages.source(message), pressed.label(), pressed.role(), pressed.customId(), message);
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("component_type", 2)
                .put("custom_id", pressed.customId())
                .put("id", number(message.path("components"), pressed.customId()));
        send(Interaction.COMPONENT, userId, message.path("channel_id").asText(), data, sent, null, message, null);
    }

    private static int number(JsonNode rows, String customId) {
        for (JsonNode row : rows) {
            for (JsonNode part : row.path("components")) {
                if (part.path("custom_id").asText().equals(customId)) {
                    return part.path("id").asInt();
                }
            }
        }
        return 0;
    }

    /**
     * @return what is wrong, null when nothing is
     */
    @Nullable
    String fill(String userId, String label, String words) {
        Optional<Modal> open = modals.of(userId);
        return open.isEmpty() ? NO_FORM : open.get().fill(label, words);
    }

    /**
     * @return what is wrong, null when it was sent
     */
    @Nullable
    String submit(String userId) {
        Optional<Modal> open = modals.of(userId);
        return open.isEmpty() ? NO_FORM : send(userId, open.get());
    }

    private @Nullable String send(String userId, Modal modal) {
        List<String> missing = modal.missing();
        if (!missing.isEmpty()) {
            return "This field is required: " + String.join(", ", missing);
        }
        Screens.Pressable opener = modal.opener;
        send(
                Interaction.MODAL,
                userId,
                modal.channelId,
                modal.submission(),
                opener,
                modal,
                opener == null ? null : opener.snapshot(),
                null);
        return null;
    }

    private void send(
            int type,
            String userId,
            String channelId,
            ObjectNode data,
            Screens.@Nullable Pressable pressed,
            @Nullable Modal modal,
            @Nullable ObjectNode message,
            @Nullable Consumer<JsonNode> choices) {
        String id = guild.id();
        Interaction interaction = new Interaction(
                id,
                "simulated-interaction-token-" + id,
                type,
                userId,
                channelId,
                pressed,
                modal,
                choices,
                guild.clock.instant());
        ObjectNode payload = payloads.interaction(id, interaction.token, type, userId, channelId, data);
        if (message != null) {
            payload.set("message", message);
        }
        interactions.add(interaction);
        interaction.timer = timers.schedule(
                () -> {
                    synchronized (lock) {
                        if (!interaction.answered) {
                            interactions.lose(interaction);
                        }
                    }
                },
                ANSWER_SECONDS,
                TimeUnit.SECONDS);
        gateway.dispatch("INTERACTION_CREATE", payload);
        if (duplicateNext) {
            duplicateNext = false;
            gateway.dispatch("INTERACTION_CREATE", payload);
        }
    }

    private void say(String userId, String text) {
        guild.screens.say(guild.account(userId), text);
    }
}
