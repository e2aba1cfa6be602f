package org.pindesk.port;

import org.jspecify.annotations.Nullable;
import org.pindesk.core.Person;
import org.pindesk.core.TelephoneEvidence;

/** A telephone system that shows why a sign-in fails. */
public interface GivesEvidence extends Pbx {
    /**
     * Finds the person's account and reads everything that bears on its sign-in, all of it at the same time: the whole takes as long as
     * its slowest single question. A part that is silent fails nothing: it is named in the evidence.
     *
     * @throws org.pindesk.core.BackendException when nothing can be said at all
     */
    Sighting evidence(Person person);

    /**
     * What was found of a person.
     *
     * @param evidence null unless {@code match} is found
     */
    record Sighting(Pbx.Match match, @Nullable TelephoneEvidence evidence) {}
}
