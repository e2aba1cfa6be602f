package org.pindesk.diagnosis.rule;

import java.util.Optional;
import org.pindesk.diagnosis.Cause;
import org.pindesk.diagnosis.Evidence;
import org.pindesk.diagnosis.Finding;
import org.pindesk.diagnosis.SystemEvidence;
import org.pindesk.diagnosis.SystemRule;

/** A telephone system did not answer. It keeps the person out only when no other one has an account of theirs. */
final class SystemSilent implements SystemRule {
    @Override
    public Optional<Finding> look(Evidence evidence, SystemEvidence system) {
        String code = system.silent();
        return code == null
                ? Optional.empty()
                : Optional.of(Finding.at(
                        system, Cause.SYSTEM_SILENT, evidence.at(system) && !evidence.foundAnywhere(system), code));
    }
}
