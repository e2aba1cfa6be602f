package org.pindesk.adapter.asterisk;

import java.util.function.Function;
import org.pindesk.adapter.wire.Access;
import org.pindesk.adapter.wire.Guard;
import org.pindesk.adapter.wire.SignIn;

/** Conversations with AMI as one manager user, each on a connection of its own, behind the guard. */
final class AmiClient {
    private final AsteriskSettings settings;
    private final SignIn signIn;
    private final Guard guard;

    AmiClient(AsteriskSettings settings, SignIn signIn, Guard guard) {
        this.settings = settings;
        this.signIn = signIn;
        this.guard = guard;
    }

    /** A conversation that changes nothing; one that was certainly not begun may be begun again. */
    <T> T reading(Function<AmiSession, T> conversation) {
        return converse(Access.READ, conversation);
    }

    /** A conversation that may change something: once. */
    <T> T writing(Function<AmiSession, T> conversation) {
        return converse(Access.WRITE, conversation);
    }

    private <T> T converse(Access access, Function<AmiSession, T> conversation) {
        return guard.<T>call(access, false, settings.deadline(), any -> false, left -> {
            try (AmiSession session = AmiSession.open(settings, signIn, left)) {
                return conversation.apply(session);
            }
        });
    }

    /** Somebody has put the manager user right: its secret may be sent again. */
    void allowSignIn() {
        signIn.allowAgain();
    }
}
