package org.pindesk.diagnosis;

import org.jspecify.annotations.Nullable;
import org.pindesk.core.TelephoneEvidence;
import org.pindesk.port.GrantsPortal;
import org.pindesk.port.Pbx;

/**
 * What one telephone system showed.
 *
 * @param id as configured
 * @param label what people call it
 * @param match whether the person has an account there; null when the system is silent
 * @param telephone state of the account; null when there is none, or the system shows no state
 * @param silent why it did not answer, as a problem code; null when it did
 * @param portalGroup the group that gives its portal; null when it could not be read, or there is no such group
 */
public record SystemEvidence(
        String id,
        String label,
        Pbx.@Nullable Match match,
        @Nullable TelephoneEvidence telephone,
        @Nullable String silent,
        GrantsPortal.@Nullable PortalGroup portalGroup) {
    /** Whether it certainly has an account of the person. */
    public boolean found() {
        return match != null && match.kind() == Pbx.Match.Kind.FOUND;
    }
}
