package org.pindesk.authorization;

/** Why something is not allowed. Told to the person concerned about themselves, and to operators; to nobody else. */
public enum Denial {
    /** The actor's directory account is disabled. */
    ACTOR_DISABLED,
    /** The actor's directory account has expired. */
    ACTOR_EXPIRED,
    /** The directory does not show the actor's state. */
    ACTOR_UNCLEAR,
    /** The actor is locked or their password has expired: themselves only. */
    ACTOR_SELF_ONLY,
    /** Nothing is changed for the actor, and by them, until somebody has looked into it. */
    ACTOR_FROZEN,
    /** The actor holds no role that acts for others. */
    NO_ROLE,
    /** The target's directory account is disabled. */
    TARGET_DISABLED,
    /** The target's directory account has expired. */
    TARGET_EXPIRED,
    /** The directory does not show the target's state. */
    TARGET_UNCLEAR,
    /** Nothing is changed for the target until somebody has looked into it. */
    TARGET_FROZEN,
    /** The target is on the protected list. */
    TARGET_PROTECTED,
    /** The target holds a Pindesk role, or is manager of record of somebody who does. */
    TARGET_ROLE_HOLDER,
    /** A directory password of one's own takes a proof outside the chat, and there was none. */
    SELF_NEEDS_FACTOR,
    /** The person is not among those who may reset their own directory password. */
    SELF_PASSWORD_NOT_OFFERED,
    /** The target is not among those whose directory password helpdesk may offer. */
    TARGET_PASSWORD_NOT_OFFERED,
    /** Phone mode: who would hand the secret over is not manager of record any more, or phone mode was switched off. */
    MANAGER_CHANGED,
    /** Phone mode: the manager's directory account is disabled, expired, locked, unclear, or nothing is changed by them now. */
    MANAGER_BARRED,
    /** A rule of the policy says no. */
    RULE_DENIES,
    /** No rule of the policy allows it for this person. */
    NO_RULE,
    /** Not on this chat platform. */
    NOT_ON_THIS_PLATFORM,
    /** The actor has done as much of it as the policy allows in that time. */
    ACTOR_LIMIT,
    /** As much of it has been done for the target as the policy allows in that time. */
    TARGET_LIMIT,
    /** Something about the moment speaks against it: too many at once, contact data just changed, a chat account just linked, the hour. */
    SUSPICIOUS,
    /** What a rule asks about could not be found out. */
    UNCLEAR,
    /** Allowed once the actor has said why. */
    NEEDS_REASON,
    /** Allowed once the target has proved to be the caller. */
    NEEDS_VERIFICATION,
    /** Allowed once others have approved. */
    NEEDS_APPROVAL,
    /** The floor: a privileged directory account, never changed through Pindesk. */
    PRIVILEGED;

    /** As it stands in audit rows and text keys: {@code target-protected}. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
