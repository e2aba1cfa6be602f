package org.pindesk.adapter.cucm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.pindesk.adapter.cucm.CucmWorld.bob;
import static org.pindesk.adapter.cucm.CucmWorld.person;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Clock;
import java.util.HexFormat;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pindesk.adapter.wire.TlsTrust;
import org.pindesk.core.BackendException;
import org.pindesk.core.Problem;
import org.pindesk.core.Secret;
import org.pindesk.port.Written;

/** A cluster that speaks only TLS 1.0 or 1.1 is named as such, with what to do about it. */
@Timeout(60)
class OldTlsTest {
    /** Fatal alert protocol_version, as a server that knows TLS 1.3's way of offering versions answers. */
    private static final String VERSION_ALERT = "15030200020246";
    /** Fatal alert internal_error. */
    private static final String OTHER_ALERT = "15030200020250";
    /** ServerHello that chooses TLS 1.0, as an old server answers. */
    private static final String OLD_HELLO = "160301002a" + "02000026" + "0301" + "07070707070707070707070707070707"
            + "07070707070707070707070707070707" + "00" + "002f" + "00";

    @ParameterizedTest
    @CsvSource({VERSION_ALERT + ", true", OLD_HELLO + ", true", OTHER_ALERT + ", false"})
    void onlyAnOldVersionPointsToTheProxy(String answer, boolean points) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            ExecutorService thread = answering(server, answer);
            try {
                BackendException failure = catchThrowableOfType(
                        BackendException.class, () -> pbx(server).find(person("bob")));

                assertThat(failure.problem()).isEqualTo(Problem.UNREACHABLE);
                String words = String.valueOf(failure.getMessage());
                assertThat(words.contains("docs/old-cucm.md")).isEqualTo(points);
                assertThat(words.contains("TLS 1.0 or 1.1")).isEqualTo(points);
            } finally {
                thread.shutdownNow();
            }
        }
    }

    @Test
    void aWriteThenWasNotSentAndSaysTheSame() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            ExecutorService thread = answering(server, VERSION_ALERT);
            try {
                Written written = pbx(server).resetPin(bob(), Secret.of("730915"));

                assertThat(written.kind()).isEqualTo(Written.Kind.NOT_SENT);
                assertThat(written.detail()).contains("docs/old-cucm.md");
            } finally {
                thread.shutdownNow();
            }
        }
    }

    private static CucmPbx pbx(ServerSocket server) {
        return new CucmPbx(
                CucmSettings.withDefaults(
                        "hq",
                        "x",
                        URI.create("https://127.0.0.1:" + server.getLocalPort()),
                        CucmWorld.READER,
                        CucmWorld.WRITER,
                        TlsTrust.jvmDefault()),
                Clock.systemUTC(),
                org.pindesk.port.AuthLatch.NONE);
    }

    private static ExecutorService answering(ServerSocket server, String answer) {
        byte[] bytes = HexFormat.of().parseHex(answer);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        thread.execute(() -> {
            while (!server.isClosed()) {
                try (Socket client = server.accept();
                        InputStream in = client.getInputStream()) {
                    byte[] head = in.readNBytes(5);
                    in.readNBytes(((head[3] & 0xff) << 8) | (head[4] & 0xff));
                    client.getOutputStream().write(bytes);
                    client.getOutputStream().flush();
                    client.shutdownOutput();
                    in.readNBytes(1);
                } catch (IOException e) {
                    return;
                }
            }
        });
        return thread;
    }
}
