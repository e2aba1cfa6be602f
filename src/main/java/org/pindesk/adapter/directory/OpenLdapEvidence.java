package org.pindesk.adapter.directory;

import com.unboundid.ldap.sdk.Entry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pindesk.adapter.directory.Ldap.Answered;
import org.pindesk.core.BackendException;
import org.pindesk.core.DirectoryEvidence;
import org.pindesk.core.DirectoryEvidence.Lock;
import org.pindesk.core.DirectoryEvidence.Server;
import org.pindesk.core.PersonId;
import org.pindesk.core.Problem;

/**
 * Asks every server about an account and makes one statement of it. What comes from binds (locks, failures, sign-ins after an expiry)
 * stays on the server where it happened (slapo-ppolicy(5); Red Hat's documents for 389 Directory Server), so the strongest lock of all
 * servers counts; everything else is taken from the server that knows the newest password.
 */
final class OpenLdapEvidence {
    private record View(
            Answered<Optional<OpenLdapSight>> answer,
            @Nullable Entry entry,
            @Nullable OpenLdapAccount account) {}

    private final Ldap ldap;
    private final DirectorySettings settings;
    private final Clock clock;
    private final OpenLdapScheme scheme;
    private final OpenLdapReader reader;

    OpenLdapEvidence(Ldap ldap, DirectorySettings settings, Clock clock, OpenLdapScheme scheme, OpenLdapReader reader) {
        this.ldap = ldap;
        this.settings = settings;
        this.clock = clock;
        this.scheme = scheme;
        this.reader = reader;
    }

    /** See {@link org.pindesk.port.GivesAccountEvidence#evidence}. */
    DirectoryEvidence of(PersonId id) {
        Duration within = settings.limits().connect().plus(settings.limits().answer());
        Instant now = clock.instant();
        Set<String> unseen = new LinkedHashSet<>();
        List<View> views = new ArrayList<>();
        List<Server> servers = new ArrayList<>();
        for (Answered<Optional<OpenLdapSight>> answer : ldap.each(within, on -> reader.read(on, id))) {
            View view = view(answer, now, unseen);
            views.add(view);
            servers.add(row(view));
        }
        View best = views.stream()
                .filter(view -> view.account() != null)
                .max(Comparator.comparing(OpenLdapEvidence::passwordSet))
                .orElseThrow(() -> nothing(views));
        return evidence(best, views, servers, List.copyOf(unseen));
    }

    private DirectoryEvidence evidence(View best, List<View> views, List<Server> servers, List<String> unseen) {
        Entry entry = Objects.requireNonNull(best.entry());
        OpenLdapAccount account = Objects.requireNonNull(best.account());
        return new DirectoryEvidence(
                scheme.kind(),
                OpenLdap.login(entry),
                null,
                entry.getAttributeValue("mail"),
                entry.getDN(),
                account.disabled(),
                account.validFrom(),
                account.validUntil(),
                strongest(views),
                servers,
                account.password(),
                false,
                null,
                Set.of(),
                false,
                null,
                null,
                account.policy(),
                unseen);
    }

    private View view(Answered<Optional<OpenLdapSight>> answer, Instant now, Set<String> unseen) {
        String name = name(answer);
        if (answer.silent() != null || answer.value() == null) {
            unseen.add(name + ": no answer (" + answer.silent() + ")");
            return new View(answer, null, null);
        }
        OpenLdapSight sight = answer.value().orElse(null);
        if (sight == null) {
            unseen.add(name + ": does not hold this account, or hides it from the service account");
            return new View(answer, null, null);
        }
        try {
            OpenLdapAccount account = scheme.account(sight, now);
            account.unseen().forEach(words -> unseen.add(name + ": " + words));
            return new View(answer, sight.account(), account);
        } catch (BackendException e) {
            unseen.add(name + ": " + e.getMessage());
            return new View(new Answered<>(answer.server(), e.problem().code(), null), null, null);
        }
    }

    private Server row(View view) {
        OpenLdapAccount account = view.account();
        return account == null
                ? new Server(name(view.answer()), view.answer().silent(), null, null, null, null)
                : new Server(
                        name(view.answer()),
                        null,
                        account.locked(),
                        account.failures(),
                        account.lastFailure(),
                        account.password().setAt());
    }

    /** The host, with its port where one host runs several servers. */
    private String name(Answered<?> answer) {
        long same = settings.servers().stream()
                .filter(server -> server.host().equals(answer.server().host()))
                .count();
        return same > 1 ? answer.server().toString() : answer.server().host();
    }

    private static Instant passwordSet(View view) {
        Instant set = view.account() == null ? null : view.account().password().setAt();
        return set == null ? Instant.MIN : set;
    }

    /** A lock that holds somewhere comes before one that is not seen somewhere else, and that before "open". */
    private static Lock strongest(List<View> views) {
        return views.stream()
                .map(View::account)
                .filter(Objects::nonNull)
                .map(OpenLdapAccount::lock)
                .max(Comparator.comparingInt((Lock lock) -> strength(lock.state()))
                        .thenComparing(lock -> lock.ends() == null ? Instant.MAX : lock.ends()))
                .orElse(Lock.UNSEEN);
    }

    private static int strength(Lock.State state) {
        return switch (state) {
            case OPEN -> 0;
            case RAN_OUT -> 1;
            case UNSEEN -> 2;
            case DELAYED -> 3;
            case FAILED_SIGN_INS -> 4;
            case INACTIVITY -> 5;
            case ADMINISTRATOR -> 6;
        };
    }

    private static BackendException nothing(List<View> views) {
        boolean gone = views.stream().anyMatch(view -> view.answer().silent() == null);
        if (gone) {
            return new BackendException(
                    Problem.REFUSED, LdapErrors.SYSTEM, "there is no such entry now in the configured area");
        }
        String code = views.stream()
                .map(view -> view.answer().silent())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
        Problem problem = Arrays.stream(Problem.values())
                .filter(one -> one.code().equals(code))
                .findFirst()
                .orElse(Problem.NO_ANSWER);
        return new BackendException(problem, LdapErrors.SYSTEM, "no directory server gave an answer about the account");
    }
}
