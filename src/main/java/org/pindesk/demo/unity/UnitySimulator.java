package org.pindesk.demo.unity;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.pindesk.demo.company.Employee;
import org.pindesk.demo.company.Fault;
import org.pindesk.demo.tls.ServerCertificate;
import org.pindesk.demo.unity.CupiEndpoint.Behaviour;
import org.pindesk.demo.unity.CupiJournal.Received;
import org.pindesk.demo.wire.HttpsListener;

/**
 * A Unity Connection with a mailbox for everybody of the demo company who has a telephone: CUPI over HTTPS, and voicemail by telephone.
 * Misbehaviour concerns CUPI and PIN synchronisation; voicemail by telephone always works. Thread-safe.
 */
public final class UnitySimulator implements AutoCloseable {
    /** Service account that reads and may not change. */
    public static final String READER_USER = "pindesk-vm-read";

    public static final String READER_PASSWORD = "Reader.Cupi.2846";
    /** Service account with the role Help Desk Administrator. */
    public static final String WRITER_USER = "pindesk-vm-helpdesk";

    public static final String WRITER_PASSWORD = "Writer.Cupi.6092";

    private final ServerCertificate certificate;
    private final Mailboxes boxes;
    private final CupiJournal journal = new CupiJournal();
    private final CupiEndpoint endpoint;
    private final HttpsListener<Behaviour> listener;
    private volatile Behaviour behaviour = new Behaviour(Fault.UP, Quirk.NONE, "", "");
    private volatile boolean sync = true;

    /**
     * @param clock for locks and expiry
     * @param people those without a telephone get no mailbox
     */
    public UnitySimulator(Clock clock, List<Employee> people) {
        this(clock, people, ServerCertificate.forLoopback());
    }

    UnitySimulator(Clock clock, List<Employee> people, ServerCertificate certificate) {
        this.certificate = certificate;
        this.boxes = new Mailboxes(clock, people);
        this.endpoint = new CupiEndpoint(boxes, journal);
        this.listener = new HttpsListener<>("unity", certificate, endpoint, () -> behaviour);
    }

    /** Listens on a free port of 127.0.0.1, which stays the same until {@link #close}. */
    public void start() {
        listener.start();
    }

    /** {@code https://127.0.0.1:PORT}. */
    public URI url() {
        return URI.create("https://127.0.0.1:" + listener.port());
    }

    /** The self-signed certificate, to be trusted; names 127.0.0.1 and localhost. */
    public String caPem() {
        return certificate.pem();
    }

    /** Behaves so until told otherwise. Requests that hang are dropped when this changes. */
    public synchronized void misbehave(Fault fault) {
        behaviour = new Behaviour(fault, behaviour.quirk(), behaviour.method(), behaviour.only());
        listener.follow(fault);
    }

    /**
     * @param method that is concerned; empty = all
     * @param only end of the path that is concerned; empty = all
     */
    synchronized void breakAnswers(Quirk quirk, String method, String only) {
        behaviour = new Behaviour(behaviour.fault(), quirk, method, only);
        listener.release();
    }

    /**
     * Whether PINs are shared with the telephone system, as at the start. The other way round nothing is handed on: that a PIN set over
     * CUPI goes to the telephone system stands in no document.
     */
    public void sync(boolean on) {
        sync = on;
    }

    /**
     * A new PIN that the telephone system sends, which keeps its old one when this is false: when nothing answers here, when the PIN
     * breaks a rule here, and also when it was taken and the answer got lost. Waits for nothing.
     *
     * @return whether it was taken, or need not be: sync is off, or there is no such mailbox
     */
    public boolean syncedPin(String account, String pin) {
        if (!sync) {
            return true;
        }
        Fault fault = behaviour.fault();
        return switch (fault.kind()) {
            case DOWN, HANG, REFUSE_TRIVIAL -> false;
            case THROTTLE -> !endpoint.throttled(fault) && boxes.sync(account, pin, false);
            case LIE -> boxes.sync(account, pin, true);
            case DROP_AFTER_WRITE -> {
                boxes.sync(account, pin, false);
                yield false;
            }
            case UP, SLOW, WRONG_PASSWORD -> boxes.sync(account, pin, false);
        };
    }

    /**
     * Signs in to voicemail by telephone; failed sign-ins count.
     *
     * @return "signed in", or what voicemail says, in words of our own: no source writes the prompts down
     */
    public String voicemail(String account, String pin) {
        return boxes.ofAlias(account, (box, now) -> switch (box.pin().signIn(pin, now)) {
                    case OK -> "signed in";
                    case MUST_CHANGE -> "Your PIN must be changed now. Enter a new PIN";
                    case LOCKED -> "Your account is locked. Contact your system administrator";
                    case WRONG -> "Sorry, that PIN is not valid";
                })
                .orElse("Sorry, there is no mailbox for that ID");
    }

    /**
     * Locks or unlocks a PIN as an administrator does.
     *
     * @throws IllegalArgumentException when there is no such mailbox, as below
     */
    public void lockByAdministrator(String account, boolean locked) {
        boxes.change(account, (box, now) -> box.pin().lockByAdministrator(locked, now));
    }

    public void mustChange(String account, boolean must) {
        boxes.change(account, (box, now) -> box.pin().mustChange(must));
    }

    public void doesNotExpire(String account, boolean never) {
        boxes.change(account, (box, now) -> box.pin().doesNotExpire(never));
    }

    /** One more extension of a mailbox. */
    public void alternateExtension(String account, String number) {
        boxes.change(account, (box, now) -> box.alternates().add(number));
    }

    /** Makes somebody an administrator of Unity Connection. */
    public void giveRole(String account, String role) {
        boxes.change(account, (box, now) -> box.roles().add(role));
    }

    /** Asks for longer PINs from now on, for everybody. */
    public void requireDigits(int digits) {
        boxes.rule(rule -> rule.withMinLength(digits));
    }

    /** From now on a lock from failed sign-ins lasts so long; zero = until somebody lifts it. */
    public void lockFor(Duration time) {
        boxes.rule(rule -> rule.withLockout(time));
    }

    /** From now on PINs last so long; zero = for ever. */
    public void expireAfter(Duration time) {
        boxes.rule(rule -> rule.withLife(time));
    }

    /** How many different PINs this mailbox has had, the first one included; 0 when there is none. */
    public int pinsHeld(String account) {
        return boxes.read(account, box -> box.pin().held(), 0);
    }

    /** Every request over CUPI, oldest first, PINs masked. */
    public List<Received> journal() {
        return journal.entries();
    }

    public void clearJournal() {
        journal.clear();
    }

    @Override
    public void close() {
        listener.stop();
    }
}
