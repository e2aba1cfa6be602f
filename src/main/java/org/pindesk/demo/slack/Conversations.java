package org.pindesk.demo.slack;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.company.Employee;
import org.pindesk.demo.slack.Workspace.Refused;

/**
 * The channels: a public one where everybody types, and a private one of the helpdesk. Which error a private channel answers with when
 * the bot is not in it ({@code channel_not_found}, as if there were none) is documented for {@code conversations.info} only. All calls
 * under the simulator's lock.
 */
final class Conversations {
    static final String PUBLIC = "C0ALLGEMEIN";
    static final String HELPDESK = "G0HELPDESK";

    /** What the app was installed with, as far as channels need it. */
    final Set<String> scopes = new HashSet<>(Set.of("groups:read"));

    private final Map<String, ObjectNode> channels = new LinkedHashMap<>();
    private final Map<String, List<String>> members = new LinkedHashMap<>();

    Conversations(List<Employee> people) {
        List<String> everybody = new ArrayList<>();
        List<String> helpdesk = new ArrayList<>();
        for (Employee person : people) {
            if (person.isOnSlack()) {
                everybody.add(person.slackId());
                if (person.is(Employee.Trait.HELPDESK) || person.is(Employee.Trait.ADMINISTRATOR)) {
                    helpdesk.add(person.slackId());
                }
            }
        }
        add(PUBLIC, "allgemein", false, everybody);
        add(HELPDESK, "helpdesk-queue", true, helpdesk);
    }

    private void add(String id, String name, boolean isPrivate, Collection<String> people) {
        ObjectNode channel = JsonNodeFactory.instance.objectNode();
        channel.put("id", id)
                .put("name", name)
                .put("name_normalized", name)
                .put("is_channel", true)
                .put("is_group", false)
                .put("is_im", false)
                .put("is_mpim", false)
                .put("is_private", isPrivate)
                .put("is_archived", false)
                .put("is_general", false)
                .put("is_shared", false)
                .put("is_ext_shared", false)
                .put("is_org_shared", false)
                .put("is_pending_ext_shared", false)
                .put("is_member", true)
                .put("context_team_id", Company.SLACK_TEAM);
        channel.putArray("shared_team_ids").add(Company.SLACK_TEAM);
        channel.putArray("pending_shared");
        channels.put(id, channel);
        members.put(id, List.copyOf(people));
    }

    ObjectNode info(String id) {
        ObjectNode channel = require(id);
        boolean hidden = channel.path("is_private").asBoolean(false);
        if (hidden && !in(channel)) {
            throw new Refused("channel_not_found");
        }
        String needed = hidden ? "groups:read" : "channels:read";
        if (!scopes.contains(needed)) {
            throw new Refused("missing_scope");
        }
        return channel.deepCopy();
    }

    /** Refuses what the bot may not write into. */
    void requireWritable(String id) {
        ObjectNode channel = require(id);
        if (!in(channel)) {
            throw new Refused(channel.path("is_private").asBoolean(false) ? "channel_not_found" : "not_in_channel");
        }
        if (channel.path("is_archived").asBoolean(false)) {
            throw new Refused("is_archived");
        }
    }

    /** As Slack shows it to apps; what is changed in it holds at once. */
    ObjectNode require(String id) {
        return Optional.ofNullable(channels.get(id)).orElseThrow(() -> new Refused("channel_not_found"));
    }

    boolean knows(String id) {
        return channels.containsKey(id);
    }

    List<String> membersOf(String id) {
        return members.getOrDefault(id, List.of());
    }

    /** The name that payloads give a channel. */
    String nameOf(String id) {
        ObjectNode channel = channels.get(id);
        if (channel == null) {
            return "directmessage";
        }
        return channel.path("is_private").asBoolean(false)
                ? "privategroup"
                : channel.path("name").asText();
    }

    private static boolean in(ObjectNode channel) {
        return channel.path("is_member").asBoolean(false);
    }
}
