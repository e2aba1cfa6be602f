package org.pindesk.port;

import java.util.Optional;

/** Values of buttons that are longer than a platform carries: a short word goes with the button, the value stays here for two days. */
public interface LongValues {
    /**
     * Keeps a value; the same one again gets the same word.
     *
     * @param value never a secret
     * @return at most 40 characters, the first of them {@code ~}, which no value of ours begins with
     * @throws org.pindesk.core.PindeskException {@code STORE_DOWN}
     */
    String keep(String value);

    /** The value of this word; empty when there is none, or not any more. */
    Optional<String> value(String word);
}
