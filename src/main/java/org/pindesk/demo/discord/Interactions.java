package org.pindesk.demo.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The bot's answers to what people do: one callback within three seconds of real time, later ones by the interaction's token for fifteen
 * minutes of the given clock. All calls under the simulator's lock.
 */
final class Interactions {
    private static final Duration TOKEN = Duration.ofMinutes(15);
    private static final int MOST = 2_000;
    private static final int LOADING = 128;

    private final Guild guild;
    private final Payloads payloads;
    private final Messages messages;
    private final Modals modals;
    private final Map<String, Interaction> byToken = new LinkedHashMap<>();
    /** What only one person sees, by message id. */
    private final Map<String, ObjectNode> ephemerals = new LinkedHashMap<>();

    Interactions(Guild guild, Payloads payloads, Messages messages, Modals modals) {
        this.guild = guild;
        this.payloads = payloads;
        this.messages = messages;
        this.modals = modals;
    }

    void add(Interaction interaction) {
        byToken.put(interaction.token, interaction);
        forgetOldest(byToken);
    }

    /** Makes every token that is out too old, as a quarter of an hour would. */
    void expire() {
        byToken.values().forEach(each -> each.made = Instant.EPOCH);
    }

    /** Whether every interaction was answered or given up. */
    boolean idle() {
        return byToken.values().stream().allMatch(each -> each.timer == null);
    }

    /** A copy of an ephemeral message for somebody who was never shown it; only a forged request has one. */
    ObjectNode copyFor(ObjectNode message) {
        ObjectNode copy = message.deepCopy();
        copy.put("id", guild.id());
        ephemerals.put(copy.path("id").asText(), copy);
        return copy.deepCopy();
    }

    /** No answer came in time. */
    void lose(Interaction interaction) {
        interaction.timer = null;
        interaction.lost = true;
        if (interaction.choices != null) {
            interaction.choices.accept(MissingNode.getInstance());
            return;
        }
        boolean german = messages.isGerman(interaction.userId);
        String words = switch (interaction.type) {
            case Interaction.COMMAND -> german ? "Die Anwendung reagiert nicht" : "The application did not respond";
            case Interaction.COMPONENT -> german ? "Diese Interaktion ist fehlgeschlagen" : "This interaction failed";
            default ->
                german ? "Etwas ist schiefgelaufen. Versuch es noch einmal." : "Something went wrong. Try again.";
        };
        guild.screens.say(guild.account(interaction.userId), words);
    }

    ObjectNode callback(String id, String token, JsonNode body) {
        Interaction interaction = byToken.get(token);
        if (interaction == null || !interaction.id.equals(id) || interaction.lost) {
            throw Refused.unknownInteraction();
        }
        if (interaction.answered) {
            throw new Refused(400, 40060, "Interaction has already been acknowledged.");
        }
        JsonNode data = body.path("data");
        ObjectNode message = answer(interaction, body.path("type").asInt(), data);
        interaction.answered = true;
        if (interaction.timer != null) {
            interaction.timer.cancel(false);
            interaction.timer = null;
        }
        if (interaction.modal != null) {
            modals.close(interaction.userId, interaction.modal);
        }
        after(interaction, body.path("type").asInt(), data);
        return response(interaction, body.path("type").asInt(), message);
    }

    /** Checks everything, and makes the message where the answer is one. */
    private @Nullable ObjectNode answer(Interaction interaction, int type, JsonNode data) {
        boolean autocomplete = interaction.type == Interaction.AUTOCOMPLETE;
        if (autocomplete != (type == 8) || type < 4 || type > 9) {
            throw wrongType(interaction, type);
        }
        switch (type) {
            case 4 -> {
                messages.check("an answer", data, Messages.Kind.NEW);
                return fresh(interaction, data, data.path("flags").asInt());
            }
            case 5 -> {
                interaction.loading = true;
                interaction.loadingFlags = data.path("flags").asInt(0);
                interaction.original = guild.id();
                interaction.messages.add(interaction.original);
            }
            case 6, 7 -> {
                Screens.Pressable pressed = interaction.pressed;
                if (pressed == null) {
                    throw wrongType(interaction, type);
                }
                String id = pressed.source().id();
                if (type == 7) {
                    messages.check("an answer", data, Messages.Kind.EDIT);
                    interaction.messages.add(id);
                    interaction.original = id;
                    return change(interaction, id, data);
                }
                interaction.messages.add(id);
                interaction.original = id;
            }
            case 8 -> messages.refuse("suggestions", CommandRules.suggestions(data));
            default -> {
                if (interaction.type == Interaction.MODAL) {
                    throw wrongType(interaction, type);
                }
                messages.refuse("a window", MessageRules.modal(data));
            }
        }
        return null;
    }

    private void after(Interaction interaction, int type, JsonNode data) {
        if (type == 5) {
            boolean german = messages.isGerman(interaction.userId);
            guild.screens.say(
                    guild.account(interaction.userId),
                    german ? "Pindesk denkt nach \u2026" : "Pindesk is thinking\u2026");
        } else if (type == 8 && interaction.choices != null) {
            interaction.choices.accept(data.path("choices"));
        } else if (type == 9) {
            modals.open(interaction, data);
        }
    }

    private Refused wrongType(Interaction interaction, int type) {
        guild.violation("a callback of type " + type + " to an interaction of type " + interaction.type);
        FormErrors errors = new FormErrors();
        errors.add("type", "BASE_TYPE_CHOICES");
        return errors.refusal();
    }

    private static ObjectNode response(Interaction interaction, int type, @Nullable ObjectNode message) {
        ObjectNode response = JsonNodeFactory.instance.objectNode();
        ObjectNode about = response.putObject("interaction");
        about.put("id", interaction.id).put("type", interaction.type);
        if (interaction.original != null) {
            about.put("response_message_id", interaction.original)
                    .put("response_message_loading", interaction.loading)
                    .put("response_message_ephemeral", (interaction.loadingFlags & Messages.EPHEMERAL) != 0);
        }
        ObjectNode resource = response.putObject("resource").put("type", type);
        if (message != null) {
            resource.set("message", message);
        }
        return response;
    }

    /** A further message; what is still "thinking" becomes it, as it stayed for old bots. */
    ObjectNode followUp(String token, JsonNode body) {
        Interaction interaction = require(token);
        messages.check("a follow-up", body, Messages.Kind.NEW);
        return fresh(
                interaction,
                body,
                interaction.loading
                        ? interaction.loadingFlags
                        : body.path("flags").asInt());
    }

    ObjectNode get(String token, String name) {
        Interaction interaction = require(token);
        if (interaction.loading && named(interaction, name).equals(interaction.original)) {
            ObjectNode nothing = JsonNodeFactory.instance.objectNode();
            return payloads.message(
                    named(interaction, name), interaction.channelId, nothing, interaction.loadingFlags | LOADING);
        }
        return find(interaction, named(interaction, name)).deepCopy();
    }

    ObjectNode edit(String token, String name, JsonNode body) {
        Interaction interaction = require(token);
        String id = named(interaction, name);
        if (interaction.loading && id.equals(interaction.original)) {
            messages.check("an answer", body, Messages.Kind.FIRST);
            return fresh(interaction, body, interaction.loadingFlags);
        }
        find(interaction, id);
        messages.check("an edit", body, Messages.Kind.EDIT);
        return change(interaction, id, body);
    }

    void delete(String token, String name) {
        Interaction interaction = require(token);
        String id = named(interaction, name);
        if (interaction.loading && id.equals(interaction.original)) {
            interaction.loading = false;
            interaction.messages.remove(id);
            return;
        }
        ObjectNode message = find(interaction, id);
        if (ephemerals.remove(id) != null) {
            guild.screens.remove(Messages.source(message));
        } else {
            messages.delete(interaction.channelId, id);
        }
    }

    private Interaction require(String token) {
        Interaction interaction = byToken.get(token);
        if (interaction == null || !interaction.answered) {
            throw new Refused(404, 10015, "Unknown Webhook");
        }
        if (Duration.between(interaction.made, guild.clock.instant()).compareTo(TOKEN) >= 0) {
            throw new Refused(401, 50027, "Invalid Webhook Token");
        }
        return interaction;
    }

    private static String named(Interaction interaction, String name) {
        String id = name.equals("@original") ? interaction.original : name;
        if (id == null || !interaction.messages.contains(id)) {
            throw Refused.unknownMessage();
        }
        return id;
    }

    private ObjectNode find(Interaction interaction, String id) {
        ObjectNode ephemeral = ephemerals.get(id);
        ObjectNode message = ephemeral == null ? guild.messages.get(interaction.channelId + "/" + id) : ephemeral;
        if (message == null) {
            throw Refused.unknownMessage();
        }
        return message;
    }

    private ObjectNode change(Interaction interaction, String id, JsonNode body) {
        ObjectNode message = find(interaction, id);
        if (ephemerals.containsKey(id)) {
            payloads.change(message, body);
            messages.showEphemeral(interaction.userId, message);
            return message.deepCopy();
        }
        return messages.change(interaction.channelId, id, body);
    }

    /** The answer itself where none has come yet, else a further message. */
    private ObjectNode fresh(Interaction interaction, JsonNode body, int flags) {
        boolean first = interaction.loading || !interaction.answered;
        String id = interaction.loading && interaction.original != null ? interaction.original : guild.id();
        interaction.loading = false;
        interaction.messages.add(id);
        if (first) {
            interaction.original = id;
            interaction.loadingFlags = flags;
        }
        ObjectNode message = payloads.message(id, interaction.channelId, body, flags);
        message.put("application_id", Guild.BOT).put("webhook_id", Guild.BOT);
        if (Messages.isEphemeral(message)) {
            ephemerals.put(id, message);
            forgetOldest(ephemerals);
            messages.showEphemeral(interaction.userId, message);
            return message.deepCopy();
        }
        return messages.keep(message);
    }

    private static void forgetOldest(Map<String, ?> all) {
        while (all.size() > MOST) {
            all.remove(all.keySet().iterator().next());
        }
    }
}
