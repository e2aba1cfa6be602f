package org.pindesk.app;

import org.pindesk.authorization.Authorizer;
import org.pindesk.usecase.Actors;
import org.pindesk.usecase.CallerVerification;
import org.pindesk.usecase.Targets;
import org.pindesk.usecase.Teller;
import org.pindesk.usecase.Trail;
import org.pindesk.usecase.VerificationChoice;
import org.pindesk.usecase.VerificationNotices;

/** The stories around a caller who proves who they are. */
record VerificationStories(CallerVerification asking, VerificationChoice choice, VerificationNotices notices) {
    static VerificationStories of(
            Parts parts, Actors actors, Authorizer authorizer, Targets targets, Teller teller, Trail trail) {
        return new VerificationStories(
                new CallerVerification(
                        parts.store(),
                        actors,
                        authorizer,
                        targets,
                        teller,
                        parts.clock(),
                        parts.random(),
                        parts.checkpoint()),
                new VerificationChoice(parts.store(), actors, authorizer, teller, trail, parts.clock()),
                new VerificationNotices(parts.store(), teller, MailWiring.alarmPlaces(parts, teller)));
    }
}
