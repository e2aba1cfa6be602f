package org.pindesk.diagnosis;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.DirectoryEvidence;
import org.pindesk.core.LoginPlace;
import org.pindesk.core.Person;
import org.pindesk.core.TelephoneEvidence;

/**
 * Everything that was gathered about one person's sign-in.
 *
 * @param person as the directory knows them
 * @param place where they tried; null when they did not say, then every place counts
 * @param code what the place said, as the person typed it; null when they did not say. Never shown again: it may hold a secret
 * @param now the moment of gathering
 * @param directory what the directory showed; null when it is silent, or shows no such evidence at all
 * @param directorySilent why the directory did not answer, as a problem code; null when it did
 * @param systems one for each telephone system, the silent ones too, in the order of the configuration
 * @param repeatedLocks how often the person was locked lately, this time included
 */
public record Evidence(
        Person person,
        @Nullable LoginPlace place,
        @Nullable String code,
        Instant now,
        @Nullable DirectoryEvidence directory,
        @Nullable String directorySilent,
        List<SystemEvidence> systems,
        int repeatedLocks) {
    private static final Pattern DIGITS = Pattern.compile("\\d+");
    private static final int LONGEST_CODE = 3;

    public Evidence {
        systems = List.copyOf(systems);
    }

    /** Whether it is about one of these places; true for all when no place was named. */
    public boolean at(LoginPlace... places) {
        return place == null || Arrays.asList(places).contains(place);
    }

    /** Whether it is about something that the telephone system guards itself. */
    public boolean atTelephoneSystem() {
        return at(LoginPlace.PORTAL, LoginPlace.DESK_PHONE, LoginPlace.SOFTPHONE);
    }

    /** Whether it is about something that this system guards. */
    public boolean at(SystemEvidence system) {
        return system.voicemail() ? at(LoginPlace.VOICEMAIL) : atTelephoneSystem();
    }

    /** The telephone systems, without the voicemail systems beside them. */
    public List<SystemEvidence> telephones() {
        return systems.stream().filter(system -> !system.voicemail()).toList();
    }

    /** Whether the place asks for the directory password. Where a telephone system did not show whose password it takes, it may. */
    public boolean asksDirectoryPassword() {
        return place == null || place == LoginPlace.COMPUTER || asksThroughSystem();
    }

    /** Whether the place checks the directory password by a simple bind, as telephone systems do and computers do not. */
    public boolean asksThroughSystem() {
        return place == null
                || at(LoginPlace.PORTAL, LoginPlace.SOFTPHONE)
                        && telephones().stream()
                                .map(SystemEvidence::telephone)
                                .anyMatch(telephone -> telephone != null
                                        && telephone.passwordHome() != TelephoneEvidence.PasswordHome.OWN);
    }

    /** Whether an account of the person was found on any telephone system. */
    public boolean foundAnywhere() {
        return telephones().stream().anyMatch(SystemEvidence::found);
    }

    /** Whether an account was found on any system of the same sort: telephones, or voicemail. */
    public boolean foundAnywhere(SystemEvidence like) {
        return systems.stream().anyMatch(system -> system.voicemail() == like.voicemail() && system.found());
    }

    /**
     * The number that a desk phone showed; empty for another place, and when what was typed holds no number, several, or one that is too
     * long to be a code.
     */
    public OptionalInt phoneCode() {
        if (code == null || !at(LoginPlace.DESK_PHONE)) {
            return OptionalInt.empty();
        }
        Matcher digits = DIGITS.matcher(code);
        if (!digits.find() || digits.group().length() > LONGEST_CODE) {
            return OptionalInt.empty();
        }
        int number = Integer.parseInt(digits.group());
        return digits.find() ? OptionalInt.empty() : OptionalInt.of(number);
    }

    /** Whether a desk phone showed these words, however they are written. */
    public boolean phoneSaid(String words) {
        return code != null
                && at(LoginPlace.DESK_PHONE)
                && code.toLowerCase(Locale.ROOT).contains(words);
    }
}
