package org.pindesk.gateway;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.Account;
import org.pindesk.core.BackendException;
import org.pindesk.core.Person;
import org.pindesk.core.Problem;
import org.pindesk.port.FindsByExtension;
import org.pindesk.port.Pbx;
import org.pindesk.port.ResetsLocalPassword;
import org.pindesk.port.ResetsPin;
import org.pindesk.port.Voicemail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the one telephone account of a person among all configured systems, or the one whose password a system keeps itself. */
public final class Locator {
    private static final Logger LOG = LoggerFactory.getLogger(Locator.class);

    /** How long the other systems are waited for once one has the account. */
    static final Duration OTHERS = Duration.ofSeconds(1);

    private final List<Pbx> systems;
    private final ExecutorService pool;

    /**
     * @param pool asks several systems at the same time
     */
    public Locator(List<Pbx> systems, ExecutorService pool) {
        this.systems = List.copyOf(systems);
        this.pool = pool;
    }

    /** The system of this id as something that can do this; null when there is none, or it cannot. */
    public <T extends Pbx> @Nullable T as(Class<T> capability, String id) {
        return systems.stream()
                .filter(pbx -> pbx.id().equals(id))
                .filter(capability::isInstance)
                .map(capability::cast)
                .findFirst()
                .orElse(null);
    }

    /** The user ids of those who have this extension, over all systems that know. */
    public Set<String> ownersOf(String extension) {
        Set<String> owners = new LinkedHashSet<>();
        for (Pbx pbx : systems) {
            if (pbx instanceof FindsByExtension finds) {
                finds.userIdOf(extension).ifPresent(owners::add);
            }
        }
        return owners;
    }

    /** What people call the system of this id. */
    public String label(String id) {
        Pbx pbx = as(Pbx.class, id);
        return pbx == null ? id : pbx.label();
    }

    /**
     * @param only ask this system only; null = all telephone systems, and no voicemail system
     */
    public Located find(Person person, @Nullable String only) {
        return find(person, asked(only), this::one);
    }

    /**
     * The account whose password a telephone system keeps itself; of several accounts of the person the only such one.
     *
     * @param only as above
     */
    public Located findPassword(Person person, @Nullable String only) {
        return find(person, asked(only), this::password);
    }

    private List<Pbx> asked(@Nullable String only) {
        return systems.stream()
                .filter(pbx ->
                        only == null ? !(pbx instanceof Voicemail) : pbx.id().equals(only))
                .toList();
    }

    /** The person's mailbox that belongs to an account of this telephone system; empty when it has no voicemail system. */
    public Optional<Located> mailbox(Person person, String telephoneSystem) {
        return systems.stream()
                .filter(pbx -> pbx instanceof Voicemail voicemail
                        && voicemail.telephoneSystem().equals(telephoneSystem))
                .findFirst()
                .map(pbx -> find(person, List.of(pbx), this::one));
    }

    /** Id of the voicemail system that belongs to this telephone system. */
    public Optional<String> voicemailOf(String telephoneSystem) {
        return systems.stream()
                .filter(pbx -> pbx instanceof Voicemail voicemail
                        && voicemail.telephoneSystem().equals(telephoneSystem))
                .map(Pbx::id)
                .findFirst();
    }

    /**
     * @param judge what to make of the accounts that were found, at least one
     */
    private Located find(Person person, List<Pbx> asked, Function<List<Account>, Located> judge) {
        List<Account> found = new ArrayList<>();
        List<String> doubtful = new ArrayList<>();
        List<String> silent = new ArrayList<>();
        String detail = "";
        boolean refused = false;
        for (Answer answer : ask(person, asked)) {
            Pbx.Match match = answer.match();
            if (match == null) {
                silent.add(answer.pbx().label());
                detail = answer.silent().code();
                refused |= answer.silent() == Problem.BAD_CREDENTIALS;
            } else if (match.kind() == Pbx.Match.Kind.FOUND && match.account() != null) {
                found.add(match.account());
            } else if (match.kind() == Pbx.Match.Kind.DOUBTFUL) {
                doubtful.add(answer.pbx().label());
                detail = match.detail();
            }
        }
        if (!found.isEmpty()) {
            return judge.apply(found);
        }
        if (!doubtful.isEmpty()) {
            return new Located(Located.Kind.DOUBTFUL, null, String.join(", ", doubtful), detail);
        }
        if (!silent.isEmpty()) {
            Located.Kind kind = refused ? Located.Kind.SERVICE_REFUSED : Located.Kind.UNREACHABLE;
            return new Located(kind, null, String.join(", ", silent), detail);
        }
        String all = String.join(", ", asked.stream().map(Pbx::label).toList());
        return new Located(Located.Kind.NOWHERE, null, all, "");
    }

    /**
     * What one system said.
     *
     * @param match null when it was silent
     * @param silent why; counts without a match only
     */
    private record Answer(Pbx pbx, Pbx.@Nullable Match match, Problem silent) {
        boolean found() {
            return match != null && match.kind() == Pbx.Match.Kind.FOUND;
        }
    }

    /** Asks all at the same time, so that one that hangs holds up nobody whose account another one has. In the order of the systems. */
    private List<Answer> ask(Person person, List<Pbx> asked) {
        if (asked.size() == 1) {
            return List.of(answer(asked.get(0), person));
        }
        Map<Pbx, Answer> answers = new LinkedHashMap<>();
        asked.forEach(pbx -> answers.put(pbx, new Answer(pbx, null, Problem.NO_ANSWER)));
        CompletionService<Answer> answering = new ExecutorCompletionService<>(pool);
        asked.forEach(pbx -> answering.submit(() -> answer(pbx, person)));
        try {
            boolean found = false;
            for (int i = 0; i < asked.size(); i++) {
                Future<Answer> next =
                        found ? answering.poll(OTHERS.toMillis(), TimeUnit.MILLISECONDS) : answering.take();
                if (next == null) {
                    break;
                }
                Answer answer = next.get();
                answers.put(answer.pbx(), answer);
                found |= answer.found();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("looking for an account ended in a defect", e.getCause());
        }
        return List.copyOf(answers.values());
    }

    private static Answer answer(Pbx pbx, Person person) {
        try {
            return new Answer(pbx, pbx.find(person), Problem.NO_ANSWER);
        } catch (BackendException e) {
            LOG.warn("{} while looking for an account", e.getMessage());
            return new Answer(pbx, null, e.problem());
        }
    }

    private Located one(List<Account> found) {
        return found.size() == 1 ? usable(found.get(0)) : several(found);
    }

    private Located several(List<Account> found) {
        return new Located(Located.Kind.SEVERAL, null, labels(found), "");
    }

    private Located usable(Account account) {
        if (account.barred() != null) {
            return located(Located.Kind.BARRED, account, account.barred());
        }
        ResetsPin system = as(ResetsPin.class, account.system());
        boolean writable = system != null && system.writable();
        return located(writable ? Located.Kind.FOUND : Located.Kind.READ_ONLY, account, "");
    }

    /** Where exactly one account has a password of its own, or may have, that is it; else what there is instead. */
    private Located password(List<Account> found) {
        List<Located> all = found.stream().map(this::password).toList();
        List<Located> own = all.stream()
                .filter(each -> !each.kind().kept() && each.kind() != Located.Kind.NO_PASSWORDS)
                .toList();
        if (own.size() == 1) {
            return own.get(0);
        }
        if (own.size() > 1) {
            return several(found);
        }
        return all.stream().filter(each -> each.kind().kept()).findFirst().orElse(all.get(0));
    }

    private Located password(Account account) {
        if (account.barred() != null) {
            return located(Located.Kind.BARRED, account, account.barred());
        }
        ResetsLocalPassword system = as(ResetsLocalPassword.class, account.system());
        if (system == null) {
            return located(Located.Kind.NO_PASSWORDS, account, "");
        }
        try {
            ResetsLocalPassword.Keeper keeper = system.passwordKeeper(account);
            if (!keeper.local()) {
                Located.Kind kept = keeper.directory() ? Located.Kind.KEPT_IN_DIRECTORY : Located.Kind.KEPT_ELSEWHERE;
                return located(kept, account, keeper.backend());
            }
            return located(system.writable() ? Located.Kind.FOUND : Located.Kind.READ_ONLY, account, "");
        } catch (BackendException e) {
            LOG.warn("{} while asking who keeps a password", e.getMessage());
            boolean refused = e.problem() == Problem.BAD_CREDENTIALS;
            Located.Kind kind = refused ? Located.Kind.SERVICE_REFUSED : Located.Kind.UNREACHABLE;
            return new Located(kind, null, label(account.system()), e.problem().code());
        }
    }

    private Located located(Located.Kind kind, Account account, String detail) {
        return new Located(kind, account, label(account.system()), detail);
    }

    private String labels(List<Account> accounts) {
        return String.join(", ", accounts.stream().map(a -> label(a.system())).toList());
    }
}
