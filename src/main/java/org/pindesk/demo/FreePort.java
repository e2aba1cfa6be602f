package org.pindesk.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;

/** A port of this machine for a server that is started later, and again after a kill. */
final class FreePort {
    /** Below what systems give to outgoing connections: none of those can take it in the meantime. */
    private static final int FIRST = 20_000;

    private static final int COUNT = 12_000;
    private static final int TRIES = 50;

    private FreePort() {}

    /**
     * @throws IOException when none was found
     */
    static int find() throws IOException {
        SecureRandom random = new SecureRandom();
        for (int i = 0; i < TRIES; i++) {
            int port = FIRST + random.nextInt(COUNT);
            try (ServerSocket trial = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return trial.getLocalPort();
            } catch (IOException e) {
                // taken: the next one
            }
        }
        throw new IOException("no free port was found between " + FIRST + " and " + (FIRST + COUNT));
    }
}
