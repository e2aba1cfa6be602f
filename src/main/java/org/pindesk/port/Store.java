package org.pindesk.port;

import java.util.function.Function;

/**
 * Durable state. What {@link #tx} returns normally is committed durably; when it throws, nothing of it happened. Every method
 * throws {@link org.pindesk.core.PindeskException} with {@code STORE_DOWN} when the database cannot be used.
 */
public interface Store extends AutoCloseable {
    /**
     * Runs the work in one transaction. The work may be run again from its start when the database asks for it (serialization,
     * deadlock), so it has no effect outside the transaction.
     */
    <T> T tx(Function<Tx, T> work);

    /** What one transaction sees. Not to be kept beyond it. */
    interface Tx {
        Queue queue();

        Requests requests();

        Vault vault();

        Links links();

        LinkCodes linkCodes();

        Vouches vouches();

        AuditLog audit();

        Acts acts();

        Brake brake();

        Cases cases();

        Incidents incidents();

        Freezes freezes();

        Authenticators authenticators();

        Tickets tickets();

        Approvals approvals();

        Verifications verifications();

        Contacts contacts();

        KnownPeople knownPeople();

        BreakGlassUses breakGlassUses();
    }

    @Override
    void close();
}
