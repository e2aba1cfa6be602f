package org.pindesk.demo.discord;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Something that a person did and that the bot has to answer within three seconds. All use under the simulator's lock. */
final class Interaction {
    static final int COMMAND = 2;
    static final int COMPONENT = 3;
    static final int AUTOCOMPLETE = 4;
    static final int MODAL = 5;

    final String id;
    final String token;
    final int type;
    final String userId;
    final String channelId;
    /** What was pressed; null for commands and what follows from them. */
    final Screens.@Nullable Pressable pressed;

    /** The window that was sent; null for all else. */
    final @Nullable Modal modal;

    /** Takes the choices offered for an option, a missing node when none came; null for all but autocompletes. */
    final @Nullable Consumer<JsonNode> choices;

    Instant made;
    boolean answered;
    /** Three seconds have passed without an answer. */
    boolean lost;

    /** The answer is still to come: "is thinking". */
    boolean loading;

    int loadingFlags;
    /** The message that {@code @original} names; null while there is none. */
    @Nullable
    String original;

    /** Messages that its token may change. */
    final Set<String> messages = new HashSet<>();

    @Nullable
    ScheduledFuture<?> timer;

    Interaction(
            String id,
            String token,
            int type,
            String userId,
            String channelId,
            Screens.@Nullable Pressable pressed,
            @Nullable Modal modal,
            @Nullable Consumer<JsonNode> choices,
            Instant made) {
        this.id = id;
        this.token = token;
        this.type = type;
        this.userId = userId;
        this.channelId = channelId;
        this.pressed = pressed;
        this.modal = modal;
        this.choices = choices;
        this.made = made;
    }
}
