package org.pindesk.adapter.wire;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.BackendException;
import org.pindesk.core.Problem;

/**
 * A connection over which lines go, for systems that speak no HTTP. One deadline covers everything from the first packet to the last
 * byte: when it comes the connection is closed under whoever waits on it. Bytes stand for themselves (ISO 8859-1), so that what was read
 * can be sent back as it was. For one thread. Says nothing to the log.
 */
public final class LineConnection implements AutoCloseable {
    private static final int IDLE_SECONDS = 2;
    private static final ScheduledThreadPoolExecutor DEADLINES = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "pindesk-deadlines");
        thread.setDaemon(true);
        return thread;
    });

    static {
        DEADLINES.setRemoveOnCancelPolicy(true);
        DEADLINES.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        DEADLINES.allowCoreThreadTimeOut(true);
    }

    private final String system;
    private final String where;
    private final Duration deadline;
    private final int mostBytes;
    private final Socket raw = new Socket();
    private final ScheduledFuture<?> end;
    private @Nullable Socket socket;
    private @Nullable InputStream in;
    private volatile boolean late;
    private boolean sent;
    private int read;

    private LineConnection(String system, String where, Duration deadline, int mostBytes) {
        this.system = system;
        this.where = where;
        this.deadline = deadline;
        this.mostBytes = mostBytes;
        this.end = DEADLINES.schedule(this::expire, deadline.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Connects, and proves the server's certificate.
     *
     * @param system id as configured, for messages
     * @param trust null = not encrypted
     * @param connect for the TCP connection alone
     * @param deadline for everything until {@link #close}
     * @param mostBytes that may be read; after that it is no real answer
     * @throws BackendException {@link Problem#UNREACHABLE}, {@link Problem#UNTRUSTED_TLS}; nothing was sent then
     */
    public static LineConnection open(
            String system,
            String host,
            int port,
            @Nullable TlsTrust trust,
            Duration connect,
            Duration deadline,
            int mostBytes) {
        LineConnection connection = new LineConnection(system, host + ":" + port, deadline, mostBytes);
        try {
            connection.connect(host, port, trust, connect);
            return connection;
        } catch (IOException e) {
            connection.close();
            throw connection.notReached(e);
        }
    }

    private void connect(String host, int port, @Nullable TlsTrust trust, Duration connect) throws IOException {
        raw.setTcpNoDelay(true);
        raw.connect(new InetSocketAddress(host, port), (int) Math.max(1, connect.toMillis()));
        Socket through = raw;
        if (trust != null) {
            SSLSocket tls = (SSLSocket) trust.context().getSocketFactory().createSocket(raw, host, port, true);
            SSLParameters parameters = tls.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            tls.setSSLParameters(parameters);
            tls.startHandshake();
            through = tls;
        }
        socket = through;
        in = new BufferedInputStream(through.getInputStream());
    }

    /**
     * Sends a text, its line ends included.
     *
     * @throws BackendException {@link Problem#NO_ANSWER}: it may have arrived
     */
    public void send(String text) {
        sent = true;
        try {
            if (socket == null) {
                throw new IOException("not connected");
            }
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /**
     * The next line, without its end.
     *
     * @throws BackendException {@link Problem#NO_ANSWER} when it did not come whole ({@link Problem#UNREACHABLE} where nothing was
     *     sent); {@link Problem#GARBLED} when more came than any real answer has
     */
    public String readLine() {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            while (true) {
                int next = in == null ? -1 : in.read();
                if (next < 0) {
                    throw new IOException("closed by the other side");
                }
                if (++read > mostBytes) {
                    throw new BackendException(Problem.GARBLED, system, "the answer is longer than any real one");
                }
                if (next == '\n') {
                    String text = line.toString(StandardCharsets.ISO_8859_1);
                    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
                }
                line.write(next);
            }
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /** Begins to count what is read anew: another answer begins. */
    public void nextAnswer() {
        read = 0;
    }

    @Override
    public void close() {
        end.cancel(false);
        shut();
    }

    private void expire() {
        late = true;
        shut();
    }

    /** The TCP connection alone: a TLS one waits for others when it is closed. */
    private void shut() {
        try {
            raw.close();
        } catch (IOException e) {
            throw new IllegalStateException("a connection cannot be closed", e);
        }
    }

    private BackendException broken(IOException cause) {
        Problem problem = sent ? Problem.NO_ANSWER : Problem.UNREACHABLE;
        return new BackendException(
                problem,
                system,
                late
                        ? "no whole answer within " + deadline.toMillis() + " ms"
                        : "the connection broke before the answer was whole ("
                                + cause.getClass().getSimpleName() + ")");
    }

    private BackendException notReached(IOException cause) {
        CertificateException untrusted =
                Http.find(cause, CertificateException.class).orElse(null);
        if (untrusted != null) {
            return new BackendException(Problem.UNTRUSTED_TLS, system, String.valueOf(untrusted.getMessage()), cause);
        }
        return new BackendException(Problem.UNREACHABLE, system, reason(cause), cause);
    }

    private String reason(IOException cause) {
        if (cause instanceof UnknownHostException) {
            return "unknown host name in " + where;
        }
        if (late || cause instanceof SocketTimeoutException) {
            return "no connection to " + where + " in time";
        }
        if (cause instanceof SSLException) {
            return "no TLS handshake with " + where + "; is that a TLS port?";
        }
        return "connection to " + where + " refused or broken ("
                + cause.getClass().getSimpleName() + ")";
    }
}
