package org.pindesk.adapter.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pindesk.core.BackendException;
import org.pindesk.core.Problem;
import org.pindesk.demo.tls.ServerCertificate;

/** Lines over TCP and TLS, and every way in which the other side can be no good one. */
@Timeout(60)
class LineConnectionTest {
    private static final Duration PATIENT = Duration.ofSeconds(30);

    private final ServerCertificate certificate = ServerCertificate.forLoopback();
    private final CountDownLatch over = new CountDownLatch(1);
    private @Nullable ServerSocket listener;

    /** What the other side does with a connection; it is closed afterwards. */
    private interface Side {
        void talk(Socket socket) throws Exception;
    }

    @AfterEach
    void stop() throws IOException {
        over.countDown();
        if (listener != null) {
            listener.close();
        }
    }

    @Test
    void linesGoBothWaysByteForByte() throws Exception {
        int port = serve(null, LineConnectionTest::echo);
        try (LineConnection connection = open(port, null, PATIENT, 1000)) {
            connection.send("caf\u00e9 \u00ff=>;|\r\nnext\r\n");
            assertThat(connection.readLine()).isEqualTo("caf\u00e9 \u00ff=>;|");
            assertThat(connection.readLine()).isEqualTo("next");
        }
    }

    @Test
    void theSameOverTlsWithTheConfiguredCertificate() throws Exception {
        int port = serve(certificate, LineConnectionTest::echo);
        try (LineConnection connection = open(port, TlsTrust.pem(certificate.pem()), PATIENT, 1000)) {
            connection.send("hello\n");
            assertThat(connection.readLine()).isEqualTo("hello");
        }
    }

    @Test
    void anotherCertificateAnotherHostAndAnExpiredOneAreNotTrusted() throws Exception {
        int right = serve(certificate, LineConnectionTest::echo);
        ServerCertificate other = ServerCertificate.forLoopback();
        assertThat(failure(() -> open(right, TlsTrust.pem(other.pem()), PATIENT, 1000)))
                .hasMessageContaining("does not lead to the configured certificates")
                .extracting(BackendException::problem)
                .isEqualTo(Problem.UNTRUSTED_TLS);
        assertThat(failure(() -> open(right, TlsTrust.pin("0".repeat(64)), PATIENT, 1000)))
                .hasMessageContaining("the configured pin is")
                .extracting(BackendException::problem)
                .isEqualTo(Problem.UNTRUSTED_TLS);
        ServerCertificate elsewhere = ServerCertificate.forHost("pbx.example.com");
        int wrongHost = serve(elsewhere, LineConnectionTest::echo);
        assertThat(failure(() -> open(wrongHost, TlsTrust.pem(elsewhere.pem()), PATIENT, 1000)))
                .hasMessageContaining("names pbx.example.com and not the configured host 127.0.0.1")
                .extracting(BackendException::problem)
                .isEqualTo(Problem.UNTRUSTED_TLS);
        ServerCertificate old = ServerCertificate.expired();
        int expired = serve(old, LineConnectionTest::echo);
        assertThat(failure(() -> open(expired, TlsTrust.pem(old.pem()), PATIENT, 1000)))
                .hasMessageContaining("has expired on 2024-05-01")
                .extracting(BackendException::problem)
                .isEqualTo(Problem.UNTRUSTED_TLS);
    }

    @Test
    void nobodyThereAndNoTlsThereAreUnreachable() throws Exception {
        int plain = serve(null, socket -> {
            socket.getOutputStream().write("Hello\r\n".getBytes(StandardCharsets.UTF_8));
            over.await(30, TimeUnit.SECONDS);
        });
        assertThat(failure(() -> open(plain, TlsTrust.pem(certificate.pem()), PATIENT, 1000)))
                .hasMessageContaining("is that a TLS port?")
                .extracting(BackendException::problem)
                .isEqualTo(Problem.UNREACHABLE);
        int port = plain;
        java.util.Objects.requireNonNull(listener).close();
        assertThat(failure(() -> open(port, null, PATIENT, 1000)).problem()).isEqualTo(Problem.UNREACHABLE);
    }

    @Test
    void theDeadlineCoversAHandshakeThatNeverEndsAndAnswersThatDrip() throws Exception {
        int silent = serve(null, socket -> over.await(30, TimeUnit.SECONDS));
        assertThat(failure(() -> open(silent, TlsTrust.pem(certificate.pem()), Duration.ofMillis(1500), 1000)))
                .hasMessageContaining("in time")
                .extracting(BackendException::problem)
                .isEqualTo(Problem.UNREACHABLE);
        int dripping = serve(null, socket -> {
            while (!over.await(20, TimeUnit.MILLISECONDS)) {
                socket.getOutputStream().write('.');
            }
        });
        try (LineConnection connection = open(dripping, null, Duration.ofMillis(1500), 1_000_000)) {
            assertThat(failure(connection::readLine).problem())
                    .as("nothing was sent")
                    .isEqualTo(Problem.UNREACHABLE);
        }
        try (LineConnection connection = open(dripping, null, Duration.ofMillis(1500), 1_000_000)) {
            connection.send("question\r\n");
            assertThat(failure(connection::readLine))
                    .hasMessageContaining("no whole answer within 1500 ms")
                    .extracting(BackendException::problem)
                    .isEqualTo(Problem.NO_ANSWER);
        }
    }

    @Test
    void halfALineIsNoneAndTooMuchIsNoAnswer() throws Exception {
        int half = serve(null, socket -> {
            socket.getInputStream().read();
            socket.getOutputStream().write("Respon".getBytes(StandardCharsets.UTF_8));
        });
        try (LineConnection connection = open(half, null, PATIENT, 1000)) {
            connection.send("q");
            assertThat(failure(connection::readLine).problem()).isEqualTo(Problem.NO_ANSWER);
        }
        int much = serve(
                null,
                socket -> socket.getOutputStream()
                        .write("abcdefgh\n".toUpperCase(Locale.ROOT).repeat(10).getBytes(StandardCharsets.UTF_8)));
        try (LineConnection connection = open(much, null, PATIENT, 20)) {
            assertThat(connection.readLine()).isEqualTo("ABCDEFGH");
            connection.nextAnswer();
            assertThat(connection.readLine()).isEqualTo("ABCDEFGH");
            assertThat(connection.readLine()).isEqualTo("ABCDEFGH");
            assertThat(failure(connection::readLine).problem()).isEqualTo(Problem.GARBLED);
        }
    }

    private static LineConnection open(int port, @Nullable TlsTrust trust, Duration deadline, int most) {
        return LineConnection.open("pbx", "127.0.0.1", port, trust, Duration.ofSeconds(5), deadline, most);
    }

    private static BackendException failure(ThrowingCallable call) {
        BackendException failure = catchThrowableOfType(BackendException.class, call);
        assertThat(failure).as("a failure").isNotNull();
        return failure;
    }

    private static void echo(Socket socket) throws IOException {
        socket.getInputStream().transferTo(socket.getOutputStream());
    }

    private int serve(@Nullable ServerCertificate tls, Side side) throws Exception {
        ServerSocket server = tls == null
                ? new ServerSocket(0, 10, InetAddress.getLoopbackAddress())
                : tls.context().getServerSocketFactory().createServerSocket(0, 10, InetAddress.getLoopbackAddress());
        listener = server;
        Thread accepting = new Thread(() -> {
            while (!server.isClosed()) {
                try {
                    Socket socket = server.accept();
                    Thread talking = new Thread(() -> talk(socket, side));
                    talking.setDaemon(true);
                    talking.start();
                } catch (IOException e) {
                    return;
                }
            }
        });
        accepting.setDaemon(true);
        accepting.start();
        return server.getLocalPort();
    }

    private static void talk(Socket socket, Side side) {
        try (socket) {
            side.talk(socket);
        } catch (Exception e) {
            // the other side of these tests goes away when it likes
        }
    }
}
