package org.pindesk.adapter.cucm;

import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pindesk.adapter.cucm.CucmSettings.ServiceAccount;
import org.pindesk.adapter.wire.Guard;
import org.pindesk.adapter.wire.GuardSettings;
import org.pindesk.adapter.wire.Http;
import org.pindesk.adapter.wire.SignIn;
import org.pindesk.adapter.wire.XmlElement;
import org.pindesk.core.Account;
import org.pindesk.core.BackendException;
import org.pindesk.core.Person;
import org.pindesk.core.PinPolicy;
import org.pindesk.core.Problem;
import org.pindesk.core.Secret;
import org.pindesk.port.AuthLatch;
import org.pindesk.port.PacesWrites;
import org.pindesk.port.ProvesPin;
import org.pindesk.port.ResetsPin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A CUCM cluster over AXL. Each method costs a fixed number of AXL operations: find one, policy one (none while it is known), reset
 * one, proof one (one more where the answer is no).
 *
 * <p>Message shapes and their order are those of Cisco's AXL schema 12.5, 14.0 and 15.0. What no source settles: the text in which a
 * PIN is refused for its policy, the meaning of doAuthenticateUser's {@code code}, and whether that operation says yes to a right PIN
 * that must be changed or is locked.
 */
public final class CucmPbx implements ResetsPin, ProvesPin, PacesWrites {
    private static final Logger LOG = LoggerFactory.getLogger(CucmPbx.class);
    private static final int LONGEST_ANSWER = 1 << 20;
    private static final Duration POLICY_KNOWN_FOR = Duration.ofMinutes(5);
    /** The schema's own pattern for a PIN, with a bound. */
    private static final Pattern PIN = Pattern.compile("[0-9]{4,64}");

    private final CucmSettings settings;
    private final Guard guard;
    private final AxlClient reader;
    private final @Nullable AxlClient writer;
    private final PolicyCache policies;

    /**
     * Nothing is sent before the first call.
     */
    public CucmPbx(CucmSettings settings, Clock clock, AuthLatch latch) {
        this(settings, clock, latch, Guard.of(settings.id(), GuardSettings.DEFAULT));
    }

    /** As the other, with a guard of its own. */
    public CucmPbx(CucmSettings settings, Clock clock, AuthLatch latch, Guard guard) {
        this.settings = settings;
        this.guard = guard;
        Http http = new Http(guard, settings.trust(), settings.connectTimeout(), LONGEST_ANSWER);
        ServiceAccount reads = settings.reader();
        ServiceAccount writes = settings.writer();
        SignIn reading = signIn(latch, clock, reads, "PASSWORD");
        this.reader = new AxlClient(settings, reading, http);
        if (writes == null) {
            this.writer = null;
        } else {
            boolean same = reading.isOf(writes.user(), writes.password());
            this.writer =
                    new AxlClient(settings, same ? reading : signIn(latch, clock, writes, "WRITE_PASSWORD"), http);
        }
        this.policies = new PolicyCache(clock, POLICY_KNOWN_FOR);
    }

    private SignIn signIn(AuthLatch latch, Clock clock, ServiceAccount account, String key) {
        String full = "PBX_" + settings.id().toUpperCase(Locale.ROOT) + "_" + key;
        return new SignIn(latch, clock, settings.id(), account.user(), account.password(), full);
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

    @Override
    public Match find(Person person) {
        Optional<String> userId = UserMatching.userId(person, settings.userIdSource());
        if (userId.isEmpty()) {
            return new Match(
                    Match.Kind.ABSENT,
                    null,
                    "the directory entry has no value that could be a user id (" + settings.userIdSource() + ")");
        }
        Optional<UserRecord> found = read(userId.get());
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
    public PinPolicy pinPolicy(Account account) {
        String name = account.policyName();
        if (name == null) {
            throw new BackendException(
                    Problem.REFUSED,
                    id(),
                    "no PIN policy is named for user " + account.userId() + "; is AXL access complete?");
        }
        return policies.get(name, this::readPolicy);
    }

    @Override
    public Written resetPin(Account account, Secret pin) {
        AxlClient client = writer;
        if (client == null) {
            return new Written(Written.Kind.NOT_SENT, id() + " is configured without an account that may write");
        }
        if (account.barred() != null) {
            return new Written(Written.Kind.REFUSED, account.barred());
        }
        if (!PIN.matcher(pin.open()).matches()) {
            return new Written(Written.Kind.NOT_SENT, "a PIN is four or more digits");
        }
        try {
            AxlReply reply = client.call(
                    AxlOperation.UPDATE_USER,
                    settings.writeDeadline(),
                    xml -> xml.element("userid", account.userId())
                            .element("pin", pin.open())
                            .group(
                                    "pinCredentials",
                                    () -> xml.element("pinCredUserMustChange", settings.mustChange())
                                            .element("pinResetHackCount", true))
                            // false: a voicemail system that shares the PIN gets it too
                            .element("zeroHop", false));
            return written(reply, pin);
        } catch (BackendException e) {
            return new Written(kindOf(e.problem()), pin.scrub(String.valueOf(e.getMessage())));
        }
    }

    private static Written written(AxlReply reply, Secret pin) {
        AxlFault fault = reply.fault();
        if (fault != null) {
            String words = pin.scrub(fault.words());
            if (fault.busy()) {
                return new Written(Written.Kind.NOT_SENT, "the system is busy: " + words);
            }
            return new Written(fault.policyRefusal() ? Written.Kind.POLICY_REFUSED : Written.Kind.REFUSED, words);
        }
        String result = reply.message().textAt("return");
        if (result.isEmpty()) {
            return new Written(Written.Kind.NO_ANSWER, "the answer to updateUser holds no result");
        }
        return UserRecord.no(result)
                ? new Written(Written.Kind.REFUSED, "updateUser was answered with " + result)
                : new Written(Written.Kind.ACCEPTED, "");
    }

    /** What a write that ended in trouble may be called. Only where execution is excluded does it not end as "no answer". */
    private static Written.Kind kindOf(Problem problem) {
        return switch (problem) {
            // a refused service account is the operator's to mend: the offer stays open as with a system that is away
            case UNREACHABLE, UNTRUSTED_TLS, WRONG_ENDPOINT, BUSY, UNSUPPORTED_VERSION, BAD_CREDENTIALS ->
                Written.Kind.NOT_SENT;
            case NOT_PERMITTED, REFUSED -> Written.Kind.REFUSED;
            default -> Written.Kind.NO_ANSWER;
        };
    }

    /**
     * {@inheritDoc}
     *
     * <p>A no is believed only when the account shows no other reason for it: an administrator's lock, a PIN that must be changed and
     * an inactive user make it {@link Answer#CANNOT_TELL}. AXL does not show a lock from failed sign-ins; {@link #resetPin} lifts it.
     */
    @Override
    public Answer signsIn(Account account, Secret pin) {
        AxlClient client = writer;
        if (client == null || !PIN.matcher(pin.open()).matches()) {
            return Answer.CANNOT_TELL;
        }
        try {
            AxlReply reply = client.call(
                    AxlOperation.DO_AUTHENTICATE_USER,
                    settings.writeDeadline(),
                    xml -> xml.element("userid", account.userId()).element("pin", pin.open()));
            if (reply.fault() != null) {
                LOG.warn(
                        "{}: proof of a PIN ended in {}",
                        id(),
                        pin.scrub(reply.fault().words()));
                return Answer.CANNOT_TELL;
            }
            String authenticated = reply.message().textAt("return", "userAuthenticated");
            if (UserRecord.yes(authenticated)) {
                return Answer.YES;
            }
            return UserRecord.no(authenticated) && noOtherReason(account) ? Answer.NO : Answer.CANNOT_TELL;
        } catch (BackendException e) {
            LOG.warn("proof of a PIN ended in {}", pin.scrub(String.valueOf(e.getMessage())));
            return Answer.CANNOT_TELL;
        }
    }

    @Override
    public void close() {
        reader.forgetSession();
        if (writer != null) {
            writer.forgetSession();
        }
    }

    private boolean noOtherReason(Account account) {
        return read(account.userId())
                .map(user -> !user.lockedByAdministrator() && !user.mustChange() && !user.inactive())
                .orElse(false);
    }

    /** The user of exactly this id; empty where there is none. Without returnedTags, so that roles and flags surely come. */
    private Optional<UserRecord> read(String userId) {
        AxlReply reply =
                reader.call(AxlOperation.GET_USER, settings.readDeadline(), xml -> xml.element("userid", userId));
        AxlFault fault = reply.fault();
        if (fault != null && fault.notFound()) {
            return Optional.empty();
        }
        UserRecord user = new UserRecord(result(AxlOperation.GET_USER, reply, "user"));
        if (!user.userId().equalsIgnoreCase(userId)) {
            throw new BackendException(Problem.GARBLED, id(), "getUser answered with another user than asked for");
        }
        return Optional.of(user);
    }

    private PinPolicy readPolicy(String name) {
        AxlReply reply = reader.call(
                AxlOperation.GET_CREDENTIAL_POLICY, settings.readDeadline(), xml -> xml.element("name", name));
        XmlElement policy = result(AxlOperation.GET_CREDENTIAL_POLICY, reply, "credentialPolicy");
        return new PinPolicy(
                name,
                count(policy, "minCredLength"),
                count(policy, "prevCredStoredNum"),
                // an unclear answer counts as the stricter one
                !UserRecord.no(policy.textAt("trivialCredCheck")));
    }

    private int count(XmlElement policy, String field) {
        try {
            return Integer.parseInt(policy.textAt(field));
        } catch (NumberFormatException e) {
            throw new BackendException(
                    Problem.GARBLED,
                    id(),
                    "getCredentialPolicy: " + field + " is no number, so the policy is not known",
                    e);
        }
    }

    private XmlElement result(AxlOperation operation, AxlReply reply, String element) {
        AxlFault fault = reply.fault();
        if (fault != null) {
            throw new BackendException(
                    fault.busy() ? Problem.BUSY : Problem.REFUSED, id(), operation.element() + ": " + fault.words());
        }
        return reply.message()
                .child("return")
                .flatMap(result -> result.child(element))
                .orElseThrow(() -> new BackendException(
                        Problem.GARBLED, id(), operation.element() + ": the answer holds no " + element));
    }
}
