package org.pindesk.adapter.unity;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pindesk.adapter.unity.CupiClient.Conversation;
import org.pindesk.adapter.wire.Guard;
import org.pindesk.adapter.wire.GuardSettings;
import org.pindesk.adapter.wire.Http;
import org.pindesk.adapter.wire.ServiceAccount;
import org.pindesk.adapter.wire.SignIns;
import org.pindesk.core.Account;
import org.pindesk.core.BackendException;
import org.pindesk.core.CredentialState;
import org.pindesk.core.Person;
import org.pindesk.core.PinPolicy;
import org.pindesk.core.Problem;
import org.pindesk.core.Secret;
import org.pindesk.core.TelephoneEvidence;
import org.pindesk.port.AuthLatch;
import org.pindesk.port.GivesEvidence;
import org.pindesk.port.MakesPinChange;
import org.pindesk.port.ShowsPinState;
import org.pindesk.port.SignsIn;
import org.pindesk.port.UnlocksPin;
import org.pindesk.port.Voicemail;
import org.pindesk.port.Written;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cisco Unity Connection over CUPI. Each method costs a fixed number of requests, one after another, since each carries the password:
 * find three (one where there is no such mailbox, or it is somebody else's), policy and state one each, evidence four, reset three,
 * unlock four; the authentication rules cost one more where they were not read in the last five minutes. Nothing here proves a PIN: the best proof is that {@code changedAt} of the
 * state moved.
 *
 * <p>What no source settles: the answer to a PIN that the rules refuse, the status of "Not Authorized", the zone of times, the field
 * names of a credential policy (taken from those of the authentication rule), whether PIN and lock may be written in one request, and
 * whether a help desk administrator may read roles.
 */
public final class UnityPbx implements Voicemail, MakesPinChange, ShowsPinState, UnlocksPin, GivesEvidence, SignsIn {
    private static final Logger LOG = LoggerFactory.getLogger(UnityPbx.class);
    private static final int LONGEST_ANSWER = 1 << 20;

    private final UnitySettings settings;
    private final Clock clock;
    private final CupiClient reader;
    private final @Nullable CupiClient writer;
    private final MailboxReads reads;
    private final PinChanges changes;

    /**
     * Nothing is sent before the first call.
     */
    public UnityPbx(UnitySettings settings, Clock clock, AuthLatch latch) {
        this(settings, clock, latch, Guard.of(settings.id(), GuardSettings.DEFAULT, clock));
    }

    /** As the other, with a guard of its own. */
    public UnityPbx(UnitySettings settings, Clock clock, AuthLatch latch, Guard guard) {
        this.settings = settings;
        this.clock = clock;
        Http http = new Http(guard, settings.trust(), settings.connectTimeout(), LONGEST_ANSWER);
        ServiceAccount writing = settings.writer();
        SignIns signIns = SignIns.of(latch, clock, settings.id(), settings.reader(), writing);
        this.reader = new CupiClient(settings, settings.reader(), signIns.reader(), http);
        this.writer = writing == null || signIns.writer() == null
                ? null
                : new CupiClient(settings, writing, signIns.writer(), http);
        this.reads = new MailboxReads(settings, clock);
        this.changes = new PinChanges(settings, reads, writer);
    }

    @Override
    public void signInAgain() {
        reader.allowSignIn();
        if (writer != null) {
            writer.allowSignIn();
        }
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
    public String telephoneSystem() {
        return settings.telephoneSystem();
    }

    @Override
    public boolean writable() {
        return writer != null;
    }

    /**
     * {@inheritDoc}
     *
     * <p>The detail of what was found says so when roles could not be read, so that a reset may still be refused.
     */
    @Override
    public Match find(Person person) {
        Conversation with = reader.begin();
        Found found = found(with, person);
        return found.user() == null ? found.match() : whole(with, found.user());
    }

    /**
     * {@inheritDoc}
     *
     * <p>Here the parts are asked for one after another: each carries the password, and one wrong password must cost one bad sign-in.
     * A mailbox has no portal of its own and no profile; who keeps the password of the pages beside it CUPI is not asked.
     */
    @Override
    public Sighting evidence(Person person) {
        Conversation with = reader.begin();
        Found found = found(with, person);
        CupiObject user = found.user();
        if (user == null) {
            return new Sighting(found.match(), null);
        }
        Match match = whole(with, user);
        Account account = match.account();
        if (account == null) {
            return new Sighting(match, null);
        }
        List<String> unseen = new ArrayList<>();
        if (!match.detail().isEmpty()) {
            unseen.add(match.detail());
        }
        CredentialState pin = null;
        try {
            pin = state(with, reads.pin(with, user));
            pin.unseen().forEach(each -> unseen.add("PIN: " + each));
        } catch (BackendException e) {
            unseen.add("PIN: " + e.getMessage());
        }
        unseen.add("whether the mailbox's owner is active");
        return new Sighting(
                match,
                new TelephoneEvidence(
                        account,
                        null,
                        TelephoneEvidence.PasswordHome.UNSEEN,
                        null,
                        null,
                        null,
                        null,
                        pin,
                        null,
                        null,
                        0,
                        unseen));
    }

    @Override
    public PinPolicy pinPolicy(Account account) {
        Conversation with = reader.begin();
        List<String> unseen = new ArrayList<>();
        PinPolicy policy =
                reads.rule(with, reads.pin(with, account).ruleId(), unseen).pin();
        unseen.forEach(each -> LOG.warn("{}: {}; assumed: {}", id(), each, policy));
        return policy;
    }

    @Override
    public Written resetPin(Account account, Secret pin) {
        return changes.reset(account, pin, settings.mustChange());
    }

    /** {@code CredMustChange}, documented for credential/pin; that a caller settles it by telephone after signing in is assumed. */
    @Override
    public Written resetPinToBeChanged(Account account, Secret pin) {
        return changes.reset(account, pin, true);
    }

    @Override
    public CredentialState pinState(Account account) {
        Conversation with = reader.begin();
        return state(with, reads.pin(with, account));
    }

    @Override
    public Optional<String> cannotUnlock() {
        return Optional.empty();
    }

    @Override
    public Written unlockPin(Account account) {
        return changes.unlock(account);
    }

    @Override
    public void close() {
        // connections end with the client, and no session is kept
    }

    /** Whose mailbox it is, without what the account is made of; {@code user} is null unless it is the person's. */
    private record Found(Match match, @Nullable CupiObject user) {}

    private Found found(Conversation with, Person person) {
        Optional<String> alias = MailboxMatching.alias(person, settings.aliasSource());
        if (alias.isEmpty()) {
            String why = "the directory entry has no value that could be an alias (" + settings.aliasSource() + ")";
            return new Found(new Match(Match.Kind.ABSENT, null, why), null);
        }
        List<CupiObject> users = reads.withAlias(with, alias.get());
        if (users.isEmpty()) {
            return new Found(Match.absent(), null);
        }
        if (users.size() > 1) {
            return new Found(Match.doubtful("several mailboxes have the alias " + alias.get()), null);
        }
        if (!MailboxMatching.secondFactAgrees(person, users.get(0))) {
            String why = "alias " + alias.get()
                    + " exists, but neither its mail address nor its extension agrees with the directory";
            return new Found(Match.doubtful(why), null);
        }
        return new Found(Match.absent(), users.get(0));
    }

    private Match whole(Conversation with, CupiObject user) {
        Account account;
        Optional<Set<String>> roles = reads.roles(with, user);
        account = reads.account(with, user, roles);
        return new Match(
                Match.Kind.FOUND,
                account,
                roles.isPresent() ? "" : "our account may not read whether it belongs to an administrator");
    }

    private CredentialState state(Conversation with, PinView pin) {
        List<String> unseen = new ArrayList<>();
        AuthenticationRule rule;
        try {
            rule = reads.rule(with, pin.ruleId(), unseen);
        } catch (BackendException e) {
            if (e.problem() == Problem.BAD_CREDENTIALS) {
                throw e;
            }
            unseen.add("authentication rule: " + e.getMessage());
            rule = AuthenticationRule.UNREAD;
        }
        return pin.state(rule, clock, unseen);
    }
}
