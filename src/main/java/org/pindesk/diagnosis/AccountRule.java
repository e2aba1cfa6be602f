package org.pindesk.diagnosis;

import java.util.Optional;
import org.pindesk.core.TelephoneEvidence;

/** Looks for one thing on a telephone system that has an account of the person and showed its state. */
public interface AccountRule extends SystemRule {
    Optional<Finding> look(Evidence evidence, SystemEvidence system, TelephoneEvidence telephone);

    @Override
    default Optional<Finding> look(Evidence evidence, SystemEvidence system) {
        TelephoneEvidence telephone = system.telephone();
        return telephone == null ? Optional.empty() : look(evidence, system, telephone);
    }
}
