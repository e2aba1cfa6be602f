package org.pindesk.demo.asterisk;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.company.Employee;
import org.pindesk.demo.company.Fault;
import org.pindesk.demo.tls.ServerCertificate;

/**
 * An Asterisk whose {@code voicemail.conf} has a mailbox for everybody with a telephone: AMI over TLS, and voicemail by telephone.
 * Misbehaviour concerns AMI; voicemail by telephone always works. Thread-safe.
 */
public final class AsteriskSimulator implements AutoCloseable {
    public static final String USER = "pindesk";
    public static final String PASSWORD = "Manager.Ami.5038";
    private static final int MOST_CONNECTIONS = 64;

    private final ServerCertificate certificate = ServerCertificate.forLoopback();
    private final ServerSocket listener;
    private final VoicemailConf conf;
    private final List<String> journal = new ArrayList<>();
    private final Map<Socket, Boolean> open = new ConcurrentHashMap<>();
    private final AtomicInteger challenges = new AtomicInteger(100_000_000);
    private final AtomicLong badSignIns = new AtomicLong();
    private final Semaphore places = new Semaphore(MOST_CONNECTIONS);
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Fault fault = Fault.UP;
    private volatile Quirk quirk = Quirk.NONE;
    private volatile String only = "";

    /** Listens on a free port of 127.0.0.1 at once. */
    public AsteriskSimulator(List<Employee> people) {
        this.conf = new VoicemailConf(text(people));
        try {
            this.listener = certificate
                    .context()
                    .getServerSocketFactory()
                    .createServerSocket(0, MOST_CONNECTIONS, InetAddress.getLoopbackAddress());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("the simulated Asterisk cannot listen", e);
        }
        thread("accepts", this::accept);
    }

    private static String text(List<Employee> people) {
        StringBuilder text = new StringBuilder(
                "; mailboxes of Beispiel AG\n[general]\nformat = wav49\nminpassword = 5\n\n[default]\n");
        people.stream()
                .filter(Employee::hasTelephone)
                .forEach(each -> text.append("; ")
                        .append(each.department())
                        .append('\n')
                        .append(each.extension() + " => " + Company.START_PIN + "," + each.fullName() + ","
                                + each.mail())
                        .append(",,attach=no|tz=central\n"));
        return text.append("\n[other]\n1102 => 999000,Another Bob,another@beispiel.example\n")
                .toString();
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** The self-signed certificate, to be trusted; names 127.0.0.1 and localhost. */
    public String caPem() {
        return certificate.pem();
    }

    /** Behaves so until told otherwise; connections that are open end. */
    public void misbehave(Fault next) {
        fault = next;
        open.keySet().forEach(AsteriskSimulator::end);
    }

    /**
     * @param action that is concerned; empty = all
     */
    public void breakAnswers(Quirk next, String action) {
        only = action;
        quirk = next;
    }

    /** Changes the file by hand, below the header of a section; app_voicemail reloads it. */
    public synchronized void edit(String section, String line) {
        conf.append(section, line);
        conf.reload();
    }

    /** Changes the line of a mailbox by hand, without a reload. */
    public synchronized void editMailbox(String number, String value) {
        conf.update("default", number, value, true, null);
    }

    /** Changes a PIN by telephone while PINs are kept in the spool directory. */
    public synchronized void spoolPin(String number, String pin) {
        conf.spoolPin(number + "@default", pin);
    }

    public synchronized String file() {
        return conf.text();
    }

    /** Signs in to voicemail by telephone. */
    public synchronized boolean voicemail(String number, String pin) {
        return conf.live(number + "@default")
                .map(AsteriskSimulator::pinOf)
                .map(held -> held.startsWith("-") ? held.substring(1) : held)
                .filter(held -> held.equals(pin))
                .isPresent();
    }

    static String pinOf(String value) {
        int comma = value.indexOf(',');
        return comma < 0 ? value : value.substring(0, comma);
    }

    /** Names of the actions that came in since the last time. */
    public synchronized List<String> actions() {
        List<String> actions = List.copyOf(journal);
        journal.clear();
        return actions;
    }

    synchronized void received(String action) {
        journal.add(action);
    }

    int nextChallenge() {
        return challenges.incrementAndGet();
    }

    boolean accepts(String user, Predicate<String> key) {
        boolean accepted = user.equals(USER) && !fault.is(Fault.Kind.WRONG_PASSWORD) && key.test(PASSWORD);
        if (!accepted) {
            badSignIns.incrementAndGet();
        }
        return accepted;
    }

    /** How often a manager user was refused so far. */
    public long badSignIns() {
        return badSignIns.get();
    }

    Fault fault() {
        return fault;
    }

    Quirk quirk(String action) {
        return only.isEmpty() || only.equals(action) ? quirk : Quirk.NONE;
    }

    synchronized <T> T conf(Function<VoicemailConf, T> work) {
        return work.apply(conf);
    }

    synchronized String update(Map<String, String> fields) {
        String section = fields.getOrDefault("Cat-000000", "");
        String variable = fields.getOrDefault("Var-000000", "");
        String value = fields.getOrDefault("Value-000000", "");
        if (quirk("UpdateConfig") == Quirk.CHANGED_MEANWHILE) {
            conf.update(section, variable, "777777,Somebody Else", true, null);
        }
        if (!conf.hasSection(section)) {
            return AmiSide.error("Given category does not exist");
        }
        if (fault.is(Fault.Kind.LIE)) {
            return AmiSide.success();
        }
        boolean arrow = value.startsWith(">");
        boolean done =
                conf.update(section, variable, arrow ? value.substring(1) : value, arrow, fields.get("Match-000000"));
        if (!done) {
            return AmiSide.error("Update did not complete successfully");
        }
        if (quirk("UpdateConfig") != Quirk.NOT_RELOADED && quirk("UpdateConfig") != Quirk.RELOADED_LATER) {
            reload(fields.getOrDefault("Reload", ""));
        }
        return AmiSide.success();
    }

    synchronized String reload(String module) {
        boolean known = module.equals("app_voicemail") || module.equals("app_voicemail.so");
        if (known && quirk("Reload") != Quirk.NOT_RELOADED) {
            conf.reload();
        }
        return known ? AmiSide.success("Message: Module Reloaded") : AmiSide.error("No such module");
    }

    /** Keeps a connection without a word until this is closed; its socket may end before. */
    void hang() {
        stays(Duration.ofDays(1));
    }

    /**
     * Waits so long.
     *
     * @return false when this was closed meanwhile
     */
    boolean stays(Duration time) {
        try {
            return !closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                if (fault.is(Fault.Kind.DOWN) || !places.tryAcquire()) {
                    socket.close();
                } else {
                    open.put(socket, true);
                    thread("talks", () -> talk(socket));
                }
            } catch (IOException e) {
                return;
            }
        }
    }

    private void talk(Socket socket) {
        try (socket) {
            new AmiSide(this, socket).talk();
        } catch (IOException e) {
            // a client that is done, or has lost patience, just goes
        } finally {
            open.remove(socket);
            places.release();
        }
    }

    private static void thread(String name, Runnable work) {
        Thread thread = new Thread(work, "asterisk-simulator-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException("a simulated connection cannot be closed", e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        open.keySet().forEach(AsteriskSimulator::end);
        try {
            listener.close();
        } catch (IOException e) {
            throw new IllegalStateException("the simulated Asterisk cannot be stopped", e);
        }
    }
}
