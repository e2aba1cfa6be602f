package org.pindesk.usecase;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.pindesk.authorization.Needs;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Party;
import org.pindesk.core.Person;
import org.pindesk.core.PersonId;
import org.pindesk.port.Authenticators;
import org.pindesk.port.Directory;
import org.pindesk.port.ListsMembers;
import org.pindesk.port.Store;

/** Finds who could approve something: in the groups, fit, not involved, with a chat account that proves to be theirs, and an authenticator. */
public final class ApproverSearch {
    /** People who are asked at the same time; a group of approvers is small, or is none. */
    private static final int MOST = 25;

    private final Store store;
    private final Directory directory;
    private final Targets targets;
    private final Granted granted;

    public ApproverSearch(Store store, Directory directory, Targets targets, Granted granted) {
        this.store = store;
        this.directory = directory;
        this.targets = targets;
        this.granted = granted;
    }

    /**
     * On the asker's platform.
     *
     * @throws org.pindesk.core.BackendException when the directory gives no clear answer
     * @throws org.pindesk.port.ChatException when the platform does not
     */
    List<Party> find(ChatUser asker, PersonId actor, PersonId target, Needs.Approval needed) {
        if (!(directory instanceof ListsMembers lists)) {
            return List.of();
        }
        Set<PersonId> enrolled = store.tx(tx -> tx.authenticators().all()).stream()
                .filter(Authenticators.Listed::opens)
                .map(Authenticators.Listed::person)
                .collect(Collectors.toSet());
        List<Party> found = new ArrayList<>();
        for (Person person : lists.membersOf(needed.groups(), MOST)) {
            boolean fit = granted.bar(person, actor, target, needed).isEmpty();
            if (fit && (!needed.stepUp() || enrolled.contains(person.id()))) {
                targets.chatOf(asker, person)
                        .ifPresent(chat -> found.add(new Party(person.id(), chat, person.displayName())));
            }
        }
        return found;
    }
}
