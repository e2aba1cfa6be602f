package org.pindesk.adapter.cucm;

import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pindesk.adapter.wire.ServiceAccount;
import org.pindesk.adapter.wire.TlsTrust;
import org.pindesk.adapter.wire.UserIdSource;

/**
 * How one CUCM cluster is reached and used. Several clusters are several of these.
 *
 * @param id as configured, for example {@code hq}
 * @param label what people call it
 * @param baseUrl the publisher, for example {@code https://cucm.example.org:8443}; the path {@code /axl/} is added where it is missing
 * @param schemaVersion AXL schema to speak: one of {@link #SCHEMA_VERSIONS}, or {@link #AUTO}
 * @param reader account for reading: role "Standard AXL API Users" with "Standard AXL Read Only API Access"
 * @param writer account for the reset and its proof: role "Standard AXL API Access"; null = this cluster is never written to
 * @param trust which server certificate is trusted
 * @param userIdSource which of a person's directory facts is the CUCM user id
 * @param endUserRoles roles that an ordinary end user may hold; whoever holds any other is never changed
 * @param mustChange whether a new PIN must be changed at the first sign-in
 * @param connectTimeout for the TCP connection
 * @param readDeadline for a whole read, body included
 * @param writeDeadline for a whole write or proof, body included
 * @param ownAccounts further account names of the bot, never changed; those of {@code reader} and {@code writer} count anyway
 * @param portal the page on which people change their own settings
 * @param zone in which times are written that name none; null = not known, they are read as UTC and that is said
 */
public record CucmSettings(
        String id,
        String label,
        URI baseUrl,
        String schemaVersion,
        ServiceAccount reader,
        @Nullable ServiceAccount writer,
        TlsTrust trust,
        UserIdSource userIdSource,
        Set<String> endUserRoles,
        boolean mustChange,
        Duration connectTimeout,
        Duration readDeadline,
        Duration writeDeadline,
        Set<String> ownAccounts,
        Portal portal,
        @Nullable ZoneId zone) {
    /** Every schema that Pindesk speaks, newest first. */
    public static final List<String> SCHEMA_VERSIONS =
            Arrays.stream(Generation.values()).map(Generation::version).toList();

    /** Speak the newest schema that the cluster takes, found out with the first questions. */
    public static final String AUTO = "auto";

    /** Works on CUCM 12.5, 14 and 15, since a release keeps the schemas of the two before it. */
    public static final String DEFAULT_SCHEMA_VERSION = "12.5";

    /** What the stock group "Standard CCM End Users" carries. */
    public static final Set<String> DEFAULT_END_USER_ROLES =
            Set.of("Standard CCM End Users", "Standard CCMUSER Administration");

    /**
     * What the self-care portal asks for.
     *
     * @param role whoever holds it may use the portal, through a group of any name
     * @param group people are put into it so that they get the role
     * @param url null = on the publisher, at the path that fits its release
     */
    public record Portal(
            String role, String group, @Nullable URI url) {
        /** As CUCM is delivered. */
        public static final Portal DEFAULT = new Portal("Standard CCM End Users", "Standard CCM End Users", null);
    }

    /**
     * @throws IllegalArgumentException naming the setting that cannot be used
     */
    public CucmSettings {
        if (!"https".equalsIgnoreCase(baseUrl.getScheme()) || baseUrl.getHost() == null) {
            throw new IllegalArgumentException("baseUrl must be https://HOST:PORT");
        }
        if (!schemaVersion.equals(AUTO) && !SCHEMA_VERSIONS.contains(schemaVersion)) {
            throw new IllegalArgumentException(
                    "schemaVersion must be auto or one of " + String.join(", ", SCHEMA_VERSIONS));
        }
        if (endUserRoles.isEmpty()) {
            throw new IllegalArgumentException("endUserRoles must name at least one role");
        }
        baseUrl = withAxlPath(baseUrl);
        endUserRoles = Set.copyOf(endUserRoles);
        ownAccounts = Set.copyOf(ownAccounts);
    }

    /** With the defaults that the parameters' descriptions name, deadlines of 10 s for reads and 20 s for writes. */
    public static CucmSettings withDefaults(
            String id,
            String label,
            URI baseUrl,
            ServiceAccount reader,
            @Nullable ServiceAccount writer,
            TlsTrust trust) {
        return new CucmSettings(
                id,
                label,
                baseUrl,
                DEFAULT_SCHEMA_VERSION,
                reader,
                writer,
                trust,
                UserIdSource.LOGIN,
                DEFAULT_END_USER_ROLES,
                false,
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Duration.ofSeconds(20),
                Set.of(),
                Portal.DEFAULT,
                null);
    }

    /** Address of the portal: the configured one, or the one that fits the spoken schema. */
    String portalUrl(Generation generation) {
        return portal.url() == null
                ? "https://" + baseUrl.getHost() + generation.portalPath()
                : portal.url().toString();
    }

    boolean isOwnAccount(String userId) {
        return userId.equalsIgnoreCase(reader.user())
                || (writer != null && userId.equalsIgnoreCase(writer.user()))
                || ownAccounts.stream().anyMatch(userId::equalsIgnoreCase);
    }

    // the trailing slash is required: without it CUCM answers 404
    private static URI withAxlPath(URI url) {
        String path = url.getPath() == null ? "" : url.getPath();
        if (path.isEmpty() || path.equals("/")) {
            return url.resolve("/axl/");
        }
        return path.endsWith("/") ? url : url.resolve(path + "/");
    }
}
