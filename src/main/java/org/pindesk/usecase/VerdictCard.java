package org.pindesk.usecase;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.Person;
import org.pindesk.diagnosis.Evidence;
import org.pindesk.diagnosis.Finding;
import org.pindesk.diagnosis.SignInAt;
import org.pindesk.diagnosis.Verdict;
import org.pindesk.gateway.Locator;

/** A verdict in a reader's words: what is wrong, what to do next, how to sign in, what else there is. */
public final class VerdictCard {
    private final Locator locator;

    public VerdictCard(Locator locator) {
        this.locator = locator;
    }

    /**
     * @param own whether the reader is the person whom it is about
     */
    List<String> lines(Voice voice, Person person, Evidence evidence, Verdict verdict, boolean own) {
        List<String> lines = new ArrayList<>();
        Finding first = verdict.first();
        lines.add(cause(voice, person, first, own));
        lines.add(voice.say("verdict.next", next(voice, person, first, own)));
        SignInAt signIn = verdict.signIn();
        if (signIn != null) {
            lines.add(signIn(voice, person, signIn, own));
        }
        others(voice, person, verdict.findings().subList(1, verdict.findings().size()), own, lines);
        notes(voice, person, verdict.notes(), own, lines);
        if (!verdict.unseen().isEmpty()) {
            lines.add(
                    own
                            ? voice.say("verdict.unseen-some")
                            : voice.say("verdict.unseen", String.join("; ", verdict.unseen())));
        }
        if (!own) {
            lines.addAll(EvidenceLines.of(voice, evidence));
        }
        return lines;
    }

    /**
     * The same for a chat that is not to hold what the directory and the systems say: what is wrong and what to do, no names of accounts,
     * groups and servers, no dates and numbers, no evidence.
     */
    List<String> bare(Voice voice, Person person, Verdict verdict, boolean own) {
        List<String> lines = new ArrayList<>();
        Finding first = verdict.first();
        lines.add(text(voice, person, first, own ? "self" : "other", false));
        lines.add(voice.say("verdict.next", text(voice, person, first, own ? "self-next" : "other-next", false)));
        lines.add(voice.say("verdict.no-detail"));
        return lines;
    }

    /** What is wrong, in one sentence or two. */
    private String cause(Voice voice, Person person, Finding finding, boolean own) {
        return text(voice, person, finding, own ? "self" : "other", true);
    }

    /** What to do about it. */
    private String next(Voice voice, Person person, Finding finding, boolean own) {
        return text(voice, person, finding, own ? "self-next" : "other-next", true);
    }

    private void others(Voice voice, Person person, List<Finding> rest, boolean own, List<String> lines) {
        if (rest.isEmpty()) {
            return;
        }
        lines.add(voice.say("verdict.also"));
        rest.forEach(finding -> lines.add("• " + cause(voice, person, finding, own)));
    }

    private void notes(Voice voice, Person person, List<Finding> notes, boolean own, List<String> lines) {
        if (notes.isEmpty()) {
            return;
        }
        lines.add(voice.say("verdict.notes"));
        notes.forEach(note -> lines.add("• " + cause(voice, person, note, own) + " " + next(voice, person, note, own)));
    }

    private static String signIn(Voice voice, Person person, SignInAt at, boolean own) {
        String url = at.url();
        String where = url == null ? voice.say("place." + at.place().word() + ".at") : voice.say("signin.at-url", url);
        String key = "signin." + word(at.secret()) + (own ? ".self" : ".other");
        return voice.say(key, where, at.loginName(), person.displayName());
    }

    private String text(Voice voice, Person person, Finding finding, String part, boolean detail) {
        List<Object> args = new ArrayList<>();
        args.add(person.displayName());
        args.add(label(voice, finding.system()));
        for (Object arg : finding.args()) {
            args.add(!detail ? voice.say("verdict.hidden") : arg instanceof Instant at ? voice.time(at) : arg);
        }
        return voice.say("cause." + finding.cause().word() + "." + part, args.toArray());
    }

    private String label(Voice voice, @Nullable String system) {
        return system == null ? voice.say("system.directory") : locator.label(system);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
