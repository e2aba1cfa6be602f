package org.pindesk.app;

import org.pindesk.authorization.Authorizer;
import org.pindesk.usecase.Actors;
import org.pindesk.usecase.Identities;
import org.pindesk.usecase.LinkLetters;
import org.pindesk.usecase.Linking;
import org.pindesk.usecase.Targets;
import org.pindesk.usecase.Teller;
import org.pindesk.usecase.Trail;
import org.pindesk.usecase.Unlinking;
import org.pindesk.usecase.Voice;
import org.pindesk.usecase.Vouching;

/** Puts together the stories that prove whose a chat account is. */
final class LinkWiring {
    private LinkWiring() {}

    /** By a code, by the helpdesk, and back. */
    record Stories(Linking linking, Vouching vouching, Unlinking unlinking, LinkLetters letters) {}

    static Stories stories(
            Parts parts,
            Identities identities,
            Actors actors,
            Targets targets,
            Authorizer authorizer,
            Teller teller,
            Trail trail) {
        Voice house = new Voice(parts.language(), parts.zone());
        return new Stories(
                new Linking(
                        parts.store(),
                        identities,
                        parts.directory(),
                        parts.mail(),
                        actors,
                        teller,
                        trail,
                        parts.clock(),
                        parts.checkpoint()),
                new Vouching(
                        parts.store(),
                        identities,
                        parts.directory(),
                        actors,
                        targets,
                        authorizer,
                        teller,
                        trail,
                        house,
                        parts.channel(),
                        parts.clock()),
                new Unlinking(
                        parts.store(), parts.directory(), actors, targets, authorizer, teller, trail, parts.clock()),
                new LinkLetters(
                        parts.store(),
                        parts.directory(),
                        parts.mail(),
                        parts.securityMailbox(),
                        teller,
                        house,
                        parts.clock()));
    }
}
