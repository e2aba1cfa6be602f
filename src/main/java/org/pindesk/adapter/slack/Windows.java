package org.pindesk.adapter.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
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

    private static final int MOST_WAITING = 1_000;

    private final WebApi web;
    private final AckGate gate;
    /** Windows whose form was sent and that still say "one moment". Forgotten with the process: then the answer comes beside them. */
    private final Set<String> waiting = Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST_WAITING;
        }
    });

    Windows(WebApi web, AckGate gate) {
        this.web = web;
        this.gate = gate;
    }

    /** The form in this window was sent: whatever answers its event is to stand there. */
    void waits(String window) {
        synchronized (waiting) {
            waiting.add(window);
        }
    }

    /** Something else than "one moment" stands in this window, or it is closed. */
    void waitsNoMore(String window) {
        synchronized (waiting) {
            waiting.remove(window);
        }
    }

    private boolean isWaiting(String window) {
        synchronized (waiting) {
            return waiting.contains(window);
        }
    }

    /**
     * Answers a sent form in the window that still says "one moment".
     *
     * @return false when there is none, or it was closed
     */
    boolean answer(Origin origin, Reply reply) {
        String window = origin.window();
        return window != null && isWaiting(window) && replace(window, origin, reply);
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
            ObjectNode view = BlockKit.window(reply, EventIds.window(event.id()), origin.channel());
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
        if (origin != null && origin.window() != null) {
            return replace(origin.window(), origin, reply);
        }
        String externalId = EventIds.window(event.id());
        return update(Map.of(
                "external_id",
                externalId,
                "view",
                BlockKit.window(reply, externalId, origin == null ? "" : origin.channel())
                        .toString()));
    }

    private boolean replace(String window, Origin origin, Reply reply) {
        gate.pass(window);
        boolean there = update(Map.of(
                "view_id",
                window,
                "view",
                BlockKit.window(reply, null, origin.channel()).toString()));
        waitsNoMore(window);
        return there;
    }

    private boolean update(Map<String, String> args) {
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
