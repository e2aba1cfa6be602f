package org.pindesk.diagnosis;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.CredentialState;
import org.pindesk.core.DirectoryEvidence;
import org.pindesk.core.LoginPlace;
import org.pindesk.core.TelephoneEvidence;

/**
 * What could not be seen. The sources name it themselves; where one names nothing although a value that decides is missing, that is
 * named here, so that a forgotten word never makes an unseen state look fine.
 */
final class Unseen {
    private Unseen() {}

    /** Everything that could not be seen, for operators, wherever the person tried. */
    static List<String> words(Evidence evidence) {
        Set<String> words = new LinkedHashSet<>();
        ofDirectory(evidence).forEach(word -> words.add("directory: " + word));
        for (SystemEvidence system : evidence.systems()) {
            ofSystem(system, null).forEach(word -> words.add(system.label() + ": " + word));
        }
        return List.copyOf(words);
    }

    /** Whether something could not be seen that may keep the person out of the place where they tried. */
    static boolean matters(Evidence evidence) {
        if (evidence.asksDirectoryPassword() && !ofDirectory(evidence).isEmpty()) {
            return true;
        }
        return evidence.place() != LoginPlace.COMPUTER
                && evidence.systems().stream()
                        .anyMatch(system -> !ofSystem(system, evidence.place()).isEmpty());
    }

    private static List<String> ofDirectory(Evidence evidence) {
        DirectoryEvidence directory = evidence.directory();
        if (directory == null) {
            String silent = evidence.directorySilent();
            return List.of(silent == null ? "it shows no state of accounts" : "no answer (" + silent + ")");
        }
        List<String> words = new ArrayList<>(directory.unseen());
        for (DirectoryEvidence.Server server : directory.servers()) {
            if (server.silent() != null) {
                words.add("no answer from " + server.name() + " (" + server.silent() + ")");
            }
        }
        if (directory.unseen().isEmpty()) {
            name(words, directory.disabled() == null, "whether the account is disabled");
            name(words, directory.lock().state() == DirectoryEvidence.Lock.State.UNSEEN, "whether it is locked");
            name(
                    words,
                    directory.password().state() == DirectoryEvidence.Password.State.UNSEEN,
                    "the password's state");
            if (directory.kind() == DirectoryEvidence.Kind.ACTIVE_DIRECTORY) {
                name(words, directory.smartCardOnly() == null, "whether it takes a smart card");
                name(words, directory.protectedUsers() == null, "whether it is in Protected Users");
            }
        }
        return words;
    }

    /**
     * @param place only what bears on signing in there; null for everything
     */
    private static List<String> ofSystem(SystemEvidence system, @Nullable LoginPlace place) {
        if (system.silent() != null) {
            return List.of("no answer (" + system.silent() + ")");
        }
        if (system.match() == null) {
            return List.of("whether there is an account");
        }
        TelephoneEvidence telephone = system.telephone();
        if (telephone == null) {
            return system.found() ? List.of("it shows no state of accounts") : List.of();
        }
        if (system.voicemail()) {
            List<String> words = new ArrayList<>(telephone.unseen());
            if (place == null || place == LoginPlace.VOICEMAIL) {
                words.addAll(of(telephone.pin(), "PIN"));
            }
            return words;
        }
        boolean portal = place == null || place == LoginPlace.PORTAL;
        boolean asksPassword = portal || place == LoginPlace.SOFTPHONE;
        boolean deskPhone = place == null || place == LoginPlace.DESK_PHONE;
        List<String> words = new ArrayList<>(telephone.unseen());
        name(words, asksPassword && !readable(telephone.directoryBase()), "its area of the directory (not a name)");
        if (telephone.unseen().isEmpty()) {
            TelephoneEvidence.PasswordHome home = telephone.passwordHome();
            name(words, telephone.active() == null, "whether the account is active");
            name(words, asksPassword && home == TelephoneEvidence.PasswordHome.UNSEEN, "who keeps the password");
            name(words, portal && telephone.mayUsePortal() == null, "whether it may use the portal");
            name(words, deskPhone && telephone.phoneProfile() == null, "whether it has a profile for desk phones");
            boolean own = home == TelephoneEvidence.PasswordHome.OWN;
            name(words, asksPassword && own && telephone.password() == null, "the password's state");
        }
        if (deskPhone) {
            words.addAll(of(telephone.pin(), "PIN"));
        }
        if (asksPassword) {
            words.addAll(of(telephone.password(), "password"));
        }
        return words;
    }

    private static boolean readable(@Nullable String base) {
        try {
            return base == null || new LdapName(base).size() >= 0;
        } catch (InvalidNameException e) {
            return false;
        }
    }

    private static List<String> of(@Nullable CredentialState state, String what) {
        if (state == null) {
            return List.of();
        }
        List<String> words = new ArrayList<>();
        if (state.unseen().isEmpty()) {
            name(words, state.lock() == CredentialState.Lock.UNSEEN, "whether it is locked");
            name(words, state.mustChange() == null, "whether it must be changed");
        } else {
            words.addAll(state.unseen());
        }
        words.replaceAll(word -> what + ": " + word);
        return words;
    }

    private static void name(List<String> words, boolean missing, String word) {
        if (missing) {
            words.add(word);
        }
    }
}
