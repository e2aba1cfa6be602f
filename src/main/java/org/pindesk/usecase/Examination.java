package org.pindesk.usecase;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pindesk.authorization.Action;
import org.pindesk.authorization.Asked;
import org.pindesk.authorization.Authorizer;
import org.pindesk.authorization.Denial;
import org.pindesk.core.BackendException;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Event;
import org.pindesk.core.HelpCase;
import org.pindesk.core.Incident;
import org.pindesk.core.LoginPlace;
import org.pindesk.core.Moment;
import org.pindesk.core.Person;
import org.pindesk.core.Reply;
import org.pindesk.diagnosis.Diagnosis;
import org.pindesk.diagnosis.Evidence;
import org.pindesk.diagnosis.Finding;
import org.pindesk.diagnosis.Fix;
import org.pindesk.diagnosis.Gathering;
import org.pindesk.diagnosis.SystemEvidence;
import org.pindesk.diagnosis.Verdict;
import org.pindesk.port.Directory;
import org.pindesk.port.GrantsPortal;

/** Looks why a person cannot sign in, keeps the case, and tells the verdict with what can be done about it. */
public final class Examination {
    private final Actors actors;
    private final Directory directory;
    private final Gathering gathering;
    private final Casebook casebook;
    private final IncidentWatch incidents;
    private final Authorizer authorizer;
    private final VerdictCard card;
    private final Asking asking;
    private final Teller teller;

    public Examination(
            Actors actors,
            Directory directory,
            Gathering gathering,
            Casebook casebook,
            IncidentWatch incidents,
            Authorizer authorizer,
            VerdictCard card,
            Asking asking,
            Teller teller) {
        this.actors = actors;
        this.directory = directory;
        this.gathering = gathering;
        this.casebook = casebook;
        this.incidents = incidents;
        this.authorizer = authorizer;
        this.card = card;
        this.asking = asking;
        this.teller = teller;
    }

    /** Somebody pressed "Text for the ticket". */
    public void ticket(Event event) {
        HelpCase known = casebook.find(event.args().getOrDefault("request", "")).orElse(null);
        if (known == null) {
            teller.reply(event, voice -> voice.reply("button.gone"));
            return;
        }
        Person actor = actors.require(
                event,
                LoginHelp.ACTION,
                person -> person.id().equals(known.subject())
                        ? authorizer.lookAtSelf(person)
                        : authorizer.mayActForOthers(Action.LOGIN_HELP, person, event.user()));
        if (actor == null) {
            return;
        }
        try {
            Optional<Person> subject = directory.read(known.subject());
            if (subject.isEmpty()) {
                teller.reply(event, voice -> voice.reply("target.gone"));
                return;
            }
            if (hidden(event, actor, subject.get())) {
                return;
            }
            Seen seen = look(subject.get(), known.place(), null);
            actors.note(event, actor, subject.get(), LoginHelp.ACTION, "ticket");
            teller.reply(event, voice -> ticket(voice, actor, subject.get(), seen, known.id(), event.user()));
        } catch (BackendException e) {
            actors.silent(event, LoginHelp.ACTION, e);
        }
    }

    /** Whether policy hides why this person cannot sign in from who asks; they are told then. Nobody's own is hidden. */
    boolean hidden(Event event, Person actor, Person subject) {
        return !actor.id().equals(subject.id())
                && actors.refused(
                        event,
                        actor,
                        subject,
                        LoginHelp.ACTION,
                        authorizer.other(new Asked(Action.LOGIN_HELP, actor, subject, event.user(), null)));
    }

    /** What was gathered and what it means. */
    record Seen(Evidence evidence, Verdict verdict) {
        /** The first finding that this mends; null when nothing does. */
        @Nullable
        Finding mendedBy(Fix fix) {
            return verdict.findings().stream()
                    .filter(finding -> finding.fixes().contains(fix))
                    .findFirst()
                    .orElse(null);
        }

        @Nullable
        SystemEvidence system(@Nullable String id) {
            return evidence.systems().stream()
                    .filter(system -> system.id().equals(id))
                    .findFirst()
                    .orElse(null);
        }
    }

    Seen look(Person subject, @Nullable LoginPlace place, @Nullable String said) {
        Evidence seen = gathering.gather(subject, place, said, 0);
        Evidence evidence = new Evidence(
                seen.person(),
                seen.place(),
                seen.code(),
                seen.now(),
                seen.directory(),
                seen.directorySilent(),
                seen.systems(),
                casebook.locksOf(subject.id(), seen.directory()));
        return new Seen(evidence, Diagnosis.of(evidence));
    }

    /** Looks, keeps the case and tells who asked. */
    void run(Event event, Person actor, Person subject, @Nullable ChatUser chat, @Nullable LoginPlace place) {
        Seen seen = look(subject, place, said(event));
        HelpCase opened = casebook.opened(event, actor, subject, chat, place, seen.verdict());
        Optional<Incident> incident = incidents.watch(opened);
        teller.reply(event, voice -> {
            if (incident.isEmpty()) {
                return verdict(voice, actor, subject, seen, opened.id(), event.user());
            }
            Reply known = incidents.known(voice, incident.get());
            return IncidentWatch.common(incident.get())
                    ? known.titled(voice.say("verdict.title")).with(asking.buttons(voice, opened.id()))
                    : verdict(voice, actor, subject, seen, opened.id(), event.user())
                            .after(known.text());
        });
    }

    private static @Nullable String said(Event event) {
        String said = event.args().getOrDefault("said", "");
        String code = event.args().getOrDefault("code", "");
        String both = (said + " " + code).strip();
        return both.isEmpty() ? null : both;
    }

    /**
     * The verdict with the buttons that this reader may use.
     *
     * @param from the reader's chat account; null for none in particular
     */
    Reply verdict(Voice voice, Person reader, Person subject, Seen seen, String caseId, @Nullable ChatUser from) {
        boolean own = reader.id().equals(subject.id());
        List<String> lines = told(voice, subject, seen, own, detail(from));
        List<Reply.Button> buttons = new ArrayList<>();
        for (Fix fix : fixes(seen.verdict())) {
            button(voice, reader, subject, seen, fix, caseId, from).ifPresent(buttons::add);
        }
        buttons.add(voice.button("ticket", Reply.Style.PLAIN, caseId));
        return Reply.of(String.join("\n", lines))
                .titled(voice.say("verdict.title"))
                .with(buttons.toArray(Reply.Button[]::new))
                .and(asking.buttons(voice, caseId));
    }

    /** The verdict and its evidence as the helpdesk reads them in a channel of this platform, without buttons. */
    List<String> lines(Voice voice, Person subject, @Nullable LoginPlace place, String platform) {
        return told(voice, subject, look(subject, place, null), false, authorizer.showsDetail(platform));
    }

    private List<String> told(Voice voice, Person subject, Seen seen, boolean own, boolean detail) {
        return detail
                ? card.lines(voice, subject, seen.evidence(), seen.verdict(), own)
                : card.bare(voice, subject, seen.verdict(), own);
    }

    private boolean detail(@Nullable ChatUser from) {
        return from == null || authorizer.showsDetail(from.platform());
    }

    /** The same as plain text to be copied: a case number, no buttons. */
    Reply ticket(Voice voice, Person reader, Person subject, Seen seen, String caseId, @Nullable ChatUser from) {
        boolean own = reader.id().equals(subject.id());
        List<String> lines = new ArrayList<>();
        lines.add(voice.say(
                "verdict.ticket",
                caseId,
                subject.displayName(),
                voice.time(seen.evidence().now())));
        lines.addAll(told(voice, subject, seen, own, detail(from)));
        if (own && detail(from)) {
            lines.addAll(EvidenceLines.of(voice, seen.evidence()));
        }
        // it is pasted elsewhere: there a time keeps no markup of this platform
        return Reply.of(Moment.plain(String.join("\n", lines)));
    }

    private static Set<Fix> fixes(Verdict verdict) {
        Set<Fix> fixes = new LinkedHashSet<>();
        verdict.findings().forEach(finding -> fixes.addAll(finding.fixes()));
        return fixes;
    }

    private Optional<Reply.Button> button(
            Voice voice, Person reader, Person subject, Seen seen, Fix fix, String caseId, @Nullable ChatUser from) {
        if (!may(reader, subject, fix, from)) {
            return Optional.empty();
        }
        boolean own = reader.id().equals(subject.id());
        String label = switch (fix) {
            case ADD_TO_PORTAL_GROUP -> voice.say("button.add-to-group", detail(from) ? group(seen, fix) : "…");
            case UNLOCK_PIN -> voice.say("button.unlock");
            case OFFER_PIN -> voice.say(own ? "pin.button.take" : "button.offer-pin");
            case UNLOCK_ACCOUNT -> voice.say("button.unlock-account");
            case RESET_DIRECTORY_PASSWORD -> voice.say("button.reset-password");
        };
        if (fix == Fix.OFFER_PIN) {
            return Optional.of(new Reply.Button("reset", label, subject.id().value(), Reply.Style.PLAIN));
        }
        // one's own takes a form, which must open before everything has been looked at anew
        boolean form = own && fix == Fix.RESET_DIRECTORY_PASSWORD;
        Reply.Style style = fix == fixes(seen.verdict()).iterator().next() ? Reply.Style.PRIMARY : Reply.Style.PLAIN;
        return Optional.of(
                form
                        ? new Reply.Button(
                                "reset-directory", label, subject.id().value(), style)
                        : new Reply.Button("mend", label, FixWords.value(fix, caseId), style));
    }

    private static String group(Seen seen, Fix fix) {
        Finding finding = seen.mendedBy(fix);
        SystemEvidence system = finding == null ? null : seen.system(finding.system());
        GrantsPortal.PortalGroup group = system == null ? null : system.portalGroup();
        return group == null ? "" : group.name();
    }

    private org.pindesk.authorization.Verdict permission(
            Person reader, Person subject, Action action, @Nullable ChatUser from) {
        return reader.id().equals(subject.id())
                ? authorizer.self(action, reader, from)
                : authorizer.other(new Asked(action, reader, subject, from, null));
    }

    private boolean may(Person reader, Person subject, Fix fix, @Nullable ChatUser from) {
        return permission(reader, subject, fix, from).allowed();
    }

    /**
     * Whether the reader may do this for this person; asked again when the button is pressed.
     *
     * @param from the reader's chat account; null for none in particular
     */
    org.pindesk.authorization.Verdict permission(Person reader, Person subject, Fix fix, @Nullable ChatUser from) {
        boolean own = reader.id().equals(subject.id());
        return switch (fix) {
            case UNLOCK_PIN -> permission(reader, subject, Action.PIN_UNLOCK, from);
            case OFFER_PIN -> permission(reader, subject, Action.PIN_RESET, from);
            case UNLOCK_ACCOUNT -> permission(reader, subject, Action.MEND, from);
            case ADD_TO_PORTAL_GROUP ->
                own
                        ? org.pindesk.authorization.Verdict.deny("default-deny", Denial.NO_RULE)
                        : permission(reader, subject, Action.MEND, from);
            case RESET_DIRECTORY_PASSWORD ->
                own
                        ? authorizer.selfDirectoryPassword(reader, from)
                        : permission(reader, subject, Action.DIRECTORY_PASSWORD, from);
        };
    }
}
