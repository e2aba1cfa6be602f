package org.pindesk.demo.cucm;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who may use AXL: by Basic authentication, or by the session that it began. */
final class ServiceAccounts {
    private static final Pattern SESSION = Pattern.compile("(?:^|;\\s*)JSESSIONIDSSO=([^;]+)");

    private final Sessions sessions;

    ServiceAccounts(Sessions sessions) {
        this.sessions = sessions;
    }

    /** Empty where the password does not fit. */
    Optional<String> byPassword(String authorization) {
        if (!authorization.startsWith("Basic ")) {
            return Optional.empty();
        }
        String pair;
        try {
            pair = new String(Base64.getDecoder().decode(authorization.substring(6)), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (pair.equals(CucmSimulator.READER_USER + ":" + CucmSimulator.READER_PASSWORD)) {
            return Optional.of(CucmSimulator.READER_USER);
        }
        return pair.equals(CucmSimulator.WRITER_USER + ":" + CucmSimulator.WRITER_PASSWORD)
                ? Optional.of(CucmSimulator.WRITER_USER)
                : Optional.empty();
    }

    /** Empty where there is no such session, or no longer. */
    Optional<String> bySession(String cookie) {
        Matcher session = SESSION.matcher(cookie);
        return session.find() ? sessions.use(session.group(1)) : Optional.empty();
    }

    String newSession(String account) {
        return sessions.open(account);
    }

    /** Role "Standard AXL API Access"; the reader has the read-only roles alone. */
    boolean mayWrite(String account) {
        return account.equals(CucmSimulator.WRITER_USER);
    }
}
