package org.pindesk.usecase;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.pindesk.core.SecretKind;
import org.pindesk.diagnosis.Cause;

/** What a cause, written {@code cause} or {@code cause@system}, means for many people at once. */
final class IncidentCause {
    /** Causes that no new PIN helps against. */
    private static final Set<String> HOLD_PINS =
            words(Cause.SYSTEM_SILENT, Cause.TELEPHONE_ACCOUNT_INACTIVE, Cause.PHONE_SERVICE_DOWN);

    /** Causes that no new password of a telephone system's own helps against. */
    private static final Set<String> HOLD_PASSWORDS = words(Cause.SYSTEM_SILENT, Cause.TELEPHONE_ACCOUNT_INACTIVE);

    /** Causes that no new directory password helps against: many locks at one time come from a machine, and come back. */
    private static final Set<String> HOLD_DIRECTORY_PASSWORDS =
            words(Cause.DIRECTORY_SILENT, Cause.ACCOUNT_LOCKED, Cause.ACCOUNT_LOCKED_FOR_NOW);

    private static final Set<String> NO_CAUSE = words(
            Cause.PHONE_SAYS_WRONG_NAME_OR_PIN,
            Cause.COULD_NOT_SEE,
            Cause.LIKELY_WRONG_WINDOWS_PASSWORD,
            Cause.LIKELY_WRONG_DIRECTORY_PASSWORD,
            Cause.LIKELY_WRONG_TELEPHONE_PASSWORD,
            Cause.LIKELY_WRONG_PIN,
            Cause.NOTHING_FOUND);

    private IncidentCause() {}

    private static Set<String> words(Cause... causes) {
        return Arrays.stream(causes).map(Cause::word).collect(Collectors.toUnmodifiableSet());
    }

    /** The cause without its system. */
    static String bare(String cause) {
        return cause.split("@", 2)[0];
    }

    /** The system's id; empty for the directory or none. */
    static String system(String cause) {
        String[] parts = cause.split("@", 2);
        return parts.length > 1 ? parts[1] : "";
    }

    /** Whether many people can share it: what is only likely is everybody's own. */
    static boolean shared(String cause) {
        return !NO_CAUSE.contains(bare(cause));
    }

    /** Whether a new directory password would not help against it. */
    static boolean holdsDirectoryPasswords(String cause) {
        return HOLD_DIRECTORY_PASSWORDS.contains(bare(cause));
    }

    /** Whether a new secret of this kind on a telephone system would not help against it. */
    static boolean holds(SecretKind kind, String cause) {
        return (kind == SecretKind.PIN ? HOLD_PINS : HOLD_PASSWORDS).contains(bare(cause));
    }

    /** Whether everybody with this cause reads the same; others read their own verdict beside it. */
    static boolean common(String cause) {
        return holds(SecretKind.PIN, cause) || holdsDirectoryPasswords(cause);
    }
}
