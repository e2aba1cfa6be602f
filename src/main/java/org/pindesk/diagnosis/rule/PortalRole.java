package org.pindesk.diagnosis.rule;

import java.util.Optional;
import org.pindesk.core.LoginPlace;
import org.pindesk.core.TelephoneEvidence;
import org.pindesk.diagnosis.AccountRule;
import org.pindesk.diagnosis.Cause;
import org.pindesk.diagnosis.Evidence;
import org.pindesk.diagnosis.Finding;
import org.pindesk.diagnosis.Fix;
import org.pindesk.diagnosis.SystemEvidence;
import org.pindesk.port.GrantsPortal;

/** The account lacks the role that the portal asks for, and what can be done about it. */
final class PortalRole implements AccountRule {
    @Override
    public Optional<Finding> look(Evidence evidence, SystemEvidence system, TelephoneEvidence telephone) {
        if (!Boolean.FALSE.equals(telephone.mayUsePortal())) {
            return Optional.empty();
        }
        boolean here = evidence.at(LoginPlace.PORTAL);
        GrantsPortal.PortalGroup group = system.portalGroup();
        if (group == null) {
            return Optional.of(Finding.at(system, Cause.PORTAL_NOT_ALLOWED, here));
        }
        if (!group.there()) {
            return Optional.of(Finding.at(system, Cause.PORTAL_GROUP_ABSENT, here, group.name()));
        }
        if (!group.tooMuch().isEmpty()) {
            String roles = String.join(", ", group.tooMuch());
            return Optional.of(Finding.at(system, Cause.PORTAL_GROUP_CARRIES_MORE, here, group.name(), roles));
        }
        if (!group.writable()) {
            return Optional.of(Finding.at(system, Cause.PORTAL_GROUP_READ_ONLY, here, group.name()));
        }
        return Optional.of(Finding.at(system, Cause.PORTAL_GROUP_MISSING, here, group.name())
                .mendedBy(Fix.ADD_TO_PORTAL_GROUP));
    }
}
