package org.pindesk.adapter.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.pindesk.core.Event;
import org.pindesk.core.Origin;
import org.pindesk.core.Reply;
import org.pindesk.port.ChatException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Modal windows. An event's window is found again by an {@code external_id} made from the event's id, so that it can be filled after a
 * restart. A {@code trigger_id} works once and for three seconds.
 */
final class Windows {
    private static final Logger LOG = LoggerFactory.getLogger(Windows.class);
    private static final Set<String> TOO_LATE = Set.of(
            "expired_trigger_id",
            "exchanged_trigger_id",
            "invalid_trigger_id",
            "trigger_expired",
            "trigger_exchanged",
            "invalid_trigger",
            "push_limit_reached");

    private final WebApi web;

    Windows(WebApi web) {
        this.web = web;
    }

    /**
     * @return false when there can be no window any more
     */
    boolean open(Event event, Reply reply) {
        Origin origin = event.origin();
        if (origin == null) {
            return false;
        }
        try {
            if (origin.window() != null) {
                return update(event, reply);
            }
            if (origin.trigger() == null) {
                return false;
            }
            ObjectNode view = BlockKit.window(reply, EventIds.window(event.id()));
            web.call("views.open", Map.of("trigger_id", origin.trigger(), "view", view.toString()));
            return true;
        } catch (SlackRefusal e) {
            if (TOO_LATE.contains(e.error()) || e.isTransient()) {
                return false;
            }
            if (e.error().equals("duplicate_external_id")) {
                return update(event, reply);
            }
            throw e.plain();
        } catch (ChatException e) {
            if (e.kind() == ChatException.Kind.LATER) {
                LOG.info("no window could be opened in time: {}", e.getMessage());
                return false;
            }
            throw e;
        }
    }

    /**
     * Replaces what stands in the event's window.
     *
     * @return false when it is closed or never was
     */
    boolean update(Event event, Reply reply) {
        Origin origin = event.origin();
        String window = origin == null ? null : origin.window();
        Map<String, String> args = new LinkedHashMap<>();
        if (window != null) {
            args.put("view_id", window);
            args.put("view", BlockKit.window(reply, null).toString());
        } else {
            String externalId = EventIds.window(event.id());
            args.put("external_id", externalId);
            args.put("view", BlockKit.window(reply, externalId).toString());
        }
        try {
            web.call("views.update", args);
            return true;
        } catch (SlackRefusal e) {
            if (e.error().equals("not_found") || e.error().equals("view_not_found")) {
                return false;
            }
            throw e.plain();
        }
    }
}
