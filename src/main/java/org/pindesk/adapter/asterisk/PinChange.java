package org.pindesk.adapter.asterisk;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.Account;
import org.pindesk.core.BackendException;
import org.pindesk.core.Problem;
import org.pindesk.core.Secret;
import org.pindesk.port.Written;

/**
 * The one change that Pindesk makes: a new PIN, in one conversation. What would make the write ineffective is looked for first; the line
 * is replaced only while it is what was read ({@code Match}); then app_voicemail is asked which PIN it holds, since Asterisk says
 * "Success" also to writes that change nothing.
 */
final class PinChange {
    private static final String MODULE = "app_voicemail";
    /** Digits alone: nothing that parts fields, options or lines. */
    private static final Pattern PIN = Pattern.compile("[0-9]{4,64}");

    private final AsteriskSettings settings;
    private final @Nullable AmiClient client;

    /**
     * @param client null = never write
     */
    PinChange(AsteriskSettings settings, @Nullable AmiClient client) {
        this.settings = settings;
        this.client = client;
    }

    Written reset(Account account, Secret pin) {
        AmiClient writer = client;
        if (writer == null) {
            return new Written(
                    Written.Kind.NOT_SENT, settings.id() + " is configured without an account that may write");
        }
        if (!PIN.matcher(pin.open()).matches()) {
            return new Written(Written.Kind.NOT_SENT, "a PIN is four or more digits");
        }
        if (account.barred() != null) {
            return new Written(Written.Kind.REFUSED, account.barred());
        }
        try {
            return writer.writing(session -> change(session, account, pin));
        } catch (BackendException e) {
            Written.Kind kind = switch (e.problem()) {
                case NOT_PERMITTED, REFUSED -> Written.Kind.REFUSED;
                default -> Written.Kind.NOT_SENT;
            };
            return new Written(kind, "nothing was changed: " + e.getMessage());
        }
    }

    /** Throws only while certainly nothing was written. */
    private Written change(AmiSession session, Account account, Secret pin) {
        String number = AsteriskPbx.number(account, settings);
        VoicemailFile file = VoicemailFile.read(session, settings);
        List<Mailbox> boxes = file.of(number);
        if (boxes.size() != 1) {
            return refused(
                    boxes.isEmpty() ? "there is no such mailbox now" : "the mailbox stands there more than once");
        }
        Mailbox box = boxes.get(0);
        if (!box.names().equals(account.names())) {
            return refused("the mailbox is another one by now");
        }
        Optional<String> elsewhere = file.keptElsewhere(box);
        if (elsewhere.isPresent()) {
            return refused(elsewhere.get());
        }
        if (!VoicemailFile.live(session, settings, number)) {
            return refused(
                    "it stands in voicemail.conf, but app_voicemail does not know it; it may have to be reloaded");
        }
        Optional<Secret> live = VoicemailFile.livePin(session, settings, number);
        if (!same(live, Optional.ofNullable(box.pin()))) {
            return refused(
                    "app_voicemail holds another PIN than voicemail.conf: PINs are kept elsewhere, or the file was"
                            + " changed without a reload");
        }
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("SrcFilename", VoicemailFile.FILE);
        fields.put("DstFilename", VoicemailFile.FILE);
        fields.put("Reload", MODULE);
        fields.put("Action-000000", "Update");
        fields.put("Cat-000000", settings.context());
        fields.put("Var-000000", number);
        // keeps the arrow of "=>"
        fields.put("Value-000000", ">" + box.valueWith(pin));
        fields.put("Match-000000", box.value());
        Secret old = box.pin() == null ? pin : box.pin();
        AmiAnswer answer;
        try {
            answer = session.ask("UpdateConfig", fields);
        } catch (BackendException e) {
            // REFUSED: a line that AMI cannot carry, so that it was never sent
            return new Written(
                    e.problem() == Problem.REFUSED ? Written.Kind.REFUSED : Written.Kind.NO_ANSWER,
                    String.valueOf(e.getMessage()));
        }
        try {
            return seen(session, number, pin, answer, answer.words(pin, old));
        } catch (BackendException e) {
            return new Written(Written.Kind.NO_ANSWER, "written, but not read back: " + e.getMessage());
        }
    }

    /** What became of it, by what Asterisk holds and not by what it says. */
    private Written seen(AmiSession session, String number, Secret pin, AmiAnswer answer, String words) {
        if (inForce(session, number, pin)) {
            return new Written(Written.Kind.ACCEPTED, "");
        }
        boolean inFile = VoicemailFile.read(session, settings).of(number).stream()
                .anyMatch(box -> same(Optional.ofNullable(box.pin()), Optional.of(pin)));
        if (!inFile) {
            return refused(
                    answer.success()
                            ? "Asterisk said yes and changed nothing"
                            : "Asterisk did not change the line; somebody else may just have: " + words);
        }
        session.need("Reload", Map.of("Module", MODULE));
        return inForce(session, number, pin)
                ? new Written(Written.Kind.ACCEPTED, "")
                : new Written(
                        Written.Kind.NO_ANSWER,
                        "the new PIN stands in voicemail.conf, but app_voicemail does not use it yet");
    }

    private boolean inForce(AmiSession session, String number, Secret pin) {
        return same(VoicemailFile.livePin(session, settings, number), Optional.of(pin));
    }

    private static boolean same(Optional<Secret> one, Optional<Secret> other) {
        return one.isPresent() && other.isPresent() ? one.get().sameAs(other.get()) : one.isEmpty() && other.isEmpty();
    }

    private static Written refused(String why) {
        return new Written(Written.Kind.REFUSED, why);
    }
}
