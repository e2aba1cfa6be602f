package org.pindesk.adapter.directory;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.util.ssl.PEMFileTrustManager;
import com.unboundid.util.ssl.SSLUtil;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A real server in a folder of its own, on a loopback address, ended with {@link #close}. */
final class RealServer implements AutoCloseable {
    static final String ADMIN_PASSWORD = "Admin.Real-" + UUID.randomUUID();
    static final String BOT_PASSWORD = "Bot.Real-" + UUID.randomUUID();
    static final String USER_PASSWORD = "User.Real-8841";

    private static final String PACKAGES =
            "samba samba-ad-dc samba-ad-provision samba-dsdb-modules python3-samba slapd openssl";

    private final String address;
    private final Path folder;
    private @Nullable Process process;

    private RealServer(String address) throws IOException {
        this.address = address;
        this.folder = Files.createTempDirectory("pindesk-real");
    }

    /** Active Directory by Samba. */
    static RealServer samba(String address) throws Exception {
        require("/usr/sbin/samba", "/usr/share/samba/setup/ad-schema", "/usr/bin/python3", "/usr/bin/openssl");
        RealServer server = new RealServer(address);
        try {
            server.requireFreePort();
            server.certificate();
            server.python("make", server.folder.resolve("domain").toString(), address);
            server.startSamba();
            return server;
        } catch (Exception | AssertionError e) {
            server.close();
            throw e;
        }
    }

    /** A second domain controller: this one's data as it is now, from here on without replication. */
    RealServer twin(String otherAddress) throws Exception {
        RealServer twin = new RealServer(otherAddress);
        try {
            twin.requireFreePort();
            twin.run(
                    "/bin/cp",
                    "-a",
                    folder.resolve("domain").toString(),
                    folder.resolve("tls").toString(),
                    twin.folder.toString());
            twin.startSamba();
            return twin;
        } catch (Exception | AssertionError e) {
            twin.close();
            throw e;
        }
    }

    /** OpenLDAP with the ppolicy overlay. */
    static RealServer slapd(String address, String morePeople) throws Exception {
        require("/usr/sbin/slapd", "/usr/lib/ldap/ppolicy.la", "/usr/bin/openssl");
        RealServer server = new RealServer(address);
        try {
            server.requireFreePort();
            server.certificate();
            Files.createDirectory(server.folder.resolve("db"));
            Path configuration = server.write("slapd.conf", Map.of("@ADMIN_PASSWORD@", ADMIN_PASSWORD));
            Path people = server.write("people.ldif", Map.of("@BOT_PASSWORD@", BOT_PASSWORD));
            Files.writeString(people, Files.readString(people) + "\n" + morePeople);
            server.run("/usr/sbin/slapadd", "-f", configuration.toString(), "-l", people.toString());
            server.start(
                    "/usr/sbin/slapd",
                    "-d",
                    "0",
                    "-f",
                    configuration.toString(),
                    "-h",
                    "ldap://" + address + ":389/ ldaps://" + address + ":636/");
            return server;
        } catch (Exception | AssertionError e) {
            server.close();
            throw e;
        }
    }

    String ldaps() {
        return "ldaps://" + address + ":636";
    }

    String startTls() {
        return "ldap://" + address + ":389";
    }

    String deadPort() {
        return "ldaps://" + address + ":637";
    }

    String address() {
        return address;
    }

    /** As the administrator of OpenLDAP. */
    LDAPConnection administrator() throws Exception {
        return new LDAPConnection(
                new SSLUtil(new PEMFileTrustManager(ca().toFile())).createSSLSocketFactory(),
                address,
                636,
                "cn=admin,dc=pindesk,dc=test",
                ADMIN_PASSWORD);
    }

    Path ca() {
        return folder.resolve("tls/ca.pem");
    }

    /** Changes the domain while the server runs; see samba-domain.py. */
    void domain(String command, String... more) throws Exception {
        List<String> arguments =
                new ArrayList<>(List.of(command, folder.resolve("domain").toString()));
        arguments.addAll(List.of(more));
        python(arguments.toArray(String[]::new));
    }

    /** Whether Authenticated Users are in Pre-Windows 2000 Compatible Access; changed while the server runs. */
    void showAccounts(boolean shown) throws Exception {
        domain(shown ? "show" : "hide");
    }

    @Override
    public void close() throws Exception {
        Process running = process;
        if (running != null) {
            running.destroy();
            if (!running.waitFor(10, TimeUnit.SECONDS)) {
                running.destroyForcibly().waitFor();
            }
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(one);
            }
        }
    }

    private void startSamba() throws Exception {
        for (String part : List.of("run", "ncalrpc", "ntp")) {
            Files.createDirectory(folder.resolve(part));
        }
        Path configuration = write("smb.conf", Map.of());
        start("/usr/sbin/samba", "-i", "-M", "single", "-s", configuration.toString(), "--debuglevel=1");
    }

    private static void require(String... files) {
        for (String file : files) {
            if (!Files.exists(Path.of(file))) {
                throw new AssertionError("The real tier needs the Debian packages " + PACKAGES + " (" + file
                        + " is missing): install them with apt-get install --no-install-recommends.");
            }
        }
    }

    private void requireFreePort() {
        for (int port : new int[] {389, 636}) {
            if (isOpen(port)) {
                throw new AssertionError("port " + port + " on " + address + " is taken by another program");
            }
        }
    }

    private void certificate() throws Exception {
        Path tls = Files.createDirectory(folder.resolve("tls"));
        Path names = Files.writeString(
                tls.resolve("names"),
                "subjectAltName=DNS:dc1.pindesk.test,IP:" + address + "\nextendedKeyUsage=serverAuth\n");
        run(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=Pindesk real tier CA",
                "-keyout",
                tls.resolve("ca.key").toString(),
                "-out",
                tls.resolve("ca.pem").toString());
        run(
                "openssl",
                "req",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-subj",
                "/CN=dc1.pindesk.test",
                "-keyout",
                tls.resolve("key.pem").toString(),
                "-out",
                tls.resolve("request").toString());
        run(
                "openssl",
                "x509",
                "-req",
                "-days",
                "2",
                "-CAcreateserial",
                "-in",
                tls.resolve("request").toString(),
                "-CA",
                tls.resolve("ca.pem").toString(),
                "-CAkey",
                tls.resolve("ca.key").toString(),
                "-extfile",
                names.toString(),
                "-out",
                tls.resolve("cert.pem").toString());
        // Samba takes no key that others may read
        Files.setPosixFilePermissions(
                tls.resolve("key.pem"), java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    }

    private void python(String... arguments) throws Exception {
        Path script = write("samba-domain.py", Map.of());
        List<String> command = new ArrayList<>(List.of("/usr/bin/python3", script.toString()));
        command.addAll(List.of(arguments));
        run(command.toArray(String[]::new));
    }

    private Path write(String resource, Map<String, String> values) throws IOException {
        try (InputStream in = Objects.requireNonNull(RealServer.class.getResourceAsStream("/real/" + resource))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("@FOLDER@", folder.toString())
                    .replace("@ADDRESS@", address);
            for (Map.Entry<String, String> value : values.entrySet()) {
                text = text.replace(value.getKey(), value.getValue());
            }
            return Files.writeString(folder.resolve(resource), text);
        }
    }

    private void run(String... command) throws Exception {
        Path output = folder.resolve("command.log");
        Process started = builder(output, command).start();
        if (!started.waitFor(60, TimeUnit.SECONDS)) {
            started.destroyForcibly();
            throw new AssertionError(command[0] + " did not end within a minute");
        }
        if (started.exitValue() != 0) {
            throw new AssertionError(command[0] + " failed: " + Files.readString(output));
        }
    }

    /** Standard input stays a pipe: Samba ends by itself when this JVM does. */
    private void start(String... command) throws Exception {
        Path output = folder.resolve("server.log");
        Process started = builder(output, command).start();
        process = started;
        Runtime.getRuntime().addShutdownHook(new Thread(started::destroy));
        Awaitility.await(command[0] + " opens its ports")
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .failFast(() -> {
                    if (!started.isAlive()) {
                        throw new AssertionError(command[0] + " ended: " + Files.readString(output));
                    }
                })
                .until(() -> isOpen(389) && isOpen(636));
    }

    private static ProcessBuilder builder(Path output, String... command) {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment()
                .putAll(Map.of(
                        "ADMIN_PASSWORD",
                        ADMIN_PASSWORD,
                        "BOT_PASSWORD",
                        BOT_PASSWORD,
                        "USER_PASSWORD",
                        USER_PASSWORD));
        return builder;
    }

    private boolean isOpen(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
