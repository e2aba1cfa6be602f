package org.pindesk.app;

import org.jspecify.annotations.Nullable;

/** Where somebody sits and types. */
public interface Terminal {
    /** Whether a human reads it, so that there can be a picture, and a screen to wipe. */
    boolean interactive();

    void say(String line);

    /** Asks and waits for a line; null when there is no more input. */
    @Nullable
    String ask(String question);
}
