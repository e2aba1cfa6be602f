package org.pindesk.adapter.wire;

import java.util.regex.Pattern;

/** Telephone numbers as people and systems write them. */
public final class PhoneNumbers {
    /** Shorter numbers agree only when they are the same: three trailing digits agree by chance too easily. */
    private static final int SHORTEST_TAIL = 4;

    private static final int SHORTEST_NUMBER = 3;
    private static final Pattern NOT_A_DIGIT = Pattern.compile("\\D+");

    private PhoneNumbers() {}

    /** Without everything else; empty where there are none. */
    public static String digits(String text) {
        return NOT_A_DIGIT.matcher(text).replaceAll("");
    }

    /** +49 30 5550 1102, 030 5550 1102 and 1102 are the same line: the shorter one is the end of the longer one. */
    public static boolean same(String one, String other) {
        String a = withoutTrunkPrefix(digits(one));
        String b = withoutTrunkPrefix(digits(other));
        if (a.equals(b)) {
            return a.length() >= SHORTEST_NUMBER;
        }
        String shorter = a.length() < b.length() ? a : b;
        String longer = a.length() < b.length() ? b : a;
        return shorter.length() >= SHORTEST_TAIL && longer.endsWith(shorter);
    }

    private static String withoutTrunkPrefix(String digits) {
        int first = 0;
        while (first < digits.length() && digits.charAt(first) == '0') {
            first++;
        }
        return digits.substring(first);
    }
}
