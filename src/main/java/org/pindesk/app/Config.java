package org.pindesk.app;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.pindesk.adapter.mail.SmtpSettings;
import org.pindesk.adapter.wire.TlsTrust;
import org.pindesk.core.Secret;
import org.pindesk.port.Settings;

/**
 * What the operator decided, typed and complete. Made by {@link ConfigReading}.
 *
 * @param protectedGroup DN of the group whose members only wait for approval; empty = nobody but the built-in floor
 * @param passwordGroup DN of the group whose members helpdesk may offer a new directory password; empty = nobody
 * @param ownPasswordGroup DN of the group whose members may reset their own directory password with a code; empty = nobody
 * @param mail how letters go out
 * @param publicUrl at which people reach the bot's own pages, without a slash at its end; empty = they cannot
 * @param mailIndependent whether people's mailboxes open without their directory password
 * @param phoneMode whether managers may hand new PINs and telephone passwords over to people whom chat does not reach
 * @param offerTime how long an offer waits for its owner
 * @param showTime how long a new secret can be seen again
 * @param language of people whose chat does not tell theirs
 * @param zone time zone of what stands in channels, and of people whose chat does not tell theirs
 * @param logLevel error, warn, info or debug
 */
public record Config(
        Slack slack,
        Ldap ldap,
        List<PbxConfig> pbx,
        Roles roles,
        Optional<String> protectedGroup,
        Optional<String> passwordGroup,
        Optional<String> ownPasswordGroup,
        HelpChannel help,
        Database database,
        HttpEndpoint http,
        Mailing mail,
        Optional<URI> publicUrl,
        boolean mailIndependent,
        boolean phoneMode,
        Duration offerTime,
        Duration showTime,
        Locale language,
        ZoneId zone,
        String logLevel) {
    public Config {
        pbx = List.copyOf(pbx);
    }

    /**
     * @param api base of the Web API, ending in a slash
     * @param plainLanguage whether direct messages in plain words are read and answered
     */
    public record Slack(Secret botToken, Secret appToken, URI api, boolean plainLanguage) {}

    /**
     * @param urls as written: {@code ldaps://…}, {@code ldap://…} (StartTLS), {@code ldap+plain://…} (loopback only)
     * @param kind auto, ad or openldap
     */
    public record Ldap(
            List<String> urls,
            String bindDn,
            Secret bindPassword,
            List<String> baseDns,
            String kind,
            Optional<Path> caFile,
            Optional<Writer> writer,
            Optional<String> passwordPolicy) {
        public Ldap {
            urls = List.copyOf(urls);
            baseDns = List.copyOf(baseDns);
        }
    }

    /** The directory account for writing. */
    public record Writer(String bindDn, Secret password) {}

    /**
     * Where the helpdesk's queue is.
     *
     * @param channel the platform's id of a private channel; empty = no queue
     * @param incidentPeople how many people with one cause within 15 minutes are an incident
     */
    public record HelpChannel(Optional<String> channel, int incidentPeople) {}

    /**
     * Mail out.
     *
     * @param account empty = the server needs no sign-in
     * @param securityMailbox address for what an owner without a mailbox cannot be told
     */
    public record Mailing(
            SmtpSettings.Server server,
            Optional<SmtpSettings.Account> account,
            TlsTrust trust,
            SmtpSettings.Sender from,
            Optional<String> securityMailbox) {}

    /** DNs of the groups that give a role. */
    public record Roles(String helpdesk, Optional<String> admin) {}

    /**
     * @param location a {@code jdbc:postgresql:} URL, or the path of an H2 file without its ending
     * @param encryptionKeys {@code id:base64}, parted by commas; the first is the current one
     * @param auditKey base64 of 32 bytes
     */
    public record Database(
            String location, String user, Optional<Secret> password, Secret encryptionKeys, Secret auditKey) {}

    /**
     * @param port 0 = any free one
     */
    public record HttpEndpoint(String bind, int port) {}

    /**
     * One telephone system, as far as all kinds are alike.
     *
     * @param id as in {@code PBX}
     * @param kind which connector, for example {@code cucm}
     * @param name what people call it
     * @param settings the keys of its kind, {@code PBX_ID_…}; its connector reads them before {@link ConfigReading#finish()}
     */
    public record PbxConfig(String id, String kind, String name, Settings settings) {}
}
