package org.pindesk.demo.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pindesk.demo.chat.Shown;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.slack.Workspace.Refused;
import org.pindesk.demo.slack.Workspace.View;

/** Windows. At most three on top of each other; a closed one is gone. All calls under the simulator's lock. */
final class Views {
    private static final int STACK = 3;

    private final Workspace workspace;

    Views(Workspace workspace) {
        this.workspace = workspace;
    }

    ObjectNode open(String trigger, JsonNode view) {
        check(view);
        String userId = workspace.exchange(trigger);
        return add(userId, view);
    }

    /** The same on top of a window that is open already. */
    ObjectNode push(String trigger, JsonNode view) {
        check(view);
        String userId = workspace.exchange(trigger);
        if (top(userId).isEmpty()) {
            throw new Refused("not_found");
        }
        return add(userId, view);
    }

    /** Puts a view on top of a person's windows. */
    ObjectNode add(String userId, JsonNode view) {
        check(view);
        long open = workspace.views.values().stream()
                .filter(other -> other.userId().equals(userId))
                .count();
        if (open >= STACK) {
            throw new Refused("push_limit_reached");
        }
        if (view.has("external_id")
                && byExternalId(view.path("external_id").asText()).isPresent()) {
            throw new Refused("duplicate_external_id");
        }
        ObjectNode stored = view.deepCopy();
        String id = workspace.id("V");
        stored.put("id", id);
        stored.put("team_id", Company.SLACK_TEAM);
        stored.put("app_id", SlackSimulator.APP_ID);
        stored.put("root_view_id", id);
        Forms.prepare(stored, MissingNode.getInstance());
        return show(userId, stored);
    }

    /** What an update leaves out of {@code external_id} stays as it was; Slack does not document that. */
    ObjectNode update(Map<String, String> args, JsonNode view) {
        check(view);
        String viewId = args.get("view_id");
        String externalId = args.get("external_id");
        if ((viewId == null) == (externalId == null)) {
            workspace.violation("views.update: exactly one of view_id and external_id");
            throw new Refused("invalid_arguments");
        }
        View before = (viewId == null
                        ? byExternalId(String.valueOf(externalId))
                        : Optional.ofNullable(workspace.views.get(viewId)))
                .orElseThrow(() -> new Refused("not_found"));
        String hash = args.get("hash");
        if (hash != null && !hash.equals(before.json().path("hash").asText())) {
            throw new Refused("hash_conflict");
        }
        return replace(before, view);
    }

    ObjectNode replace(View before, JsonNode view) {
        check(view);
        ObjectNode stored = view.deepCopy();
        for (String kept : List.of("id", "team_id", "app_id", "root_view_id", "external_id")) {
            if (!stored.has(kept) && before.json().has(kept)) {
                stored.set(kept, before.json().get(kept));
            }
        }
        Forms.prepare(stored, before.json().path("state"));
        return show(before.userId(), stored);
    }

    /** The window on top, the only one that a person can type into. */
    Optional<View> top(String userId) {
        return workspace.views.values().stream()
                .filter(view -> view.userId().equals(userId))
                .reduce((lower, upper) -> upper);
    }

    /** Puts a view into a person's home tab. */
    ObjectNode publish(String userId, JsonNode view) {
        check(view, "home");
        if (!workspace.users.containsKey(userId)) {
            throw new Refused("user_not_found");
        }
        ObjectNode stored = view.deepCopy();
        stored.put("id", "V0HOME" + userId);
        stored.put("team_id", Company.SLACK_TEAM);
        stored.put("app_id", SlackSimulator.APP_ID);
        stored.put("root_view_id", "V0HOME" + userId);
        stored.put("hash", workspace.id("hash"));
        workspace.screens.show(
                workspace.accountOf(userId),
                Shown.Via.HOME,
                new Screens.Source(Screens.Source.Kind.HOME, "", userId),
                Content.ofView(stored, workspace.reader(userId)),
                stored.toString(),
                null,
                null);
        return stored;
    }

    /** Closes one view. */
    void close(String viewId) {
        if (workspace.views.remove(viewId) != null) {
            workspace.screens.remove(source(viewId));
        }
    }

    void closeAll(String userId) {
        workspace.views.entrySet().stream()
                .filter(entry -> entry.getValue().userId().equals(userId))
                .map(Map.Entry::getKey)
                .toList()
                .forEach(this::close);
    }

    private ObjectNode show(String userId, ObjectNode view) {
        view.put("hash", workspace.id("hash"));
        String id = view.path("id").asText();
        workspace.views.put(id, new View(userId, view));
        workspace.screens.show(
                workspace.accountOf(userId),
                Shown.Via.MODAL,
                source(id),
                Content.ofView(view, workspace.reader(userId)),
                view.toString(),
                label(view.path("submit")),
                label(view.path("close")));
        return view;
    }

    private Optional<View> byExternalId(String externalId) {
        return workspace.views.values().stream()
                .filter(view -> view.json().path("external_id").asText("").equals(externalId))
                .findFirst();
    }

    private void check(JsonNode view) {
        check(view, "modal");
    }

    private void check(JsonNode view, String type) {
        List<String> problems = BlockRules.view(view, type);
        if (!problems.isEmpty()) {
            workspace.violation("view: " + problems);
            throw new Refused("invalid_arguments");
        }
    }

    private static Screens.Source source(String viewId) {
        return new Screens.Source(Screens.Source.Kind.VIEW, "", viewId);
    }

    private static @Nullable String label(JsonNode button) {
        return button.isObject() ? button.path("text").asText() : null;
    }
}
