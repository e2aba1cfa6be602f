package org.pindesk.demo.ucware;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
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
import org.jspecify.annotations.Nullable;
import org.pindesk.demo.company.Fault;
import org.pindesk.demo.tls.ServerCertificate;
import org.pindesk.demo.ucware.HttpExchange.In;
import org.pindesk.demo.ucware.HttpExchange.Out;

/**
 * HTTPS on loopback for the endpoint, with the faults that need the connection: refusing, hanging, being slow, dropping. A hanging or
 * slow request keeps no thread.
 */
final class RpcListener {
    private static final int THREADS = 12;
    private static final int LONGEST_REQUEST = 1 << 20;
    private static final long IDLE_MILLIS = TimeUnit.MINUTES.toMillis(10);

    private final Server server;
    private final ServerConnector connector;
    private final RpcEndpoint endpoint;
    private final Supplier<Behaviour> behaviour;
    private final Queue<Runnable> parked = new ConcurrentLinkedQueue<>();

    RpcListener(ServerCertificate certificate, RpcEndpoint endpoint, Supplier<Behaviour> behaviour) {
        this.endpoint = endpoint;
        this.behaviour = behaviour;
        QueuedThreadPool threads = new QueuedThreadPool(THREADS, 2);
        threads.setName("ucware-simulator");
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
        server.setHandler(new Rpc());
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

    /**
     * How to behave right now.
     *
     * @param only the one method that the quirk concerns; null = all
     * @param bases paths at which there is an interface
     * @param slashWanted whether addresses without a slash at their end are redirected
     */
    record Behaviour(Fault fault, Quirk quirk, @Nullable String only, Set<String> bases, boolean slashWanted) {
        Behaviour at(String body) {
            return only == null || body.contains("\"" + only + "\"")
                    ? this
                    : new Behaviour(fault, Quirk.NONE, null, bases, slashWanted);
        }
    }

    private final class Rpc extends Handler.Abstract {
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
        Function<String, String> header = name -> {
            String value = request.getHeaders().get(name);
            return value == null ? "" : value;
        };
        try (InputStream body = Content.Source.asInputStream(request)) {
            return new In(
                    request.getMethod(),
                    request.getHttpURI().getPath(),
                    header.apply("Authorization"),
                    body.readNBytes(LONGEST_REQUEST));
        }
    }

    private void respond(In in, Behaviour now, Request request, Response response, Callback callback) {
        Behaviour here = now.at(new String(in.body(), StandardCharsets.UTF_8));
        Quirk quirk = here.quirk();
        Out out = endpoint.answer(in, here);
        if (out.wrote() && now.fault().is(Fault.Kind.DROP_AFTER_WRITE)) {
            drop(request, callback);
            return;
        }
        Out sent = BrokenAnswer.of(out, quirk);
        byte[] bytes = sent.bytes();
        response.setStatus(sent.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, sent.contentType());
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
        sent.headers().forEach(response.getHeaders()::put);
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
            throw new IllegalStateException("the simulated UCware cannot change the state of its listener", e);
        }
    }

    private interface Step {
        void run() throws Exception;
    }
}
