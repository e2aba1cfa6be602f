package org.pindesk.adapter.cucm;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
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
import org.pindesk.port.AuthLatch;
import org.pindesk.port.FindsByExtension;
import org.pindesk.port.GivesEvidence;
import org.pindesk.port.GrantsPortal;
import org.pindesk.port.PacesWrites;
import org.pindesk.port.ProvesLocalPassword;
import org.pindesk.port.ProvesPin;
import org.pindesk.port.SharesPin;
import org.pindesk.port.ShowsPinState;
import org.pindesk.port.SignsIn;
import org.pindesk.port.UnlocksPin;
import org.pindesk.port.Written;

/**
 * A CUCM cluster over AXL, schemas 7.1 to 15.0 ({@link Generation} says what each lacks). Each method costs a fixed number of AXL
 * operations: find one, policy one (none while it is known), reset one (7.1: two), proof one (one more where the answer is no); of a
 * password the keeper two, policy two, reset three and proof three, one less each while policy and LDAP settings are known; state two
 * (with the policy and, once per cluster, the catalogue four), unlock two, owner of an extension two (one where nobody or several own
 * it), evidence two (after five minutes, with policy and LDAP settings, five, in 7.1 three; once per cluster the catalogue on top; one
 * more where the password has a policy of its own), portal group one, joining it three. While the schema is still to be found out,
 * refused tries come on top.
 *
 * <p>What no source settles: the text in which a PIN or password is refused for its policy, the meaning of doAuthenticateUser's {@code code},
 * whether that operation says yes to a right secret that must be changed or is locked, and the names of the columns that hold a lock.
 */
public final class CucmPbx
        implements SharesPin,
                ProvesPin,
                ProvesLocalPassword,
                ShowsPinState,
                UnlocksPin,
                FindsByExtension,
                GivesEvidence,
                GrantsPortal,
                PacesWrites,
                SignsIn {
    private static final int LONGEST_ANSWER = 1 << 20;

    private final CucmSettings settings;
    private final Guard guard;
    private final SpokenSchema schema;
    private final AxlClient reader;
    private final @Nullable AxlClient writer;
    private final ClusterReads reads;
    private final CredentialStates states;
    private final SignInEvidence evidence;
    private final PortalGroups portalGroups;
    private final PinWrites writes;
    private final LocalPasswords passwords;
    private final SignInProof proof;

    /**
     * Nothing is sent before the first call.
     */
    public CucmPbx(CucmSettings settings, Clock clock, AuthLatch latch) {
        this(settings, clock, latch, Guard.of(settings.id(), GuardSettings.DEFAULT, clock));
    }

    /** As the other, with a guard of its own. */
    public CucmPbx(CucmSettings settings, Clock clock, AuthLatch latch, Guard guard) {
        this.settings = settings;
        this.guard = guard;
        this.schema = new SpokenSchema(settings.id(), settings.schemaVersion());
        Http http = new Http(guard, settings.trust(), settings.connectTimeout(), LONGEST_ANSWER);
        SignIns signIns = SignIns.of(latch, clock, settings.id(), settings.reader(), settings.writer());
        this.reader = new AxlClient(settings, signIns.reader(), http, schema);
        this.writer = signIns.writer() == null ? null : new AxlClient(settings, signIns.writer(), http, schema);
        this.reads = new ClusterReads(settings, reader, clock);
        this.states = new CredentialStates(settings.id(), reads, clock, settings.zone());
        this.evidence = new SignInEvidence(settings, reader, reads, states, schema);
        this.portalGroups = new PortalGroups(settings, reads, writer, schema);
        this.writes = new PinWrites(settings, reads, writer, schema);
        this.passwords = new LocalPasswords(settings, reads, states, writer, schema);
        this.proof = new SignInProof(settings, reads, passwords, writer);
    }

    @Override
    public void signInAgain() {
        reader.allowSignIn();
        if (writer != null) {
            writer.allowSignIn();
        }
    }

    @Override
    public int waitingWrites() {
        return guard.waiting();
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

    /** What the spoken schema lacks, in words for operators; empty while it is still to be found out. */
    public List<String> lacks() {
        return schema.settled() ? schema.now().lacks() : List.of();
    }

    @Override
    public Match find(Person person) {
        Optional<String> userId = UserMatching.userId(person, settings.userIdSource());
        return userId.isEmpty() ? withoutUserId() : match(person, reads.user(userId.get()));
    }

    private Match withoutUserId() {
        return new Match(
                Match.Kind.ABSENT,
                null,
                "the directory entry has no value that could be a user id (" + settings.userIdSource() + ")");
    }

    private Match match(Person person, Optional<UserRecord> found) {
        if (found.isEmpty()) {
            return Match.absent();
        }
        UserRecord user = found.get();
        if (user.livesElsewhere()) {
            // getUser does not name the other cluster
            return Match.elsewhere("");
        }
        if (!UserMatching.secondFactAgrees(person, user)) {
            return Match.doubtful("user id " + user.userId()
                    + " exists, but neither its mail address nor its numbers agree with the directory");
        }
        return new Match(Match.Kind.FOUND, user.account(settings), user.remarks());
    }

    @Override
    public Sighting evidence(Person person) {
        return UserMatching.userId(person, settings.userIdSource())
                .map(userId -> evidence.of(userId, found -> match(person, found)))
                .orElseGet(() -> new Sighting(withoutUserId(), null));
    }

    @Override
    public PortalGroup portalGroup() {
        return portalGroups.read();
    }

    /**
     * {@inheritDoc}
     *
     * <p>Reads the user and the group's roles again right before. A member already is a yes.
     */
    @Override
    public Written addToPortalGroup(Account account) {
        return portalGroups.add(account);
    }

    @Override
    public PinPolicy pinPolicy(Account account) {
        String name = account.policyName();
        if (name == null) {
            throw new BackendException(
                    Problem.REFUSED,
                    id(),
                    "no PIN policy is named for user " + account.userId() + "; is AXL access complete?");
        }
        return reads.policy(name).pin();
    }

    @Override
    public Written resetPin(Account account, Secret pin) {
        return writes.reset(account, pin, false);
    }

    /**
     * {@inheritDoc}
     *
     * <p>By {@code zeroHop} true (AXL schema, from 11.5 on); older releases never hand a PIN on.
     */
    @Override
    public Written resetPinHereOnly(Account account, Secret pin) {
        return writes.reset(account, pin, true);
    }

    @Override
    public CredentialState pinState(Account account) {
        return states.pin(account.userId());
    }

    /**
     * {@inheritDoc}
     *
     * <p>With the schema still to be found out this is empty; {@link #unlockPin} refuses in the same words then.
     */
    @Override
    public Optional<String> cannotUnlock() {
        return schema.settled() ? schema.now().cannotUnlock() : Optional.empty();
    }

    @Override
    public Written unlockPin(Account account) {
        return writes.unlock(account);
    }

    /**
     * {@inheritDoc}
     *
     * <p>What the database says is believed only when getUser shows the same number as primary extension.
     */
    @Override
    public Optional<String> userIdOf(String extension) {
        Optional<String> query = Queries.ownersOf(extension);
        if (query.isEmpty()) {
            return Optional.empty();
        }
        Set<String> owners = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        reads.rows(query.get()).forEach(row -> owners.add(row.textAt("userid")));
        if (owners.size() != 1) {
            return Optional.empty();
        }
        return reads.user(owners.iterator().next())
                .filter(user -> user.primaryExtension().equals(extension))
                .map(UserRecord::userId);
    }

    /**
     * {@inheritDoc}
     *
     * <p>A no is believed only when the account shows no other reason for it: an administrator's lock, a PIN that must be changed and
     * an inactive user make it {@link Answer#CANNOT_TELL}. A lock from failed sign-ins is none: {@link #resetPin} lifts it.
     */
    @Override
    public Answer signsIn(Account account, Secret pin) {
        return proof.pin(account, pin);
    }

    @Override
    public Keeper passwordKeeper(Account account) {
        return passwords.keeper(account);
    }

    @Override
    public PasswordPolicy localPasswordPolicy(Account account) {
        return passwords.policy(account);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Must be changed at the next sign-in where that is configured and the person may use the portal, where people change it.
     */
    @Override
    public Written resetLocalPassword(Account account, Secret password) {
        return passwords.reset(account, password);
    }

    /**
     * {@inheritDoc}
     *
     * <p>A no is believed as with a PIN.
     */
    @Override
    public Answer passwordSignsIn(Account account, Secret password) {
        return proof.password(account, password);
    }

    @Override
    public void close() {
        evidence.close();
        reader.forgetSession();
        if (writer != null) {
            writer.forgetSession();
        }
    }
}
