package org.pindesk.adapter.cucm;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Recognises that a handshake failed because the other side speaks only TLS 1.0 or 1.1, which Java no longer does. */
final class OldTls {
    private static final int MOST_CAUSES = 20;
    /** The alert protocol_version, and Java's own words where the server chose a version that is too old. */
    private static final Pattern VERSION = Pattern.compile("(?i)protocol[_ ]version");

    private OldTls() {}

    /** What to do about it; empty where the trouble is another. */
    static Optional<String> remedy(Throwable trouble) {
        return Stream.iterate(trouble, each -> each != null, Throwable::getCause)
                .limit(MOST_CAUSES)
                .filter(SSLException.class::isInstance)
                .filter(each ->
                        VERSION.matcher(String.valueOf(each.getMessage())).find())
                .findFirst()
                .map(each ->
                        "no TLS version in common: an old release speaks only TLS 1.0 or 1.1, which Java refuses; put a local"
                                + " TLS proxy in front of it (docs/old-cucm.md)");
    }
}
