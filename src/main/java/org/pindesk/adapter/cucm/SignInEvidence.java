package org.pindesk.adapter.cucm;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pindesk.adapter.wire.Threads;
import org.pindesk.core.BackendException;
import org.pindesk.core.CredentialState;
import org.pindesk.core.Problem;
import org.pindesk.core.TelephoneEvidence;
import org.pindesk.core.TelephoneEvidence.PasswordHome;
import org.pindesk.port.GivesEvidence.Sighting;
import org.pindesk.port.Pbx.Match;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that bears on a user's sign-in, asked for at the same time: getUser, the database, and where they are not known the two
 * settings of LDAP. A policy is asked for when getUser has named it. Only getUser is needed; another part that is silent is named.
 *
 * <p>The first question goes alone while the cluster's schema or a session is still to be found.
 */
final class SignInEvidence {
    private static final Logger LOG = LoggerFactory.getLogger(SignInEvidence.class);

    /** "Enable Caching": credentials are kept for up to two minutes. */
    private static final int CACHED_SECONDS = 120;

    private static final int THREADS = 8;
    /** The longest chain is the catalogue, asked for once, and the query after it. */
    private static final int CHAIN = 2;

    private final CucmSettings settings;
    private final AxlClient client;
    private final ClusterReads reads;
    private final CredentialStates states;
    private final SpokenSchema schema;
    private final ExecutorService pool;

    SignInEvidence(
            CucmSettings settings, AxlClient client, ClusterReads reads, CredentialStates states, SpokenSchema schema) {
        this.settings = settings;
        this.client = client;
        this.reads = reads;
        this.states = states;
        this.schema = schema;
        this.pool = Threads.pool("cucm-" + settings.id(), THREADS);
    }

    void close() {
        pool.shutdown();
    }

    /**
     * @param matching whether the user, if there is one, is the person
     * @throws BackendException when getUser was not answered
     */
    Sighting of(String userId, Function<Optional<UserRecord>, Match> matching) {
        boolean alone = !schema.settled() || !client.hasSession();
        Optional<UserRecord> user = alone ? reads.user(userId) : Optional.empty();
        if (alone && user.isEmpty()) {
            return new Sighting(matching.apply(user), null);
        }
        Parts parts = new Parts(userId);
        try {
            if (!alone) {
                user = reads.user(userId);
            }
            Match match = matching.apply(user);
            return match.kind() == Match.Kind.FOUND && match.account() != null
                    ? new Sighting(match, parts.evidence(match, user.orElseThrow()))
                    : new Sighting(match, null);
        } finally {
            parts.drop();
        }
    }

    /** What was asked for beside the user. */
    private final class Parts {
        private final long until =
                System.nanoTime() + settings.readDeadline().multipliedBy(CHAIN).toNanos();
        private final List<String> unseen = new ArrayList<>();
        private final List<Future<?>> asked = new ArrayList<>();
        private final Future<DatabaseRows> database;
        private final @Nullable Future<LdapAuthentication> authentication;
        private final @Nullable Future<String> attribute;

        Parts(String userId) {
            boolean ldap = schema.now().showsLdapSettings();
            database = ask(() -> states.rows(userId));
            authentication = ldap ? ask(reads::ldapAuthentication) : null;
            attribute = ldap ? ask(reads::loginAttribute) : null;
        }

        private <T> Future<T> ask(Callable<T> question) {
            Future<T> answer = pool.submit(question);
            asked.add(answer);
            return answer;
        }

        /** What has not begun is not begun any more. */
        void drop() {
            asked.forEach(each -> each.cancel(false));
        }

        TelephoneEvidence evidence(Match match, UserRecord user) {
            CredentialState pin = noted(Credential.PIN, states.of(Credential.PIN, user, this::database));
            LdapAuthentication ldap = answer("LDAP authentication", authentication);
            PasswordHome home = home(user, ldap);
            CredentialState password = home == PasswordHome.OWN
                    ? noted(Credential.PASSWORD, states.of(Credential.PASSWORD, user, this::database))
                    : null;
            String base = home == PasswordHome.OWN || ldap == null || !ldap.on() ? null : ldap.searchBase();
            if (home == PasswordHome.DIRECTORY && base == null) {
                unseen.add("LDAP authentication: no area is shown in which people are looked for");
            }
            return new TelephoneEvidence(
                    Objects.requireNonNull(match.account()),
                    seen("whether the user is active", user.active()),
                    home,
                    base,
                    answer("LDAP system", attribute),
                    seen(
                            "whether the user holds the portal's role",
                            user.holdsRole(settings.portal().role())),
                    seen("whether the user has a device profile", profile(user)),
                    pin,
                    password,
                    settings.portalUrl(schema.now()),
                    CACHED_SECONDS,
                    unseen.stream().distinct().toList());
        }

        private DatabaseRows database() {
            List<String> why = new ArrayList<>();
            DatabaseRows rows = answer("", database, why);
            return rows == null ? DatabaseRows.unread(String.join("; ", why)) : rows;
        }

        private PasswordHome home(UserRecord user, @Nullable LdapAuthentication ldap) {
            Supplier<@Nullable Boolean> came = () -> {
                Boolean shown = user.fromDirectory();
                return shown == null ? database().fromDirectory() : shown;
            };
            PasswordHome home = LocalPasswords.home(ldap, came);
            if (home == PasswordHome.UNSEEN) {
                unseen.add(
                        came.get() == null
                                ? "who keeps the password: the cluster does not show whether the user comes from the directory"
                                : "who keeps the password: it is not seen whether the directory checks it");
            }
            return home;
        }

        private @Nullable Boolean profile(UserRecord user) {
            Boolean shown = user.phoneProfile();
            return shown == null && !schema.now().showsEmptyProfiles() ? Boolean.FALSE : shown;
        }

        private @Nullable Boolean seen(String what, @Nullable Boolean shown) {
            if (shown == null) {
                unseen.add(what + ": getUser does not show it");
            }
            return shown;
        }

        private CredentialState noted(Credential which, CredentialState state) {
            state.unseen().forEach(each -> unseen.add(which.word() + ": " + each));
            return state;
        }

        private <T> @Nullable T answer(String what, @Nullable Future<T> question) {
            if (question == null) {
                unseen.add(what + ": AXL schema " + schema.now().version() + " cannot ask for it");
                return null;
            }
            List<String> why = new ArrayList<>();
            T answer = answer(what, question, why);
            why.forEach(each -> unseen.add(what + ": " + each));
            return answer;
        }

        private <T> @Nullable T answer(String what, Future<T> question, List<String> why) {
            try {
                return question.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                why.add("no answer in time");
            } catch (ExecutionException e) {
                if (e.getCause() instanceof BackendException) {
                    why.add(String.valueOf(e.getCause().getMessage()));
                } else {
                    LOG.error("{}: reading evidence ({}) failed", settings.id(), what, e.getCause());
                    why.add("a defect of Pindesk, its log says more");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new BackendException(
                        Problem.NO_ANSWER, settings.id(), "interrupted while waiting for evidence", e);
            }
            return null;
        }
    }
}
