package org.pindesk.app;

import org.pindesk.authorization.Authorizer;
import org.pindesk.gateway.Credentials;
import org.pindesk.port.Store;
import org.pindesk.usecase.Actors;
import org.pindesk.usecase.ApprovalBook;
import org.pindesk.usecase.ApprovalCards;
import org.pindesk.usecase.Approving;
import org.pindesk.usecase.AwaitedApprovals;
import org.pindesk.usecase.Granted;
import org.pindesk.usecase.Offers;
import org.pindesk.usecase.SecondFactor;
import org.pindesk.usecase.Teller;
import org.pindesk.usecase.Trail;
import org.pindesk.usecase.Voice;

/** The stories of approvals. */
record ApprovalStories(ApprovalCards cards, Approving approving, AwaitedApprovals list) {
    static ApprovalStories of(
            Parts parts,
            ApprovalBook book,
            Granted granted,
            Actors actors,
            Authorizer authorizer,
            Credentials credentials,
            Offers offers,
            SecondFactor factor,
            Trail trail,
            Teller teller) {
        Store store = parts.store();
        return new ApprovalStories(
                new ApprovalCards(
                        store,
                        parts.directory(),
                        credentials,
                        granted,
                        book,
                        offers,
                        teller,
                        new Voice(parts.language(), parts.zone()),
                        parts.channel(),
                        parts.checkpoint()),
                new Approving(
                        store,
                        parts.directory(),
                        actors,
                        granted,
                        book,
                        factor,
                        teller,
                        trail,
                        parts.clock(),
                        parts.checkpoint()),
                new AwaitedApprovals(store, actors, authorizer, teller));
    }
}
