package org.pindesk.usecase;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Event;
import org.pindesk.core.Person;
import org.pindesk.core.PersonId;
import org.pindesk.gateway.Locator;
import org.pindesk.port.ChatException;
import org.pindesk.port.Directory;
import org.pindesk.port.Links;
import org.pindesk.port.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds whom a command is about. Called only after authorization allowed looking. */
public final class Targets {
    private static final Logger LOG = LoggerFactory.getLogger(Targets.class);

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
        return named(event);
    }

    /** The person of this id, as somebody else's target. */
    Target of(ChatUser asker, PersonId id) {
        return directory
                .read(id)
                .map(person -> Target.found(person, chatOf(asker, person), false))
                .orElseGet(() -> Target.problem("gone", null, false));
    }

    /** Whom the words name, whoever is mentioned beside them. */
    Target named(Event event) {
        String wrapped = event.args().getOrDefault("who", "");
        String typed = store.tx(tx -> tx.vault().unwrap(wrapped, event.id())).orElse("");
        return typed.isEmpty()
                ? Target.problem("nobody", null, true)
                : typed(Objects.requireNonNull(event.user()), typed);
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

    /**
     * The chat account that proves to be this person, on the asker's platform before any other: one that is linked, the newest proof first,
     * else one that the platform finds by mail.
     */
    Optional<ChatUser> chatOf(ChatUser asker, Person person) {
        List<String> platforms = teller.platforms().stream()
                .filter(platform -> !platform.equals(MailChat.PLATFORM))
                .sorted(Comparator.comparing((String platform) -> !platform.equals(asker.platform()))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
        List<Links.Link> links = new ArrayList<>(store.tx(tx -> tx.links().accountsOf(person.id())));
        Collections.reverse(links);
        for (String platform : platforms) {
            Optional<ChatUser> found = links.stream()
                    .filter(link -> link.suspended() == null)
                    .map(Links.Link::user)
                    .filter(user -> user.platform().equals(platform))
                    .filter(user -> reached(asker, platform, () -> proves(user, person)))
                    .findFirst()
                    .or(() -> byMail(asker, platform, person));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<ChatUser> byMail(ChatUser asker, String platform, Person person) {
        String mail = person.mail();
        if (mail == null) {
            return Optional.empty();
        }
        AtomicReference<@Nullable ChatUser> found = new AtomicReference<>();
        boolean there = reached(asker, platform, () -> {
            found.set(teller.chat(platform)
                    .findByMail(mail)
                    .filter(chat -> proves(chat, person))
                    .orElse(null));
            return found.get() != null;
        });
        return there ? Optional.ofNullable(found.get()) : Optional.empty();
    }

    /** Another platform that does not answer is as good as none; without the asker's own nothing goes on. */
    private static boolean reached(ChatUser asker, String platform, BooleanSupplier look) {
        try {
            return look.getAsBoolean();
        } catch (ChatException e) {
            if (platform.equals(asker.platform())) {
                throw e;
            }
            LOG.warn("{} does not tell whether somebody is there: {}", platform, e.getMessage());
            return false;
        }
    }

    private boolean proves(ChatUser chat, Person person) {
        @Nullable Person proved = identities.of(chat).person();
        return proved != null && proved.id().equals(person.id());
    }
}
