package org.pindesk.usecase;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pindesk.authorization.Action;
import org.pindesk.authorization.Asked;
import org.pindesk.authorization.Authorizer;
import org.pindesk.authorization.Verdict;
import org.pindesk.core.BackendException;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Event;
import org.pindesk.core.HelpCase;
import org.pindesk.core.Person;
import org.pindesk.port.Directory;
import org.pindesk.port.Store;

/** Whose cases somebody of the helpdesk may see. */
final class CaseSight {
    private static final int LISTED = 25;

    private final Store store;
    private final Directory directory;
    private final Actors actors;
    private final Authorizer authorizer;
    private final Teller teller;

    CaseSight(Store store, Directory directory, Actors actors, Authorizer authorizer, Teller teller) {
        this.store = store;
        this.directory = directory;
        this.actors = actors;
        this.authorizer = authorizer;
        this.teller = teller;
    }

    /** Whether somebody works the queue at all, decided before anybody is looked up. */
    Verdict mayWork(Person actor, @Nullable ChatUser from) {
        return authorizer.mayActForOthers(Action.QUEUE, actor, from);
    }

    /** Whether policy hides whom this case is about from who asks; they are told then. Nobody is read where everybody would be shown. */
    boolean hidden(Event event, Person actor, HelpCase known) {
        if (authorizer.plain(Action.QUEUE)) {
            return false;
        }
        try {
            Optional<Person> subject = directory.read(known.subject());
            if (subject.isEmpty()) {
                teller.reply(event, voice -> voice.reply("target.gone"));
                return true;
            }
            Verdict verdict = authorizer.other(new Asked(Action.QUEUE, actor, subject.get(), event.user(), null));
            return actors.refused(event, actor, subject.get(), HelpQueue.ACTION, verdict);
        } catch (BackendException e) {
            actors.silent(event, HelpQueue.ACTION, e);
            return true;
        }
    }

    /**
     * What waits, as far as this person may see it.
     *
     * @throws BackendException when policy makes a difference between people and the directory gives no clear answer
     */
    List<HelpCase> waiting(Person actor, @Nullable ChatUser from) {
        List<HelpCase> open = store.tx(tx -> tx.cases().queue(LISTED));
        return authorizer.plain(Action.QUEUE)
                ? open
                : open.stream()
                        .filter(each -> directory
                                .read(each.subject())
                                .filter(subject -> authorizer
                                        .other(new Asked(Action.QUEUE, actor, subject, from, null))
                                        .allowed())
                                .isPresent())
                        .toList();
    }
}
