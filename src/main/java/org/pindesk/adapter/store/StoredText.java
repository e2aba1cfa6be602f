package org.pindesk.adapter.store;

import java.nio.charset.StandardCharsets;

/** Text as both databases can hold it. */
final class StoredText {
    private StoredText() {}

    /**
     * The text without what PostgreSQL refuses (NUL) and with unpaired surrogates as {@code ?}. Applied wherever a text is bound, so
     * that what is compared or signed in memory is what is read back.
     */
    static String of(String text) {
        String whole = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        return whole.indexOf('\0') < 0 ? whole : whole.replace("\0", "");
    }
}
