package org.pindesk.port;

import org.pindesk.core.DirectoryEvidence;
import org.pindesk.core.PersonId;

/** A directory that shows why a sign-in fails. */
public interface GivesAccountEvidence extends Directory {
    /**
     * Everything that bears on this account's sign-in, every server asked at the same time. A server that is silent, or an attribute
     * that is not shown, fails nothing: it is named in the evidence.
     *
     * @throws org.pindesk.core.BackendException when no server gives any answer, or the entry is gone
     */
    DirectoryEvidence evidence(PersonId id);

    /**
     * For operators who typed a name that {@link Directory#byLogin} or {@link Directory#byMail} did not find: what may have been meant.
     *
     * @param typed as typed, any length
     */
    Near near(String typed);

    /**
     * What a name that was not found may have been.
     *
     * @param outside whether an account of exactly this name exists outside the configured area
     * @param logins account names inside the area that look like it, at most five, best first
     */
    record Near(boolean outside, java.util.List<String> logins) {
        public Near {
            logins = java.util.List.copyOf(logins);
        }
    }
}
