package org.pindesk.diagnosis.rule;

import java.time.Instant;
import java.util.Optional;
import org.pindesk.core.DirectoryEvidence;
import org.pindesk.diagnosis.Cause;
import org.pindesk.diagnosis.Evidence;
import org.pindesk.diagnosis.Finding;
import org.pindesk.diagnosis.Rule;

/**
 * The person cannot change the directory password themselves: the policy wants it to be older first, or they may not at all. Told only
 * when it should be changed.
 */
final class SelfChange implements Rule {
    @Override
    public Optional<Finding> look(Evidence evidence) {
        DirectoryEvidence directory = evidence.directory();
        if (directory == null) {
            return Optional.empty();
        }
        DirectoryEvidence.Password password = directory.password();
        boolean toChange = password.state() == DirectoryEvidence.Password.State.GRACE
                || DirectoryPassword.unusable(password, evidence.now());
        if (!toChange) {
            return Optional.empty();
        }
        if (Boolean.FALSE.equals(password.selfChange())) {
            return Optional.of(Finding.of(Cause.PASSWORD_NO_SELF_CHANGE, false));
        }
        Instant from = password.changeableFrom();
        return from != null && from.isAfter(evidence.now())
                ? Optional.of(Finding.of(Cause.PASSWORD_TOO_YOUNG, false, from))
                : Optional.empty();
    }
}
