package org.pindesk.diagnosis.rule;

import java.util.Optional;
import org.pindesk.core.DirectoryEvidence;
import org.pindesk.diagnosis.Cause;
import org.pindesk.diagnosis.Evidence;
import org.pindesk.diagnosis.Finding;
import org.pindesk.diagnosis.Rule;

/**
 * An administrator disabled the directory account. It counts everywhere: telephone systems that follow the directory drop the account
 * within a day, and nothing is changed for somebody who is disabled.
 */
final class AccountDisabled implements Rule {
    @Override
    public Optional<Finding> look(Evidence evidence) {
        DirectoryEvidence directory = evidence.directory();
        return directory != null && Boolean.TRUE.equals(directory.disabled())
                ? Optional.of(Finding.of(Cause.ACCOUNT_DISABLED, true))
                : Optional.empty();
    }
}
