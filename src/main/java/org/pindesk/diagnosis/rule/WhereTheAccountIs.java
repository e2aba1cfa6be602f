package org.pindesk.diagnosis.rule;

import java.util.Optional;
import org.pindesk.diagnosis.Cause;
import org.pindesk.diagnosis.Evidence;
import org.pindesk.diagnosis.Finding;
import org.pindesk.diagnosis.Rule;
import org.pindesk.diagnosis.SystemEvidence;
import org.pindesk.port.Pbx;

/** No telephone system certainly has an account of the person. Which of the reasons it is, the first that holds says. */
final class WhereTheAccountIs implements Rule {
    @Override
    public Optional<Finding> look(Evidence evidence) {
        if (evidence.foundAnywhere()) {
            return Optional.empty();
        }
        boolean here = evidence.atTelephoneSystem();
        if (evidence.telephones().isEmpty() && (evidence.place() == null || !here)) {
            // where Pindesk looks after no telephone system, having no account on one says nothing
            return Optional.empty();
        }
        for (SystemEvidence system : evidence.telephones()) {
            Pbx.Match match = system.match();
            if (match != null && match.kind() == Pbx.Match.Kind.DOUBTFUL) {
                return Optional.of(Finding.at(system, Cause.ACCOUNT_DOUBTFUL, here, match.detail()));
            }
        }
        for (SystemEvidence system : evidence.telephones()) {
            Pbx.Match match = system.match();
            if (match != null && match.kind() == Pbx.Match.Kind.ELSEWHERE) {
                return Optional.of(Finding.at(system, Cause.ACCOUNT_ELSEWHERE, here, match.detail()));
            }
        }
        boolean allAnswered = evidence.telephones().stream().allMatch(system -> system.match() != null);
        return allAnswered ? Optional.of(Finding.of(Cause.NOT_PROVISIONED, here)) : Optional.empty();
    }
}
