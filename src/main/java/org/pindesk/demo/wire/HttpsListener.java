package org.pindesk.demo.wire;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
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
import org.pindesk.demo.wire.HttpExchange.In;
import org.pindesk.demo.wire.HttpExchange.Out;

/**
 * HTTPS on loopback for an endpoint, with the faults that need the connection: refusing, hanging, being slow, dropping. A hanging or
 * slow request keeps no thread.
 *
 * @param <B> how the system behaves; a request is treated as it was when the request came in
 */
public final class HttpsListener<B extends HttpsListener.Behaviour> {
    private static final int THREADS = 12;
    private static final int LONGEST_REQUEST = 1 << 20;
    private static final long IDLE_MILLIS = TimeUnit.MINUTES.toMillis(10);

    private final String system;
    private final Server server;
    private final ServerConnector connector;
    private final Endpoint<B> endpoint;
    private final Supplier<B> behaviour;
    private final Queue<Runnable> parked = new ConcurrentLinkedQueue<>();

    /** How to behave. */
    public interface Behaviour {
        Fault fault();
    }

    /** The system's own rules. */
    public interface Endpoint<B> {
        /** Notes a request that gets no answer and is not executed. */
        void ignore(In in);

        Out answer(In in, B now);
    }

    /**
     * @param system its name in threads and errors, for example {@code cucm}
     * @param behaviour asked at each request
     */
    public HttpsListener(String system, ServerCertificate certificate, Endpoint<B> endpoint, Supplier<B> behaviour) {
        this.system = system;
        this.endpoint = endpoint;
        this.behaviour = behaviour;
        QueuedThreadPool threads = new QueuedThreadPool(THREADS, 2);
        threads.setName(system + "-simulator");
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
        server.setHandler(new Requests());
    }

    /** Listens on a free port, which stays the same until {@link #stop}. */
    public void start() {
        quietly(() -> {
            server.start();
            connector.setPort(connector.getLocalPort());
        });
    }

    public int port() {
        return connector.getPort();
    }

    /** Drops every request that is being held, and refuses connections when the fault is {@link Fault.Kind#DOWN}; listens otherwise. */
    public void follow(Fault fault) {
        if (fault.is(Fault.Kind.DOWN)) {
            quietly(connector::stop);
            release();
        } else {
            release();
            quietly(connector::start);
        }
    }

    /** Drops every request that is being held. */
    public void release() {
        for (Runnable drop = parked.poll(); drop != null; drop = parked.poll()) {
            drop.run();
        }
    }

    public void stop() {
        release();
        quietly(server::stop);
    }

    private final class Requests extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            In in = read(request);
            B now = behaviour.get();
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
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        request.getHeaders().forEach(field -> headers.putIfAbsent(field.getName(), field.getValue()));
        String query = request.getHttpURI().getQuery();
        try (InputStream body = Content.Source.asInputStream(request)) {
            return new In(
                    request.getMethod(),
                    request.getHttpURI().getPath(),
                    query == null ? "" : query,
                    headers,
                    new String(body.readNBytes(LONGEST_REQUEST), StandardCharsets.UTF_8));
        }
    }

    private void respond(In in, B now, Request request, Response response, Callback callback) {
        Out out = endpoint.answer(in, now);
        if (out.wrote() && now.fault().is(Fault.Kind.DROP_AFTER_WRITE)) {
            drop(request, callback);
            return;
        }
        byte[] bytes = out.bytes();
        response.setStatus(out.status());
        out.headers().forEach(response.getHeaders()::put);
        if (out.status() != 204) {
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
        }
        if (out.stalls()) {
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

    private void quietly(Step step) {
        try {
            step.run();
        } catch (Exception e) {
            throw new IllegalStateException("the simulated " + system + " cannot change the state of its listener", e);
        }
    }

    private interface Step {
        void run() throws Exception;
    }
}
