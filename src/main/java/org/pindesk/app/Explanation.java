package org.pindesk.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pindesk.adapter.directory.LdapDirectory;
import org.pindesk.adapter.store.JdbcStore;
import org.pindesk.authorization.Action;
import org.pindesk.authorization.Approvers;
import org.pindesk.authorization.Asked;
import org.pindesk.authorization.Authorizer;
import org.pindesk.authorization.Circumstances;
import org.pindesk.authorization.Decision;
import org.pindesk.authorization.Needs;
import org.pindesk.authorization.Policy;
import org.pindesk.authorization.Times;
import org.pindesk.authorization.Verdict;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Person;
import org.pindesk.core.PersonId;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Problem;
import org.pindesk.port.AuthLatch;
import org.pindesk.port.Directory;
import org.pindesk.port.ListsMembers;
import org.pindesk.usecase.Happenings;

/** What Pindesk would decide now, and why: reads directory, policy and what happened lately; changes nothing and speaks to no chat. */
public final class Explanation {
    /** People of a group who are looked at. */
    private static final int MOST = 25;

    private final Policy policy;
    private final Action action;
    private final Person actor;
    private final Person target;
    private final Decision decision;
    private final List<Person> approvers;
    private final boolean past;

    private Explanation(
            Policy policy,
            Action action,
            Person actor,
            Person target,
            Decision decision,
            List<Person> approvers,
            boolean past) {
        this.approvers = approvers;
        this.policy = policy;
        this.action = action;
        this.actor = actor;
        this.target = target;
        this.decision = decision;
        this.past = past;
    }

    /**
     * @param actor login name of who would do it
     * @param action as in the policy file
     * @param target login name of whom it would be for; the actor's own for oneself
     * @param platform chat platform that it would be asked on; null for none in particular
     * @throws ConfigException when the configuration is wrong
     * @throws PindeskException {@code CONFIGURATION} when a name or action is not known; others when the directory does not answer
     */
    public static Explanation of(
            Map<String, String> environment,
            Clock clock,
            String actor,
            String action,
            String target,
            @Nullable String platform) {
        Action wanted = Action.of(action)
                .orElseThrow(() -> wrong("'" + action + "' is not an action; one of "
                        + java.util.Arrays.stream(Action.values())
                                .map(Action::word)
                                .collect(Collectors.joining(", "))));
        Wiring wiring = Wiring.of(environment, clock);
        Optional<JdbcStore> store = store(wiring, clock);
        try (LdapDirectory directory =
                wiring.directory(clock, store.map(JdbcStore::authLatch).orElse(AuthLatch.NONE))) {
            Person who = person(directory, actor);
            Person whom = actor.equalsIgnoreCase(target) ? who : person(directory, target);
            Predicate<PersonId> frozen =
                    id -> store.map(open -> open.tx(tx -> tx.freezes().of(id)).isPresent())
                            .orElse(false);
            Authorizer authorizer = new Authorizer(
                    wiring.policy(),
                    store.<Circumstances>map(open -> new Happenings(open, directory, clock))
                            .orElse(Circumstances.UNSEEN),
                    frozen,
                    clock,
                    wiring.config().zone());
            @Nullable ChatUser from = platform == null ? null : new ChatUser(platform, "-", "-");
            Decision decision = authorizer.explain(new Asked(wanted, who, whom, from, null));
            List<Person> approvers = approvers(directory, new Approvers(frozen), who, whom, decision);
            return new Explanation(wiring.policy().get(), wanted, who, whom, decision, approvers, store.isPresent());
        } finally {
            store.ifPresent(JdbcStore::close);
        }
    }

    /** Who could approve it; whether they have an authenticator and a chat account is seen when they are asked. */
    private static List<Person> approvers(
            ListsMembers directory, Approvers approvers, Person actor, Person target, Decision decision) {
        Needs.Approval needed = decision.verdict().needs().approval();
        return needed == null
                ? List.of()
                : directory.membersOf(needed.groups(), MOST).stream()
                        .filter(each -> approvers
                                .bar(each, actor.id(), target.id(), needed)
                                .isEmpty())
                        .toList();
    }

    /** The database of a running bot may be nobody else's: then what happened lately is not seen. */
    private static Optional<JdbcStore> store(Wiring wiring, Clock clock) {
        try {
            return Optional.of(wiring.openStore(clock));
        } catch (PindeskException e) {
            if (e.problem() == Problem.STORE_IN_USE || e.problem() == Problem.STORE_DOWN) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static Person person(Directory directory, String login) {
        Directory.Lookup lookup = directory.byLogin(login);
        if (lookup.person() == null) {
            throw wrong(
                    lookup.matches() == 0
                            ? "nobody in the directory has the login " + login
                            : "several entries of the directory have the login " + login);
        }
        return lookup.person();
    }

    private static PindeskException wrong(String text) {
        return new PindeskException(Problem.CONFIGURATION, text);
    }

    /** {@code allowed}, {@code denied} or {@code pending}. */
    public String answer() {
        Verdict verdict = decision.verdict();
        return verdict.allowed() ? "allowed" : verdict.pending() ? "pending" : "denied";
    }

    /** In lines for people. */
    public void print(PrintStream out) {
        Verdict verdict = decision.verdict();
        out.println(actor.login() + " " + action.word() + " " + target.login() + ": " + answer());
        out.println("rule: " + verdict.rule() + where(decision.line())
                + (verdict.denial() == null ? "" : " (" + verdict.denial().word() + ")"));
        out.println("policy: " + policy.shortDigest());
        needs().forEach(out::println);
        if (!past) {
            out.println(
                    "not seen: limits, freezes and what happened lately (the database is in use or does not answer);"
                            + " whatever a rule asks about them counts as no here");
        }
        out.println("looked at:");
        decision.steps()
                .forEach(step -> out.println(
                        (step.decides() ? "  * " : "    ") + step.what() + where(step.line()) + ": " + step.why()));
        out.flush();
    }

    /** As one JSON object on one line. */
    public void printJson(PrintStream out) {
        ObjectMapper json = new ObjectMapper();
        Verdict verdict = decision.verdict();
        ObjectNode node = json.createObjectNode();
        node.put("actor", actor.login()).put("action", action.word()).put("target", target.login());
        node.put("answer", answer()).put("rule", verdict.rule()).put("line", decision.line());
        node.put("why", verdict.denial() == null ? null : verdict.denial().word());
        node.put("policy", policy.shortDigest()).put("past-seen", past);
        ArrayNode needed = node.putArray("needs");
        needs().forEach(needed::add);
        ArrayNode able = node.putArray("approvers");
        approvers.forEach(each -> able.add(each.login()));
        ArrayNode steps = node.putArray("steps");
        decision.steps()
                .forEach(step -> steps.addObject()
                        .put("what", step.what())
                        .put("line", step.line())
                        .put("decides", step.decides())
                        .put("why", step.why()));
        out.println(node);
        out.flush();
    }

    private List<String> needs() {
        Needs needs = decision.verdict().needs();
        List<String> lines = new ArrayList<>();
        if (needs.reason()) {
            lines.add("needs: a reason");
        }
        if (needs.callerVerified()) {
            lines.add("needs: the caller verified, by /helpdesk verify");
        }
        Needs.Approval approval = needs.approval();
        if (approval != null) {
            lines.add("needs: approval by " + approval.count() + " of " + String.join(" | ", approval.groups())
                    + (approval.stepUp() ? ", each with a code" : "") + ", never " + actor.login() + " or "
                    + target.login() + "; waits " + Times.word(approval.window()) + ", then "
                    + Times.word(approval.pickup()) + " to pick up");
            lines.add("could approve: "
                    + (approvers.isEmpty()
                            ? "nobody, as things are"
                            : String.join(
                                    ", ", approvers.stream().map(Person::login).toList()))
                    + " (of the first " + MOST + " in these groups)");
        }
        if (!needs.because().isEmpty()) {
            lines.add("because: " + String.join(", ", needs.because()));
        }
        return lines;
    }

    private static String where(int line) {
        return line == 0 ? "" : " (line " + line + ")";
    }
}
