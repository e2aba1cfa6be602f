package org.pindesk.adapter.cucm;

import org.jspecify.annotations.Nullable;
import org.pindesk.core.BackendException;
import org.pindesk.core.Secret;
import org.pindesk.port.Written;

/** What a write may be called after its answer, or after none. */
final class WriteResults {
    private WriteResults() {}

    /**
     * The cluster's answer; only one that names what was changed is a yes.
     *
     * @param secret what was to be set; null where it was no secret
     */
    static Written of(AxlOperation operation, AxlReply reply, @Nullable Secret secret) {
        AxlFault fault = reply.fault();
        if (fault != null) {
            String words = scrubbed(fault.words(), secret);
            if (fault.busy()) {
                return new Written(Written.Kind.NOT_SENT, "the system is busy: " + words);
            }
            boolean anotherMayDo = secret != null && fault.policyRefusal();
            return new Written(anotherMayDo ? Written.Kind.POLICY_REFUSED : Written.Kind.REFUSED, words);
        }
        String result = reply.message().textAt("return");
        if (result.isEmpty()) {
            return new Written(Written.Kind.NO_ANSWER, "the answer to " + operation.element() + " holds no result");
        }
        return UserRecord.no(result)
                ? new Written(Written.Kind.REFUSED, operation.element() + " was answered with " + result)
                : new Written(Written.Kind.ACCEPTED, "");
    }

    /** Trouble: only where execution is excluded does it not end as "no answer". */
    static Written of(BackendException trouble, @Nullable Secret secret) {
        Written.Kind kind = switch (trouble.problem()) {
            // a refused service account is the operator's to mend: the offer stays open as with a system that is away
            case UNREACHABLE, UNTRUSTED_TLS, WRONG_ENDPOINT, BUSY, UNSUPPORTED_VERSION, BAD_CREDENTIALS ->
                Written.Kind.NOT_SENT;
            case NOT_PERMITTED, REFUSED -> Written.Kind.REFUSED;
            default -> Written.Kind.NO_ANSWER;
        };
        return new Written(kind, scrubbed(String.valueOf(trouble.getMessage()), secret));
    }

    static Written readOnly(String system) {
        return new Written(Written.Kind.NOT_SENT, system + " is configured without an account that may write");
    }

    private static String scrubbed(String words, @Nullable Secret secret) {
        return secret == null ? words : secret.scrub(words);
    }
}
