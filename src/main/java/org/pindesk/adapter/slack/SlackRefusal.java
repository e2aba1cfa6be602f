package org.pindesk.adapter.slack;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pindesk.port.ChatException;

/** Slack understood a call and answered {@code ok:false}. */
final class SlackRefusal extends Exception {
    private static final long serialVersionUID = 1L;

    private static final Set<String> UNREACHABLE = Set.of(
            "cannot_dm_bot",
            "user_disabled",
            "user_not_found",
            "users_not_found",
            "user_not_visible",
            "channel_not_found",
            "not_in_channel",
            "is_archived",
            "messages_tab_disabled",
            "restricted_action");
    private static final Set<String> TRANSIENT = Set.of(
            "internal_error",
            "fatal_error",
            "service_unavailable",
            "request_timeout",
            "ratelimited",
            "rate_limited",
            "message_limit_exceeded",
            "team_added_to_org");
    private static final Set<String> BAD_TOKEN = Set.of(
            "invalid_auth",
            "not_authed",
            "account_inactive",
            "token_revoked",
            "token_expired",
            "not_allowed_token_type",
            "missing_scope",
            "no_permission");

    private final String method;
    private final String error;
    private final String where;

    /**
     * @param where the JSON pointers that Slack names with a malformed argument, empty if none; never the argument itself
     */
    SlackRefusal(String method, String error, String where) {
        super(method + " was refused: " + error + where);
        this.method = method;
        this.error = error;
        this.where = where;
    }

    String error() {
        return error;
    }

    boolean badToken() {
        return BAD_TOKEN.contains(error);
    }

    boolean isTransient() {
        return TRANSIENT.contains(error);
    }

    /** The refusal of a message to one person. */
    ChatException forPerson() {
        if (UNREACHABLE.contains(error)) {
            return new ChatException(
                    ChatException.Kind.UNREACHABLE_PERSON,
                    "Slack " + method + ": person cannot be written to: " + error);
        }
        return plain();
    }

    ChatException plain() {
        if (isTransient()) {
            return later("Slack " + method + " failed on Slack's side: " + error, null);
        }
        String hint = badToken() ? "; look at SLACK_BOT_TOKEN and at the scopes in manifests/slack-app.json" : "";
        return new ChatException(
                ChatException.Kind.REFUSED, "Slack " + method + " was refused: " + error + where + hint);
    }

    static ChatException later(String text, @Nullable Throwable cause) {
        return new ChatException(ChatException.Kind.LATER, text, null, cause);
    }
}
