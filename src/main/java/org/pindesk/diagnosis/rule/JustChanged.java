package org.pindesk.diagnosis.rule;

import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.CredentialState;
import org.pindesk.core.DirectoryEvidence;
import org.pindesk.core.LoginPlace;
import org.pindesk.core.TelephoneEvidence;
import org.pindesk.diagnosis.AccountRule;
import org.pindesk.diagnosis.Cause;
import org.pindesk.diagnosis.Evidence;
import org.pindesk.diagnosis.Finding;
import org.pindesk.diagnosis.SystemEvidence;

/** The secret was changed a moment ago, and the telephone system may still go by the old one. */
final class JustChanged implements AccountRule {
    @Override
    public Optional<Finding> look(Evidence evidence, SystemEvidence system, TelephoneEvidence telephone) {
        if (telephone.cachedFor() <= 0 || !evidence.at(system)) {
            return Optional.empty();
        }
        Instant until = Stream.of(pin(evidence, system, telephone), password(evidence, telephone))
                .filter(Objects::nonNull)
                .map(changed -> changed.plusSeconds(telephone.cachedFor()))
                .filter(evidence.now()::isBefore)
                .max(Comparator.naturalOrder())
                .orElse(null);
        return until == null ? Optional.empty() : Optional.of(Finding.at(system, Cause.JUST_CHANGED, true, until));
    }

    private static @Nullable Instant pin(Evidence evidence, SystemEvidence system, TelephoneEvidence telephone) {
        CredentialState pin = telephone.pin();
        return pin == null || !evidence.at(system.pinPlace()) ? null : pin.changedAt();
    }

    private static @Nullable Instant password(Evidence evidence, TelephoneEvidence telephone) {
        if (!evidence.at(LoginPlace.PORTAL, LoginPlace.SOFTPHONE)) {
            return null;
        }
        DirectoryEvidence directory = evidence.directory();
        CredentialState own = telephone.password();
        return switch (telephone.passwordHome()) {
            case DIRECTORY -> directory == null ? null : directory.password().setAt();
            case OWN -> own == null ? null : own.changedAt();
            case UNSEEN -> null;
        };
    }
}
