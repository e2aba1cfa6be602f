package org.pindesk.usecase;

import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.AuditEvent;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Person;
import org.pindesk.port.Directory;
import org.pindesk.port.Links;
import org.pindesk.port.Profile;
import org.pindesk.port.Store;

/**
 * Proves who a chat account is. Where nothing else was proved (see {@link Linking}) the first proof is the platform's confirmed mail
 * address (where the administrator attests that single sign-on owns it); it is pinned to the directory's immutable id, and from then on
 * only that person is meant. A mail address that changes afterwards, the platform's or the directory's, whichever was proved, suspends the
 * link: it may have been changed to take somebody's place.
 */
public final class Identities {
    private final Teller teller;
    private final Directory directory;
    private final Store store;
    private final LastSight lastSight;
    private final Clock clock;

    public Identities(Teller teller, Directory directory, Store store, LastSight lastSight, Clock clock) {
        this.lastSight = lastSight;
        this.teller = teller;
        this.directory = directory;
        this.store = store;
        this.clock = clock;
    }

    /**
     * Reads platform, link and directory anew.
     *
     * @throws org.pindesk.core.BackendException when the directory gives no clear answer
     * @throws org.pindesk.port.ChatException when the platform does not
     */
    public Identity of(ChatUser user) {
        Profile profile = profile(user);
        Identity.Unknown refused = refusal(profile);
        if (refused != null) {
            return Identity.none(refused);
        }
        Optional<Links.Link> link = store.tx(tx -> tx.links().of(user));
        Identity identity = link.isPresent() ? linked(link.get(), profile) : firstProof(user, profile);
        Person person = identity.person();
        if (person != null) {
            lastSight.of(person);
        } else if (identity.unknown() == Identity.Unknown.GONE) {
            link.map(Links.Link::person).ifPresent(lastSight::gone);
        }
        return identity;
    }

    /**
     * The link of an account that nothing speaks against, as far as that can be told without the directory; empty when it speaks for
     * nobody.
     *
     * @throws org.pindesk.port.ChatException when the platform gives no answer
     */
    Optional<Links.Link> linkAlone(ChatUser user) {
        Profile profile = profile(user);
        return refusal(profile) != null
                ? Optional.empty()
                : store.tx(tx -> tx.links().of(user))
                        .filter(link -> link.suspended() == null && !drifted(link, profile));
    }

    /** Why nobody may speak through this account, whatever it is linked to; null for an ordinary one. */
    Identity.@Nullable Unknown barred(ChatUser user) {
        return refusal(profile(user));
    }

    /** Whether this account may do nothing about passwords yet, its person's own and those of others. */
    boolean young(ChatUser user) {
        return store.tx(tx -> tx.links().of(user))
                .map(Links.Link::youngUntil)
                .filter(clock.instant()::isBefore)
                .isPresent();
    }

    private Profile profile(ChatUser user) {
        return teller.chat(user.platform()).profile(user);
    }

    private static Identity.@Nullable Unknown refusal(Profile profile) {
        switch (profile.standing()) {
            case GUEST:
                return Identity.Unknown.GUEST;
            case BOT:
                return Identity.Unknown.BOT;
            case DELETED:
                return Identity.Unknown.DELETED;
            case STRANGER:
                return Identity.Unknown.STRANGER;
            default:
                return null;
        }
    }

    private Identity linked(Links.Link link, Profile profile) {
        if (link.suspended() != null) {
            return Identity.none(Identity.Unknown.SUSPENDED);
        }
        String pinned = link.mail();
        if (pinned != null && link.how() == Links.How.MAIL_CODE) {
            return byDirectoryMail(link, pinned);
        }
        if (drifted(link, profile)) {
            return suspended(link);
        }
        return directory.read(link.person()).map(Identity::of).orElseGet(() -> Identity.none(Identity.Unknown.GONE));
    }

    /** Whether the platform's address is another one than the one that was proved. */
    private static boolean drifted(Links.Link link, Profile profile) {
        String pinned = link.mail();
        return pinned != null
                && link.how() != Links.How.MAIL_CODE
                && (!profile.mailConfirmed() || !sameMail(pinned, profile.mail()));
    }

    /** A code went to this address: it has to be the person's still, and nobody else's. */
    private Identity byDirectoryMail(Links.Link link, String pinned) {
        Directory.Lookup lookup = directory.byMail(pinned);
        Person person = lookup.person();
        if (person != null && person.id().equals(link.person()) && sameMail(pinned, person.mail())) {
            return Identity.of(person);
        }
        if (directory.read(link.person()).isEmpty()) {
            return Identity.none(Identity.Unknown.GONE);
        }
        return lookup.matches() > 1 ? Identity.none(Identity.Unknown.AMBIGUOUS) : suspended(link);
    }

    private Identity suspended(Links.Link link) {
        suspend(link);
        return Identity.none(Identity.Unknown.SUSPENDED);
    }

    private void suspend(Links.Link link) {
        Instant now = clock.instant();
        store.tx(tx -> {
            tx.links().suspend(link.user(), "mail address changed");
            tx.audit()
                    .append(
                            new AuditEvent(
                                    "pindesk",
                                    "person:" + link.person(),
                                    "link.suspend",
                                    "mail-changed",
                                    link.user().toString(),
                                    Map.of(),
                                    null),
                            now);
            return true;
        });
    }

    private Identity firstProof(ChatUser user, Profile profile) {
        String mail = profile.mail();
        if (mail == null || !profile.mailConfirmed()) {
            return Identity.none(Identity.Unknown.NO_MAIL);
        }
        Directory.Lookup lookup = directory.byMail(mail);
        Person person = lookup.person();
        if (person == null) {
            return Identity.none(
                    lookup.matches() == 0 ? Identity.Unknown.NOT_IN_DIRECTORY : Identity.Unknown.AMBIGUOUS);
        }
        Instant now = clock.instant();
        store.tx(tx -> {
            tx.links().pin(new Links.Link(user, person.id(), mail, Links.How.CHAT_MAIL, now, null));
            tx.audit()
                    .append(
                            new AuditEvent(
                                    "pindesk",
                                    Trail.of(person),
                                    "link.pin",
                                    "linked",
                                    user.toString(),
                                    Map.of("how", Links.How.CHAT_MAIL.word()),
                                    null),
                            now);
            return true;
        });
        return Identity.of(person);
    }

    private static boolean sameMail(String pinned, @Nullable String now) {
        return now != null && pinned.toLowerCase(Locale.ROOT).equals(now.toLowerCase(Locale.ROOT));
    }
}
