package org.pindesk.diagnosis;

import java.util.Optional;

/** Looks for one thing on one telephone system; {@link Diagnosis} looks at each of them. */
public interface SystemRule {
    /**
     * @param system one of the evidence's systems
     */
    Optional<Finding> look(Evidence evidence, SystemEvidence system);

    /** The rule for this one system. */
    default Rule on(SystemEvidence system) {
        return evidence -> look(evidence, system);
    }
}
