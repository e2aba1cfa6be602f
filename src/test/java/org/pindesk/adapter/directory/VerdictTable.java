package org.pindesk.adapter.directory;

import static org.pindesk.adapter.directory.SimulatedDirectory.only;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.LoginPlace;
import org.pindesk.diagnosis.Cause;
import org.pindesk.diagnosis.Diagnosis;
import org.pindesk.diagnosis.Finding;
import org.pindesk.diagnosis.Gathering;
import org.pindesk.diagnosis.Verdict;
import org.pindesk.usecase.Voice;

/** Verdicts on the accounts of a real directory, no telephone system being there, and the table of them. */
final class VerdictTable implements AutoCloseable {
    /** Where people were asked to have tried: at a computer, and nowhere in particular (null). */
    static final List<@Nullable LoginPlace> PLACES =
            Collections.unmodifiableList(Arrays.asList(LoginPlace.COMPUTER, null));

    private final ExecutorService pool = Executors.newFixedThreadPool(2);
    private final Voice voice = new Voice(Locale.ENGLISH, ZoneOffset.UTC);
    private final List<String> rows = new ArrayList<>();

    Verdict verdict(LdapDirectory directory, String login, @Nullable LoginPlace place) {
        return Diagnosis.of(new Gathering(directory, List.of(), pool, Gathering.DEADLINE, Clock.systemUTC())
                .gather(only(directory.byLogin(login)), place, null, 0));
    }

    /** Everything that a verdict says, and whether it keeps the person out. */
    static Map<Cause, Boolean> said(Verdict verdict) {
        Map<Cause, Boolean> said = new EnumMap<>(Cause.class);
        Stream.concat(verdict.findings().stream(), verdict.notes().stream())
                .forEach(finding -> said.merge(finding.cause(), finding.blocking(), (one, other) -> {
                    throw new AssertionError(finding.cause() + " is said twice");
                }));
        return said;
    }

    /** What is said when nothing that was seen keeps the person out. */
    static Set<Cause> remainders() {
        return Arrays.stream(Cause.values())
                .filter(cause -> cause.weight() == Cause.Weight.REMAINDER)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Cause.class)));
    }

    void row(String account, String planted, @Nullable LoginPlace place, Verdict verdict) {
        rows.add("%-22s | %-76s | %-8s | %-88s | %s"
                .formatted(
                        account,
                        planted.isEmpty() ? "nothing" : planted,
                        place == null ? "anywhere" : place.word(),
                        named(verdict),
                        firstLine(verdict.first())));
    }

    /**
     * Prints the rows and forgets them.
     *
     * @param unseen an example of what could not be seen
     */
    void print(String title, List<String> unseen) {
        System.out.println("--- " + title + "\n" + String.join("\n", rows));
        unseen.forEach(each -> System.out.println("could not be seen: " + each));
        System.out.println();
        rows.clear();
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }

    /** In brackets what does not keep the person out. */
    private static String named(Verdict verdict) {
        return Stream.concat(verdict.findings().stream(), verdict.notes().stream())
                .map(finding -> finding.blocking()
                        ? finding.cause().word()
                        : "(" + finding.cause().word() + ")")
                .collect(Collectors.joining(", "));
    }

    private String firstLine(Finding first) {
        List<Object> args = new ArrayList<>(List.of("Kim", ""));
        first.args().forEach(arg -> args.add(arg instanceof Instant at ? voice.time(at) : arg));
        return voice.say("cause." + first.cause().word() + ".other", args.toArray());
    }
}
