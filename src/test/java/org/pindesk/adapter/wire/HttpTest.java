package org.pindesk.adapter.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.pindesk.core.BackendException;
import org.pindesk.core.Problem;

/** Against bare sockets, since what is tested is what no proper server does. */
@Timeout(60)
class HttpTest {
    private static final Duration PATIENT = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final int CAP = 1000;

    private final Http http = new Http(
            Guard.of("hq", GuardSettings.DEFAULT.withoutRepeating()),
            TlsTrust.jvmDefault(),
            Duration.ofSeconds(5),
            CAP);
    private final List<AutoCloseable> open = new ArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void close() throws Exception {
        end.countDown();
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    @ParameterizedTest
    @EnumSource(Access.class)
    void aClosedPortIsUnreachable(Access access) throws Exception {
        ServerSocket socket = listen();
        int port = socket.getLocalPort();
        socket.close();

        assertThat(failure(access, "http", port, PATIENT).problem()).isEqualTo(Problem.UNREACHABLE);
    }

    @ParameterizedTest
    @EnumSource(Access.class)
    void aHandshakeThatNeverEndsIsUnreachableForNothingWasSent(Access access) throws Exception {
        ServerSocket socket = listen();

        assertThat(failure(access, "https", socket.getLocalPort(), SHORT).problem())
                .isEqualTo(Problem.UNREACHABLE);
    }

    @ParameterizedTest
    @EnumSource(Access.class)
    void aPortWithoutTlsIsUnreachable(Access access) throws Exception {
        int port = answer("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n", true);

        assertThat(failure(access, "https", port, PATIENT))
                .hasMessageContaining("is that an HTTPS port?")
                .extracting(BackendException::problem)
                .isEqualTo(Problem.UNREACHABLE);
    }

    @ParameterizedTest
    @EnumSource(Access.class)
    void aServerThatReadsAndFallsSilentIsNoAnswer(Access access) throws Exception {
        int port = answer("", false);

        assertThat(failure(access, "http", port, SHORT).problem()).isEqualTo(Problem.NO_ANSWER);
    }

    @ParameterizedTest
    @EnumSource(Access.class)
    void aDroppedConnectionIsNoAnswer(Access access) throws Exception {
        int port = answer("", true);

        assertThat(failure(access, "http", port, PATIENT).problem()).isEqualTo(Problem.NO_ANSWER);
    }

    @ParameterizedTest
    @EnumSource(Access.class)
    void theDeadlineCoversABodyThatStalls(Access access) throws Exception {
        int port = answer("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", false);
        long started = System.nanoTime();

        assertThat(failure(access, "http", port, SHORT).problem()).isEqualTo(Problem.NO_ANSWER);
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(15));
    }

    @ParameterizedTest
    @CsvSource({"READ,GARBLED", "WRITE,NO_ANSWER"})
    void anOversizedBodyIsGivenUp(Access access, Problem problem) throws Exception {
        int port = answer("HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n" + "x".repeat(9000), false);

        assertThat(failure(access, "http", port, PATIENT).problem()).isEqualTo(problem);
    }

    @ParameterizedTest
    @CsvSource({"READ,GARBLED", "WRITE,NO_ANSWER"})
    void whatDoesNotSpeakHttpIsGarbled(Access access, Problem problem) throws Exception {
        int port = answer("220 mail.example ESMTP ready 730915\r\n\r\n", false);

        assertThat(failure(access, "http", port, PATIENT))
                .hasMessageNotContaining("730915")
                .extracting(BackendException::problem)
                .isEqualTo(problem);
    }

    @ParameterizedTest
    @EnumSource(Access.class)
    void aRedirectIsNotFollowedAndNamedWithoutItsQuery(Access access) throws Exception {
        int port = answer(
                "HTTP/1.1 302 Found\r\nLocation: https://sso.invalid/login?state=SECRET\r\nContent-Length: 0\r\n\r\n",
                false);

        assertThat(failure(access, "http", port, PATIENT))
                .hasMessageContaining("sso.invalid/login")
                .hasMessageNotContaining("SECRET")
                .extracting(BackendException::problem)
                .isEqualTo(Problem.WRONG_ENDPOINT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/html|anything",
                "text/xml|<!DOCTYPE html><html></html>",
                "text/xml|<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'/>"
            })
    void aWebPageIsTheWrongEndpointAndLeavesAWriteOpen(String type, String body) throws Exception {
        String page =
                "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;

        assertThat(failure(Access.READ, "http", answer(page, false), PATIENT).problem())
                .isEqualTo(Problem.WRONG_ENDPOINT);
        assertThat(failure(Access.WRITE, "http", answer(page, false), PATIENT).problem())
                .as("a filter may have put the page in place of the answer to a write that was made")
                .isEqualTo(Problem.NO_ANSWER);
    }

    @Test
    void nothingIsNoWebPageWhateverItIsCalled() throws Exception {
        int port = answer("HTTP/1.1 204 No Content\r\nContent-Type: text/html\r\n\r\n", false);

        assertThat(http.call("hq", Access.WRITE, post("http", port), PATIENT).status())
                .isEqualTo(204);
    }

    @Test
    void otherStatusesAreHandedUpWithTheirBody() throws Exception {
        int port = answer("HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\n\r\nno", false);

        HttpAnswer answer = http.call("hq", Access.READ, post("http", port), PATIENT);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body()).isEqualTo("no".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void anInterruptEndsTheWaitAndStaysSet() throws Exception {
        int port = answer("", false);
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> http.call("hq", Access.WRITE, post("http", port), PATIENT))
                .isInstanceOf(BackendException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void neitherHeadersNorBodyArePrinted() {
        assertThat(post("https", 1).toString()).isEqualTo("POST 127.0.0.1:1/axl/");
    }

    @Test
    void aBodyThatWasForbiddenNeverLeaves() {
        GatedBody body = new GatedBody(new byte[] {1});
        assertThat(body.forbid()).isTrue();
        CompletableFuture<Throwable> refusal = new CompletableFuture<>();
        List<Object> seen = new ArrayList<>();

        body.subscribe(new java.util.concurrent.Flow.Subscriber<>() {
            @Override
            public void onSubscribe(java.util.concurrent.Flow.Subscription subscription) {
                subscription.request(1);
            }

            @Override
            public void onNext(java.nio.ByteBuffer bytes) {
                seen.add(bytes);
            }

            @Override
            public void onError(Throwable cause) {
                refusal.complete(cause);
            }

            @Override
            public void onComplete() {
                seen.add("complete");
            }
        });

        assertThat(refusal).isCompleted();
        assertThat(seen).isEmpty();
    }

    private BackendException failure(Access access, String scheme, int port, Duration deadline) {
        BackendException failure = catchThrowableOfType(
                BackendException.class, () -> http.call("hq", access, post(scheme, port), deadline));
        assertThat(failure).as("a failure").isNotNull();
        return failure;
    }

    private static HttpCall post(String scheme, int port) {
        return HttpCall.post(
                URI.create(scheme + "://127.0.0.1:" + port + "/axl/?q=1"),
                Map.of("Authorization", "Basic SECRET"),
                "<pin>730915</pin>".getBytes(StandardCharsets.UTF_8));
    }

    private ServerSocket listen() throws IOException {
        ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        open.add(socket);
        return socket;
    }

    /** Takes one connection, reads some of it, says the text, and hangs up or keeps still until the test ends. */
    private int answer(String text, boolean hangUp) throws IOException {
        ServerSocket socket = listen();
        Thread thread = new Thread(() -> {
            try (Socket connection = socket.accept()) {
                if (connection.getInputStream().read(new byte[4096]) < 0) {
                    return;
                }
                OutputStream out = connection.getOutputStream();
                out.write(text.getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
                if (!hangUp) {
                    end.await();
                }
            } catch (IOException | InterruptedException e) {
                // the client hung up first, or the test has ended
            }
        });
        thread.setDaemon(true);
        thread.start();
        return socket.getLocalPort();
    }
}
