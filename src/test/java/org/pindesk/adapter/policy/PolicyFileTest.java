package org.pindesk.adapter.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pindesk.authorization.Action;
import org.pindesk.authorization.BreakGlass;
import org.pindesk.authorization.Limit;
import org.pindesk.authorization.Policy;
import org.pindesk.authorization.Rule;
import org.pindesk.core.BackendException;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Problem;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The policy file: what it means, every fault with its line and remedy at once, and what happens when it changes. */
class PolicyFileTest {
    private static final Path EXAMPLE = Path.of("docs", "policy.example.yaml");
    private static final String SMALL = String.join(
            "\n",
            "version: 1",
            "roles:",
            "  desk:",
            "    groups: [\"CN=Desk,DC=x\"]",
            "rules:",
            "  - name: pins",
            "    allow: [pin.reset]",
            "    roles: [desk]",
            "");

    private static final Set<String> CHATS = Set.of("slack", "discord");

    private static PolicyText.Reading read(String text) {
        return PolicyText.read(text, CHATS);
    }

    @TempDir
    Path folder;

    @Test
    void detailIsForEveryChatButDiscordUnlessTheFileSaysOtherwise() {
        String platforms = SMALL + "platforms:\n  slack: {actions: [pin.*]}\n  discord: {actions: [pin.*]%s}\n";
        Policy unsaid = Objects.requireNonNull(read(platforms.formatted("")).policy());
        assertThat(Objects.requireNonNull(unsaid.platforms().get("slack")).detail())
                .isTrue();
        assertThat(Objects.requireNonNull(unsaid.platforms().get("discord")).detail())
                .isFalse();
        Policy full = Objects.requireNonNull(
                read(platforms.formatted(", detail: full")).policy());
        assertThat(Objects.requireNonNull(full.platforms().get("discord")).detail())
                .isTrue();
        assertThat(full.digest()).isNotEqualTo(unsaid.digest());
    }

    @Test
    void theExampleIsAPolicyThatMeansWhatItSays() throws IOException {
        PolicyText.Reading reading = read(Files.readString(EXAMPLE));
        assertThat(reading.faults()).isEmpty();
        Policy policy = java.util.Objects.requireNonNull(reading.policy());
        Rule pins = policy.rules().stream()
                .filter(rule -> rule.name().equals("helpdesk-pins"))
                .findFirst()
                .orElseThrow();
        assertThat(pins.needs().reason()).isTrue();
        assertThat(pins.perActor()).isEqualTo(new Limit(20, Duration.ofHours(1)));
        assertThat(Files.readAllLines(EXAMPLE).get(pins.line() - 1)).contains("helpdesk-pins");
        assertThat(Objects.requireNonNull(policy.platforms().get("discord")).actions())
                .contains(Action.PIN_RESET, Action.FREEZE)
                .doesNotContain(Action.DIRECTORY_PASSWORD, Action.MEND);
        assertThat(policy.platforms().get("discord").detail()).isFalse();
        assertThat(policy.watched()).contains("CN=Board,OU=Groups,DC=example,DC=com");
        assertThat(policy.attributes()).containsExactly("department");
        assertThat(policy.holders())
                .contains("CN=Pindesk Admins,OU=Groups,DC=example,DC=com")
                .doesNotContain("CN=Board,OU=Groups,DC=example,DC=com");
    }

    @Test
    void breakGlassNamesPeopleAndATimeAndNothingElse() {
        Policy policy = policy(SMALL + "break-glass: {people: [Anna, tom@example.com], within: 24h}\n");
        assertThat(policy.breakGlass())
                .isEqualTo(new BreakGlass(Set.of("anna", "tom@example.com"), Duration.ofHours(24)));
        assertThat(policy(SMALL).breakGlass()).isNull();
        assertThat(policy.digest()).isNotEqualTo(policy(SMALL).digest());
        String broken = SMALL + "break-glass:\n  within: 8d\n  who: anna\n";
        assertThat(PolicyText.read(broken, CHATS).faults().stream()
                        .map(PolicyFault::toString)
                        .toList())
                .anySatisfy(is("line 10,", "has no 'people'", "people: [login"))
                .anySatisfy(is("line 10,", "'within: 8d' is not understood", "at most 7d"))
                .anySatisfy(is("line 11,", "'who' is not a key of break-glass"));
    }

    @Test
    void theReadmeAndTheKeysReferToTheExample() throws IOException {
        assertThat(Files.readString(Path.of("README.md"))).contains("docs/policy.example.yaml");
        assertThat(Files.readString(Path.of(".env.example"))).contains("POLICY_FILE=");
    }

    @Test
    void theDigestIsThatOfTheMeaningAndNotOfTheWriting() {
        Policy small = policy(SMALL);
        assertThat(policy("# a comment\n" + SMALL.replace("[desk]", "desk")).digest())
                .isEqualTo(small.digest());
        assertThat(policy(SMALL.replace("pin.reset", "pin.unlock")).digest()).isNotEqualTo(small.digest());
        assertThat(small.shortDigest()).hasSize(12);
    }

    @Test
    void everyFaultIsToldAtOnceWithItsLineAndWhatToDo() {
        String text = String.join(
                "\n",
                "version: 2",
                "roles:",
                "  desk:",
                "    groups: [Helpdesk]",
                "rulez: []",
                "rules:",
                "  - name: pins",
                "    allow: [pin.rest]",
                "    roles: [desk]",
                "    needs:",
                "      reason: sometimes",
                "      approval:",
                "        from: [nobody-there]",
                "        window: 3 hours",
                "    limits:",
                "      per-actor: twenty",
                "  - name: Floor!",
                "    allow: [pin.reset]",
                "    deny: [pin.reset]",
                "  - name: floor",
                "    allow: [pin.reset]",
                "  - allow: \"*\"",
                "    roles: desk",
                "    hours: {days: [funday], from: \"25:00\", to: \"19:00\"}",
                "protection:",
                "  approval: {from: desk, code: false}",
                "velocity:",
                "  burst: {acts: 5 per 10m}",
                "  young-link: {within: 7d, then: perhaps, platforms: [slak]}",
                "platforms:",
                "  teams: {actions: [pin.*]}",
                "");
        List<String> told =
                read(text).faults().stream().map(PolicyFault::toString).toList();
        assertThat(told)
                .anySatisfy(is("line 1,", "version", "version: 1"))
                .anySatisfy(is("line 4, column 14:", "'Helpdesk' is no distinguished name", "CN=Helpdesk"))
                .anySatisfy(is("line 5, column 1:", "'rulez' is not a key", "did you mean rules?"))
                .anySatisfy(is("line 8,", "'pin.rest' is not an action", "did you mean pin.reset?"))
                .anySatisfy(is("line 11,", "'reason' must be true or false", "reason: true"))
                .anySatisfy(is("line 13,", "'nobody-there' is not a role"))
                .anySatisfy(is("line 14,", "3 hours", "24h"))
                .anySatisfy(is("line 16,", "twenty", "20 per 1h"))
                .anySatisfy(is("line 17,", "Floor!", "small letters"))
                .anySatisfy(is("line 17,", "allows or denies, not both"))
                .anySatisfy(is("line 20,", "a rule of Pindesk's own"))
                .anySatisfy(is("line 20,", "lets everybody act for others", "for: self"))
                .anySatisfy(is("line 22,", "has no 'name'"))
                .anySatisfy(is("line 22,", "names what it allows"))
                .anySatisfy(is("line 24,", "funday", "mon-fri"))
                .anySatisfy(is("line 24,", "25:00"))
                .anySatisfy(is("line 26,", "always gives a code"))
                .anySatisfy(is("line 28,", "velocity does not describe", "then: stop"))
                .anySatisfy(is("line 29,", "perhaps", "approval or stop"))
                .anySatisfy(is("line 29,", "'slak' is not a chat platform", "did you mean slack?"))
                .anySatisfy(is("line 31,", "'teams' is not a chat platform"));
        assertThat(read(text).policy()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|the file is empty",
                "# only a comment|the file is empty",
                "a: [1|this is not YAML",
                "a:\\n\\tb: 1|never with tabs",
                "- a|must be a block of keys",
                "version: !!java.net.URL [x]|tags",
                "a: &a [1]\\nb: *a|anchors and aliases",
                "version: 1\\n---\\nversion: 1|this is not YAML",
                "version: 1\\nversion: 1|stands twice",
                "rules: 4|must be a list",
                "roles: {desk: {groups: []}}|is an empty list",
                "roles: {Desk!: {groups: 'CN=a'}}|is no name of a role",
                "roles: {desk: {groups: {a: b}}}|must be a list",
                "roles: {desk: {groups: ''}}|is empty",
                "velocity: {off-hours: {days: mon, from: '08:00', to: '08:00', then: stop}}|are the same time",
                "rules: [{name: a, deny: '*', needs: {reason: true}}]|needs nothing",
                "rules: [{name: a, deny: '*', limits: {per-target: 1 per 1d}}]|has no limits",
                "rules: [{name: a, allow: pin.reset, for: self, needs: {reason: true}}]|can ask for nothing",
                "rules: [{name: a, allow: pin.reset, for: self, limits: {per-actor: 1 per 1d}}]|for others",
                "rules: [{name: a, allow: pin.reset, for: me}]|somebody to act for",
                "rules: [{name: a}]|neither allow nor deny",
                "rules: [{name: a, deny: '*', scope: {attributes: {userPassword: x}}}]|never read",
                "rules: [{name: a, deny: '*', limits: {per-target: 0 per 1d}}]|0 per 1d",
                "rules: [{name: a, deny: '*', limits: {per-target: 1 per 999d}}]|999d",
            })
    void whatIsNoPolicyIsToldInWords(String text, String fault) {
        PolicyText.Reading reading = read(text.replace("\\n", "\n").replace("\\t", "\t"));
        assertThat(reading.policy()).isNull();
        assertThat(reading.faults()).anySatisfy(each -> {
            assertThat(each.toString()).contains(fault);
            assertThat(each.line()).isPositive();
            assertThat(each.remedy()).isNotBlank();
        });
    }

    @Test
    void aFileThatWouldGrowInMemoryIsNotRead() {
        assertThat(read("x".repeat(PolicyText.LONGEST + 1)).faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.what()).contains("longer than"));
        assertThat(read("[".repeat(5000)).policy()).isNull();
    }

    @Test
    void rulesThatNeverDecideAnythingAreFaults() {
        String twice = SMALL + "  - name: again\n    allow: [pin.reset]\n    roles: [desk]\n    for: reports\n";
        assertThat(read(twice).faults()).singleElement().satisfies(fault -> {
            assertThat(fault.line()).isEqualTo(9);
            assertThat(fault.what()).contains("'again' can never match", "'pins' in line 6");
        });
        String denied = SMALL + "  - name: no\n    deny: \"*\"\n";
        assertThat(read(denied).faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.what()).contains("'pins' can never allow", "'no' in line 9"));
        String same = SMALL + "  - name: pins\n    allow: [pin.unlock]\n    roles: [desk]\n";
        assertThat(read(same).faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.what()).contains("stands in line 6 too"));
        String narrowed = SMALL + "  - name: no\n    deny: \"*\"\n    scope: {ou: \"OU=a,DC=x\"}\n";
        assertThat(read(narrowed).faults()).isEmpty();
    }

    // --- the schema says what the parser says

    @Test
    void theSchemaTakesTheExample() throws IOException {
        assertThat(schema().validate(json(Files.readString(EXAMPLE)))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "version: 1|version: 2",
                "version: 1|versoin: 1",
                "  helpdesk:|  Help Desk:",
                "    deny: [\"*\"]|    deny: [\"**\"]",
                "[pin.reset, pin.status]|[pin.rest]",
                "reason: true|reason: often",
                "per-actor: 20 per 1h|per-actor: 20 an hour",
                "count: 1|count: 0",
                "count: 1|count: one",
                "window: 4h|window: 4 hours",
                "from: \"07:00\"|from: \"7:00\"",
                "days: [mon-fri]|days: [monday]",
                "for: reports|for: everybody",
                "code: true # nothing|code: false # nothing",
                "then: approval # or|then: shout # or",
                "self: stop|self: maybe",
                "detail: none|detail: some",
                "platforms: [discord]|platforms: [irc]",
                "  discord:|  irc:",
                "department: [Sales, Logistics]|de partment: [Sales]",
                "  - name: own-team|  - name: Own Team",
                "groups: [\"CN=Board,OU=Groups,DC=example,DC=com\"]|groups: [Board]",
                "people: [director]|people: []",
            })
    void schemaAndParserAgreeOnWhatIsWrong(String right, String wrong) throws IOException {
        String text = Files.readString(EXAMPLE);
        assertThat(text).as("the example has it").contains(right);
        String broken = text.replaceFirst(
                java.util.regex.Pattern.quote(right), java.util.regex.Matcher.quoteReplacement(wrong));
        assertThat(read(broken).faults()).as("the parser").isNotEmpty();
        assertThat(schema().validate(json(broken))).as("the schema").isNotEmpty();
    }

    // --- while the program runs

    @Test
    void aChangedFileHoldsOnceItHasSettledAndTheDirectoryKnowsItsGroups() throws IOException {
        PolicyFile file = open(SMALL);
        String before = file.get().digest();
        assertThat(file.look(groups -> List.of())).isEmpty();

        write(SMALL.replace("CN=Desk,DC=x", "CN=Other,DC=x"));
        assertThat(file.look(groups -> List.of())).as("seen once").isEmpty();
        assertThat(file.get().digest()).isEqualTo(before);
        assertThat(file.watched(Policy::watched))
                .as("the directory looks at both before the new one decides")
                .containsExactlyInAnyOrder("CN=Desk,DC=x", "CN=Other,DC=x");

        assertThat(file.look(groups -> {
                    throw new BackendException(Problem.UNREACHABLE, "directory", "down");
                }))
                .as("nobody can tell whether the groups are there")
                .isEmpty();
        assertThat(file.get().digest()).isEqualTo(before);
        assertThat(file.faults()).isNotEmpty();

        assertThat(file.look(groups -> groups.equals(Set.of("CN=Other,DC=x")) ? List.of() : List.of("no")))
                .contains(new PolicyFile.Loaded(file.get().digest(), before));
        assertThat(file.get().watched()).containsExactly("CN=Other,DC=x");
        assertThat(file.faults()).isEmpty();
    }

    @Test
    void aBrokenOrVanishedFileChangesNothingAndSaysSo() throws IOException {
        PolicyFile file = open(SMALL);
        Policy before = file.get();
        write(SMALL.replace("pin.reset", "pin.rest"));
        look(file);
        assertThat(file.get()).isSameAs(before);
        assertThat(file.faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault).contains("line 7", "did you mean pin.reset?"));

        Files.delete(folder.resolve("policy.yaml"));
        look(file);
        assertThat(file.get()).isSameAs(before);
        assertThat(file.faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault).contains("cannot be read"));

        write(SMALL.replace("CN=Desk", "CN=Misspelt"));
        for (int i = 0; i < 3; i++) {
            assertThat(file.look(groups -> List.of("the group is not there"))).isEmpty();
        }
        assertThat(file.get()).isSameAs(before);
        assertThat(file.faults()).containsExactly("the group is not there");

        write(SMALL.replace("pin.reset", "pin.unlock"));
        look(file);
        assertThat(file.get().digest()).isNotEqualTo(before.digest());
        assertThat(file.faults()).isEmpty();
    }

    @Test
    void aFileThatIsBrokenAtTheStartIsNotOpened() throws IOException {
        write("version: 1\nrulez: []\n");
        assertThatThrownBy(() -> PolicyFile.open(folder.resolve("policy.yaml"), CHATS))
                .isInstanceOf(PindeskException.class)
                .hasMessageContaining("line 2, column 1")
                .hasMessageContaining("has no 'roles'")
                .hasMessageContaining("has no 'rules'");
        Files.write(folder.resolve("policy.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertThat(PolicyFile.check(folder.resolve("policy.yaml"), CHATS))
                .singleElement()
                .satisfies(fault -> assertThat(fault.what()).contains("UTF-8"));
        assertThat(PolicyFile.check(folder.resolve("none.yaml"), CHATS)).hasSize(1);
    }

    private static void look(PolicyFile file) {
        file.look(groups -> List.of());
        file.look(groups -> List.of());
    }

    private PolicyFile open(String text) throws IOException {
        return PolicyFile.open(write(text), CHATS);
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("policy.yaml"), text, StandardCharsets.UTF_8);
    }

    private static Policy policy(String text) {
        PolicyText.Reading reading = read(text);
        assertThat(reading.faults()).isEmpty();
        return java.util.Objects.requireNonNull(reading.policy());
    }

    private static java.util.function.Consumer<String> is(String... parts) {
        return fault -> assertThat(fault).contains(parts);
    }

    private static JsonSchema schema() throws IOException {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(Path.of("docs", "policy.schema.json")));
    }

    private static JsonNode json(String yaml) {
        return new ObjectMapper().valueToTree(new Yaml(new SafeConstructor(new LoaderOptions())).<Object>load(yaml));
    }
}
