package org.pindesk.demo.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The windows that people have open, one each. All calls under the simulator's lock. */
final class Modals {
    private final Guild guild;
    private final Messages messages;
    private final Map<String, Modal> open = new HashMap<>();

    Modals(Guild guild, Messages messages) {
        this.guild = guild;
        this.messages = messages;
    }

    void open(Interaction interaction, JsonNode data) {
        ObjectNode json = data.deepCopy();
        Payloads.number(json.path("components"), new int[] {0});
        Modal modal = new Modal(guild.id(), json, interaction.pressed, interaction.channelId);
        close(interaction.userId);
        open.put(interaction.userId, modal);
        messages.showModal(interaction.userId, modal);
    }

    Optional<Modal> of(String userId) {
        return Optional.ofNullable(open.get(userId));
    }

    void close(String userId) {
        Modal modal = open.remove(userId);
        if (modal != null) {
            guild.screens.remove(Messages.source(modal));
        }
    }

    /** Closes this one, if it is still the open one. */
    void close(String userId, Modal modal) {
        if (modal.equals(open.get(userId))) {
            close(userId);
        }
    }
}
