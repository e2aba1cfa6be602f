package org.pindesk.usecase;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.pindesk.core.AuditEvent;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Event;
import org.pindesk.core.Person;
import org.pindesk.core.PersonId;
import org.pindesk.port.Links;
import org.pindesk.port.Links.Link;
import org.pindesk.port.Store;

/**
 * Writes links down: the link, its audit row, the mail to the person and the word to their other accounts, all in one transaction, so that
 * nobody is linked without being told.
 */
final class LinkBook {
    /** Notice to another account of the person. */
    static final String TOLD = "link-told";

    /** Why a link cannot be used that its owner, or the helpdesk, has ended. It stays, so that no first proof takes its place. */
    static final String UNLINKED = "unlinked";

    private LinkBook() {}

    /** The person's account in use on the same platform, other than this one. */
    static boolean hasAnother(Store.Tx tx, PersonId person, ChatUser user) {
        return inUse(tx, person).stream()
                .map(Link::user)
                .anyMatch(other -> other.platform().equals(user.platform()) && !other.equals(user));
    }

    /** The person's chat accounts that are linked and not suspended. */
    static List<Link> inUse(Store.Tx tx, PersonId person) {
        return tx.links().accountsOf(person).stream()
                .filter(link -> link.suspended() == null && !MailChat.isMail(link.user()))
                .toList();
    }

    /** A platform's name as people write it. */
    static String platform(ChatUser user) {
        String name = user.platform();
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    /**
     * @param by who proved it, as they stand in the audit
     */
    static void linked(Store.Tx tx, Event event, String by, Link link, Map<String, String> more) {
        tx.links().prove(link);
        Map<String, String> facts = new HashMap<>(more);
        facts.put("how", link.how().word());
        row(tx, event, by, link, "link.pin", "linked", facts, link.since());
        tell(tx, event, link, link.how() == Links.How.VOUCHED ? "vouched" : "linked", link.since());
    }

    static void unlinked(Store.Tx tx, Event event, String by, Link link, Instant now) {
        tx.links().suspend(link.user(), UNLINKED);
        row(tx, event, by, link, "link.end", "unlinked", Map.of(), now);
        tell(tx, event, link, "unlinked", now);
    }

    /** An audit row about an account of somebody known. */
    static void row(
            Store.Tx tx,
            Event event,
            String by,
            Link link,
            String action,
            String result,
            Map<String, String> more,
            Instant now) {
        Map<String, String> facts = new HashMap<>(more);
        facts.put("account", link.user().toString());
        String reason = event.args().get("reason");
        tx.audit()
                .append(
                        new AuditEvent(by, "person:" + link.person(), action, result, event.id(), facts, reason), now);
    }


    private static void tell(Store.Tx tx, Event event, Link link, String what, Instant now) {
        String platform = platform(link.user());
        String id = event.id() + ":" + link.user();
        tx.queue()
                .add(MailNotices.of(
                        id, link.person(), link.user(), "mail.link." + what, link.user().id(), platform, now));
        for (Link other : inUse(tx, link.person())) {
            if (!other.user().equals(link.user())) {
                tx.queue()
                        .add(new Event(
                                "notice:" + TOLD + ":" + id + ":" + other.user(),
                                Event.Kind.NOTICE,
                                other.user(),
                                TOLD,
                                Map.of("what", what, "platform", platform, "account", link.user().id()),
                                null,
                                now,
                                0));
            }
        }
    }
}
