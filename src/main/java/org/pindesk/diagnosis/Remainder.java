package org.pindesk.diagnosis;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.LoginPlace;

/** What to say when nothing was found that keeps the person out: what the phone said, what could not be seen, or what is most likely. */
final class Remainder {
    private static final Set<Integer> WRONG_NAME_OR_PIN = Set.of(2, 9, 201);

    private Remainder() {}

    static Finding of(Evidence evidence, @Nullable SignInAt signIn) {
        boolean phoneRefused = evidence.phoneCode().stream().anyMatch(WRONG_NAME_OR_PIN::contains);
        if (phoneRefused) {
            String userId = SignInAt.system(evidence)
                    .map(SystemEvidence::telephone)
                    .map(telephone -> telephone.account().userId())
                    .orElse(null);
            return about(evidence, Cause.PHONE_SAYS_WRONG_NAME_OR_PIN, userId, Fix.OFFER_PIN);
        }
        if (Unseen.matters(evidence)) {
            return Finding.of(Cause.COULD_NOT_SEE, true);
        }
        if (signIn == null) {
            return Finding.of(Cause.NOTHING_FOUND, true);
        }
        return switch (signIn.secret()) {
            case WINDOWS_PASSWORD -> about(evidence, Cause.LIKELY_WRONG_WINDOWS_PASSWORD, signIn.loginName());
            case DIRECTORY_PASSWORD -> about(evidence, Cause.LIKELY_WRONG_DIRECTORY_PASSWORD, signIn.loginName());
            case TELEPHONE_PASSWORD -> about(evidence, Cause.LIKELY_WRONG_TELEPHONE_PASSWORD, signIn.loginName());
            case PIN -> about(evidence, Cause.LIKELY_WRONG_PIN, signIn.loginName(), Fix.OFFER_PIN);
            case VOICEMAIL_PIN -> Finding.of(Cause.NOTHING_FOUND, true);
        };
    }

    private static Finding about(Evidence evidence, Cause cause, @Nullable String loginName, Fix... fixes) {
        Object name = Finding.shown(loginName);
        Optional<SystemEvidence> system =
                evidence.place() == LoginPlace.COMPUTER ? Optional.empty() : SignInAt.system(evidence);
        return system.map(at -> Finding.at(at, cause, true, name))
                .orElseGet(() -> Finding.of(cause, true, name))
                .mendedBy(fixes);
    }
}
