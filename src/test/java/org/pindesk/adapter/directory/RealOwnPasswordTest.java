package org.pindesk.adapter.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pindesk.adapter.directory.SimulatedDirectory.only;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pindesk.adapter.directory.DirectorySettings.Server;
import org.pindesk.adapter.directory.DirectorySettings.Writer;
import org.pindesk.adapter.store.AuditKey;
import org.pindesk.adapter.store.JdbcStore;
import org.pindesk.adapter.store.Keys;
import org.pindesk.adapter.store.StoreSettings;
import org.pindesk.authorization.Authorizer;
import org.pindesk.authorization.Circumstances;
import org.pindesk.authorization.Policy;
import org.pindesk.authorization.Roles;
import org.pindesk.authorization.Verdict;
import org.pindesk.core.ChatUser;
import org.pindesk.core.DirectoryEvidence.Lock;
import org.pindesk.core.DirectoryEvidence.Password;
import org.pindesk.core.Leg;
import org.pindesk.core.Outcome;
import org.pindesk.core.Party;
import org.pindesk.core.Person;
import org.pindesk.core.Proof;
import org.pindesk.core.Request;
import org.pindesk.core.RequestState;
import org.pindesk.core.Secret;
import org.pindesk.core.SecretKind;
import org.pindesk.gateway.CredentialGateway;
import org.pindesk.gateway.Credentials;
import org.pindesk.gateway.Located;
import org.pindesk.gateway.Locator;
import org.pindesk.gateway.PasswordMaker;
import org.pindesk.gateway.PinMaker;
import org.pindesk.port.AuthLatch;
import org.pindesk.port.ProvesPin;

/**
 * A new directory password of one's own on real servers, from the facts that allow it to the proof: the words that Pindesk makes are what
 * the server's policy takes, a locked or expired account is no obstacle, and it has to be changed at the first sign-in.
 */
@Tag("real")
@Timeout(120)
class RealOwnPasswordTest {
    private static final Secret OLD = Secret.of(RealServer.USER_PASSWORD);
    private static final Clock CLOCK = Clock.systemUTC();

    @TempDir
    Path folder;

    @Test
    void onSambaSomebodyLockedWithAnExpiredPasswordGetsOne() throws Exception {
        String group = "CN=Domain Users,CN=Users," + AdFixtures.BASE;
        try (AdFixtures domain = AdFixtures.start("127.0.0.24")) {
            for (String right : List.of("lockoutTime", "pwdLastSet", "reset")) {
                domain.grant(right);
            }
            DirectorySettings settings = domain.writing().withGroups(Set.of(group), Set.of());
            try (LdapDirectory directory = new LdapDirectory(settings, CLOCK, AuthLatch.NONE)) {
                resets(directory, "locked-expired", group);
            }
        }
    }

    @Test
    void onOpenLdapSomebodyLockedGetsOne() throws Exception {
        String group = "cn=self,ou=groups," + OpenLdapFixtures.BASE;
        String self = "dn: " + group + "\nobjectClass: groupOfNames\ncn: self\nmember: uid=locked,"
                + OpenLdapFixtures.PEOPLE + "\n\n";
        try (RealServer slapd = RealServer.slapd("127.0.0.30", new OpenLdapFixtures().ldif() + self)) {
            DirectorySettings settings = DirectorySettings.of(
                            List.of(Server.parse(slapd.ldaps())),
                            "cn=bot," + OpenLdapFixtures.BASE,
                            Secret.of(RealServer.BOT_PASSWORD),
                            List.of(OpenLdapFixtures.PEOPLE))
                    .withCa(slapd.ca())
                    .withGroups(Set.of(group), Set.of())
                    .withPasswordPolicy(OpenLdapFixtures.DEFAULT_POLICY)
                    .withWriter(new Writer(OpenLdapFixtures.WRITER, Secret.of(RealServer.BOT_PASSWORD)));
            try (LdapDirectory directory = new LdapDirectory(settings, CLOCK, AuthLatch.NONE)) {
                resets(directory, "locked", group);
            }
        }
    }

    private void resets(LdapDirectory directory, String login, String group) {
        Person person = only(directory.byLogin(login));
        assertThat(person.state().locked()).isTrue();
        Roles roles = new Roles(group, null, null, null, group);
        Verdict verdict = new Authorizer(
                        () -> Policy.of(roles), Circumstances.UNSEEN, id -> false, CLOCK, ZoneOffset.UTC)
                .selfDirectoryPassword(person);
        assertThat(verdict).isEqualTo(Verdict.allow(Authorizer.SELF_FACTOR));

        Credentials credentials = new Credentials(
                new Locator(List.of(), ForkJoinPool.commonPool()),
                directory,
                new PinMaker(new SecureRandom()),
                new PasswordMaker(new SecureRandom()));
        Located located = credentials.locate(SecretKind.PASSWORD, person, Leg.DIRECTORY);
        assertThat(located.kind()).isEqualTo(Located.Kind.FOUND);
        try (JdbcStore store = JdbcStore.open(
                StoreSettings.file(
                        folder.resolve("pindesk"),
                        Keys.parse(Secret.of("test:" + key())),
                        AuditKey.parse(Secret.of(key()))),
                CLOCK)) {
            Request request = taking(person, verdict);
            boolean added = store.tx(tx -> tx.requests().add(request));
            assertThat(added).isTrue();
            CredentialGateway gateway =
                    new CredentialGateway(store, credentials, CLOCK, Duration.ofHours(1), boundary -> {});
            Leg leg = gateway.settle(request, request.legs().get(0), Objects.requireNonNull(located.account()), null)
                    .leg();
            assertThat(leg.outcome()).isEqualTo(Outcome.APPLIED);
            assertThat(leg.proof()).isEqualTo(Proof.SIGNED_IN);
            assertThat(leg.draw()).as("the first words were taken").isEqualTo(1);
            Secret words = Objects.requireNonNull(gateway.reveal(request));
            assertThat(directory.signsIn(person.id(), words)).isEqualTo(ProvesPin.Answer.YES);
            assertThat(directory.signsIn(person.id(), OLD)).isEqualTo(ProvesPin.Answer.NO);
        }
        assertThat(directory.evidence(person.id()).password().state()).isEqualTo(Password.State.MUST_CHANGE);
        assertThat(directory.evidence(person.id()).lock()).isEqualTo(Lock.OPEN);
    }

    private static Request taking(Person person, Verdict verdict) {
        Party self = new Party(person.id(), new ChatUser("slack", "T1", "U1"), person.displayName());
        Instant now = CLOCK.instant();
        return new Request(
                "0123456789ab",
                "event",
                self,
                self,
                SecretKind.PASSWORD,
                null,
                verdict.rule(),
                RequestState.TAKING,
                List.of(Leg.planned(Leg.DIRECTORY, person.login())),
                now,
                now.plusSeconds(600),
                null,
                null);
    }

    private static String key() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
