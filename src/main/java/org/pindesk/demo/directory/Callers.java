package org.pindesk.demo.directory;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Who is signed in on which connection. The in-memory server itself knows one identity only. */
final class Callers {
    /** Numbers of connections are given out by each port for itself. */
    private record Connection(int port, long number) {}

    private final Map<Connection, String> logins = new ConcurrentHashMap<>();

    void signedIn(int port, long connection, String login) {
        logins.put(new Connection(port, connection), login);
    }

    void signedOut(int port, long connection) {
        logins.remove(new Connection(port, connection));
    }

    /** The ports were closed, and their numbers begin anew. */
    void forgetAll() {
        logins.clear();
    }

    Optional<String> login(int port, long connection) {
        return Optional.ofNullable(logins.get(new Connection(port, connection)));
    }
}
