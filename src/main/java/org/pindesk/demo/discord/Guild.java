package org.pindesk.demo.discord;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.company.Employee;

/** What the simulated Discord knows: one guild, its people, channels and messages. All calls under the simulator's lock. */
final class Guild {
    /** Also the id of the role that everybody has. */
    static final String ID = "1000000000000000001";

    /** The application and its bot user. */
    static final String BOT = "1000000000000000002";

    static final String BOT_ROLE = "1000000000000000003";
    static final String HELPDESK_ROLE = "1000000000000000004";
    static final String PUBLIC = "1000000000000000005";
    static final String HELPDESK = "1000000000000000006";

    /** VIEW_CHANNEL, SEND_MESSAGES, EMBED_LINKS, READ_MESSAGE_HISTORY, USE_APPLICATION_COMMANDS. */
    static final long USUAL = 1L << 10 | 1L << 11 | 1L << 14 | 1L << 16 | 1L << 31;

    private static final long VIEW = 1L << 10;
    private static final long DISCORD_EPOCH = 1_420_070_400_000L;
    private static final long LATEST = (1L << 41) - 1;
    /** Between a person's id and that of their direct messages. */
    private static final long TO_DM = 200_000_000_000_000_000L;

    final Screens screens = new Screens();
    final List<String> violations = new ArrayList<>();
    /** By id, the bot among them. */
    final Map<String, ObjectNode> users = new LinkedHashMap<>();
    /** Account names by id. */
    final Map<String, String> accounts = new LinkedHashMap<>();

    final Map<String, String> locales = new LinkedHashMap<>();
    final Set<String> members = new LinkedHashSet<>();
    /** Of them those who came by a voice invitation, for as long as the call lasts. */
    final Set<String> visitors = new LinkedHashSet<>();

    final Map<String, ObjectNode> channels = new LinkedHashMap<>();
    /** What stays, by {@code channel/id}. */
    final Map<String, ObjectNode> messages = new LinkedHashMap<>();

    final Set<String> closedDms = new HashSet<>();
    final Clock clock;
    private final Set<String> helpdesk = new HashSet<>();
    private long increment;

    Guild(Clock clock, List<Employee> people) {
        this.clock = clock;
        add(BOT, "pindesk", "Pindesk").put("bot", true);
        for (Employee person : people) {
            if (person.isOnDiscord()) {
                add(person.discordId(), person.account(), person.fullName());
                if (person.is(Employee.Trait.HELPDESK) || person.is(Employee.Trait.ADMINISTRATOR)) {
                    helpdesk.add(person.discordId());
                }
            }
        }
        channel(PUBLIC, "allgemein");
        ObjectNode queue = channel(HELPDESK, "helpdesk-queue");
        overwrite(queue, ID, 0, 0, VIEW);
        overwrite(queue, HELPDESK_ROLE, 0, VIEW, 0);
        overwrite(queue, BOT, 1, VIEW, 0);
    }

    private ObjectNode add(String id, String account, String displayName) {
        ObjectNode user = JsonNodeFactory.instance.objectNode();
        user.put("id", id)
                .put("username", account)
                .put("global_name", displayName)
                .put("discriminator", "0")
                .put("public_flags", 0);
        user.putNull("avatar");
        users.put(id, user);
        accounts.put(id, account);
        locales.put(id, "en-US");
        members.add(id);
        return user;
    }

    private ObjectNode channel(String id, String name) {
        ObjectNode channel = JsonNodeFactory.instance.objectNode();
        channel.put("id", id)
                .put("type", 0)
                .put("guild_id", ID)
                .put("name", name)
                .put("position", channels.size())
                .put("flags", 0)
                .put("nsfw", false)
                .put("rate_limit_per_user", 0);
        channel.putNull("topic").putNull("parent_id").putNull("last_message_id");
        channel.putArray("permission_overwrites");
        channels.put(id, channel);
        return channel;
    }

    /**
     * @param type 0 for a role, 1 for a person
     */
    static void overwrite(ObjectNode channel, String id, int type, long allow, long deny) {
        channel.withArrayProperty("permission_overwrites")
                .addObject()
                .put("id", id)
                .put("type", type)
                .put("allow", String.valueOf(allow))
                .put("deny", String.valueOf(deny));
    }

    /** As Discord dates its ids: a new one of now. A clock that was moved beyond the year 2084 does not fit into them. */
    String id() {
        increment = increment + 1 & 0x3FFFFF;
        return String.valueOf(Math.min(clock.millis() - DISCORD_EPOCH, LATEST) << 22 | increment);
    }

    /** The user of an id that is known to be one. */
    ObjectNode user(String id) {
        return Objects.requireNonNull(users.get(id), "no such user");
    }

    Optional<String> byAccount(String account) {
        return accounts.entrySet().stream()
                .filter(entry -> entry.getValue().equals(account))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    String require(String account) {
        return byAccount(account)
                .orElseThrow(
                        () -> new IllegalArgumentException("nobody in the simulated Discord is called " + account));
    }

    String account(String userId) {
        return accounts.getOrDefault(userId, userId);
    }

    String displayName(String userId) {
        ObjectNode user = users.get(userId);
        return user == null ? userId : user.path("global_name").asText(account(userId));
    }

    static String dmOf(String userId) {
        return String.valueOf(Long.parseLong(userId) + TO_DM);
    }

    /** Whose direct messages with the bot a channel is. */
    Optional<String> dmOwner(String channel) {
        return users.keySet().stream().filter(id -> dmOf(id).equals(channel)).findFirst();
    }

    /** Who can read a channel of the guild, the bot among them where it can. */
    Set<String> readers(String channelId) {
        ObjectNode channel = channels.get(channelId);
        Set<String> readers = new LinkedHashSet<>();
        if (channel != null) {
            members.stream()
                    .filter(id -> (permissions(id, channel) & VIEW) != 0)
                    .forEach(readers::add);
        }
        return readers;
    }

    /** What somebody may do in a channel: the algorithm of topics/permissions, without owner and administrators, which are not simulated. */
    long permissions(String userId, ObjectNode channel) {
        long everybody = applied(USUAL, channel, List.of(ID));
        long roles = applied(everybody, channel, roles(userId));
        return applied(roles, channel, List.of(userId));
    }

    private static long applied(long base, ObjectNode channel, List<String> to) {
        long allow = 0;
        long deny = 0;
        for (var overwrite : channel.path("permission_overwrites")) {
            if (to.contains(overwrite.path("id").asText())) {
                allow |= overwrite.path("allow").asLong();
                deny |= overwrite.path("deny").asLong();
            }
        }
        return base & ~deny | allow;
    }

    List<String> roles(String userId) {
        if (userId.equals(BOT)) {
            return List.of(BOT_ROLE);
        }
        return helpdesk.contains(userId) ? List.of(HELPDESK_ROLE) : List.of();
    }

    static String name() {
        return Company.NAME;
    }

    void violation(String what) {
        violations.add(what);
    }
}
