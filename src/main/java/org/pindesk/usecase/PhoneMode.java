package org.pindesk.usecase;

import java.util.Optional;
import org.pindesk.authorization.Authorizer;
import org.pindesk.authorization.Denial;
import org.pindesk.authorization.Verdict;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Person;
import org.pindesk.core.Request;
import org.pindesk.port.Directory;
import org.pindesk.port.KnowsManagers;

/**
 * The policy of phone mode, the stated exception to "only its owner sees a new secret" ({@link Request#PHONE_MODE}): off unless the
 * operator switched it on, and then for the owner's manager of record alone, as the directory names them at that moment.
 */
public final class PhoneMode {
    private final boolean on;
    private final Directory directory;
    private final Identities identities;
    private final Authorizer authorizer;
    private final Teller teller;

    /**
     * @param on whether the operator lets managers hand secrets over
     */
    public PhoneMode(boolean on, Directory directory, Identities identities, Authorizer authorizer, Teller teller) {
        this.on = on;
        this.directory = directory;
        this.identities = identities;
        this.authorizer = authorizer;
        this.teller = teller;
    }

    boolean on() {
        return on;
    }

    /**
     * The manager whom the owner's entry names.
     *
     * @return empty too where the directory does not know managers, and for somebody who is their own
     * @throws org.pindesk.core.BackendException when the directory gives no clear answer
     */
    Optional<Person> managerOf(Person owner) {
        Optional<Person> manager =
                directory instanceof KnowsManagers knows ? knows.managerOf(owner.id()) : Optional.empty();
        return manager.filter(each -> !each.id().equals(owner.id()));
    }

    /** Whether this manager may be shown somebody else's secret at all. */
    boolean mayHandOver(Person manager) {
        return authorizer.handOver(manager).allowed();
    }

    /** The manager's chat account on the asker's platform, where it proves to be theirs. */
    Optional<ChatUser> chatOf(ChatUser asker, Person manager) {
        String mail = manager.mail();
        return mail == null
                ? Optional.empty()
                : teller.chat(asker.platform()).findByMail(mail).filter(chat -> {
                    Person proved = identities.of(chat).person();
                    return proved != null && proved.id().equals(manager.id());
                });
    }

    /**
     * Whether the person who took the offer may still be shown the secret; everything about its owner is asked elsewhere.
     *
     * @param taker who the chat account of the request proves to be now
     * @throws org.pindesk.core.BackendException when the directory gives no clear answer
     */
    Verdict still(Request request, Person taker) {
        boolean leads = on
                && directory instanceof KnowsManagers knows
                && knows.managerOf(request.owner().person())
                        .filter(manager -> manager.id().equals(taker.id()))
                        .isPresent();
        boolean involved = taker.id().equals(request.actor().person())
                || taker.id().equals(request.owner().person());
        return leads && !involved
                ? authorizer.handOver(taker)
                : Verdict.deny(Request.PHONE_MODE, Denial.MANAGER_CHANGED);
    }
}
