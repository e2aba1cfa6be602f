package org.pindesk.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Starts, kills and asks the bot's process. */
final class BotProcess implements AutoCloseable {
    private static final Duration START_WITHIN = Duration.ofSeconds(60);

    /** After a kill a chat that is away is not waited for: the bot connects by itself once it is back. */
    private static final Duration RECONNECT_WITHIN = Duration.ofSeconds(6);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, String> environment;
    private final Path folder;
    private final MovableClock clock;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
    private @Nullable Process process;
    private @Nullable BufferedReader answers;
    private @Nullable Writer orders;
    private int port;

    /**
     * @param environment the bot's whole environment: nothing of ours leaks into it
     * @param folder where the bot runs and writes {@code bot.log}
     */
    BotProcess(Map<String, String> environment, Path folder, MovableClock clock) {
        this.environment = Map.copyOf(environment);
        this.folder = folder;
        this.clock = clock;
    }

    /** Starts the process and waits until its chats are connected. */
    void start() throws IOException {
        Process started = launch();
        if (!connected(started, START_WITHIN)) {
            throw new IOException("the bot did not connect; it said last:\n" + lastWords());
        }
    }

    private Process launch() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx192m",
                "-cp",
                classPath(),
                DemoMain.class.getName(),
                DemoMain.BOT_ROLE,
                clock.ahead().toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("bot.log").toFile()));
        Map<String, String> inherited = builder.environment();
        inherited.keySet().removeIf(name -> !name.equals("PATH") && !name.equals("LANG") && !name.equals("TZ"));
        inherited.putAll(environment);
        Process started = builder.start();
        process = started;
        answers = new BufferedReader(new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8));
        orders = new OutputStreamWriter(started.getOutputStream(), StandardCharsets.UTF_8);
        String line = answers.readLine();
        if (line == null || !line.startsWith("port ")) {
            throw new IOException("the bot did not start; it said last:\n" + lastWords());
        }
        port = Integer.parseInt(line.substring("port ".length()));
        return started;
    }

    private boolean connected(Process started, Duration within) {
        long end = System.nanoTime() + within.toNanos();
        while (!connected()) {
            if (System.nanoTime() > end || !started.isAlive()) {
                return false;
            }
            pause(20);
        }
        return true;
    }

    /** Our own class path, readable from the bot's folder too. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private String lastWords() throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("bot.log"), StandardCharsets.UTF_8);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    }

    /** As by kill -9, then started again. */
    void killAndRestart() throws IOException {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
            waitFor(running);
        }
        Process started = launch();
        if (!connected(started, RECONNECT_WITHIN) && !started.isAlive()) {
            throw new IOException("the bot ended right after its start; it said last:\n" + lastWords());
        }
    }

    /** Whether the bot's chats are connected. */
    boolean connected() {
        return health().path("connected").asBoolean(false);
    }

    /** How many events the bot is working on or has due now; a large number while it does not answer. */
    int open() {
        return health().path("open").asInt(Integer.MAX_VALUE);
    }

    private JsonNode health() {
        try {
            HttpResponse<String> response = http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health"))
                            .timeout(Duration.ofSeconds(2))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return JSON.readTree(response.body());
        } catch (IOException e) {
            return JSON.missingNode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return JSON.missingNode();
        }
    }

    /** Gives an order and returns the answer. */
    synchronized String order(String line) throws IOException {
        Writer to = orders;
        BufferedReader from = answers;
        if (to == null || from == null) {
            throw new IOException("the bot is not running");
        }
        to.write(line + "\n");
        to.flush();
        String answer = from.readLine();
        if (answer == null) {
            throw new IOException("the bot has ended; it said last:\n" + lastWords());
        }
        return answer;
    }

    @Override
    public void close() {
        Process running = process;
        if (running == null) {
            return;
        }
        try {
            running.getOutputStream().close();
        } catch (IOException e) {
            running.destroy();
        }
        try {
            if (!running.waitFor(10, TimeUnit.SECONDS)) {
                running.destroyForcibly();
            }
        } catch (InterruptedException e) {
            running.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static void waitFor(Process running) throws IOException {
        try {
            running.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted", e));
        }
    }
}
