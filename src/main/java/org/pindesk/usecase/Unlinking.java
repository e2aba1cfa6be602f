package org.pindesk.usecase;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.pindesk.authorization.Action;
import org.pindesk.authorization.Authorizer;
import org.pindesk.authorization.Verdict;
import org.pindesk.core.BackendException;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Event;
import org.pindesk.core.Outcome;
import org.pindesk.core.Person;
import org.pindesk.core.Reply;
import org.pindesk.port.Directory;
import org.pindesk.port.Links.Link;
import org.pindesk.port.Store;

/**
 * {@code /unlink} and {@code /helpdesk unlink}: from then on nobody speaks for a person through an account, until a new proof. What waits for
 * that account cannot be taken any more: it is screened before each write.
 */
public final class Unlinking {
    private static final String ACTION = "unlink";

    private final Store store;
    private final Directory directory;
    private final Actors actors;
    private final Targets targets;
    private final Authorizer authorizer;
    private final Teller teller;
    private final Trail trail;
    private final Clock clock;

    public Unlinking(
            Store store,
            Directory directory,
            Actors actors,
            Targets targets,
            Authorizer authorizer,
            Teller teller,
            Trail trail,
            Clock clock) {
        this.store = store;
        this.directory = directory;
        this.actors = actors;
        this.targets = targets;
        this.authorizer = authorizer;
        this.teller = teller;
        this.trail = trail;
        this.clock = clock;
    }

    /** Asks whether it is meant. */
    public void ask(Event event) {
        ChatUser user = Objects.requireNonNull(event.user());
        boolean linked = store.tx(tx -> tx.links().of(user))
                .filter(link -> link.suspended() == null)
                .isPresent();
        teller.reply(
                event,
                voice -> linked
                        ? voice.reply("unlink.ask", LinkBook.platform(user))
                                .with(voice.button(ACTION, Reply.Style.DANGER, ""))
                        : voice.reply("unlink.none"));
    }

    /** The person means it. */
    public void confirmed(Event event) {
        ChatUser user = Objects.requireNonNull(event.user());
        boolean there = store.tx(tx -> {
            tx.links().hold();
            Optional<Link> link = tx.links().of(user);
            link.filter(found -> found.suspended() == null)
                    .ifPresent(
                            found -> LinkBook.unlinked(tx, event, "person:" + found.person(), found, clock.instant()));
            return link.isPresent();
        });
        teller.reply(event, voice -> voice.reply(there ? "unlink.done" : "unlink.none"));
    }

    /** The helpdesk ends the link of the mentioned account, or those of everybody whom the words name. */
    public void byHelpdesk(Event event) {
        Person actor =
                actors.require(event, ACTION, each -> authorizer.mayActForOthers(Action.VOUCH, each, event.user()));
        if (actor == null) {
            return;
        }
        try {
            ended(event, actor);
        } catch (BackendException e) {
            actors.silent(event, ACTION, e);
        }
    }

    private void ended(Event event, Person actor) {
        String mentioned = event.args().get("target");
        Optional<Person> person;
        List<Link> links;
        if (mentioned != null) {
            ChatUser user = Objects.requireNonNull(event.user());
            Optional<Link> link = store.tx(tx -> tx.links().of(new ChatUser(user.platform(), user.team(), mentioned)));
            links = link.filter(found -> found.suspended() == null).stream().toList();
            person = link.flatMap(found -> directory.read(found.person()));
        } else {
            Target target = targets.named(event);
            if (target.person() == null) {
                actors.refuseTarget(event, actor, target, ACTION);
                return;
            }
            Person named = target.person();
            person = Optional.of(named);
            links = store.tx(tx -> LinkBook.inUse(tx, named.id()));
        }
        if (links.isEmpty()) {
            teller.reply(event, voice -> voice.reply("unlink.none-there"));
            return;
        }
        Verdict verdict = person.map(known -> authorizer.freeze(Action.VOUCH, actor, known))
                .orElseGet(() -> authorizer.mayActForOthers(Action.VOUCH, actor, event.user()));
        String name = person.map(Person::displayName).orElse("");
        if (!verdict.allowed()) {
            String why = Objects.requireNonNull(verdict.denial()).word();
            trail.note(
                    Trail.of(actor),
                    person.map(Trail::of).orElse(null),
                    ACTION,
                    "denied",
                    event,
                    Map.of("why", why, "rule", verdict.rule()));
            teller.reply(event, voice -> voice.reply("target." + why, name).ending(Outcome.REFUSED));
            return;
        }
        Instant now = clock.instant();
        store.tx(tx -> {
            tx.links().hold();
            links.forEach(link -> LinkBook.unlinked(tx, event, Trail.of(actor), link, now));
            return true;
        });
        teller.reply(event, voice -> voice.reply("unlink.done-there", name, links.size()));
    }
}
