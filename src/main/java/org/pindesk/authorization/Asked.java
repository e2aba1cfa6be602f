package org.pindesk.authorization;

import org.jspecify.annotations.Nullable;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Person;

/**
 * What somebody asks to be allowed.
 *
 * @param actor just read
 * @param target just read; the actor themselves for one's own
 * @param from the chat account that asks; null where none does, and then no platform narrows it
 * @param to the chat account that a secret would go to; null where none is known
 */
public record Asked(
        Action action,
        Person actor,
        Person target,
        @Nullable ChatUser from,
        @Nullable ChatUser to) {
    /** About somebody else, from nowhere in particular. */
    public static Asked of(Action action, Person actor, Person target) {
        return new Asked(action, actor, target, null, null);
    }

    boolean own() {
        return actor.id().equals(target.id());
    }
}
