package org.pindesk.adapter.cucm;

import java.util.Optional;
import java.util.regex.Pattern;
import org.pindesk.adapter.wire.XmlElement;

/**
 * A SOAP fault of AXL. Three shapes occur: {@code axlError} without and with namespace, and {@code axl:error} with {@code code} and
 * {@code message} up to 7.x; hence by local name.
 *
 * @param code 0 where the fault has none
 * @param text the system's words; may echo what it was told, so scrub it before it goes anywhere
 */
record AxlFault(int code, String text) {
    /** The text in which CUCM refuses a PIN for its policy stands in no source that we found: recognised by its subject. */
    private static final Pattern POLICY =
            Pattern.compile("(?i)trivial|credential|policy|length|minimum|previous|history|reuse|\\bpin\\b");

    private static final Pattern NOT_PRINTABLE = Pattern.compile("\\p{Cntrl}+");
    private static final int LONGEST = 500;

    static AxlFault of(XmlElement fault) {
        Optional<XmlElement> error = fault.find("axlError", "error");
        String code = error.map(each -> either(each.textAt("axlcode"), each.textAt("code")))
                .orElse("");
        String text = error.map(each -> either(each.textAt("axlmessage"), each.textAt("message")))
                .orElse("");
        return new AxlFault(number(code), tidy(either(text, fault.textAt("faultstring"))));
    }

    /** 5007 on reads, 5003 on updates; 5003 also stands for refusals by user rank, told apart by the text. */
    boolean notFound() {
        return code == 5007 || (code == 5003 && text.contains("not found"));
    }

    /** "Maximum AXL Memory Allocation Consumed", "Query request too large": nothing was done. */
    boolean busy() {
        return code == -1;
    }

    /** For a fault of updateUser: whether another PIN may do. */
    boolean policyRefusal() {
        return code != 5003
                && code != 5007
                && code != -1
                && code != -239
                && POLICY.matcher(text).find();
    }

    String words() {
        return text.isEmpty() ? "fault " + code : text + " (fault " + code + ")";
    }

    private static String either(String first, String second) {
        return first.isEmpty() ? second : first;
    }

    private static int number(String digits) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static String tidy(String text) {
        String line = NOT_PRINTABLE.matcher(text).replaceAll(" ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST);
    }
}
