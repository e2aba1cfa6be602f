package org.pindesk.adapter.store;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a row of the chain signs. The free text is in it as its own HMAC only, so that erasing the text leaves the row as it was.
 *
 * @param sequence from 1, without gaps
 * @param at ISO instant
 * @param textMac HMAC over salt and text, null where there was no text
 * @param prev HMAC of the row before; {@link #GENESIS} for the first
 */
record AuditRow(
        long sequence,
        String at,
        String actor,
        @Nullable String subject,
        String action,
        String result,
        String correlation,
        SortedMap<String, String> facts,
        @Nullable String textMac,
        String prev) {
    /** What stands before the first row. */
    static final String GENESIS = "0".repeat(64);

    private static final String ROW = "pindesk-audit-row-1";
    private static final String TEXT = "pindesk-audit-text-1";
    private static final String HEAD = "pindesk-audit-head-1";

    AuditRow {
        facts = new TreeMap<>(facts);
    }

    /** The row's HMAC, hex. */
    String mac(AuditKey key) {
        List<@Nullable String> parts = new ArrayList<>();
        parts.add(ROW);
        parts.add(Long.toString(sequence));
        parts.add(at);
        parts.add(actor);
        parts.add(subject);
        parts.add(action);
        parts.add(result);
        parts.add(correlation);
        parts.add(Integer.toString(facts.size()));
        facts.forEach((name, value) -> {
            parts.add(name);
            parts.add(value);
        });
        parts.add(textMac);
        parts.add(prev);
        return key.mac(parts.toArray(new String[0]));
    }

    static String textMac(AuditKey key, String salt, String text) {
        return key.mac(TEXT, salt, text);
    }

    /** Signs "this is the newest row": without it a file that was cut off would fit. */
    static String headMac(AuditKey key, long sequence, String mac) {
        return key.mac(HEAD, Long.toString(sequence), mac);
    }
}
