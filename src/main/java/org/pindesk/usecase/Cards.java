package org.pindesk.usecase;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.AccountState;
import org.pindesk.core.CredentialState;
import org.pindesk.core.Person;
import org.pindesk.core.Reply;
import org.pindesk.gateway.Located;

/** The texts that describe people and PINs to operators, line by line. */
final class Cards {
    private Cards() {}

    /** Who somebody is: enough to recognise them on the telephone, and no more. */
    static Reply person(Voice voice, Person person, @Nullable Located located) {
        List<String> lines = new ArrayList<>();
        lines.add(voice.say("card.name", person.displayName(), person.login()));
        lines.add(voice.say("card.read-back", voice.spelled(person.login())));
        if (person.department() != null) {
            lines.add(voice.say("card.department", person.department()));
        }
        if (located != null && located.account() != null) {
            String extension = located.account().extension();
            lines.add(voice.say(
                    "card.telephone",
                    voice.systems(located),
                    located.account().userId(),
                    extension == null ? "-" : extension));
        } else if (located != null) {
            lines.add(voice.say("card.no-telephone", voice.systems(located)));
        }
        return Reply.of(String.join("\n", lines)).titled(voice.say("card.title"));
    }

    /** What the actor types to give that person a new PIN. */
    static String pinReset(Person actor, Person person) {
        return actor.id().equals(person.id()) ? "/pin reset" : "/pin reset " + person.login();
    }

    /** What the directory says of an account, for {@code whois}. */
    static List<String> directoryState(Voice voice, AccountState state) {
        List<String> lines = new ArrayList<>();
        if (!state.readable()) {
            return List.of(voice.say("card.state.unreadable"));
        }
        if (state.disabled()) {
            lines.add(voice.say("card.state.disabled"));
        }
        if (state.expired()) {
            lines.add(voice.say("card.state.expired"));
        }
        if (state.locked()) {
            lines.add(voice.say("card.state.locked"));
        }
        if (state.passwordExpired() || state.mustChangePassword()) {
            lines.add(voice.say("card.state.password"));
        }
        return lines.isEmpty() ? List.of(voice.say("card.state.fine")) : lines;
    }

    /** What is known of a PIN. */
    static List<String> pin(Voice voice, CredentialState state, boolean operator) {
        List<String> lines = new ArrayList<>();
        lines.add(lock(voice, state));
        if (state.failedSignIns() != null && state.failedSignIns() > 0) {
            lines.add(
                    state.lastFailure() == null
                            ? voice.say("status.failures", state.failedSignIns())
                            : voice.say(
                                    "status.failures-since", state.failedSignIns(), voice.time(state.lastFailure())));
        }
        if (Boolean.TRUE.equals(state.mustChange())) {
            lines.add(voice.say("status.must-change"));
        }
        if (state.expires() != null) {
            lines.add(voice.say("status.expires", voice.time(state.expires())));
        } else if (Boolean.TRUE.equals(state.neverExpires())) {
            lines.add(voice.say("status.never-expires"));
        }
        if (operator && state.policy() != null) {
            lines.add(voice.say("status.policy", state.policy()));
        }
        if (!state.unseen().isEmpty()) {
            lines.add(
                    operator
                            ? voice.say("status.unseen", String.join("; ", state.unseen()))
                            : voice.say("status.unseen-some"));
        }
        return lines;
    }

    private static String lock(Voice voice, CredentialState state) {
        switch (state.lock()) {
            case OPEN:
                return voice.say("status.open");
            case ADMINISTRATOR:
                return voice.say("status.locked-by-administrator");
            case INACTIVITY:
                return voice.say("status.locked-by-inactivity");
            case FAILED_SIGN_INS:
                return state.lockEnds() == null
                        ? voice.say("status.locked")
                        : voice.say("status.locked-until", voice.time(state.lockEnds()));
            default:
                return voice.say("status.lock-unseen");
        }
    }
}
