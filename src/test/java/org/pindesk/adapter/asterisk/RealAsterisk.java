package org.pindesk.adapter.asterisk;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** An Asterisk of this machine with a folder of its own, AMI on loopback, and nothing loaded but voicemail. */
final class RealAsterisk implements AutoCloseable {
    static final String SECRET = "Real.Ami.5038";

    private final Process process;
    private final Path etc;
    private final int port;

    private RealAsterisk(Process process, Path etc, int port) {
        this.process = process;
        this.etc = etc;
        this.port = port;
    }

    /** The program that {@code ASTERISK} names, else the one on the path. */
    static Optional<Path> binary() {
        String named = System.getenv("ASTERISK");
        return named != null && !named.isBlank()
                ? Optional.of(Path.of(named))
                : Stream.concat(
                                Stream.of(System.getenv("PATH").split(File.pathSeparator)),
                                Stream.of("/usr/sbin", "/usr/local/sbin"))
                        .map(folder -> Path.of(folder, "asterisk"))
                        .filter(Files::isExecutable)
                        .findFirst();
    }

    /** Starts it and waits until AMI listens. */
    static RealAsterisk start(Path binary, Path folder, String voicemail) throws IOException {
        Path usr = binary.toAbsolutePath().resolve("../..").normalize();
        Path etc = Files.createDirectories(folder.resolve("etc"));
        Path var = Files.createDirectories(folder.resolve("var"));
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Path modules = Stream.of(
                        "lib/asterisk/modules", "lib/x86_64-linux-gnu/asterisk/modules", "lib64/asterisk/modules")
                .map(usr::resolve)
                .filter(Files::isDirectory)
                .findFirst()
                .orElseThrow(() -> new IOException("no modules of Asterisk below " + usr));
        Files.writeString(etc.resolve("asterisk.conf"), """
                [directories]
                astetcdir => %1$s
                astmoddir => %3$s
                astvarlibdir => %2$s
                astdbdir => %2$s
                astkeydir => %2$s
                astdatadir => %4$s/share/asterisk
                astagidir => %2$s
                astspooldir => %2$s
                astrundir => %2$s
                astlogdir => %2$s
                """.formatted(etc, var, modules, usr));
        Files.writeString(
                etc.resolve("modules.conf"),
                "[modules]\nautoload=no\nload = res_adsi.so\nload = res_smdi.so\nload = app_voicemail.so\n");
        Files.writeString(etc.resolve("manager.conf"), """
                [general]
                enabled = yes
                port = %d
                bindaddr = 127.0.0.1
                [pindesk]
                secret = %2$s
                write = config,reporting
                [small]
                secret = %2$s
                write = config
                """.formatted(port, SECRET));
        Files.writeString(etc.resolve("voicemail.conf"), voicemail);
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        binary.toString(),
                        "-f",
                        "-n",
                        "-C",
                        etc.resolve("asterisk.conf").toString()))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("asterisk.log").toFile());
        if (!usr.equals(Path.of("/usr")) && !usr.equals(Path.of("/usr/local"))) {
            // packages unpacked into a folder bring libraries along
            builder.environment()
                    .put("LD_LIBRARY_PATH", usr.resolve("lib/x86_64-linux-gnu") + ":" + usr.resolve("lib"));
        }
        RealAsterisk asterisk = new RealAsterisk(builder.start(), etc, port);
        boolean up = false;
        try {
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> asterisk.listens());
            up = true;
        } finally {
            if (!up) {
                asterisk.close();
            }
        }
        return asterisk;
    }

    private boolean listens() throws IOException {
        if (!process.isAlive()) {
            throw new IOException("Asterisk ended by itself");
        }
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    int port() {
        return port;
    }

    String file() throws IOException {
        return Files.readString(etc.resolve("voicemail.conf"));
    }

    void edit(String from, String to) throws IOException {
        Files.writeString(etc.resolve("voicemail.conf"), file().replace(from, to));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
