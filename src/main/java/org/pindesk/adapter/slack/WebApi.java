package org.pindesk.adapter.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.FormBody;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.Secret;
import org.pindesk.port.ChatException;

/**
 * Calls of Slack's Web API with the bot token. Form-encoded, as every method takes it. Not the SDK's client: that one logs bodies, and
 * its typed answers cannot tell an absent flag from a false one.
 */
final class WebApi {
    private static final int MAX_BODY = 1 << 20;
    private static final Pattern POINTER = Pattern.compile("\\[json-pointer:([^\\]]{1,120})]");

    private final OkHttpClient http;
    private final URI base;
    private final Secret token;
    private final ObjectMapper json = new ObjectMapper();

    WebApi(OkHttpClient http, URI base, Secret token) {
        this.http = http;
        this.base = base;
        this.token = token;
    }

    /**
     * @return the body of an answer with {@code ok:true}
     * @throws SlackRefusal for {@code ok:false}
     * @throws ChatException for rate limits, server errors, network trouble (LATER) and for what is not Slack at all
     */
    JsonNode call(String method, Map<String, String> args) throws SlackRefusal {
        FormBody.Builder form = new FormBody.Builder(StandardCharsets.UTF_8);
        args.forEach(form::add);
        Request request = new Request.Builder()
                .url(base.resolve(method).toString())
                .header("Authorization", "Bearer " + token.open())
                .post(form.build())
                .build();
        JsonNode body = parse(method, exchange(method, request));
        if (body.path("ok").asBoolean(false)) {
            return body;
        }
        throw new SlackRefusal(method, code(body.path("error").asText("")), pointers(body));
    }

    /** Posts JSON to an address that Slack handed out. No token, no redirects. */
    Posted post(String what, String url, JsonNode body) {
        Request request = new Request.Builder()
                .url(url)
                .post(RequestBody.create(body.toString().getBytes(StandardCharsets.UTF_8), null))
                .header("Content-Type", "application/json; charset=utf-8")
                .build();
        try (Response response = http.newCall(request).execute()) {
            checkOverload(what, response);
            return new Posted(response.code(), read(response));
        } catch (IOException e) {
            throw SlackRefusal.later(
                    "Slack " + what + " cannot be reached: " + e.getClass().getSimpleName(), e);
        }
    }

    /** Answer to {@link #post}. */
    record Posted(int status, String body) {}

    private String exchange(String method, Request request) {
        try (Response response = http.newCall(request).execute()) {
            checkOverload(method, response);
            if (response.code() != 200) {
                throw new ChatException(
                        ChatException.Kind.REFUSED,
                        "Slack " + method + " was answered by HTTP " + response.code()
                                + ": the configured address does not lead to Slack's Web API");
            }
            return read(response);
        } catch (IOException e) {
            throw SlackRefusal.later(
                    "Slack cannot be reached (" + method + "): " + e.getClass().getSimpleName(), e);
        }
    }

    private static void checkOverload(String method, Response response) {
        if (response.code() == 429) {
            throw new ChatException(
                    ChatException.Kind.LATER,
                    "Slack " + method + " is rate limited",
                    retryAfter(response.header("Retry-After")),
                    null);
        }
        if (response.code() >= 500) {
            throw SlackRefusal.later("Slack " + method + " was answered by HTTP " + response.code(), null);
        }
    }

    private static @Nullable Duration retryAfter(@Nullable String header) {
        return header != null && header.matches("\\d{1,5}") ? Duration.ofSeconds(Long.parseLong(header)) : null;
    }

    private static String read(Response response) throws IOException {
        BufferedSource source = response.body().source();
        if (source.request(MAX_BODY + 1L)) {
            throw new IOException("answer larger than " + MAX_BODY + " bytes");
        }
        return source.readUtf8();
    }

    private JsonNode parse(String method, String body) {
        try {
            JsonNode node = json.readTree(body);
            if (node != null && node.isObject()) {
                return node;
            }
        } catch (JsonProcessingException e) {
            // said below, without the body: it may hold anything
        }
        throw SlackRefusal.later(
                "Slack " + method + " was answered by something that is not JSON: a proxy or a login page?", null);
    }

    private static String code(String error) {
        return error.matches("[a-z0-9_]{1,80}") ? error : "unknown_error";
    }

    /** The places of what Slack calls malformed; its words around them may quote the content. */
    private static String pointers(JsonNode body) {
        StringBuilder found = new StringBuilder();
        for (JsonNode message : body.path("response_metadata").path("messages")) {
            Matcher matcher = POINTER.matcher(message.asText());
            if (matcher.find()) {
                found.append(found.isEmpty() ? " at " : ", ").append(matcher.group(1));
            }
        }
        return found.toString();
    }
}
