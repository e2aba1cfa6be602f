package org.pindesk.adapter.unity;

import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.pindesk.adapter.wire.ServiceAccount;
import org.pindesk.adapter.wire.TlsTrust;
import org.pindesk.adapter.wire.UserIdSource;

/**
 * How one Unity Connection is reached and used.
 *
 * @param id as configured, for example {@code vm}
 * @param label what people call it
 * @param baseUrl the server, for example {@code https://cuc.example.org}; the path {@code /vmrest/} is added where there is none
 * @param telephoneSystem id of the telephone system whose accounts have their mailboxes here
 * @param reader account for reading
 * @param writer account for changes, best with the role "Help Desk Administrator" alone: then Unity Connection itself protects
 *     administrators' mailboxes; null = never written to
 * @param trust which server certificate is trusted
 * @param aliasSource which of a person's directory facts is the alias here: the same one as the telephone system's user id
 * @param mustChange whether a new PIN must be changed at the first sign-in
 * @param connectTimeout for the TCP connection
 * @param readDeadline for one whole read, body included
 * @param writeDeadline for one whole write, body included
 * @param zone in which its times are written; UTC where that is not known
 */
public record UnitySettings(
        String id,
        String label,
        URI baseUrl,
        String telephoneSystem,
        ServiceAccount reader,
        @Nullable ServiceAccount writer,
        TlsTrust trust,
        UserIdSource aliasSource,
        boolean mustChange,
        Duration connectTimeout,
        Duration readDeadline,
        Duration writeDeadline,
        ZoneId zone) {
    /**
     * @throws IllegalArgumentException naming the setting that cannot be used
     */
    public UnitySettings {
        if (!"https".equalsIgnoreCase(baseUrl.getScheme()) || baseUrl.getHost() == null) {
            throw new IllegalArgumentException("baseUrl must be https://HOST");
        }
        String path = baseUrl.getPath() == null ? "" : baseUrl.getPath();
        baseUrl = baseUrl.resolve(
                path.isEmpty() || path.equals("/") ? "/vmrest/" : path.endsWith("/") ? path : path + "/");
    }

    boolean isOwnAccount(String alias) {
        return alias.equalsIgnoreCase(reader.user()) || (writer != null && alias.equalsIgnoreCase(writer.user()));
    }
}
