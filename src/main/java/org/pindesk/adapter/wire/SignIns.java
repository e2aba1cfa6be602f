package org.pindesk.adapter.wire;

import java.time.Clock;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pindesk.port.AuthLatch;

/**
 * How Pindesk signs in to one system of {@code PBX}: to read, and to write. Where both are the same account with the same password they
 * are one {@link SignIn}, so that a wrong password costs one bad sign-in and not two.
 *
 * @param writer null where nothing is ever written
 */
public record SignIns(SignIn reader, @Nullable SignIn writer) {
    /**
     * For accounts whose keys are {@code PASSWORD} and {@code WRITE_PASSWORD}.
     *
     * @param system id as configured
     * @param writer null = nothing is ever written
     */
    public static SignIns of(
            AuthLatch latch, Clock clock, String system, ServiceAccount reader, @Nullable ServiceAccount writer) {
        return of(latch, clock, system, reader, "PASSWORD", writer, "WRITE_PASSWORD");
    }

    /**
     * For secrets under other keys.
     *
     * @param system id as configured
     * @param readerKey of the reader's secret, without {@code PBX_ID_}: named as the remedy
     * @param writer null = nothing is ever written
     * @param writerKey likewise; without meaning where the writer is the reader, or there is none
     */
    public static SignIns of(
            AuthLatch latch,
            Clock clock,
            String system,
            ServiceAccount reader,
            String readerKey,
            @Nullable ServiceAccount writer,
            String writerKey) {
        SignIn reading = signIn(latch, clock, system, reader, readerKey);
        if (writer == null) {
            return new SignIns(reading, null);
        }
        boolean same = reading.isOf(writer.user(), writer.password());
        return new SignIns(reading, same ? reading : signIn(latch, clock, system, writer, writerKey));
    }

    private static SignIn signIn(AuthLatch latch, Clock clock, String system, ServiceAccount account, String key) {
        String whole = "PBX_" + system.toUpperCase(Locale.ROOT) + "_" + key;
        return new SignIn(latch, clock, system, account.user(), account.password(), whole);
    }
}
