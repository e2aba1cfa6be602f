package org.pindesk.adapter.ucware;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import org.jspecify.annotations.Nullable;
import org.pindesk.adapter.ucware.UserReads.Listed;
import org.pindesk.adapter.ucware.UserSearch.Found;
import org.pindesk.adapter.wire.Guard;
import org.pindesk.adapter.wire.GuardSettings;
import org.pindesk.adapter.wire.Http;
import org.pindesk.adapter.wire.SignIns;
import org.pindesk.core.Account;
import org.pindesk.core.BackendException;
import org.pindesk.core.CredentialState;
import org.pindesk.core.PasswordPolicy;
import org.pindesk.core.Person;
import org.pindesk.core.PinPolicy;
import org.pindesk.core.Problem;
import org.pindesk.core.Secret;
import org.pindesk.core.TelephoneEvidence;
import org.pindesk.core.TelephoneEvidence.PasswordHome;
import org.pindesk.port.AuthLatch;
import org.pindesk.port.FindsByExtension;
import org.pindesk.port.GivesEvidence;
import org.pindesk.port.PacesWrites;
import org.pindesk.port.ResetsLocalPassword;
import org.pindesk.port.ResetsPin;
import org.pindesk.port.SignsIn;
import org.pindesk.port.Written;

/**
 * A UCware Server over JSON-RPC, all three {@link Generation generations}. It offers no state of a PIN, no unlocking and no sign-in with
 * somebody's PIN, so the best proof of a reset is that the server said yes ({@link org.pindesk.core.Proof#ANSWERED}).
 *
 * <p>Messages per call, while it is known which generation is spoken and who administers (five minutes; else one more for each): find
 * one, by mail address three (two while the list of all users is known, for a minute), evidence as find, PIN one, keeper of the password
 * one, password two, owner of an extension two (one while the list is known). A token that is refreshed costs one more each half hour.
 *
 * <p>What no source settles: which PINs and passwords are refused and how, whether {@code false} excludes a change, whether a PIN reset
 * lifts a lock, and what setting the password of an account of another backend does, which is therefore never tried.
 */
public final class UcwarePbx
        implements ResetsPin, ResetsLocalPassword, FindsByExtension, GivesEvidence, PacesWrites, SignsIn {
    private static final int LONGEST_ANSWER = 1 << 20;
    /** The list of all users: some ten thousand of them. */
    private static final int LONGEST_LIST = 16 << 20;

    private static final String NOT_OFFERED = "not offered on UCware";

    private final UcwareSettings settings;
    private final Guard guard;
    private final RpcClient reader;
    private final @Nullable RpcClient writer;
    private final UserReads reads;
    private final UserSearch search;
    private final Barring barring;
    private final SecretWrites writes;

    /**
     * Nothing is sent before the first call.
     */
    public UcwarePbx(UcwareSettings settings, Clock clock, AuthLatch latch) {
        this(settings, clock, latch, Guard.of(settings.id(), GuardSettings.DEFAULT, clock));
    }

    /** As the other, with a guard of its own. */
    public UcwarePbx(UcwareSettings settings, Clock clock, AuthLatch latch, Guard guard) {
        this.settings = settings;
        this.guard = guard;
        SpokenGeneration spoken = new SpokenGeneration(settings.id(), settings.api());
        Http http = new Http(guard, settings.trust(), settings.connectTimeout(), LONGEST_ANSWER);
        Http list = new Http(guard, settings.trust(), settings.connectTimeout(), LONGEST_LIST);
        UcwareAccount reading = settings.reader();
        UcwareAccount writing = settings.writer();
        SignIns signIns = SignIns.of(
                latch,
                clock,
                settings.id(),
                reading.account(),
                reading.key(),
                writing == null ? null : writing.account(),
                writing == null ? "" : "WRITE_" + writing.key());
        this.reader = new RpcClient(settings, reading, signIns.reader(), http, list, spoken, clock);
        if (writing == null || signIns.writer() == null) {
            this.writer = null;
        } else if (signIns.writer() == signIns.reader()) {
            this.writer = reader;
        } else {
            this.writer = new RpcClient(settings, writing, signIns.writer(), http, list, spoken, clock);
        }
        this.reads = new UserReads(settings, reader, spoken, clock);
        this.search = new UserSearch(settings, reads);
        this.barring = new Barring(settings, reads);
        this.writes = new SecretWrites(settings, reads, barring, writer, spoken);
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
    public int waitingWrites() {
        return guard.waiting();
    }

    @Override
    public void signInAgain() {
        reader.allowSignIn();
        if (writer != null) {
            writer.allowSignIn();
        }
    }

    @Override
    public Match find(Person person) {
        Found found = search.find(person);
        UserRecord user = found.user();
        return user == null
                ? new Match(found.kind(), null, found.detail())
                : new Match(found.kind(), user.account(id(), barring.of(user)), found.detail());
    }

    /**
     * {@inheritDoc}
     *
     * <p>Here any of a user's extensions counts: which is the primary one is not shown. The owner is read anew.
     */
    @Override
    public Optional<String> userIdOf(String extension) {
        List<Listed> owners = reads.listed().stream()
                .filter(each -> each.extensions().contains(extension))
                .toList();
        if (owners.size() != 1) {
            return Optional.empty();
        }
        return reads.user(owners.get(0).username())
                .filter(user -> user.extensions().contains(extension))
                .map(UserRecord::username);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Not the server's, which does not tell its own: the configured length, and nothing trivial.
     */
    @Override
    public PinPolicy pinPolicy(Account account) {
        return new PinPolicy("as configured, UCware shows none", settings.pinLength(), 0, true);
    }

    @Override
    public Written resetPin(Account account, Secret pin) {
        return writes.pin(account, pin);
    }

    @Override
    public Keeper passwordKeeper(Account account) {
        UserRecord user = reads.user(account.userId())
                .orElseThrow(() ->
                        new BackendException(Problem.REFUSED, id(), "there is no user " + account.userId() + " now"));
        String backend = user.backend();
        if (backend == null) {
            throw new BackendException(
                    Problem.GARBLED, id(), "getUser: the answer does not say who keeps the password");
        }
        boolean local = settings.isLocal(backend);
        return new Keeper(local, !local && namesEntry(user.externalId()), backend);
    }

    /** Not the server's, which does not tell its own: the configured length, and three kinds of characters. */
    @Override
    public PasswordPolicy localPasswordPolicy(Account account) {
        return new PasswordPolicy("", settings.passwordLength(), true);
    }

    @Override
    public Written resetLocalPassword(Account account, Secret password) {
        return writes.password(account, password);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Who administers is a part that may be silent: the account is barred then, and it is named.
     */
    @Override
    public Sighting evidence(Person person) {
        Found found = search.find(person);
        UserRecord user = found.user();
        if (user == null) {
            return new Sighting(new Match(found.kind(), null, found.detail()), null);
        }
        List<String> unseen = new ArrayList<>();
        String barred;
        try {
            barred = barring.of(user);
        } catch (BackendException e) {
            barred = "it is not seen whether it is an administrator";
            unseen.add("who administers: " + e.getMessage());
        }
        Account account = user.account(id(), barred);
        return new Sighting(new Match(found.kind(), account, found.detail()), evidence(account, user, unseen));
    }

    private TelephoneEvidence evidence(Account account, UserRecord user, List<String> unseen) {
        PasswordHome home = home(user, unseen);
        unseen.add("whether the account is active: " + NOT_OFFERED);
        unseen.add("whether it may use the client: " + NOT_OFFERED);
        unseen.add("whether it may sign in at a telephone: " + NOT_OFFERED);
        unseen.add("PIN: its state (locked, must change, expired) is " + NOT_OFFERED);
        if (home == PasswordHome.OWN) {
            unseen.add("password: its state is " + NOT_OFFERED);
        }
        return new TelephoneEvidence(
                account,
                null,
                home,
                null,
                null,
                null,
                null,
                notOffered(),
                home == PasswordHome.OWN ? notOffered() : null,
                settings.portalUrl() == null ? null : settings.portalUrl().toString(),
                0,
                unseen);
    }

    private PasswordHome home(UserRecord user, List<String> unseen) {
        String backend = user.backend();
        if (backend == null) {
            unseen.add("who keeps the password: getUser does not show it");
            return PasswordHome.UNSEEN;
        }
        if (settings.isLocal(backend)) {
            return PasswordHome.OWN;
        }
        if (namesEntry(user.externalId())) {
            return PasswordHome.DIRECTORY;
        }
        unseen.add("who keeps the password: backend " + backend + ", which names no entry of a directory");
        return PasswordHome.UNSEEN;
    }

    /** Whether it has the form of a distinguished name. That the entry exists is the directory's to say. */
    private static boolean namesEntry(String externalId) {
        try {
            return !new LdapName(externalId).isEmpty();
        } catch (InvalidNameException e) {
            return false;
        }
    }

    private static CredentialState notOffered() {
        return new CredentialState(
                CredentialState.Lock.UNSEEN,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of("its state is " + NOT_OFFERED));
    }

    @Override
    public void close() {
        reader.forgetTokens();
        if (writer != null) {
            writer.forgetTokens();
        }
    }
}
