package org.pindesk.usecase;

import org.jspecify.annotations.Nullable;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Leg;
import org.pindesk.core.Person;
import org.pindesk.core.SecretKind;

/**
 * Whether a person whom no chat reaches may be offered a secret by mail: a link in a letter, and a code that the helpdesk tells on the
 * telephone. Never a directory password while the mailbox opens with that same password.
 */
public final class MailRoute {
    private final @Nullable MailChat mail;
    private final Identities identities;
    private final boolean independent;

    /**
     * @param mail null where there is no mail, or no address for the bot's own pages
     * @param independent whether mailboxes open without the directory password
     */
    public MailRoute(@Nullable MailChat mail, Identities identities, boolean independent) {
        this.mail = mail;
        this.identities = identities;
        this.independent = independent;
    }

    /**
     * Whether and how.
     *
     * @param user the account to offer to; null when {@code problem} says why there is none
     * @param problem the last part of a {@code target.} text key; empty when there is none
     */
    record Way(@Nullable ChatUser user, String problem) {}

    /**
     * Whether a mailbox may lead to this secret: not to the very password that opens it.
     *
     * @param system the system of the secret's first leg
     */
    boolean mayLeadTo(SecretKind kind, String system) {
        return independent || kind != SecretKind.PASSWORD || !system.equals(Leg.DIRECTORY);
    }

    /**
     * @param system the system of the secret's first leg
     * @throws org.pindesk.core.BackendException when the directory gives no clear answer
     */
    Way to(Person person, SecretKind kind, String system) {
        if (mail == null) {
            return new Way(null, "no-chat");
        }
        if (!mayLeadTo(kind, system)) {
            return new Way(null, "no-chat-password");
        }
        String address = person.mail();
        if (address == null || !mail.reaches(address)) {
            return new Way(null, "no-chat-no-mail");
        }
        ChatUser user = MailChat.userOf(person.id());
        Identity identity = identities.of(user);
        Person proved = identity.person();
        if (proved == null || !proved.id().equals(person.id())) {
            boolean moved = identity.unknown() == Identity.Unknown.SUSPENDED;
            return new Way(null, moved ? "no-chat-mail-changed" : "no-chat-no-mail");
        }
        return new Way(user, "");
    }
}
