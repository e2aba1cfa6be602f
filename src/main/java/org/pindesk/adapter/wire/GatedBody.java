package org.pindesk.adapter.wire;

import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A request body that knows whether any of it may have left, and that can be forbidden to leave from now on. The client asks for the
 * body only when the connection stands and the TLS handshake is over. A request whose body has not left cannot have been executed, so
 * this, and not the kind of exception, decides between "certainly nothing happened" and "unknown".
 */
final class GatedBody implements HttpRequest.BodyPublisher {
    private enum Gate {
        UNTOUCHED,
        OPENED,
        FORBIDDEN
    }

    private final AtomicReference<Gate> gate = new AtomicReference<>(Gate.UNTOUCHED);
    private final HttpRequest.BodyPublisher bytes;

    GatedBody(byte[] body) {
        this.bytes = HttpRequest.BodyPublishers.ofByteArray(body);
    }

    /** Keeps the body in from now on; false when some of it may already be out. Idempotent. */
    boolean forbid() {
        return gate.compareAndSet(Gate.UNTOUCHED, Gate.FORBIDDEN) || gate.get() == Gate.FORBIDDEN;
    }

    @Override
    public long contentLength() {
        return bytes.contentLength();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        if (gate.compareAndSet(Gate.UNTOUCHED, Gate.OPENED)) {
            bytes.subscribe(subscriber);
        } else {
            subscriber.onSubscribe(new NoSubscription());
            subscriber.onError(new CancellationException("given up before it was sent, or sent once already"));
        }
    }

    private static final class NoSubscription implements Flow.Subscription {
        @Override
        public void request(long count) {}

        @Override
        public void cancel() {}
    }
}
