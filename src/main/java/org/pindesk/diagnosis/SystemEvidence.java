package org.pindesk.diagnosis;

import org.jspecify.annotations.Nullable;
import org.pindesk.core.LoginPlace;
import org.pindesk.core.TelephoneEvidence;
import org.pindesk.port.GrantsPortal;
import org.pindesk.port.Pbx;

/**
 * What one telephone or voicemail system showed.
 *
 * @param id as configured
 * @param label what people call it
 * @param match whether the person has an account there; null when the system is silent
 * @param telephone state of the account; null when there is none, or the system shows no state
 * @param silent why it did not answer, as a problem code; null when it did
 * @param portalGroup the group that gives its portal; null when it could not be read, or there is no such group
 * @param voicemail whether it is a voicemail system: its PIN is the voicemail PIN, and it has no portal and no desk phones
 */
public record SystemEvidence(
        String id,
        String label,
        Pbx.@Nullable Match match,
        @Nullable TelephoneEvidence telephone,
        @Nullable String silent,
        GrantsPortal.@Nullable PortalGroup portalGroup,
        boolean voicemail) {
    /** Where its PIN is typed. */
    public LoginPlace pinPlace() {
        return voicemail ? LoginPlace.VOICEMAIL : LoginPlace.DESK_PHONE;
    }

    /** Whether it certainly has an account of the person. */
    public boolean found() {
        return match != null && match.kind() == Pbx.Match.Kind.FOUND;
    }
}
