package org.pindesk.adapter.directory;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import javax.net.ssl.SSLSocketFactory;

/**
 * TLS sockets on which no read waits longer than the given time. Without it a server that takes the connection and then says nothing
 * holds up the TLS handshake for ever: the library's own timeouts do not cover it.
 */
final class ImpatientSocketFactory extends SSLSocketFactory {
    private final SSLSocketFactory sockets;
    private final int millis;

    ImpatientSocketFactory(SSLSocketFactory sockets, Duration patience) {
        this.sockets = sockets;
        this.millis = (int) patience.toMillis();
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return sockets.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return sockets.getSupportedCipherSuites();
    }

    @Override
    public Socket createSocket() throws IOException {
        return impatient(sockets.createSocket());
    }

    @Override
    public Socket createSocket(Socket below, String host, int port, boolean autoClose) throws IOException {
        return impatient(sockets.createSocket(below, host, port, autoClose));
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return impatient(sockets.createSocket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
        return impatient(sockets.createSocket(host, port, from, fromPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return impatient(sockets.createSocket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
        return impatient(sockets.createSocket(host, port, from, fromPort));
    }

    private Socket impatient(Socket socket) throws IOException {
        socket.setSoTimeout(millis);
        return socket;
    }
}
