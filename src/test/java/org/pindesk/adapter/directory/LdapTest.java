package org.pindesk.adapter.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedModifyRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.BindResult;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pindesk.adapter.directory.DirectorySettings.Server;
import org.pindesk.adapter.directory.DirectorySettings.Writer;
import org.pindesk.adapter.directory.Ldap.Answered;
import org.pindesk.adapter.wire.Guard;
import org.pindesk.core.Problem;
import org.pindesk.core.Secret;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.company.Fault;
import org.pindesk.demo.directory.DirectorySimulator;
import org.pindesk.port.AuthLatch;
import org.pindesk.port.Written;
import org.pindesk.port.Written.Kind;

/** Asking each server by itself, and writing once. */
@Timeout(30)
class LdapTest {
    private static final Duration PATIENCE = Duration.ofMillis(2500);
    private static final String WRITER = "cn=writer,dc=test";
    private static final Secret WRITER_PASSWORD = Secret.of("Writer-canary-1");

    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock();
    private final AtomicInteger changes = new AtomicInteger();
    private final CountDownLatch held = new CountDownLatch(1);
    private DirectorySimulator first;
    private DirectorySimulator second;

    @BeforeEach
    void start() {
        first = new DirectorySimulator(clock, Company.people());
        second = new DirectorySimulator(clock, Company.people());
    }

    @AfterEach
    void stop() {
        held.countDown();
        first.close();
        second.close();
    }

    @Test
    void asksEachServerByItself() throws Exception {
        try (Ldap ldap = ldap(both(DirectorySimulator.servicePassword()))) {
            for (int i = 0; i < 3; i++) {
                assertThat(ask(ldap))
                        .extracting(Answered::silent, Answered::value)
                        .containsExactly(tuple(null, first.ldapsPort()), tuple(null, second.ldapsPort()));
            }
            assertThat(first.operations().binds())
                    .as("connections are used again")
                    .isEqualTo(1);
            assertThat(second.operations().binds()).isEqualTo(1);
        }
    }

    @Test
    void aSilentServerIsARowAndIsNotWaitedForAgain() throws Exception {
        try (Ldap ldap = ldap(both(DirectorySimulator.servicePassword()))) {
            second.misbehave(Fault.parse("hang").orElseThrow());
            List<Answered<Integer>> answers = ask(ldap);
            assertThat(answers.get(0).value()).isEqualTo(first.ldapsPort());
            assertThat(answers.get(1).silent()).isIn(Problem.UNREACHABLE.code(), Problem.NO_ANSWER.code());
            assertThat(answers.get(1).value()).isNull();

            long start = System.nanoTime();
            List<Answered<Integer>> again = ask(ldap);
            assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isLessThan(300);
            assertThat(again.get(0).value()).isEqualTo(first.ldapsPort());
            assertThat(again.get(1).silent()).isEqualTo(answers.get(1).silent());
        }
    }

    @Test
    void aWrongPasswordIsOneBadSignInHoweverManyServersAreAsked() throws Exception {
        try (Ldap ldap = ldap(both(Secret.of("wrong-canary")))) {
            for (int i = 0; i < 3; i++) {
                assertThat(ask(ldap)).extracting(Answered::silent).containsOnly(Problem.BAD_CREDENTIALS.code());
            }
            assertThat(first.operations().failedBinds() + second.operations().failedBinds())
                    .isEqualTo(1);
        }
    }

    @Test
    void aChangeWithoutAnAnswerIsUnknownAndNeverSentAgain() throws Exception {
        try (InMemoryDirectoryServer server = plain(true);
                Ldap ldap = ldap(writing(server.getListenPort(), WRITER_PASSWORD))) {
            Written written = change(ldap);
            assertThat(written.kind()).isEqualTo(Kind.NO_ANSWER);
            assertThat(written.detail()).doesNotContain("canary");
            assertThat(changes).hasValue(1);
        }
    }

    @Test
    void aChangeThatCannotBeSentSaysSo() throws Exception {
        int port;
        try (InMemoryDirectoryServer server = plain(false)) {
            port = server.getListenPort();
            try (Ldap ldap = ldap(writing(port, WRITER_PASSWORD))) {
                assertThat(change(ldap)).isEqualTo(new Written(Kind.ACCEPTED, ""));
                assertThat(server.getEntry("cn=somebody,dc=test").getAttributeValue("description"))
                        .isEqualTo("changed");
                server.shutDown(true);
                assertThat(change(ldap).kind()).isEqualTo(Kind.NOT_SENT);
            }
        }
        assertThat(changes).hasValue(1);
        try (Ldap ldap = ldap(writing(port, WRITER_PASSWORD).withWriter(null))) {
            assertThat(ldap.writable()).isFalse();
            assertThat(change(ldap).kind()).isEqualTo(Kind.NOT_SENT);
        }
    }

    @Test
    void aWrongPasswordForChangesIsTriedOnce() throws Exception {
        try (InMemoryDirectoryServer server = plain(false);
                Ldap ldap = ldap(writing(server.getListenPort(), Secret.of("wrong-canary")))) {
            assertThat(change(ldap).detail())
                    .contains("LDAP_WRITE_BIND_PASSWORD")
                    .contains("refused");
            Written again = change(ldap);
            assertThat(again.kind()).isEqualTo(Kind.NOT_SENT);
            assertThat(again.detail()).contains("does not try it again");
        }
        assertThat(changes).hasValue(0);
    }

    @Test
    void bindsAsAPersonOnAConnectionOfItsOwn() throws Exception {
        try (InMemoryDirectoryServer server = plain(false);
                Ldap ldap = ldap(writing(server.getListenPort(), WRITER_PASSWORD))) {
            BindResult right =
                    Objects.requireNonNull(ldap.bindAs(new SimpleBindRequest(WRITER, WRITER_PASSWORD.open())));
            BindResult wrong = Objects.requireNonNull(ldap.bindAs(new SimpleBindRequest(WRITER, "nonsense")));
            assertThat(right.getResultCode()).isEqualTo(ResultCode.SUCCESS);
            assertThat(wrong.getResultCode()).isEqualTo(ResultCode.INVALID_CREDENTIALS);
            server.shutDown(true);
            assertThat(ldap.bindAs(new SimpleBindRequest(WRITER, WRITER_PASSWORD.open())))
                    .isNull();
        }
    }

    private static List<Answered<Integer>> ask(Ldap ldap) {
        return ldap.each(PATIENCE, connection -> {
            connection.getRootDSE();
            return connection.getConnectedPort();
        });
    }

    private static Written change(Ldap ldap) {
        return ldap.modify(
                "cn=somebody,dc=test",
                List.of(new Modification(ModificationType.REPLACE, "description", "changed")),
                null);
    }

    private Ldap ldap(DirectorySettings settings) {
        return new Ldap(settings, clock, AuthLatch.NONE, Guard.of("directory", Ldap.guarding(settings)));
    }

    private DirectorySettings both(Secret password) throws Exception {
        Path authorities = folder.resolve("both.pem");
        Files.writeString(authorities, Files.readString(first.caPem()) + Files.readString(second.caPem()));
        return DirectorySettings.of(
                        List.of(Server.parse(first.ldapsUrl()), Server.parse(second.ldapsUrl())),
                        DirectorySimulator.SERVICE_UPN,
                        password,
                        List.of(Company.STAFF_DN))
                .withCa(authorities)
                .withLimits(SimulatedDirectory.SHORT);
    }

    private static DirectorySettings writing(int port, Secret password) {
        return DirectorySettings.of(
                        List.of(Server.parse("ldap+plain://127.0.0.1:" + port)),
                        "cn=reader,dc=test",
                        Secret.of("reader"),
                        List.of("dc=test"))
                .withWriter(new Writer(WRITER, password))
                .withLimits(SimulatedDirectory.SHORT);
    }

    /**
     * @param deaf whether it takes changes and never says so
     */
    private InMemoryDirectoryServer plain(boolean deaf) throws Exception {
        InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig("dc=test");
        config.setSchema(null);
        config.addAdditionalBindCredentials(WRITER, WRITER_PASSWORD.open());
        config.setListenerConfigs(
                InMemoryListenerConfig.createLDAPConfig("plain", InetAddress.getLoopbackAddress(), 0, null));
        config.addInMemoryOperationInterceptor(new InMemoryOperationInterceptor() {
            @Override
            public void processModifyRequest(InMemoryInterceptedModifyRequest request) {
                changes.incrementAndGet();
                try {
                    if (deaf && !held.await(20, TimeUnit.SECONDS)) {
                        throw new IllegalStateException("held for too long");
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        });
        InMemoryDirectoryServer server = new InMemoryDirectoryServer(config);
        server.add("dn: dc=test", "objectClass: domain", "dc: test");
        server.add("dn: cn=somebody,dc=test", "objectClass: person", "cn: somebody", "sn: somebody");
        server.startListening();
        return server;
    }
}
