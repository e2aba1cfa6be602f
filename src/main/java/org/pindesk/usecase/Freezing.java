package org.pindesk.usecase;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.pindesk.authorization.Action;
import org.pindesk.authorization.Authorizer;
import org.pindesk.authorization.Verdict;
import org.pindesk.core.AuditEvent;
import org.pindesk.core.BackendException;
import org.pindesk.core.Event;
import org.pindesk.core.Outcome;
import org.pindesk.core.Person;
import org.pindesk.port.Freezes;
import org.pindesk.port.Store;

/**
 * {@code /helpdesk freeze} and {@code /helpdesk unfreeze}: keeps everything about a person as it is, and lets changes go on once somebody
 * has talked to them: {@link Unfreezing}.
 */
public final class Freezing {
    private final Store store;
    private final Actors actors;
    private final Targets targets;
    private final Authorizer authorizer;
    private final Unfreezing unfreezing;
    private final Teller teller;
    private final Clock clock;
    private final Whom whom;

    public Freezing(
            Store store,
            Actors actors,
            Targets targets,
            Authorizer authorizer,
            Unfreezing unfreezing,
            Teller teller,
            Clock clock,
            Whom whom) {
        this.store = store;
        this.actors = actors;
        this.targets = targets;
        this.authorizer = authorizer;
        this.unfreezing = unfreezing;
        this.teller = teller;
        this.clock = clock;
        this.whom = whom;
    }

    public void freeze(Event event) {
        set(event, true);
    }

    public void unfreeze(Event event) {
        set(event, false);
    }

    private void set(Event event, boolean freeze) {
        String action = freeze ? "freeze" : "unfreeze";
        Person actor = actors.require(
                event,
                action,
                each -> authorizer.mayActForOthers(freeze ? Action.FREEZE : Action.UNFREEZE, each, event.user()));
        if (actor == null) {
            return;
        }
        if (Whom.isOpen(event)) {
            if (whom.asked(event, freeze ? Whom.Act.FREEZE : Whom.Act.UNFREEZE)) {
                return;
            }
            teller.reply(event, voice -> voice.reply("freeze.whom").ending(Outcome.REFUSED));
            return;
        }
        try {
            Target target = targets.of(event);
            if (target.person() == null) {
                actors.refuseTarget(event, actor, target, action);
                return;
            }
            Person person = Objects.requireNonNull(target.person());
            Verdict verdict = authorizer.freeze(freeze ? Action.FREEZE : Action.UNFREEZE, actor, person);
            if (actors.refused(event, actor, person, action, verdict)) {
                return;
            }
            if (event.args().containsKey("dry-run")) {
                actors.note(event, actor, person, action, "dry-run");
                teller.reply(event, voice -> voice.reply("freeze.dry-run", person.displayName()));
            } else if (freeze) {
                done(event, actor, person);
            } else {
                unfreezing.ask(event, actor, person);
            }
        } catch (BackendException e) {
            actors.silent(event, action, e);
        }
    }

    private void done(Event event, Person actor, Person person) {
        Instant now = clock.instant();
        store.tx(tx -> {
            tx.freezes().add(new Freezes.Freeze(person.id(), now, actor.id(), null));
            tx.audit()
                    .append(
                            new AuditEvent(
                                    Trail.of(actor),
                                    Trail.of(person),
                                    "freeze",
                                    "frozen",
                                    event.id(),
                                    Map.of(),
                                    event.args().get("reason")),
                            now);
            return true;
        });
        teller.reply(event, voice -> voice.reply("freeze.frozen", person.displayName()));
    }
}
