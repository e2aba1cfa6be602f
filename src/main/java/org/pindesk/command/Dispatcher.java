package org.pindesk.command;

import java.util.Map;
import java.util.function.Consumer;
import org.pindesk.core.Event;
import org.pindesk.port.ChatException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the story that an event belongs to. The map is made in one place, the registry. */
public final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final Map<String, Consumer<Event>> stories;
    private final Consumer<Event> afterwards;

    /**
     * @param stories by {@code kind:name}, for example {@code command:pin.reset}, {@code press:take}, {@code notice:outcome}
     * @param afterwards gets each event whose story has ended; must not throw
     */
    public Dispatcher(Map<String, Consumer<Event>> stories, Consumer<Event> afterwards) {
        this.stories = Map.copyOf(stories);
        this.afterwards = afterwards;
    }

    /**
     * Runs the event's story; throws what the story throws. A command that could not be understood goes to the story of unknown
     * commands; an event that no story knows is dropped with a log line.
     */
    public void handle(Event event) {
        boolean troubled = event.args().containsKey("problem");
        String name = troubled ? Parsed.UNKNOWN : event.name();
        String key = event.kind().name().toLowerCase(java.util.Locale.ROOT) + ":" + name;
        Consumer<Event> story = stories.get(key);
        if (story == null) {
            LOG.warn("no story for {} (event {})", key, event.id());
            return;
        }
        try {
            story.accept(event);
        } catch (ChatException e) {
            if (e.kind() == ChatException.Kind.LATER) {
                throw e;
            }
            LOG.warn("event {} ({}) cannot be answered: {}", event.id(), key, e.getMessage());
        }
        afterwards.accept(event);
    }
}
