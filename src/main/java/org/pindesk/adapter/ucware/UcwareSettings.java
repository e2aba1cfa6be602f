package org.pindesk.adapter.ucware;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pindesk.adapter.wire.TlsTrust;
import org.pindesk.adapter.wire.UserIdSource;

/**
 * How one UCware Server is reached and used. Several servers are several of these.
 *
 * @param id as configured, for example {@code hq}
 * @param label what people call it
 * @param baseUrl the server, for example {@code https://pbx.example.org}; the generation's path is added to it
 * @param api generation of the interface: one of {@link #APIS}, or {@link #AUTO}
 * @param trailingSlash whether addresses end with a slash; clients that work are known for both
 * @param reader account for reading
 * @param writer account for resets, maybe the same; null = this server is never written to
 * @param trust which server certificate is trusted
 * @param userIdSource which of a person's directory facts is the username
 * @param localBackends authentication backends whose passwords UCware keeps itself, small letters
 * @param adminGroups groups whose members are never changed; {@value #ADMINS} is always one of them
 * @param pinLength digits of a new PIN: the server does not tell its own rule
 * @param passwordLength least characters of a new password, likewise
 * @param portalUrl where people sign in to the client; null where they are told no address
 * @param connectTimeout for the TCP connection
 * @param deadline for a whole exchange, body included
 */
public record UcwareSettings(
        String id,
        String label,
        URI baseUrl,
        String api,
        boolean trailingSlash,
        UcwareAccount reader,
        @Nullable UcwareAccount writer,
        TlsTrust trust,
        UserIdSource userIdSource,
        Set<String> localBackends,
        Set<String> adminGroups,
        int pinLength,
        int passwordLength,
        @Nullable URI portalUrl,
        Duration connectTimeout,
        Duration deadline) {
    /** Speak the newest generation that answers a read. */
    public static final String AUTO = "auto";

    /** Every generation that Pindesk speaks, newest first. */
    public static final List<String> APIS =
            Arrays.stream(Generation.values()).map(Generation::word).toList();

    /** The backend of accounts that UCware keeps itself (phosy-tool's example configuration). */
    public static final Set<String> DEFAULT_LOCAL_BACKENDS = Set.of("ucware");

    /** Members administer the server (phosy-tool keeps off them). */
    public static final String ADMINS = "admins";

    public static final int DEFAULT_PIN_LENGTH = 6;
    public static final int DEFAULT_PASSWORD_LENGTH = 16;

    /**
     * @throws IllegalArgumentException naming the setting that cannot be used
     */
    public UcwareSettings {
        if (!"https".equalsIgnoreCase(baseUrl.getScheme()) || baseUrl.getHost() == null) {
            throw new IllegalArgumentException("baseUrl must be https://HOST");
        }
        baseUrl = URI.create(baseUrl.toString().replaceFirst("/+$", ""));
        if (namesGeneration(baseUrl)) {
            throw new IllegalArgumentException("baseUrl must not hold the path of a generation; api says which it is");
        }
        if (!api.equals(AUTO) && !APIS.contains(api)) {
            throw new IllegalArgumentException("api must be auto or one of " + String.join(", ", APIS));
        }
        if (localBackends.isEmpty()) {
            throw new IllegalArgumentException("localBackends must name at least one backend");
        }
        localBackends = localBackends.stream()
                .map(each -> each.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        Set<String> groups = new LinkedHashSet<>(Set.of(ADMINS));
        groups.addAll(adminGroups);
        adminGroups = Set.copyOf(groups);
    }

    /** Generation found out, Basic, login name, stock backend and groups, 10 s for an exchange. */
    public static UcwareSettings withDefaults(
            String id,
            String label,
            URI baseUrl,
            UcwareAccount reader,
            @Nullable UcwareAccount writer,
            TlsTrust trust) {
        return new UcwareSettings(
                id,
                label,
                baseUrl,
                AUTO,
                false,
                reader,
                writer,
                trust,
                UserIdSource.LOGIN,
                DEFAULT_LOCAL_BACKENDS,
                Set.of(ADMINS),
                DEFAULT_PIN_LENGTH,
                DEFAULT_PASSWORD_LENGTH,
                null,
                Duration.ofSeconds(5),
                Duration.ofSeconds(10));
    }

    static boolean namesGeneration(URI url) {
        String path = url.getPath() == null ? "" : url.getPath().replaceFirst("/+$", "");
        return Arrays.stream(Generation.values()).anyMatch(each -> path.endsWith(each.path()));
    }

    URI url(Generation generation, RpcMethod method) {
        return URI.create(baseUrl + generation.path() + "/" + method.path() + (trailingSlash ? "/" : ""));
    }

    boolean isLocal(String backend) {
        return localBackends.contains(backend.strip().toLowerCase(Locale.ROOT));
    }

    boolean isOwnAccount(String username) {
        return username.equalsIgnoreCase(reader.user()) || (writer != null && username.equalsIgnoreCase(writer.user()));
    }
}
