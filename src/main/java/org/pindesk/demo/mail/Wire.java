package org.pindesk.demo.mail;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLSocket;
import org.pindesk.demo.tls.ServerCertificate;

/** Lines to and from one client, in clear or over TLS. */
final class Wire implements AutoCloseable {
    private static final int LONGEST_LINE = 4096;
    private static final int LONGEST_MAIL = 1 << 20;

    private final Socket bare;
    private InputStream in;
    private OutputStream out;
    private boolean secure;

    Wire(Socket connected) throws IOException {
        this.bare = connected;
        this.in = new BufferedInputStream(connected.getInputStream());
        this.out = connected.getOutputStream();
    }

    boolean secure() {
        return secure;
    }

    /** What stands in the buffer in clear is forgotten, as RFC 3207 demands. */
    void protect(ServerCertificate certificate) throws IOException {
        try {
            SSLSocket tls =
                    (SSLSocket) certificate.context().getSocketFactory().createSocket(bare, "127.0.0.1", 0, false);
            tls.setUseClientMode(false);
            tls.startHandshake();
            in = new BufferedInputStream(tls.getInputStream());
            out = tls.getOutputStream();
            secure = true;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no TLS for the simulated mail server", e);
        }
    }

    void say(String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /**
     * @throws EOFException when the client has gone
     */
    String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the client has gone");
            }
            if (c != '\r') {
                line.write(c);
            }
            if (line.size() > LONGEST_LINE) {
                throw new IOException("a line that is too long");
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    /** The mail up to the line with a single dot, dots taken away that were doubled. */
    byte[] mail() throws IOException {
        ByteArrayOutputStream mail = new ByteArrayOutputStream();
        for (String line = line(); !line.equals("."); line = line()) {
            mail.writeBytes(
                    ((line.startsWith(".") ? line.substring(1) : line) + "\r\n").getBytes(StandardCharsets.UTF_8));
            if (mail.size() > LONGEST_MAIL) {
                throw new IOException("a mail that is too long");
            }
        }
        return mail.toByteArray();
    }

    @Override
    public void close() {
        try {
            bare.close();
        } catch (IOException e) {
            // closed all the same
        }
    }
}
