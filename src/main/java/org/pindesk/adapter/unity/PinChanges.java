package org.pindesk.adapter.unity;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pindesk.adapter.unity.CupiClient.Conversation;
import org.pindesk.adapter.wire.HttpAnswer;
import org.pindesk.core.Account;
import org.pindesk.core.BackendException;
import org.pindesk.core.Secret;
import org.pindesk.port.Written;

/**
 * The two changes that Pindesk makes: a new PIN, and forgetting failed sign-ins. The account that writes first reads whose mailbox it is
 * and, where it may, which roles its owner holds. An account so small that it may not read roles gets "Not Authorized" for an
 * administrator's mailbox from Unity Connection itself.
 */
final class PinChanges {
    private static final Pattern PIN = Pattern.compile("[0-9]{4,64}");

    private final UnitySettings settings;
    private final MailboxReads reads;
    private final @Nullable CupiClient client;

    /**
     * @param client null = never write
     */
    PinChanges(UnitySettings settings, MailboxReads reads, @Nullable CupiClient client) {
        this.settings = settings;
        this.reads = reads;
        this.client = client;
    }

    /**
     * Three requests, of which one writes: whose mailbox, which roles, then PIN and lock at once.
     *
     * @param mustChange whether the person has to choose another one at the next sign-in
     */
    Written reset(Account account, Secret pin, boolean mustChange) {
        if (!PIN.matcher(pin.open()).matches()) {
            return new Written(Written.Kind.NOT_SENT, "a PIN is four or more digits");
        }
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("Credentials", pin.open());
        fields.put("CredMustChange", Boolean.toString(mustChange));
        return change(account, false, fields, pin);
    }

    /** Four requests: the state of the PIN is read too, since an administrator's lock forbids it. */
    Written unlock(Account account) {
        return change(account, true, new LinkedHashMap<>(), null);
    }

    private Written change(Account account, boolean lockCounts, Map<String, String> fields, @Nullable Secret pin) {
        CupiClient writer = client;
        if (writer == null) {
            return new Written(
                    Written.Kind.NOT_SENT, settings.id() + " is configured without an account that may write");
        }
        if (account.barred() != null) {
            return new Written(Written.Kind.REFUSED, account.barred());
        }
        Conversation with = writer.begin();
        String path;
        try {
            CupiObject user = reads.mailbox(with, account);
            Optional<Set<String>> roles = reads.roles(with, user);
            String barred = reads.barred(user.text("Alias"), roles.orElse(Set.of()));
            if (barred != null) {
                return new Written(Written.Kind.REFUSED, barred);
            }
            if (lockCounts) {
                Boolean locked = reads.pin(with, user).lockedByAdministrator();
                if (locked == null || locked) {
                    return new Written(
                            Written.Kind.REFUSED,
                            locked == null
                                    ? "it is not shown whether an administrator locked this PIN"
                                    : "an administrator locked this PIN: only an administrator may lift that");
                }
            }
            path = "users/" + user.text("ObjectId") + "/credential/pin";
        } catch (BackendException e) {
            return notRead(e);
        }
        // forgets failed sign-ins; Locked, an administrator's lock, is never written
        fields.put("HackCount", "0");
        fields.put("TimeHacked", "");
        try {
            return answered(with.write(path, fields), pin);
        } catch (BackendException e) {
            return unanswered(e, pin);
        }
    }

    /** Only 204 is a documented yes; only a refusal says that nothing was done. */
    private Written answered(HttpAnswer answer, @Nullable Secret pin) {
        if (answer.status() == 204) {
            return new Written(Written.Kind.ACCEPTED, "");
        }
        CupiError error = CupiError.of(settings.id(), answer);
        String words = error.words(pin);
        if (answer.status() == 429 || answer.status() == 503) {
            return new Written(Written.Kind.NOT_SENT, "the system is busy: " + words);
        }
        if (!error.nothingDone()) {
            return new Written(Written.Kind.NO_ANSWER, words + " is no answer to a change");
        }
        if (error.notAuthorized()) {
            return new Written(Written.Kind.REFUSED, CupiError.NOT_AUTHORIZED + " (" + words + ")");
        }
        boolean anotherMayDo = pin != null && error.policyRefusal();
        return new Written(anotherMayDo ? Written.Kind.POLICY_REFUSED : Written.Kind.REFUSED, words);
    }

    /** Trouble with the write itself: only where execution is excluded does it not end as "no answer". */
    private static Written unanswered(BackendException trouble, @Nullable Secret pin) {
        Written.Kind kind = switch (trouble.problem()) {
            case UNREACHABLE, UNTRUSTED_TLS, WRONG_ENDPOINT, BUSY, BAD_CREDENTIALS -> Written.Kind.NOT_SENT;
            case NOT_PERMITTED, REFUSED -> Written.Kind.REFUSED;
            default -> Written.Kind.NO_ANSWER;
        };
        String words = String.valueOf(trouble.getMessage());
        return new Written(kind, pin == null ? words : pin.scrub(words));
    }

    /** Trouble before anything was written: a clear no is one, all else leaves the change for later. */
    private static Written notRead(BackendException trouble) {
        Written.Kind kind = switch (trouble.problem()) {
            case NOT_PERMITTED, REFUSED -> Written.Kind.REFUSED;
            default -> Written.Kind.NOT_SENT;
        };
        return new Written(kind, "nothing was changed: " + trouble.getMessage());
    }
}
