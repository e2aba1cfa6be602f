package org.pindesk.diagnosis.rule;

import java.util.Optional;
import org.pindesk.core.DirectoryEvidence;
import org.pindesk.diagnosis.Cause;
import org.pindesk.diagnosis.Evidence;
import org.pindesk.diagnosis.Finding;
import org.pindesk.diagnosis.Rule;

/** A member of Protected Users cannot sign in where the password is checked by a simple bind; at a computer they can. */
final class ProtectedUsers implements Rule {
    @Override
    public Optional<Finding> look(Evidence evidence) {
        DirectoryEvidence directory = evidence.directory();
        return directory != null && Boolean.TRUE.equals(directory.protectedUsers())
                ? Optional.of(Finding.of(Cause.PROTECTED_USERS, evidence.asksThroughSystem()))
                : Optional.empty();
    }
}
