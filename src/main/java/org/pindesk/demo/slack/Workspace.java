package org.pindesk.demo.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.company.Employee;

/** What the simulated Slack knows: people, messages, views, triggers, response addresses. All calls under the simulator's lock. */
final class Workspace {
    static final String BOT_USER = "U0PINDESK";
    /** Where people type. */
    static final String CHANNEL = Conversations.PUBLIC;

    private static final long TRIGGER_NANOS = Duration.ofSeconds(3).toNanos();
    private static final Duration RESPONSE_URL = Duration.ofMinutes(30);
    private static final int RESPONSE_URL_USES = 5;

    final Screens screens = new Screens();
    final List<String> violations = new ArrayList<>();
    final Map<String, ObjectNode> users = new LinkedHashMap<>();
    /** Stored messages by {@code channel/ts}. */
    final Map<String, ObjectNode> messages = new LinkedHashMap<>();

    final Map<String, View> views = new LinkedHashMap<>();
    final Set<String> closedDms = new HashSet<>();
    final Conversations conversations;

    private final Clock clock;
    private final Map<String, Trigger> triggers = new HashMap<>();
    private final Map<String, ResponseUrl> responseUrls = new HashMap<>();
    private int numbers;

    /** An open window. */
    record View(String userId, ObjectNode json) {}

    private record Trigger(String userId, long nanos) {}

    /** An address for later answers to one event. */
    static final class ResponseUrl {
        final String userId;
        final Screens.@Nullable Source original;
        final Instant made;
        int uses;
        Screens.@Nullable Source answer;

        private ResponseUrl(String userId, Screens.@Nullable Source original, Instant made) {
            this.userId = userId;
            this.original = original;
            this.made = made;
        }
    }

    Workspace(Clock clock, List<Employee> people) {
        this.clock = clock;
        this.conversations = new Conversations(people);
        for (Employee person : people) {
            if (!person.is(Employee.Trait.NO_CHAT)) {
                users.put(person.slackId(), user(person));
            }
        }
        ObjectNode bot = account(BOT_USER, "pindesk", "Pindesk");
        bot.put("is_bot", true);
        users.put(BOT_USER, bot);
    }

    private static ObjectNode user(Employee person) {
        ObjectNode user = account(person.slackId(), person.account(), person.fullName());
        user.put("is_restricted", person.is(Employee.Trait.CHAT_GUEST));
        ObjectNode profile = user.withObject("profile");
        profile.put("email", person.mail());
        profile.put("title", person.department());
        return user;
    }

    private static ObjectNode account(String id, String name, String realName) {
        ObjectNode user = JsonNodeFactory.instance.objectNode();
        user.put("id", id);
        user.put("team_id", Company.SLACK_TEAM);
        user.put("name", name);
        user.put("deleted", false);
        user.put("real_name", realName);
        user.put("tz", "Europe/Berlin");
        user.put("tz_offset", 3600);
        user.put("is_admin", false);
        user.put("is_owner", false);
        user.put("is_primary_owner", false);
        user.put("is_restricted", false);
        user.put("is_ultra_restricted", false);
        user.put("is_bot", false);
        user.put("is_app_user", false);
        user.put("is_email_confirmed", true);
        user.put("locale", "en-US");
        ObjectNode profile = user.putObject("profile");
        profile.put("real_name", realName);
        profile.put("display_name", realName);
        return user;
    }

    Optional<ObjectNode> byAccount(String account) {
        return users.values().stream()
                .filter(user -> user.path("name").asText().equals(account))
                .findFirst();
    }

    ObjectNode require(String account) {
        return byAccount(account)
                .orElseThrow(() -> new IllegalArgumentException("nobody in the simulated Slack is called " + account));
    }

    boolean has(String account) {
        return byAccount(account).isPresent();
    }

    String accountOf(String userId) {
        ObjectNode user = users.get(userId);
        return user == null ? userId : user.path("name").asText();
    }

    /** How this person's client shows points in time. */
    Reader reader(String userId) {
        JsonNode user = users.containsKey(userId) ? users.get(userId) : MissingNode.getInstance();
        return new Reader(
                ZoneId.of(user.path("tz").asText("UTC")),
                Locale.forLanguageTag(user.path("locale").asText("en-US")),
                clock.instant());
    }

    static String dmOf(String userId) {
        return "D" + userId.substring(1);
    }

    /** Whose direct-message channel this is. */
    Optional<String> dmOwner(String channel) {
        return users.keySet().stream().filter(id -> dmOf(id).equals(channel)).findFirst();
    }

    String ts() {
        return String.format(Locale.ROOT, "%d.%06d", clock.instant().getEpochSecond(), ++numbers);
    }

    String id(String prefix) {
        return prefix + String.format(Locale.ROOT, "%08d", ++numbers);
    }

    String trigger(String userId) {
        String id = "1." + (++numbers) + "." + Integer.toHexString(numbers * 31 + 7);
        triggers.put(id, new Trigger(userId, System.nanoTime()));
        return id;
    }

    /** Makes every trigger that is out too old. */
    void expireTriggers() {
        triggers.replaceAll((id, trigger) -> new Trigger(trigger.userId(), System.nanoTime() - TRIGGER_NANOS - 1));
    }

    /**
     * Uses a trigger.
     *
     * @return whose event it belongs to
     * @throws Refused when it is unknown, used or older than three seconds of real time
     */
    String exchange(String id) {
        Trigger trigger = triggers.get(id);
        if (trigger == null) {
            throw new Refused("invalid_trigger_id");
        }
        if (trigger.userId().isEmpty()) {
            throw new Refused("exchanged_trigger_id");
        }
        if (System.nanoTime() - trigger.nanos() > TRIGGER_NANOS) {
            throw new Refused("expired_trigger_id");
        }
        triggers.put(id, new Trigger("", 0));
        return trigger.userId();
    }

    String responseUrl(String userId, Screens.@Nullable Source original) {
        String id = id("R");
        responseUrls.put(id, new ResponseUrl(userId, original, clock.instant()));
        return id;
    }

    /** Counts one use; throws {@link Refused} when there are none left. */
    ResponseUrl useResponseUrl(String id) {
        ResponseUrl url = responseUrls.get(id);
        if (url == null) {
            throw new Refused("invalid_url");
        }
        if (Duration.between(url.made, clock.instant()).compareTo(RESPONSE_URL) >= 0) {
            throw new Refused("expired_url");
        }
        if (url.uses >= RESPONSE_URL_USES) {
            throw new Refused("used_url");
        }
        url.uses++;
        return url;
    }

    ResponseUrl peekResponseUrl(String id) {
        ResponseUrl url = responseUrls.get(id);
        if (url == null) {
            throw new IllegalArgumentException("no such response_url");
        }
        return url;
    }

    void useUpResponseUrls() {
        responseUrls.values().forEach(url -> url.uses = RESPONSE_URL_USES);
    }

    void violation(String what) {
        violations.add(what);
    }

    /** {@code ok:false} with this error. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refused(String error) {
            super(error);
        }

        String error() {
            return String.valueOf(getMessage());
        }
    }
}
