package org.pindesk.testing;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Problem;
import org.pindesk.port.LongValues;

/** As the store's, in memory; it can be down. */
public final class RememberedValues implements LongValues {
    private final Map<String, String> words = new ConcurrentHashMap<>();
    private volatile boolean down;

    @Override
    public String keep(String value) {
        requireUp();
        return words.entrySet().stream()
                .filter(each -> each.getValue().equals(value))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(() -> {
                    String word = "~" + (words.size() + 1);
                    words.put(word, value);
                    return word;
                });
    }

    @Override
    public Optional<String> value(String word) {
        requireUp();
        return Optional.ofNullable(words.get(word));
    }

    /** Two days are over. */
    public void forget() {
        words.clear();
    }

    public void down(boolean isDown) {
        down = isDown;
    }

    private void requireUp() {
        if (down) {
            throw new PindeskException(Problem.STORE_DOWN, "the store is down");
        }
    }
}
