package org.pindesk.adapter.policy;

import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pindesk.authorization.BreakGlass;
import org.pindesk.authorization.Ceiling;
import org.pindesk.authorization.Limit;
import org.pindesk.authorization.Needs;
import org.pindesk.authorization.Policy;
import org.pindesk.authorization.Protection;
import org.pindesk.authorization.Rule;
import org.pindesk.authorization.Velocity;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Reads a policy from YAML 1.1 ({@code docs/policy.example.yaml} explains each key). Only the syntax tree is built: no tag, anchor or alias
 * is taken, so nothing in the file can make an object or grow in memory.
 */
public final class PolicyText {
    /** Characters; a policy of a thousand rules is far below. */
    static final int LONGEST = 256 * 1024;

    private static final String EXAMPLE = "begin with docs/policy.example.yaml";

    private final Faults faults = new Faults();
    private final Map<String, Set<String>> roles = new TreeMap<>();
    private final Set<String> chats;

    private PolicyText(Set<String> chats) {
        this.chats = chats;
    }

    /**
     * What came of a text.
     *
     * @param policy null when there is any fault
     * @param faults all of them, by line; where the YAML itself is broken only the first can be told
     */
    public record Reading(@Nullable Policy policy, List<PolicyFault> faults) {
        public Reading {
            faults = List.copyOf(faults);
        }
    }

    /**
     * @param chats names of the chat platforms that there are
     */
    public static Reading read(String text, Set<String> chats) {
        PolicyText reader = new PolicyText(chats);
        Optional<Policy> policy = reader.policy(text);
        List<PolicyFault> faults = reader.faults.all();
        return new Reading(faults.isEmpty() ? policy.orElse(null) : null, faults);
    }

    private Optional<Policy> policy(String text) {
        Mark start = new Mark("policy", 0, 0, 0, new int[0], 0);
        if (text.length() > LONGEST) {
            faults.at(start, "the file is longer than " + LONGEST + " characters", "name groups instead of people");
            return Optional.empty();
        }
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(LONGEST);
        options.setNestingDepthLimit(20);
        options.setMaxAliasesForCollections(1);
        Yaml yaml = new Yaml(new SafeConstructor(options));
        @Nullable Node root;
        try {
            for (Event event : yaml.parse(new StringReader(text))) {
                plain(event);
            }
            if (!faults.none()) {
                return Optional.empty();
            }
            root = yaml.compose(new StringReader(text));
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark();
            boolean tab = String.valueOf(e.getProblem()).contains("\\t");
            faults.at(
                    mark == null ? start : mark,
                    "this is not YAML: " + e.getProblem(),
                    tab
                            ? "indent with spaces, never with tabs"
                            : "look at the indentation and the quotes of this line");
            return Optional.empty();
        } catch (YAMLException e) {
            faults.at(start, "this is not YAML", "look for characters that no text has");
            return Optional.empty();
        }
        if (root == null) {
            faults.at(start, "the file is empty", EXAMPLE);
            return Optional.empty();
        }
        return Optional.ofNullable(policy(new Block("the policy", root, faults)));
    }

    /** Nothing but plain values, lists and blocks. */
    private void plain(Event event) {
        Mark at = event.getStartMark();
        boolean tagged = event instanceof ScalarEvent scalar && scalar.getTag() != null
                || event instanceof CollectionStartEvent collection && collection.getTag() != null;
        if (tagged) {
            faults.at(at, "tags such as !name are not taken", "remove the tag");
        }
        if (event instanceof AliasEvent || event instanceof NodeEvent node && node.getAnchor() != null) {
            faults.at(at, "anchors and aliases (& and *) are not taken", "write the value out, or put '*' in quotes");
        }
    }

    private @Nullable Policy policy(Block root) {
        root.need("version", "write version: 1");
        root.read("version", "version: 1", text -> {
            if (!text.equals("1")) {
                throw new IllegalArgumentException(text);
            }
            return text;
        });
        root.need("roles", EXAMPLE);
        Block named = root.child("roles");
        named.named().forEach(this::role);
        List<Rule> rules = rules(root);
        Protection protection = protection(root.child("protection"));
        Velocity velocity = velocity(root.child("velocity"));
        Map<String, Ceiling> platforms = platforms(root.child("platforms"));
        @Nullable BreakGlass breakGlass = root.has("break-glass") ? breakGlass(root.child("break-glass")) : null;
        root.end();
        return faults.none() ? Policy.of(roles, rules, protection, velocity, platforms, breakGlass) : null;
    }

    private void role(String name, Node node) {
        if (!name.matches("[a-z][a-z0-9-]{0,39}")) {
            faults.at(node, "'" + name + "' is no name of a role", "use small letters, digits and hyphens");
        }
        Block block = new Block("the role " + name, node, faults);
        block.need("groups", "name the directory groups whose members hold it");
        roles.put(name, Names.groups(block, "groups"));
        block.end();
    }

    private List<Rule> rules(Block root) {
        @Nullable Node node = root.need("rules", EXAMPLE);
        Map<String, Rule> read = new LinkedHashMap<>();
        if (node == null) {
            return List.of();
        }
        if (!(node instanceof SequenceNode sequence)) {
            faults.at(node, "'rules' must be a list", "begin each rule with '- name: …'");
            return List.of();
        }
        Map<Rule, Node> nodes = new LinkedHashMap<>();
        for (Node each : sequence.getValue()) {
            int before = faults.count();
            Optional<Rule> rule = new RuleReading(roles, faults).rule(new Block("the rule", each, faults));
            if (rule.isEmpty()) {
                continue;
            }
            Rule twin = read.putIfAbsent(rule.get().name(), rule.get());
            if (twin != null) {
                faults.at(
                        each,
                        "the rule '" + twin.name() + "' stands in line " + twin.line() + " too",
                        "give each rule a name of its own: audit rows and cards show it");
            } else if (faults.count() == before) {
                nodes.put(rule.get(), each);
            }
        }
        Contradictions.find(new ArrayList<>(nodes.keySet()), nodes, faults);
        return new ArrayList<>(read.values());
    }

    private Protection protection(Block block) {
        Set<String> groups = Names.groups(block, "groups");
        Set<String> people = new LinkedHashSet<>();
        block.words("people").forEach(word -> people.add(word.text()));
        Needs.@Nullable Approval approval = null;
        if (block.has("approval")) {
            approval = new RuleReading(roles, faults).approval(block.child("approval"), true);
        }
        block.end();
        return new Protection(groups, people, faults.none() ? approval : null);
    }

    private @Nullable BreakGlass breakGlass(Block block) {
        block.need("people", "name those who may do it: people: [login, mail@example.com]");
        Set<String> people = new LinkedHashSet<>();
        block.words("people").forEach(word -> people.add(word.text()));
        block.need("within", "write within: 24h");
        Optional<Duration> within = block.read("within", Forms.DURATION + ", at most 7d", text -> {
            Duration time = Forms.duration(text);
            if (time.compareTo(BreakGlass.LONGEST) > 0) {
                throw new IllegalArgumentException(text);
            }
            return time;
        });
        block.end();
        return within.map(time -> new BreakGlass(people, time)).orElse(null);
    }

    private Velocity velocity(Block block) {
        Needs.@Nullable Approval approval =
                block.has("approval") ? new RuleReading(roles, faults).approval(block.child("approval"), false) : null;
        boolean approvable = block.has("approval");
        @Nullable Limit burst = null;
        boolean burstStops = false;
        if (block.has("burst")) {
            Block part = block.child("burst");
            part.need("acts", "write acts: 10 per 10m");
            burst = part.read("acts", Forms.LIMIT, Forms::limit).orElse(null);
            burstStops = stops(part, approvable);
            part.end();
        }
        Velocity.@Nullable Recent contact = recent(block, "contact-changed", approvable);
        Velocity.@Nullable Recent link = recent(block, "young-link", approvable);
        org.pindesk.authorization.@Nullable Hours hours = null;
        boolean offHoursStop = false;
        if (block.has("off-hours")) {
            Block part = block.child("off-hours");
            hours = RuleReading.hours(part).orElse(null);
            offHoursStop = stops(part, approvable);
            part.end();
        }
        block.end();
        return new Velocity(burst, burstStops, contact, link, hours, offHoursStop, approval);
    }

    private Velocity.@Nullable Recent recent(Block block, String key, boolean approvable) {
        if (!block.has(key)) {
            return null;
        }
        Block part = block.child(key);
        part.need("within", "write within: 7d");
        var within = part.read("within", Forms.DURATION, Forms::duration);
        boolean stops = stops(part, approvable);
        boolean self = part.read("self", "stop or allow", text -> chosen(text, "stop", "allow"))
                .orElse(true);
        Set<String> platforms = new LinkedHashSet<>();
        if (key.equals("young-link")) {
            part.words("platforms").forEach(word -> {
                Names.known(word, chats, "a chat platform", faults);
                platforms.add(word.text());
            });
        }
        part.end();
        return within.map(time -> new Velocity.Recent(time, stops, self, platforms))
                .orElse(null);
    }

    private boolean stops(Block part, boolean approvable) {
        int before = faults.count();
        boolean stops = part.read("then", "approval or stop", text -> chosen(text, "stop", "approval"))
                .orElse(false);
        if (!stops && !approvable && faults.count() == before) {
            faults.at(
                    part.node(),
                    "this asks for an approval that velocity does not describe",
                    "add velocity.approval, or write then: stop");
        }
        return stops;
    }

    private static boolean chosen(String text, String yes, String no) {
        if (!text.equals(yes) && !text.equals(no)) {
            throw new IllegalArgumentException(text);
        }
        return text.equals(yes);
    }

    private Map<String, Ceiling> platforms(Block block) {
        Map<String, Ceiling> ceilings = new TreeMap<>();
        block.named().forEach((name, node) -> {
            Names.known(new Block.Word(name, block.key(name)), chats, "a chat platform", faults);
            Block part = new Block("the platform " + name, node, faults);
            part.need("actions", "name what may be done there at most");
            boolean detail = part.read("detail", "none or full", text -> chosen(text, "full", "none"))
                    .orElse(Policy.detailByDefault(name));
            ceilings.put(name, new Ceiling(Names.actions(part, "actions", true), detail));
            part.end();
        });
        return ceilings;
    }
}
