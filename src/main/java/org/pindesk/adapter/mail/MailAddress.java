package org.pindesk.adapter.mail;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.IDN;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A mail address that every mail server takes: what people have, not all that RFC 5322 allows. No name beside it, no quotes, no
 * comments, no address in brackets, letters beyond ASCII in the domain only (which is written in its ASCII form then).
 *
 * @param text in ASCII
 */
record MailAddress(String text) {
    private static final int LONGEST = 254;
    private static final int LONGEST_LOCAL_PART = 64;
    private static final Pattern LOCAL_PART =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*");
    private static final Pattern DOMAIN =
            Pattern.compile("([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\\.)+[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]");

    /**
     * @throws IllegalArgumentException in words for operators that do not repeat the address
     */
    static MailAddress of(String written) {
        if (written.isEmpty()) {
            throw new IllegalArgumentException("the mail address is empty");
        }
        if (written.codePoints()
                .anyMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c) || isInvisible(c))) {
            throw new IllegalArgumentException(
                    "the mail address holds a space, a line break or an invisible character");
        }
        int at = written.indexOf('@');
        if (at < 0 || at != written.lastIndexOf('@')) {
            throw new IllegalArgumentException("a mail address holds exactly one @");
        }
        String local = written.substring(0, at);
        if (local.codePoints().anyMatch(c -> c > 127)) {
            throw new IllegalArgumentException("letters such as ü before the @ are taken by few mail servers");
        }
        if (local.length() > LONGEST_LOCAL_PART || !LOCAL_PART.matcher(local).matches()) {
            throw new IllegalArgumentException(
                    "what stands before the @ is no plain name: no quotes, comments, brackets or commas, no dot at an end, at most "
                            + LONGEST_LOCAL_PART + " characters");
        }
        String address = local + "@" + domain(written.substring(at + 1));
        if (address.length() > LONGEST) {
            throw new IllegalArgumentException("a mail address has at most " + LONGEST + " characters");
        }
        checkedByTheLibrary(address);
        return new MailAddress(address);
    }

    /** Why this is none; empty when it is one. */
    static Optional<String> fault(String written) {
        try {
            of(written);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static boolean isInvisible(int c) {
        return Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
    }

    private static String domain(String written) {
        String ascii;
        try {
            ascii = IDN.toASCII(written, IDN.USE_STD3_ASCII_RULES);
        } catch (IllegalArgumentException e) {
            ascii = "";
        }
        if (!DOMAIN.matcher(ascii).matches()) {
            throw new IllegalArgumentException("what stands behind the @ is no domain such as example.com");
        }
        return ascii;
    }

    private static void checkedByTheLibrary(String address) {
        try {
            new InternetAddress(address, true).validate();
        } catch (AddressException e) {
            throw new IllegalArgumentException("this is no mail address: " + e.getMessage());
        }
    }
}
