package org.pindesk.usecase;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.CredentialState;
import org.pindesk.core.DirectoryEvidence;
import org.pindesk.core.TelephoneEvidence;
import org.pindesk.diagnosis.Evidence;
import org.pindesk.diagnosis.SystemEvidence;

/** What was seen, fact by fact, for operators and tickets: it holds no secret and no address of a computer. */
final class EvidenceLines {
    private EvidenceLines() {}

    static List<String> of(Voice voice, Evidence evidence) {
        List<String> lines = new ArrayList<>();
        lines.add(voice.say("evidence.title"));
        directory(voice, evidence, lines);
        evidence.systems().forEach(system -> system(voice, system, lines));
        return lines;
    }

    private static void directory(Voice voice, Evidence evidence, List<String> lines) {
        DirectoryEvidence seen = evidence.directory();
        if (seen == null) {
            String code = evidence.directorySilent();
            lines.add("• " + voice.say("evidence.directory-silent", code == null ? "–" : code));
            return;
        }
        lines.add("• "
                + voice.say(
                        "evidence.account",
                        seen.login(),
                        answer(voice, seen.disabled()),
                        voice.say("evidence.lock." + word(seen.lock().state()))));
        lines.add("• "
                + voice.say(
                        "evidence.password",
                        voice.say("evidence.password." + word(seen.password().state())),
                        time(voice, seen.password().setAt()),
                        time(voice, seen.password().expires())));
        for (DirectoryEvidence.Server server : seen.servers()) {
            lines.add("• " + server(voice, server));
        }
    }

    private static String server(Voice voice, DirectoryEvidence.Server server) {
        if (server.silent() != null) {
            return voice.say("evidence.server-silent", server.name(), server.silent());
        }
        return voice.say(
                "evidence.server",
                server.name(),
                answer(voice, server.locked()),
                server.failures() == null
                        ? voice.say("evidence.unseen")
                        : server.failures().toString(),
                time(voice, server.lastFailure()));
    }

    private static void system(Voice voice, SystemEvidence system, List<String> lines) {
        if (system.silent() != null) {
            lines.add("• " + voice.say("evidence.system-silent", system.label(), system.silent()));
            return;
        }
        TelephoneEvidence seen = system.telephone();
        if (seen == null) {
            lines.add("• " + voice.say("evidence.no-account", system.label()));
            return;
        }
        String extension = seen.account().extension();
        lines.add("• "
                + voice.say(
                        "evidence.telephone",
                        system.label(),
                        seen.account().userId(),
                        extension == null ? "–" : extension,
                        voice.say("evidence.home." + word(seen.passwordHome())),
                        answer(voice, seen.mayUsePortal())));
        CredentialState pin = seen.pin();
        if (pin != null) {
            Integer failures = pin.failedSignIns();
            lines.add("• "
                    + voice.say(
                            "evidence.pin",
                            voice.say("evidence.lock." + word(pin.lock())),
                            failures == null ? voice.say("evidence.unseen") : failures.toString(),
                            answer(voice, pin.mustChange()),
                            time(voice, pin.changedAt())));
        }
    }

    private static String answer(Voice voice, @Nullable Boolean what) {
        return voice.say(what == null ? "evidence.unseen" : what ? "evidence.yes" : "evidence.no");
    }

    private static String time(Voice voice, @Nullable Instant at) {
        return at == null ? "–" : voice.time(at);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
