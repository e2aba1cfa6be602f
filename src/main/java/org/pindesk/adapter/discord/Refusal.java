package org.pindesk.adapter.discord;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import org.jspecify.annotations.Nullable;
import org.pindesk.port.ChatException;

/**
 * Discord answered a call with an error. Codes as in the reference, "Opcodes and Status Codes", "JSON". It holds no word of Discord's answer: that
 * may quote what was sent.
 */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    static final int UNKNOWN_CHANNEL = 10003;
    static final int UNKNOWN_MEMBER = 10007;
    static final int UNKNOWN_MESSAGE = 10008;
    static final int UNKNOWN_USER = 10013;
    static final int UNKNOWN_WEBHOOK = 10015;
    static final int UNKNOWN_INTERACTION = 10062;
    static final int MISSING_ACCESS = 50001;
    static final int INVALID_WEBHOOK_TOKEN = 50027;

    /** Messages closed, invalid recipient, no server in common, nobody of that id. */
    private static final Set<Integer> UNREACHABLE = Set.of(50007, 50033, 50278, UNKNOWN_USER);
    /** "You are opening direct messages too fast", "You are being rate limited" of a resource. */
    private static final Set<Integer> TOO_FAST = Set.of(40003, 20016, 20022, 20028, 20029, 30046);

    /** The interaction is over, or never was ours. */
    private static final Set<Integer> GONE =
            Set.of(UNKNOWN_WEBHOOK, UNKNOWN_INTERACTION, INVALID_WEBHOOK_TOKEN, 10069, 10070);

    private final String what;
    private final int status;
    private final int code;

    Refusal(String what, int status, int code, String where) {
        super(what + " was refused: HTTP " + status + ", code " + code + where);
        this.what = what;
        this.status = status;
        this.code = code;
    }

    static Refusal of(String what, ErrorResponseException error) {
        String where = error.getSchemaErrors().stream()
                .map(ErrorResponseException.SchemaError::getLocation)
                .filter(place -> place.matches("[a-z0-9_.]{1,80}"))
                .distinct()
                .limit(5)
                .collect(Collectors.joining(", "));
        return new Refusal(what, error.getResponse().code, error.getErrorCode(), where.isEmpty() ? "" : " at " + where);
    }

    int code() {
        return code;
    }

    boolean isGone() {
        return GONE.contains(code) || status == 401 || (status == 404 && code == 0);
    }

    /** The refusal of a message to one person. */
    ChatException forPerson() {
        return UNREACHABLE.contains(code)
                ? new ChatException(
                        ChatException.Kind.UNREACHABLE_PERSON,
                        "Discord " + what + ": person cannot be written to: " + code)
                : plain();
    }

    ChatException plain() {
        if (TOO_FAST.contains(code)) {
            return later("Discord " + what + " came too fast: " + code, null, null);
        }
        String hint = "";
        if (status == 401) {
            hint = "; look at DISCORD_BOT_TOKEN, " + DiscordSettings.TOKEN_FROM;
        } else if (status == 403) {
            hint = "; look at the bot's rights in DISCORD_GUILD_ID and at the scopes bot and applications.commands";
        }
        return new ChatException(ChatException.Kind.REFUSED, "Discord " + getMessage() + hint);
    }

    static ChatException later(String text, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        return new ChatException(ChatException.Kind.LATER, text, retryAfter, cause);
    }
}
