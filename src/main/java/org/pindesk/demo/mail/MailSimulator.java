package org.pindesk.demo.mail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.company.Employee;
import org.pindesk.demo.company.Fault;
import org.pindesk.demo.tls.ServerCertificate;

/**
 * The demo company's mail server, for submission on loopback: STARTTLS, sign-in, one box for each employee and one for {@code
 * security}. Small and its own: a library's server answers by its rules and could not be made to hang, lie or cut a connection where
 * the console asks for it.
 */
public final class MailSimulator implements AutoCloseable {
    public static final String USER = "svc-pindesk";
    public static final String PASSWORD = "Mail.Service.2026";
    public static final String SENDER = "IT Helpdesk <helpdesk@" + Company.MAIL_DOMAIN + ">";
    /** The box that notices go to where an owner has none. */
    public static final String SECURITY = "security";

    public static final String SECURITY_MAILBOX = SECURITY + "@" + Company.MAIL_DOMAIN;

    private static final int THREADS = 32;

    private final ServerCertificate certificate;
    private final Boxes boxes;
    private final SecureRandom random = new SecureRandom();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
        Thread thread = new Thread(task, "mail-simulator");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<Wire> open = ConcurrentHashMap.newKeySet();
    private final List<String> verbs = new CopyOnWriteArrayList<>();
    private final AtomicInteger refusedSignIns = new AtomicInteger();
    private final Object state = new Object();
    private final int port;
    private @Nullable ServerSocket listener;
    private CountDownLatch changed = new CountDownLatch(1);
    private Fault fault = Fault.UP;
    private Quirk quirk = Quirk.NONE;

    /** Listens at once, on any free port. */
    public MailSimulator(List<Employee> people) {
        this(people, ServerCertificate.forLoopback());
    }

    MailSimulator(List<Employee> people, ServerCertificate certificate) {
        this.certificate = certificate;
        this.boxes = new Boxes(
                Company.MAIL_DOMAIN,
                Stream.concat(people.stream().map(Employee::account), Stream.of(SECURITY))
                        .toList());
        synchronized (state) {
            this.port = listen(0);
        }
    }

    /** With STARTTLS. */
    public String url() {
        return "smtp://127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    public String caPem() {
        return certificate.pem();
    }

    /** How it behaves from the next connection on; connections that are open are cut when it goes down, hangs or comes back. */
    public void misbehave(Fault next) {
        synchronized (state) {
            fault = next;
            changed();
            if (next.is(Fault.Kind.DOWN)) {
                stopListening();
            } else if (listener == null) {
                listen(port);
            }
        }
    }

    void behave(Quirk next) {
        synchronized (state) {
            quirk = next;
            changed();
        }
    }

    /** The mails in a box, oldest first; empty also where there is no such box. */
    public List<ReceivedMail> mails(String account) {
        return boxes.of(account);
    }

    /** Sign-ins that were refused since the start. */
    public int refusedSignIns() {
        return refusedSignIns.get();
    }

    /** The commands of all connections since the start, by their first word. */
    public List<String> commands() {
        return List.copyOf(verbs);
    }

    Boxes boxes() {
        return boxes;
    }

    ServerCertificate certificate() {
        return certificate;
    }

    boolean knows(String user, String password) {
        return user.equals(USER) && password.equals(PASSWORD);
    }

    void signedIn(boolean taken) {
        if (!taken) {
            refusedSignIns.incrementAndGet();
        }
    }

    void note(String verb) {
        verbs.add(verb);
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    /** Lets the time pass; false when the server's behaviour changed in the meantime. */
    boolean stays(Duration time) {
        CountDownLatch next;
        synchronized (state) {
            next = changed;
        }
        try {
            return !next.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private int listen(int wanted) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
            listener = socket;
            Thread thread = new Thread(() -> accept(socket), "mail-simulator-accept");
            thread.setDaemon(true);
            thread.start();
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("the simulated mail server cannot listen", e);
        }
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                threads.execute(() -> serve(client));
            } catch (IOException | RejectedExecutionException e) {
                // closed, or about to be
            }
        }
    }

    private void serve(Socket client) {
        Fault now;
        Quirk how;
        Wire wire;
        try {
            wire = new Wire(client);
            synchronized (state) {
                now = fault;
                how = quirk;
                open.add(wire);
            }
        } catch (IOException e) {
            return;
        }
        try (wire) {
            if (!now.is(Fault.Kind.DOWN)) {
                new SmtpSession(this, wire, now, how).run();
            }
        } catch (IOException e) {
            // the client has gone, or was cut off
        } finally {
            open.remove(wire);
        }
    }

    private void changed() {
        changed.countDown();
        changed = new CountDownLatch(1);
        open.forEach(Wire::close);
    }

    private void stopListening() {
        ServerSocket socket = listener;
        listener = null;
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() {
        synchronized (state) {
            stopListening();
            changed();
        }
        threads.shutdownNow();
    }
}
