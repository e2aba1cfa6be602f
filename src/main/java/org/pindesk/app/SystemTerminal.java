package org.pindesk.app;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The terminal that the program was started in. */
final class SystemTerminal implements Terminal {
    private final BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

    // Java writes to a terminal in the locale's encoding, and under LANG=C the picture would be question marks
    private final PrintStream out =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

    private final boolean interactive;

    SystemTerminal() {
        // from Java 22 to 24 there is a console even without a terminal, unless it is asked for the old one
        System.setProperty("jdk.console", "java.base");
        interactive = System.console() != null;
    }

    @Override
    public boolean interactive() {
        return interactive;
    }

    @Override
    public void say(String line) {
        out.println(line);
    }

    @Override
    public @Nullable String ask(String question) {
        out.print(question + " ");
        out.flush();
        try {
            return in.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
