package org.pindesk.usecase;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
 * has talked to them. Whose act the person did not know of cannot lift it.
 */
public final class Freezing {
    private final Store store;
    private final Actors actors;
    private final Targets targets;
    private final Authorizer authorizer;
    private final Teller teller;
    private final Clock clock;
    private final Whom whom;

    public Freezing(
            Store store, Actors actors, Targets targets, Authorizer authorizer, Teller teller, Clock clock, Whom whom) {
        this.store = store;
        this.actors = actors;
        this.targets = targets;
        this.authorizer = authorizer;
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
        Person actor = actors.require(event, action, authorizer::mayActForOthers);
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
            Verdict verdict = authorizer.freeze(actor, person);
            if (!verdict.allowed()) {
                refuse(
                        event,
                        actor,
                        person,
                        action,
                        "target." + Objects.requireNonNull(verdict.denial()).word());
            } else if (event.args().containsKey("dry-run")) {
                actors.note(event, actor, person, action, "dry-run");
                teller.reply(event, voice -> voice.reply("freeze.dry-run", person.displayName()));
            } else if (freeze) {
                done(event, actor, person, action, "frozen");
            } else {
                lift(event, actor, person, action);
            }
        } catch (BackendException e) {
            actors.silent(event, action, e);
        }
    }

    private void lift(Event event, Person actor, Person person, String action) {
        Optional<Freezes.Freeze> freeze = store.tx(tx -> tx.freezes().of(person.id()));
        if (freeze.isEmpty()) {
            actors.note(event, actor, person, action, "not-frozen");
            teller.reply(event, voice -> voice.reply("freeze.not-frozen", person.displayName()));
        } else if (actor.id().equals(freeze.get().against())) {
            refuse(event, actor, person, action, "freeze.not-by-you");
        } else {
            done(event, actor, person, action, "lifted");
        }
    }

    private void done(Event event, Person actor, Person person, String action, String result) {
        Instant now = clock.instant();
        store.tx(tx -> {
            if (result.equals("frozen")) {
                tx.freezes().add(new Freezes.Freeze(person.id(), now, actor.id(), null));
            } else {
                tx.freezes().lift(person.id());
            }
            tx.audit()
                    .append(
                            new AuditEvent(
                                    Trail.of(actor),
                                    Trail.of(person),
                                    action,
                                    result,
                                    event.id(),
                                    Map.of(),
                                    event.args().get("reason")),
                            now);
            return true;
        });
        teller.reply(event, voice -> voice.reply("freeze." + result, person.displayName()));
    }

    private void refuse(Event event, Person actor, Person person, String action, String key) {
        actors.note(event, actor, person, action, "denied");
        teller.reply(event, voice -> voice.reply(key, person.displayName()).ending(Outcome.REFUSED));
    }
}
