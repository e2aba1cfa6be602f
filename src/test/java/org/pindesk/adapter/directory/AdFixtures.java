package org.pindesk.adapter.directory;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.pindesk.adapter.directory.DirectorySettings.Limits;
import org.pindesk.adapter.directory.DirectorySettings.Server;
import org.pindesk.adapter.directory.DirectorySettings.Writer;
import org.pindesk.core.Secret;

/** A Samba domain with accounts that cannot sign in, each for known reasons. Made by samba-domain.py. */
public final class AdFixtures implements AutoCloseable {
    public static final String BASE = "DC=pindesk,DC=test";
    public static final String CASES_DN = "OU=Cases," + BASE;

    public static final String DISABLED = "disabled";
    public static final String ACCOUNT_EXPIRED = "account expired";
    public static final String LOCKED = "locked";
    public static final String LOCK_RAN_OUT = "lock ran out";
    public static final String PASSWORD_EXPIRED = "password expired";
    public static final String MUST_CHANGE = "must change password";
    public static final String NEVER_SET = "no password set";
    public static final String SMART_CARD = "smart card only";
    public static final String HOURS = "outside its hours";
    public static final String COMPUTERS = "bound to computers";
    public static final String PROTECTED_USERS = "Protected Users";
    public static final String FAILURES = "failed sign-ins counted";
    public static final String TOO_YOUNG = "password too young to change";
    public static final String NO_SELF_CHANGE = "may not change the password";

    /**
     * An account below {@link #CASES_DN}.
     *
     * @param causes everything that is the matter with it, in the words above; empty when nothing is
     */
    public record Case(String login, Set<String> causes) {
        static Case of(String login, String... causes) {
            return new Case(login, Set.of(causes));
        }
    }

    /** One state each. */
    public static final List<Case> SINGLE = List.of(
            Case.of("ok"),
            Case.of("locked-out", LOCKED),
            Case.of("lock-ran-out", LOCK_RAN_OUT),
            Case.of("disabled", DISABLED),
            Case.of("password-expired", PASSWORD_EXPIRED),
            Case.of("expires-soon"),
            Case.of("must-change", MUST_CHANGE),
            Case.of("account-expired", ACCOUNT_EXPIRED),
            Case.of("expires-zero"),
            Case.of("never-expires"),
            Case.of("smart-card", SMART_CARD),
            Case.of("no-hours", HOURS),
            Case.of("odd-hours"),
            Case.of("workstation", COMPUTERS),
            Case.of("protected-user", PROTECTED_USERS),
            Case.of("twin-one"),
            Case.of("twin-two"),
            Case.of("odd (star) name"),
            Case.of("pso"),
            Case.of("failures", FAILURES),
            Case.of("never-set", NEVER_SET),
            Case.of("too-young", TOO_YOUNG),
            Case.of("no-self-change", NO_SELF_CHANGE));

    /** Several at once. */
    public static final List<Case> SEVERAL = List.of(
            Case.of("locked-expired", LOCKED, PASSWORD_EXPIRED),
            Case.of("disabled-locked-over", DISABLED, LOCKED, ACCOUNT_EXPIRED),
            Case.of("everything", DISABLED, LOCKED, ACCOUNT_EXPIRED, MUST_CHANGE, HOURS),
            Case.of("over-no-hours", ACCOUNT_EXPIRED, HOURS),
            Case.of("card-disabled", SMART_CARD, DISABLED),
            Case.of("protected-locked", PROTECTED_USERS, LOCKED),
            Case.of("pso-locked", LOCKED),
            Case.of("ran-out-must-change", LOCK_RAN_OUT, MUST_CHANGE),
            Case.of("fixed-expired", PASSWORD_EXPIRED, NO_SELF_CHANGE));

    private final RealServer server;

    private AdFixtures(RealServer server) {
        this.server = server;
    }

    /**
     * Provisions and starts the domain; takes about five seconds.
     *
     * @param address an own one of 127.0.0.0/8
     */
    public static AdFixtures start(String address) throws Exception {
        RealServer server = RealServer.samba(address);
        try {
            server.domain("cases");
            return new AdFixtures(server);
        } catch (Exception | AssertionError e) {
            server.close();
            throw e;
        }
    }

    /** Settings for reading below {@link #CASES_DN}, by the given addresses or the domain's own. */
    public DirectorySettings settings(String... urls) {
        List<Server> servers = Arrays.stream(urls.length == 0 ? new String[] {server.ldaps()} : urls)
                .map(Server::parse)
                .toList();
        return DirectorySettings.of(
                        servers, "svc.bot@pindesk.test", Secret.of(RealServer.BOT_PASSWORD), List.of(CASES_DN))
                .withCa(server.ca())
                .withLimits(new Limits(Duration.ofMillis(1500), Duration.ofSeconds(2), 4));
    }

    /** The same with an account for changes, which has no rights until they are granted. */
    public DirectorySettings writing(String... urls) {
        return settings(urls).withWriter(new Writer("svc.write@pindesk.test", Secret.of(RealServer.BOT_PASSWORD)));
    }

    /** Delegates {@code lockoutTime}, {@code pwdLastSet} or {@code reset} over the accounts to the account for changes. */
    public void grant(String right) throws Exception {
        server.domain("grant", right);
    }

    RealServer server() {
        return server;
    }

    @Override
    public void close() throws Exception {
        server.close();
    }
}
