package org.pindesk.adapter.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Set;
import org.pindesk.core.Origin;
import org.pindesk.core.Reply;
import org.pindesk.port.ChatException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ephemeral answers by {@code response_url}: five uses within 30 minutes. That {@code replace_original} puts the answer in place of a
 * command's acknowledgement is not documented in so many words; where Slack does not, the answer simply stands below it.
 */
final class ResponseUrls {
    /** Marks {@link Origin#message} of a message that was ephemeral itself and so may be replaced by the answer. */
    static final String EPHEMERAL = "ephemeral:";

    private static final Logger LOG = LoggerFactory.getLogger(ResponseUrls.class);
    private static final Set<Integer> UNUSABLE = Set.of(400, 401, 403, 404, 410);
    private static final Set<String> MALFORMED =
            Set.of("invalid_blocks", "invalid_blocks_format", "invalid_payload", "msg_too_long", "no_text");

    private final WebApi web;
    private final URI api;
    private final AckGate gate;
    private final ObjectMapper json = new ObjectMapper();

    ResponseUrls(WebApi web, URI api, AckGate gate) {
        this.gate = gate;
        this.web = web;
        this.api = api;
    }

    /**
     * @return false when the address cannot be used (none, too old, used up, not Slack's); nothing was shown then
     */
    boolean answer(Origin origin, Reply reply) {
        String url = origin.responseUrl();
        if (url == null) {
            return false;
        }
        if (!ours(url)) {
            LOG.warn("a response_url that is not on Slack's host was not used");
            return false;
        }
        gate.pass(url);
        WebApi.Posted posted = web.post("response_url", url, body(reply, replaces(origin)));
        String error = error(posted.body());
        if (posted.status() / 100 == 2 && error.isEmpty()) {
            return true;
        }
        if (MALFORMED.contains(error) || (posted.status() / 100 != 2 && !UNUSABLE.contains(posted.status()))) {
            throw new ChatException(
                    ChatException.Kind.REFUSED,
                    "Slack response_url was refused: HTTP " + posted.status() + " " + error);
        }
        return false;
    }

    /** The same body acknowledges a command. */
    static ObjectNode body(Reply reply, boolean replace) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("response_type", "ephemeral");
        body.put("replace_original", replace);
        body.put("text", BlockKit.fallback(reply));
        body.put("mrkdwn", false);
        body.set("blocks", BlockKit.message(reply));
        return body;
    }

    /** Only what this person alone saw may be replaced: never a message that stays. */
    private static boolean replaces(Origin origin) {
        String message = origin.message();
        return message == null || message.startsWith(EPHEMERAL);
    }

    /** Whether an address is on the configured host, or on Slack's host for such addresses ({@code hooks.slack.com}). */
    boolean ours(String url) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            return false;
        }
        if (uri.getHost() == null || uri.getRawUserInfo() != null) {
            return false;
        }
        boolean sameHost = uri.getHost().equals(api.getHost())
                && uri.getPort() == api.getPort()
                && api.getScheme().equals(uri.getScheme());
        boolean hooks = "https".equals(uri.getScheme())
                && uri.getPort() == -1
                && (uri.getHost().equals("hooks.slack.com") || uri.getHost().equals("hooks." + api.getHost()));
        return sameHost || hooks;
    }

    private String error(String body) {
        if (body.isBlank() || body.trim().equals("ok")) {
            return "";
        }
        try {
            JsonNode node = json.readTree(body);
            if (node.path("ok").asBoolean(false)) {
                return "";
            }
            return word(node.path("error").asText("unknown_error"));
        } catch (JsonProcessingException e) {
            return word(body.trim());
        }
    }

    private static String word(String text) {
        return text.matches("[A-Za-z0-9_]{1,60}") ? text : "unknown_error";
    }
}
