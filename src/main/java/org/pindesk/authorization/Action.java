package org.pindesk.authorization;

import java.util.Arrays;
import java.util.Optional;

/** What can be allowed or denied, by the names that stand in the policy file, in audit rows and in {@code pindesk explain}. */
public enum Action {
    PIN_RESET("pin.reset"),
    PIN_STATUS("pin.status"),
    PIN_UNLOCK("pin.unlock"),
    /** A password that a telephone system keeps itself. */
    PASSWORD_RESET("password.reset"),
    /** The directory's own password. */
    DIRECTORY_PASSWORD("directory-password.reset"),
    LOGIN_HELP("login-help"),
    /** What a verdict offers to mend, but for secrets: an unlocking in the directory, a group of the telephone system. */
    MEND("mend"),
    WHOIS("helpdesk.whois"),
    QUEUE("helpdesk.queue"),
    INCIDENT("helpdesk.incident"),
    FREEZE("helpdesk.freeze"),
    UNFREEZE("helpdesk.unfreeze"),
    STOP("helpdesk.stop"),
    /** Asks a caller to prove who they are by number matching. */
    VERIFY("helpdesk.verify"),
    /** Vouches for somebody's chat account. */
    VOUCH("helpdesk.link");

    private final String word;

    Action(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    /** Whether it changes a secret, and so goes through a request that can wait for an approval. */
    public boolean changesSecret() {
        return this == PIN_RESET || this == PASSWORD_RESET || this == DIRECTORY_PASSWORD;
    }

    /** Whether it changes nothing for the person whom it is about: what protects people from changes does not bear on it. */
    public boolean looks() {
        return this == PIN_STATUS
                || this == LOGIN_HELP
                || this == WHOIS
                || this == QUEUE
                || this == INCIDENT
                || this == VERIFY;
    }

    public static Optional<Action> of(String word) {
        return Arrays.stream(values())
                .filter(action -> action.word.equals(word))
                .findFirst();
    }
}
