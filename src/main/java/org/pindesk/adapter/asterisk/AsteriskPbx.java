package org.pindesk.adapter.asterisk;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pindesk.adapter.wire.Guard;
import org.pindesk.adapter.wire.GuardSettings;
import org.pindesk.adapter.wire.SignIns;
import org.pindesk.core.Account;
import org.pindesk.core.BackendException;
import org.pindesk.core.Person;
import org.pindesk.core.PinPolicy;
import org.pindesk.core.Problem;
import org.pindesk.core.Proof;
import org.pindesk.core.Secret;
import org.pindesk.port.AuthLatch;
import org.pindesk.port.ProvesPin;
import org.pindesk.port.ResetsPin;
import org.pindesk.port.SignsIn;
import org.pindesk.port.Written;

/**
 * The voicemail of one Asterisk: mailboxes of one context of {@code voicemail.conf}. An account's user id is {@code NUMBER@CONTEXT}.
 *
 * <p>The proof of a new PIN is {@link Proof#STATE_CHANGED}: app_voicemail, asked for the PIN that it holds in memory and compares with,
 * names the new one. That is more than the file's content and less than a sign-in. Asterisk has no lock, no expiry and no history of
 * PINs, so there is nothing to show and nothing to unlock.
 *
 * <p>Run against Asterisk 16.28. Mailboxes in a database (realtime) or in {@code users.conf} are not seen: there is none then.
 */
public final class AsteriskPbx implements ResetsPin, ProvesPin, SignsIn {
    private final AsteriskSettings settings;
    private final AmiClient reader;
    private final @Nullable AmiClient writer;
    private final PinChange change;

    /**
     * Nothing is sent before the first call.
     */
    public AsteriskPbx(AsteriskSettings settings, Clock clock, AuthLatch latch) {
        this(settings, clock, latch, Guard.of(settings.id(), GuardSettings.DEFAULT));
    }

    /** As the other, with a guard of its own. */
    public AsteriskPbx(AsteriskSettings settings, Clock clock, AuthLatch latch, Guard guard) {
        this.settings = settings;
        SignIns signIns = SignIns.of(latch, clock, settings.id(), settings.reader(), settings.writer());
        this.reader = new AmiClient(settings, signIns.reader(), guard);
        this.writer = signIns.writer() == null ? null : new AmiClient(settings, signIns.writer(), guard);
        this.change = new PinChange(settings, writer);
    }

    @Override
    public String id() {
        return settings.id();
    }

    @Override
    public String label() {
        return settings.label();
    }

    @Override
    public boolean writable() {
        return writer != null;
    }

    @Override
    public void signInAgain() {
        reader.allowSignIn();
        if (writer != null) {
            writer.allowSignIn();
        }
    }

    /**
     * {@inheritDoc}
     *
     * <p>Always signs in and asks for the file and for app_voicemail, also where no mailbox comes into question.
     */
    @Override
    public Match find(Person person) {
        return reader.reading(session -> {
            VoicemailFile file = VoicemailFile.read(session, settings);
            List<Mailbox> candidates = file.mailboxes().stream()
                    .filter(box -> MailboxMatching.isCandidate(person, settings.mailboxSource(), box.number()))
                    .toList();
            List<Mailbox> agreeing = candidates.stream()
                    .filter(box -> MailboxMatching.secondFactAgrees(person, box))
                    .toList();
            boolean live = VoicemailFile.live(
                    session,
                    settings,
                    agreeing.isEmpty() ? "0" : agreeing.get(0).number());
            if (candidates.isEmpty()) {
                return Match.absent();
            }
            if (agreeing.size() != 1 || file.of(agreeing.get(0).number()).size() != 1) {
                return Match.doubtful(
                        agreeing.isEmpty()
                                ? "mailbox " + candidates.get(0).number()
                                        + " exists, but neither its name nor its mail address agrees with the directory"
                                : "several mailboxes would be this person's");
            }
            Mailbox box = agreeing.get(0);
            return live
                    ? Match.found(account(box))
                    : Match.doubtful("mailbox " + box.number() + " stands in voicemail.conf, but app_voicemail does not"
                            + " know it");
        });
    }

    private Account account(Mailbox box) {
        boolean dialled = box.number().matches("[0-9]+");
        return new Account(
                id(),
                box.number() + "@" + settings.context(),
                null,
                dialled ? box.number() : null,
                null,
                dialled ? Set.of(box.number()) : Set.of(),
                box.names(),
                null);
    }

    /** The mailbox's number, which the account's user id begins with. */
    static String number(Account account, AsteriskSettings settings) {
        String end = "@" + settings.context();
        String number = account.userId().endsWith(end)
                ? account.userId().substring(0, account.userId().length() - end.length())
                : "";
        if (!MailboxMatching.NUMBER.matcher(number).matches()) {
            throw new BackendException(
                    Problem.REFUSED,
                    settings.id(),
                    account.userId() + " is no mailbox of context " + settings.context());
        }
        return number;
    }

    /**
     * {@inheritDoc}
     *
     * <p>{@code minpassword}, which Asterisk itself asks of PINs chosen by telephone alone; no length where it is not set. No
     * history. A program that judges PINs ({@code externpasscheck}) is not asked.
     */
    @Override
    public PinPolicy pinPolicy(Account account) {
        VoicemailFile file = reader.reading(VoicemailFile::readGeneral);
        return new PinPolicy(VoicemailFile.FILE, file.shortestPin(), 0, file.judged());
    }

    @Override
    public Written resetPin(Account account, Secret pin) {
        return change.reset(account, pin);
    }

    /** {@inheritDoc} Nothing is counted here: the PIN in force is read and compared. */
    @Override
    public Answer signsIn(Account account, Secret pin) {
        try {
            String number = number(account, settings);
            return reader.reading(session -> {
                if (!VoicemailFile.live(session, settings, number)) {
                    return Answer.CANNOT_TELL;
                }
                Optional<Secret> held = VoicemailFile.livePin(session, settings, number);
                return held.isPresent() && held.get().sameAs(pin) ? Answer.YES : Answer.NO;
            });
        } catch (BackendException e) {
            return Answer.CANNOT_TELL;
        }
    }

    @Override
    public Proof proof() {
        return Proof.STATE_CHANGED;
    }

    @Override
    public void close() {
        // every conversation closes its connection
    }
}
