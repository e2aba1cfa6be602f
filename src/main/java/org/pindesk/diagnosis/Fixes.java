package org.pindesk.diagnosis;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.pindesk.core.CredentialState;
import org.pindesk.core.LoginPlace;
import org.pindesk.core.TelephoneEvidence;

/** Takes away the fixes that would not help as things stand, and adds a new PIN where the phone can still work though the portal does not. */
final class Fixes {
    private static final Set<Cause> NOTHING_HELPS =
            EnumSet.of(Cause.ACCOUNT_DISABLED, Cause.ACCOUNT_EXPIRED, Cause.ACCOUNT_NOT_YET_VALID);
    private static final Set<Fix> OF_THE_DIRECTORY = EnumSet.of(Fix.UNLOCK_ACCOUNT, Fix.RESET_DIRECTORY_PASSWORD);

    private Fixes() {}

    static List<Finding> thatHelp(List<Finding> findings, Evidence evidence) {
        Set<Cause> causes = findings.stream().map(Finding::cause).collect(Collectors.toSet());
        Set<Fix> useless = EnumSet.noneOf(Fix.class);
        if (evidence.person().privileged() || causes.stream().anyMatch(NOTHING_HELPS::contains)) {
            useless.addAll(EnumSet.allOf(Fix.class));
        }
        if (causes.contains(Cause.ACCOUNT_LOCKED_BY_ADMINISTRATOR) || causes.contains(Cause.ACCOUNT_UNUSED)) {
            useless.addAll(OF_THE_DIRECTORY);
        }
        if (causes.contains(Cause.SMART_CARD_ONLY)) {
            useless.add(Fix.RESET_DIRECTORY_PASSWORD);
        }
        boolean phoneCanWork = evidence.systems().stream().anyMatch(Fixes::takesNewPin);
        if (!phoneCanWork) {
            useless.add(Fix.OFFER_PIN);
        }
        return findings.stream()
                .map(finding -> phoneInstead(finding, evidence))
                .map(finding -> finding.notMendedBy(useless))
                .map(finding -> finding.notMendedBy(uselessOn(finding, evidence)))
                .toList();
    }

    private static Finding phoneInstead(Finding finding, Evidence evidence) {
        return evidence.place() == LoginPlace.PORTAL && finding.blocking()
                ? finding.alsoMendedBy(Fix.OFFER_PIN)
                : finding;
    }

    /** What would not help on the finding's own telephone system. */
    private static Set<Fix> uselessOn(Finding finding, Evidence evidence) {
        Set<Fix> useless = EnumSet.noneOf(Fix.class);
        for (SystemEvidence system : evidence.systems()) {
            TelephoneEvidence telephone = system.telephone();
            if (!system.id().equals(finding.system()) || telephone == null) {
                continue;
            }
            if (untouchable(telephone)) {
                useless.add(Fix.ADD_TO_PORTAL_GROUP);
                useless.add(Fix.UNLOCK_PIN);
            }
            if (!takesNewPin(system)) {
                useless.add(Fix.OFFER_PIN);
            }
        }
        return useless;
    }

    private static boolean takesNewPin(SystemEvidence system) {
        TelephoneEvidence telephone = system.telephone();
        if (telephone == null || untouchable(telephone)) {
            return false;
        }
        CredentialState pin = telephone.pin();
        return pin != null && pin.lock() != CredentialState.Lock.ADMINISTRATOR;
    }

    private static boolean untouchable(TelephoneEvidence telephone) {
        return telephone.account().barred() != null || Boolean.FALSE.equals(telephone.active());
    }
}
