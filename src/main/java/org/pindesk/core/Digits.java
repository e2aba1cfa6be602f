package org.pindesk.core;

import java.util.ArrayList;
import java.util.List;

/** A secret as the eye and the voice take it best: {@code 481 516}, "four eight one, five one six". Other secrets are only spelled. */
public final class Digits {
    private final String value;
    private final boolean numeric;

    public Digits(String value) {
        this.value = value;
        this.numeric = value.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** In groups of three or four; what is no number stays as it is. */
    public String grouped() {
        return numeric ? String.join(" ", groups()) : value;
    }

    /**
     * @param words a word for each digit 0 to 9, or all that {@link ReadBack} needs
     * @return empty where there are no words for it
     */
    public String spoken(List<String> words) {
        if (!numeric && words.size() == ReadBack.WORDS) {
            return new ReadBack(words).spell(value);
        }
        if (!numeric || words.size() < 10) {
            return "";
        }
        List<String> spoken = new ArrayList<>();
        for (String group : groups()) {
            List<String> said = new ArrayList<>();
            group.chars().forEach(digit -> said.add(words.get(digit - '0')));
            spoken.add(String.join(" ", said));
        }
        return String.join(", ", spoken);
    }

    private List<String> groups() {
        int length = value.length();
        int size = length > 4 && length % 3 != 0 && length % 4 == 0 ? 4 : 3;
        List<String> groups = new ArrayList<>();
        int from = 0;
        while (from < length) {
            int left = length - from;
            int take = left == 4 ? 4 : Math.min(size, left);
            groups.add(value.substring(from, from + take));
            from += take;
        }
        return groups;
    }
}
