package org.pindesk.demo.unity;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.pindesk.demo.company.Fault;
import org.pindesk.demo.tls.ServerCertificate;
import org.pindesk.demo.unity.CupiEndpoint.In;
import org.pindesk.demo.unity.CupiEndpoint.Out;

/**
 * HTTPS on loopback for the endpoint, with the faults that need the connection: refusing, hanging, being slow, dropping. A hanging or
 * slow request keeps no thread.
 */
final class CupiListener {
    private static final int THREADS = 12;
    private static final int LONGEST_REQUEST = 1 << 20;
    private static final long IDLE_MILLIS = TimeUnit.MINUTES.toMillis(10);

    private final Server server;
    private final ServerConnector connector;
    private final CupiEndpoint endpoint;
    private final Supplier<Behaviour> behaviour;
    private final Queue<Runnable> parked = new ConcurrentLinkedQueue<>();

    /**
     * How to behave right now.
     *
     * @param only the end of the path that the quirk concerns; empty = all
     * @param method that it concerns; empty = all
     */
    record Behaviour(Fault fault, Quirk quirk, String method, String only) {
        Quirk quirkAt(In in) {
            return in.path().endsWith(only) && in.method().startsWith(method) ? quirk : Quirk.NONE;
        }
    }

    CupiListener(ServerCertificate certificate, CupiEndpoint endpoint, Supplier<Behaviour> behaviour) {
        this.endpoint = endpoint;
        this.behaviour = behaviour;
        QueuedThreadPool threads = new QueuedThreadPool(THREADS, 2);
        threads.setName("unity-simulator");
        threads.setDaemon(true);
        server = new Server(threads);
        server.setStopTimeout(0);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.addCustomizer(new SecureRequestCustomizer(false));
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStore(certificate.keyStore());
        tls.setKeyStorePassword("");
        connector = new ServerConnector(
                server, 1, 1, new SslConnectionFactory(tls, "http/1.1"), new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        connector.setPort(0);
        connector.setIdleTimeout(IDLE_MILLIS);
        server.addConnector(connector);
        server.setHandler(new Cupi());
    }

    void start() {
        quietly(() -> {
            server.start();
            connector.setPort(connector.getLocalPort());
        });
    }

    int port() {
        return connector.getPort();
    }

    /** Refuses connections from now on, and ends those that are open. */
    void refuse() {
        quietly(connector::stop);
        release();
    }

    /** Listens again on the same port; does nothing while it listens. */
    void accept() {
        quietly(connector::start);
    }

    /** Drops every request that is being held. */
    void release() {
        for (Runnable drop = parked.poll(); drop != null; drop = parked.poll()) {
            drop.run();
        }
    }

    void stop() {
        release();
        quietly(server::stop);
    }

    private final class Cupi extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            In in = read(request);
            Behaviour now = behaviour.get();
            if (now.fault().is(Fault.Kind.HANG)) {
                endpoint.ignore(in);
                park(request, callback);
            } else if (now.fault().is(Fault.Kind.SLOW)) {
                connector
                        .getScheduler()
                        .schedule(
                                () -> server.getThreadPool()
                                        .execute(() -> respond(in, now, request, response, callback)),
                                now.fault().delay().toMillis(),
                                TimeUnit.MILLISECONDS);
            } else {
                respond(in, now, request, response, callback);
            }
            return true;
        }
    }

    private static In read(Request request) throws IOException {
        try (InputStream body = Content.Source.asInputStream(request)) {
            return new In(
                    request.getMethod(),
                    request.getHttpURI().getPath(),
                    text(request.getHttpURI().getQuery()),
                    text(request.getHeaders().get("Authorization")),
                    text(request.getHeaders().get("Accept")),
                    text(request.getHeaders().get("Content-Type")),
                    new String(body.readNBytes(LONGEST_REQUEST), StandardCharsets.UTF_8));
        }
    }

    private static String text(@org.jspecify.annotations.Nullable String header) {
        return header == null ? "" : header;
    }

    private void respond(In in, Behaviour now, Request request, Response response, Callback callback) {
        Quirk quirk = now.quirkAt(in);
        Out out = endpoint.answer(in, now.fault(), quirk);
        if (out.wrote() && now.fault().is(Fault.Kind.DROP_AFTER_WRITE)) {
            drop(request, callback);
            return;
        }
        byte[] bytes = out.body().getBytes(StandardCharsets.UTF_8);
        response.setStatus(out.status());
        out.headers().forEach(response.getHeaders()::put);
        if (out.status() != 204) {
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
        }
        if (quirk == Quirk.STALLED_BODY) {
            response.write(false, ByteBuffer.wrap(bytes, 0, bytes.length / 2), Callback.NOOP);
            park(request, callback);
        } else {
            response.write(true, ByteBuffer.wrap(bytes), callback);
        }
    }

    private void park(Request request, Callback callback) {
        parked.add(() -> drop(request, callback));
    }

    private static void drop(Request request, Callback callback) {
        request.getConnectionMetaData().getConnection().getEndPoint().close();
        callback.failed(new EofException("dropped on request"));
    }

    private static void quietly(Step step) {
        try {
            step.run();
        } catch (Exception e) {
            throw new IllegalStateException(
                    "the simulated Unity Connection cannot change the state of its listener", e);
        }
    }

    private interface Step {
        void run() throws Exception;
    }
}
