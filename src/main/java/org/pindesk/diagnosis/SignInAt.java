package org.pindesk.diagnosis;

import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.DirectoryEvidence;
import org.pindesk.core.LoginPlace;
import org.pindesk.core.TelephoneEvidence;

/**
 * How somebody signs in at a place.
 *
 * @param place where
 * @param url its address; null where it has none
 * @param loginName the name to type there; for voicemail the extension
 * @param secret which secret it asks for
 */
public record SignInAt(LoginPlace place, @Nullable String url, String loginName, SecretName secret) {
    /** Null when no place was named, or name or secret could not be seen. */
    static @Nullable SignInAt of(Evidence evidence) {
        LoginPlace place = evidence.place();
        if (place == null) {
            return null;
        }
        if (place == LoginPlace.COMPUTER) {
            DirectoryEvidence directory = evidence.directory();
            String login = directory == null ? evidence.person().login() : directory.login();
            return new SignInAt(place, null, login, directorySecret(evidence));
        }
        return system(evidence)
                .map(SystemEvidence::telephone)
                .map(telephone -> of(evidence, place, telephone))
                .orElse(null);
    }

    /** The telephone system that the place belongs to: the first with an account, one with a portal before others. */
    static Optional<SystemEvidence> system(Evidence evidence) {
        boolean voicemail = evidence.place() == LoginPlace.VOICEMAIL
                && evidence.systems().stream().anyMatch(SystemEvidence::voicemail);
        return evidence.systems().stream()
                .filter(system -> system.voicemail() == voicemail)
                .filter(system -> system.telephone() != null)
                .min(Comparator.comparing(system -> {
                    TelephoneEvidence telephone = system.telephone();
                    return telephone == null || telephone.portalUrl() == null;
                }));
    }

    private static @Nullable SignInAt of(Evidence evidence, LoginPlace place, TelephoneEvidence telephone) {
        String userId = telephone.account().userId();
        return switch (place) {
            case DESK_PHONE -> telephone.pin() == null ? null : new SignInAt(place, null, userId, SecretName.PIN);
            case VOICEMAIL -> {
                String extension = telephone.account().extension();
                yield extension == null ? null : new SignInAt(place, null, extension, SecretName.VOICEMAIL_PIN);
            }
            case PORTAL, SOFTPHONE -> {
                String url = place == LoginPlace.PORTAL ? telephone.portalUrl() : null;
                yield switch (telephone.passwordHome()) {
                    case OWN -> new SignInAt(place, url, userId, SecretName.TELEPHONE_PASSWORD);
                    case DIRECTORY -> new SignInAt(place, url, userId, directorySecret(evidence));
                    case UNSEEN -> null;
                };
            }
            case COMPUTER -> throw new IllegalStateException("no telephone system is asked for a computer");
        };
    }

    private static SecretName directorySecret(Evidence evidence) {
        DirectoryEvidence directory = evidence.directory();
        return directory != null && directory.kind() == DirectoryEvidence.Kind.ACTIVE_DIRECTORY
                ? SecretName.WINDOWS_PASSWORD
                : SecretName.DIRECTORY_PASSWORD;
    }
}
