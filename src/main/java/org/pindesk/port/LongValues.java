package org.pindesk.port;

import java.util.Optional;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Problem;

/** Values of buttons that are longer than a platform carries: a short word goes with the button, the value stays here for two days. */
public interface LongValues {
    /** Where nothing with buttons is sent: it keeps nothing. */
    LongValues NONE = new LongValues() {
        @Override
        public String keep(String value) {
            throw new PindeskException(Problem.STORE_DOWN, "long values of buttons are not kept here");
        }

        @Override
        public Optional<String> value(String word) {
            return Optional.empty();
        }
    };

    /**
     * Keeps a value; the same one again gets the same word.
     *
     * @param value never a secret
     * @return at most 40 characters, the first of them {@code ~}, which no value of ours begins with
     * @throws PindeskException {@code STORE_DOWN}
     */
    String keep(String value);

    /**
     * The value of this word; empty when there is none, or not any more.
     *
     * @throws PindeskException {@code STORE_DOWN}
     */
    Optional<String> value(String word);
}
