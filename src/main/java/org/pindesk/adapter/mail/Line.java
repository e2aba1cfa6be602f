package org.pindesk.adapter.mail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLSocket;
import org.pindesk.adapter.mail.SmtpSettings.Security;
import org.pindesk.adapter.mail.SmtpSettings.Server;

/**
 * A connection that is cut when its time is over, whatever goes on in it: connecting, a handshake, a read or a write. The library's
 * own timeouts begin anew with each byte.
 */
final class Line implements AutoCloseable {
    private static final Executor AT_ONCE = Runnable::run;

    private final Socket bare = new Socket();
    private final AtomicBoolean late = new AtomicBoolean();
    private final CompletableFuture<Void> end;
    private Socket socket = bare;

    /**
     * @param atMost from now until the connection is cut
     */
    Line(Duration atMost) {
        end = CompletableFuture.runAsync(
                this::cut, CompletableFuture.delayedExecutor(atMost.toMillis(), TimeUnit.MILLISECONDS, AT_ONCE));
    }

    /** Connects, and makes the TLS handshake where the connection begins with it. */
    void open(SmtpSettings settings) throws IOException {
        Server server = settings.server();
        // with the name as configured: the library would look up another one by the address
        InetAddress address = InetAddress.getByAddress(
                server.host(), InetAddress.getByName(server.host()).getAddress());
        bare.connect(new InetSocketAddress(address, server.port()), (int)
                settings.connect().toMillis());
        if (server.security() == Security.TLS) {
            SSLSocket tls = settings.trust().over(bare, server.host(), server.port());
            socket = tls;
            tls.startHandshake();
        }
    }

    Socket socket() {
        return socket;
    }

    /** Whether the time was over before the conversation was. */
    boolean late() {
        return late.get();
    }

    @Override
    public void close() {
        end.cancel(false);
        closeBare();
    }

    private void cut() {
        late.set(true);
        closeBare();
    }

    private void closeBare() {
        try {
            bare.close();
        } catch (IOException e) {
            // closed all the same
        }
    }
}
