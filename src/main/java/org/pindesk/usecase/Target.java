package org.pindesk.usecase;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Person;

/**
 * Whom a command is about, when it is not the person who typed it.
 *
 * @param person the directory person, just read; null when {@code problem} says why there is none
 * @param chat the person's chat account; null when they have none that we could prove
 * @param problem why nobody was found, as the last part of a text key; null when somebody was
 * @param typed whether the person was named by login, mail or extension, so that the operator confirms who is meant
 */
record Target(
        @Nullable Person person,
        @Nullable ChatUser chat,
        @Nullable String problem,
        boolean typed) {
    static Target found(Person person, Optional<ChatUser> chat, boolean typed) {
        return new Target(person, chat.orElse(null), null, typed);
    }

    static Target problem(String word, @Nullable ChatUser chat, boolean typed) {
        return new Target(null, chat, word, typed);
    }

    /** How the target stands in the audit. */
    String subject() {
        if (person != null) {
            return Trail.of(person);
        }
        return chat == null ? "unknown" : Trail.of(chat);
    }

    /** The name to show; empty for nobody. */
    String name() {
        return person == null ? "" : person.displayName();
    }
}
