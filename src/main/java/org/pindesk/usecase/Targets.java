package org.pindesk.usecase;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Event;
import org.pindesk.core.Person;
import org.pindesk.core.PersonId;
import org.pindesk.gateway.Locator;
import org.pindesk.port.Directory;
import org.pindesk.port.Store;

/** Finds whom a command is about. Called only after authorization allowed looking. */
public final class Targets {
    private final Store store;
    private final Identities identities;
    private final Directory directory;
    private final Locator locator;
    private final Teller teller;

    public Targets(Store store, Identities identities, Directory directory, Locator locator, Teller teller) {
        this.store = store;
        this.identities = identities;
        this.directory = directory;
        this.locator = locator;
        this.teller = teller;
    }

    /** Whether the event is about somebody else than the person who typed it. */
    static boolean isAboutAnother(Event event) {
        ChatUser user = Objects.requireNonNull(event.user());
        String mentioned = event.args().get("target");
        return event.args().containsKey("who") || mentioned != null && !mentioned.equals(user.id());
    }

    /**
     * @throws org.pindesk.core.BackendException when the directory, or every system that knows extensions, gives no clear answer
     */
    Target of(Event event) {
        ChatUser user = Objects.requireNonNull(event.user());
        String mentioned = event.args().get("target");
        if (mentioned != null) {
            ChatUser chat = new ChatUser(user.platform(), user.team(), mentioned);
            Identity identity = identities.of(chat);
            Person person = identity.person();
            return person == null
                    ? Target.problem(Objects.requireNonNull(identity.unknown()).word(), chat, false)
                    : Target.found(person, Optional.of(chat), false);
        }
        String wrapped = event.args().getOrDefault("who", "");
        String typed = store.tx(tx -> tx.vault().unwrap(wrapped, event.id())).orElse("");
        if (typed.isEmpty()) {
            return Target.problem("nobody", null, true);
        }
        return typed(user, typed);
    }

    /** The person of this id, as somebody else's target. */
    Target of(ChatUser asker, PersonId id) {
        return directory
                .read(id)
                .map(person -> Target.found(person, chatOf(asker, person), false))
                .orElseGet(() -> Target.problem("gone", null, false));
    }

    private Target typed(ChatUser asker, String typed) {
        Directory.Lookup lookup;
        if (typed.chars().allMatch(Character::isDigit)) {
            Set<String> owners = locator.ownersOf(typed);
            if (owners.size() != 1) {
                return Target.problem("no-such-extension", null, true);
            }
            lookup = directory.byLogin(owners.iterator().next());
        } else {
            lookup = typed.contains("@") ? directory.byMail(typed) : directory.byLogin(typed);
        }
        Person person = lookup.person();
        if (person == null) {
            return Target.problem(lookup.matches() == 0 ? "nobody" : "ambiguous", null, true);
        }
        return Target.found(person, chatOf(asker, person), true);
    }

    /** The chat account that proves to be this person, on the asker's platform. */
    Optional<ChatUser> chatOf(ChatUser asker, Person person) {
        String mail = person.mail();
        if (mail == null) {
            return Optional.empty();
        }
        return teller.chat(asker.platform()).findByMail(mail).filter(chat -> proves(chat, person));
    }

    private boolean proves(ChatUser chat, Person person) {
        @Nullable Person proved = identities.of(chat).person();
        return proved != null && proved.id().equals(person.id());
    }
}
