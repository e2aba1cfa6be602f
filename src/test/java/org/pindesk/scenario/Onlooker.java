package org.pindesk.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pindesk.demo.chat.Shown;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.company.Employee;
import org.pindesk.demo.directory.DirectorySimulator;

/**
 * Does what people do at a desk, keeps a ledger of it, and judges every new PIN by that ledger: somebody asked who may, nothing and nobody
 * denied it, whoever had to agree did, and its owner took it. It reads screens and the telephone system, never the bot's decisions.
 */
final class Onlooker {
    /** What somebody types into the form of an approval. */
    enum Code {
        GOOD,
        WRONG,
        USED
    }

    private static final String TAKE = "Get my new PIN";
    private static final Duration DAY = Duration.ofHours(24);
    private static final Pattern NUMBER = Pattern.compile("caller, once: ([0-9]{2}) \\(");
    private static final Pattern FORM =
            Pattern.compile("(\\w+) \\w+ wants to offer a new PIN to (\\w+) \\w+\\. To approve");

    private record Ask(
            String agent,
            String target,
            boolean reason,
            Instant at,
            @Nullable Proof proof) {}

    private record Vote(String by, String agent, String target, boolean coded, Instant at) {}

    private record Proof(String agent, String target, Instant at) {}

    private final Desk desk;
    private final List<String> people;
    private final String seed;
    private final List<String> steps = new ArrayList<>();
    private final Map<String, Set<String>> members = new TreeMap<>();
    private final Set<String> disabled = new TreeSet<>(Set.of("leo"));
    private final Map<String, String> frozen = new TreeMap<>();
    private final Set<String> disowned = new TreeSet<>();
    private final List<Ask> asks = new ArrayList<>();
    private final List<Vote> votes = new ArrayList<>();
    private final List<Proof> proofs = new ArrayList<>();
    private final Set<Proof> spent = new HashSet<>();
    private final Map<String, String> lastCode = new HashMap<>();
    private final Map<String, Integer> held = new HashMap<>();
    private final Map<String, Integer> secrets = new HashMap<>();
    private Laws laws = Laws.usual();
    /** Whether the step is somebody's wish for themselves. */
    private boolean forOneself;

    private int changes;

    Onlooker(Desk desk, List<String> people, String seed) {
        this.desk = desk;
        this.people = people;
        this.seed = seed;
        joins("hana", Company.HELPDESK_GROUP);
        joins("heinz", Company.HELPDESK_GROUP);
        joins("anna", Company.ADMIN_GROUP);
        joins("dora", Company.PROTECTED_GROUP);
        people.forEach(each -> held.put(each, desk.cucm.pinsHeld(each)));
    }

    /** How many new PINs were seen. */
    int changes() {
        return changes;
    }

    /** One step, and a look at what it came to. */
    void does(String who, String what, Runnable step) {
        steps.add(who + " " + what);
        // a code is good once
        desk.clock.advance(Duration.ofSeconds(31));
        forOneself = false;
        step.run();
        for (String each : people) {
            int now = desk.cucm.pinsHeld(each);
            int shown = desk.as(each).secrets().size();
            boolean changed = now > held.getOrDefault(each, 0);
            boolean told = shown > secrets.getOrDefault(each, 0);
            if (told) {
                assertThat(changed)
                        .as("only a new PIN is shown, %s", where(each))
                        .isTrue();
            }
            if (changed && told) {
                changes++;
                assertThat(who).as("its owner took it, %s", where(each)).isEqualTo(each);
                permitted(each);
            } else if (changed) {
                assertThat(disowned)
                        .as("made useless on the word of its owner alone, %s", where(each))
                        .contains(each);
            }
            held.put(each, now);
            secrets.put(each, shown);
        }
    }

    private String where(String each) {
        return each + ", " + seed + ", " + laws + ", frozen " + frozen + ", disabled " + disabled + ", " + members
                + "\n" + String.join("\n", steps);
    }

    // --- the judgement

    private void permitted(String owner) {
        String where = where(owner);
        assertThat(in(owner, DirectorySimulator.DOMAIN_ADMINS))
                .as("floor, %s", where)
                .isFalse();
        assertThat(owner).as("floor: a telephone administrator, %s", where).isNotEqualTo("carl");
        assertThat(disabled).as("a disabled account, %s", where).doesNotContain(owner);
        assertThat(frozen).as("a frozen person, %s", where).doesNotContainKey(owner);
        if (forOneself) {
            assertThat(deniedTo(owner, owner))
                    .as("denied to oneself, %s", where)
                    .isFalse();
            assertThat(laws.laws().stream().anyMatch(law -> law.allows() && law.self()))
                    .as("allowed for oneself, %s", where)
                    .isTrue();
            return;
        }
        List<Ask> good = asks.stream()
                .filter(ask -> ask.target().equals(owner) && justified(ask))
                .toList();
        assertThat(good).as("nobody could have it done, %s", where).isNotEmpty();
        if (good.size() == 1 && good.get(0).proof() != null) {
            spent.add(good.get(0).proof());
        }
        asks.removeIf(ask -> ask.target().equals(owner));
        votes.removeIf(vote -> vote.target().equals(owner));
    }

    private boolean justified(Ask ask) {
        String agent = ask.agent();
        String target = ask.target();
        boolean fit = !agent.equals(target) && !disabled.contains(agent) && !frozen.containsKey(agent);
        if (!fit || deniedTo(agent, target)) {
            return false;
        }
        Laws.Law law = laws.laws().stream()
                .filter(each -> each.allows() && each.others() && bears(each, agent, target))
                .findFirst()
                .orElse(null);
        if (law == null
                || law.reason() && !ask.reason()
                || law.verified() && (ask.proof() == null || spent.contains(ask.proof()))) {
            return false;
        }
        boolean spared =
                in(target, Company.PROTECTED_GROUP) || laws.holders().stream().anyMatch(each -> in(target, each));
        if (spared && laws.approved() == null) {
            return false;
        }
        Laws.Say say = law.say();
        Laws.Say more = spared ? laws.approved() : null;
        return (say == null || agreed(ask, say)) && (more == null || agreed(ask, more));
    }

    /** Where both ask for approvals of different groups, one of them is asked: then a yes of either group counts. */
    private boolean agreed(Ask ask, Laws.Say say) {
        Instant now = desk.clock.instant();
        Set<String> by = new TreeSet<>();
        for (Vote vote : votes) {
            boolean about = vote.agent().equals(ask.agent()) && vote.target().equals(ask.target());
            boolean inTime = !vote.at().isBefore(ask.at())
                    && vote.at().isBefore(ask.at().plus(DAY))
                    && now.isBefore(vote.at().plus(DAY).plus(DAY));
            boolean entitled = !vote.by().equals(ask.agent())
                    && !vote.by().equals(ask.target())
                    && !disabled.contains(vote.by())
                    && !frozen.containsKey(vote.by())
                    && laws.holders().stream().anyMatch(each -> in(vote.by(), each));
            if (about && inTime && entitled && (vote.coded() || !say.coded())) {
                by.add(vote.by());
            }
        }
        return by.size() >= say.count();
    }

    private boolean deniedTo(String agent, String target) {
        boolean own = agent.equals(target);
        return laws.laws().stream()
                .anyMatch(law -> !law.allows() && (own ? law.self() : law.others()) && bears(law, agent, target));
    }

    private boolean bears(Laws.Law law, String agent, String target) {
        return (law.group() == null || in(agent, law.group())) && (law.about() == null || in(target, law.about()));
    }

    private boolean in(String who, String group) {
        return members.getOrDefault(group, Set.of()).contains(who);
    }

    // --- what people do

    void joins(String who, String group) {
        members.computeIfAbsent(group, each -> new TreeSet<>()).add(who);
    }

    void ruledBy(Laws next) {
        laws = next;
        var policy = next.policy();
        desk.policy = () -> policy;
    }

    void ask(String agent, String target, boolean reason) {
        Instant now = desk.clock.instant();
        Proof proof = proofs.stream()
                .filter(each -> each.agent().equals(agent)
                        && each.target().equals(target)
                        && !spent.contains(each)
                        && now.isBefore(each.at().plus(Duration.ofMinutes(15))))
                .reduce((first, second) -> second)
                .orElse(null);
        forOneself = agent.equals(target);
        desk.as(agent).types("/pin reset @" + target + (reason ? " reason:lost" : ""));
        if (!agent.equals(target)) {
            asks.add(new Ask(agent, target, reason, now, proof));
        }
    }

    void reset(String who) {
        forOneself = true;
        desk.as(who).types("/pin reset");
    }

    void take(String who, String of) {
        press(who, of, TAKE);
        press(who, who, "I have it");
    }

    boolean press(String who, String of, String label) {
        boolean there = desk.slack.press(who, label, of);
        desk.settle();
        return there;
    }

    void approve(String who, String of, Code kind) {
        int before = desk.as(who).sees().size();
        if (!press(who, of, "Approve")) {
            return;
        }
        List<Shown> seen = desk.as(who).sees();
        Matcher form = seen.subList(before, seen.size()).stream()
                .map(shown -> FORM.matcher(shown.text()))
                .filter(Matcher::find)
                .reduce((first, second) -> second)
                .orElse(null);
        if (form == null) {
            // no form: what needs no code counts with the press
            uncoded(who, seen.subList(before, seen.size()));
            return;
        }
        String used = lastCode.get(who);
        String code = kind == Code.GOOD || kind == Code.USED && used == null
                ? codeOf(who)
                : kind == Code.USED ? used : "000000";
        if (code == null || desk.slack.fill(who, "Code", code) != null) {
            return;
        }
        boolean coded = code.equals(codeOf(who)) && !code.equals(used);
        assertThat(desk.slack.submit(who)).isNull();
        desk.settle();
        if (coded) {
            lastCode.put(who, code);
        }
        votes.add(new Vote(who, account(form.group(1)), account(form.group(2)), coded, desk.clock.instant()));
    }

    private void uncoded(String who, List<Shown> seen) {
        for (Ask ask : asks) {
            String name = Company.find(ask.target()).orElseThrow().fullName();
            boolean said = seen.stream()
                    .map(Shown::text)
                    .anyMatch(text -> text.startsWith("Approved. " + name)
                            || text.startsWith("Your approval counts.") && text.contains(name));
            if (said) {
                votes.add(new Vote(who, ask.agent(), ask.target(), false, desk.clock.instant()));
            }
        }
    }

    private @Nullable String codeOf(String who) {
        return desk.isEnrolled(who) ? desk.code(who) : null;
    }

    void deny(String who, String of) {
        int before = desk.as(who).sees().size();
        press(who, of, "Deny");
        for (Ask ask : List.copyOf(asks)) {
            String name = Company.find(ask.target()).orElseThrow().fullName();
            if (reads(who, before, "Denied. " + name)) {
                asks.remove(ask);
            }
        }
    }

    void disown(String who, String of) {
        int before = desk.as(who).sees().size();
        boolean there = press(who, of, "This wasn't me");
        if (there && who.equals(of) && (reads(who, before, "works as before") || reads(who, before, "useless"))) {
            frozen.putIfAbsent(who, "");
            disowned.add(who);
            asks.removeIf(ask -> ask.target().equals(who));
        }
    }

    void freeze(String who, String other, boolean lift) {
        int before = desk.as(who).sees().size();
        desk.as(who).types("/helpdesk " + (lift ? "unfreeze" : "freeze") + " @" + other + " reason:alarm");
        if (reads(who, before, "Frozen: from now on")) {
            frozen.putIfAbsent(other, who);
        } else if (reads(who, before, "go on again")) {
            frozen.remove(other);
        }
    }

    void verify(String agent, String target, boolean right) {
        int before = desk.as(agent).sees().size();
        desk.as(agent).types("/helpdesk verify @" + target);
        List<Shown> seen = desk.as(agent).sees();
        Matcher number = seen.subList(before, seen.size()).stream()
                .map(shown -> NUMBER.matcher(shown.text()))
                .filter(Matcher::find)
                .findFirst()
                .orElse(null);
        if (number == null) {
            return;
        }
        String label = right ? number.group(1) : "I am not on the phone";
        if (press(target, target, label) && right) {
            proofs.add(new Proof(agent, target, desk.clock.instant()));
        }
    }

    void member(String who, String group, boolean in) {
        // Heinz is in the helpdesk's group by another one
        if (who.equals("heinz") && group.equals(Company.HELPDESK_GROUP)) {
            return;
        }
        if (in) {
            desk.directory.join(who, group);
            joins(who, group);
        } else if (in(who, group)) {
            desk.directory.leave(who, group);
            Objects.requireNonNull(members.get(group)).remove(who);
        }
    }

    void disabled(String who, boolean off) {
        desk.directory.disable(who, off);
        if (off) {
            disabled.add(who);
        } else {
            disabled.remove(who);
        }
    }

    void pass(Duration time) {
        desk.pass(time);
    }

    private boolean reads(String who, int from, String words) {
        List<Shown> seen = desk.as(who).sees();
        return seen.subList(from, seen.size()).stream()
                .anyMatch(shown -> shown.text().contains(words));
    }

    private static String account(String given) {
        return Company.people().stream()
                .filter(person -> person.fullName().startsWith(given + " "))
                .map(Employee::account)
                .findFirst()
                .orElseThrow();
    }
}
