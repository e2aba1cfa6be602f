package org.pindesk.usecase;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pindesk.authorization.Approvers;
import org.pindesk.authorization.Verdict;
import org.pindesk.core.BackendException;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Checkpoint;
import org.pindesk.core.Ending;
import org.pindesk.core.Event;
import org.pindesk.core.Outcome;
import org.pindesk.core.Person;
import org.pindesk.core.Reply;
import org.pindesk.core.Request;
import org.pindesk.core.RequestState;
import org.pindesk.core.Secret;
import org.pindesk.port.Approvals.Approval;
import org.pindesk.port.Approvals.Asked;
import org.pindesk.port.Approvals.Vote;
import org.pindesk.port.Chat;
import org.pindesk.port.ChatException;
import org.pindesk.port.Directory;
import org.pindesk.port.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Somebody who was asked says yes, no, or that they look into it. A button gives no right: who presses, what they may, and what policy
 * says of the request are asked anew each time.
 */
public final class Approving {
    static final String APPROVE = "approve";
    static final String DENY = "deny";
    static final String CLAIM = "claim-approval";

    /** Opens the form for the reason of a no, and sends it. */
    static final String WHY = "deny-why";

    private static final Logger LOG = LoggerFactory.getLogger(Approving.class);

    private final Store store;
    private final Directory directory;
    private final Actors actors;
    private final Granted granted;
    private final ApprovalBook book;
    private final SecondFactor factor;
    private final Teller teller;
    private final Trail trail;
    private final Clock clock;
    private final Checkpoint checkpoint;

    public Approving(
            Store store,
            Directory directory,
            Actors actors,
            Granted granted,
            ApprovalBook book,
            SecondFactor factor,
            Teller teller,
            Trail trail,
            Clock clock,
            Checkpoint checkpoint) {
        this.store = store;
        this.directory = directory;
        this.actors = actors;
        this.granted = granted;
        this.book = book;
        this.factor = factor;
        this.teller = teller;
        this.trail = trail;
        this.clock = clock;
        this.checkpoint = checkpoint;
    }

    /** Who presses, and what about. */
    private record Pressed(Person person, Request request, Approval approval) {}

    /** Somebody pressed "Approve", or sent its form. */
    public void approve(Event event) {
        Pressed pressed = pressed(event, true);
        if (pressed == null) {
            return;
        }
        try {
            if (!stillWanted(event, pressed)) {
                return;
            }
            boolean coded = pressed.approval().stepUp();
            if (coded && !codeIsGood(event, pressed)) {
                return;
            }
            checkpoint.reached("approval-coded");
            said(event, pressed, true, coded);
        } catch (BackendException e) {
            actors.silent(event, "approval.vote", e);
        }
    }

    /** Somebody pressed "Deny": that ends it at once. */
    public void deny(Event event) {
        Pressed pressed = pressed(event, true);
        if (pressed != null) {
            said(event, pressed, false, false);
        }
    }

    /** Who said no opened the form for the reason, or sent it. */
    public void why(Event event) {
        Pressed pressed = pressed(event, false);
        if (pressed == null) {
            return;
        }
        Optional<Vote> vote = pressed.approval().vote(pressed.person().id());
        if (vote.isEmpty() || vote.get().approves()) {
            teller.reply(event, voice -> voice.reply("button.gone"));
            return;
        }
        String reason = event.args().get("reason");
        if (reason == null || reason.isBlank()) {
            form(
                    event,
                    voice -> voice.reply(
                                    "approval.why-form",
                                    pressed.request().actor().name())
                            .titled(voice.say("button." + WHY))
                            .asking(new Reply.Field("reason", voice.say("approval.why-field"), List.of(), true, null))
                            .with(voice.button(
                                    WHY, Reply.Style.PRIMARY, pressed.request().id())));
            return;
        }
        book.explain(pressed.request(), pressed.person().id(), reason);
        teller.reply(
                event,
                voice -> voice.reply(
                        "approval.why-sent", pressed.request().actor().name()));
    }

    /** Somebody looks into it; the others read that. */
    public void claim(Event event) {
        Pressed pressed = pressed(event, true);
        if (pressed == null) {
            return;
        }
        boolean claimed = book.claim(pressed.request(), pressed.person().id());
        teller.reply(
                event,
                voice -> claimed
                        ? voice.reply(
                                "approval.claimed", pressed.request().actor().name())
                        : over(voice, pressed.request()));
    }

    /**
     * Who pressed, when they were asked, may still approve, and are waited for; else they are told, and it is noted.
     *
     * @param open whether it must still wait for them
     */
    private @Nullable Pressed pressed(Event event, boolean open) {
        Person person = actors.require(event, "approval.vote", each -> Verdict.allow("approver"));
        if (person == null) {
            return null;
        }
        String id = event.args().getOrDefault("request", "");
        Request request = store.tx(tx -> tx.requests().byId(id)).orElse(null);
        Approval approval = store.tx(tx -> tx.approvals().of(id)).orElse(null);
        if (request == null || approval == null) {
            teller.reply(event, voice -> voice.reply("button.gone"));
            return null;
        }
        Pressed pressed = new Pressed(person, request, approval);
        Approvers.Bar bar = granted.bar(person, request, approval).orElse(null);
        Asked asked = approval.asked(person.id()).orElse(null);
        if (bar == Approvers.Bar.ACTOR || bar == Approvers.Bar.TARGET) {
            refuse(event, pressed, "approval.barred." + bar.word(), bar.word());
            return null;
        }
        if (asked == null) {
            refuse(event, pressed, "button.not-yours", "not-asked");
            return null;
        }
        if (!open) {
            return pressed;
        }
        boolean again = approval.vote(person.id())
                .filter(vote -> vote.eventId().equals(event.id()))
                .isPresent();
        if (again) {
            // an earlier try of this press was counted, and could not tell it
            tell(event, pressed, became(request, approval));
            return null;
        }
        if (request.state() != RequestState.AWAITING_APPROVAL
                || !clock.instant().isBefore(request.dueAt())) {
            note(event, pressed, "over");
            teller.reply(event, voice -> over(voice, request));
            return null;
        }
        if (approval.vote(person.id()).isPresent()) {
            refuse(event, pressed, "approval.spoken", "spoken-before");
            return null;
        }
        if (bar != null || asked.leftOut() != null) {
            String word = bar == null ? Approvers.Bar.NO_APPROVER.word() : bar.word();
            refuse(event, pressed, "approval.barred." + word, word);
            book.leaveOut(request, person.id(), word);
            return null;
        }
        return pressed;
    }

    private ApprovalBook.Said became(Request request, Approval approval) {
        if (approval.votes().stream().anyMatch(vote -> !vote.approves())) {
            return ApprovalBook.Said.DENIED;
        }
        return request.state() == RequestState.AWAITING_APPROVAL
                ? ApprovalBook.Said.COUNTED
                : ApprovalBook.Said.GRANTED;
    }

    /** What stands in for the request by now, said to somebody who was asked. */
    private Reply over(Voice voice, Request request) {
        Request now = store.tx(tx -> tx.requests().byId(request.id())).orElse(request);
        Approval approval = store.tx(tx -> tx.approvals().of(request.id())).orElseThrow();
        return now.state() == RequestState.AWAITING_APPROVAL
                ? voice.reply("approval.late", now.owner().name())
                : ApprovalWords.over(voice, now, approval);
    }

    /** Whether policy still asks for just this; otherwise the request ends here. Who approved before is looked at again too. */
    private boolean stillWanted(Event event, Pressed pressed) {
        Request request = pressed.request();
        Optional<Person> actor = directory.read(request.actor().person());
        Optional<Person> owner = directory.read(request.owner().person());
        Verdict verdict = actor.isEmpty() || owner.isEmpty() ? null : granted.asked(request, actor.get(), owner.get());
        boolean same = verdict != null
                && (verdict.allowed()
                        || Granted.waits(verdict)
                                && Granted.needed(pressed.approval())
                                        .equals(verdict.needs().approval()));
        if (!same) {
            String why = verdict == null || verdict.denial() == null
                    ? "gone"
                    : verdict.denial().word();
            trail.note(
                    Trail.of(pressed.person()),
                    "person:" + request.owner().person(),
                    "approval.vote",
                    "denied",
                    event,
                    Map.of("why", why, "request", request.id()));
            book.close(request, Ending.REFUSED);
            teller.reply(
                    event,
                    voice -> voice.reply(
                                    "approval.changed",
                                    request.actor().name(),
                                    request.owner().name())
                            .ending(Outcome.REFUSED));
            return false;
        }
        for (Vote vote : pressed.approval().votes()) {
            Optional<Person> earlier = directory.read(vote.by());
            Optional<Approvers.Bar> bar = earlier.flatMap(each -> granted.bar(each, request, pressed.approval()));
            if (earlier.isEmpty() || bar.isPresent()) {
                book.leaveOut(request, vote.by(), bar.map(Approvers.Bar::word).orElse("gone"));
            }
        }
        return true;
    }

    private boolean codeIsGood(Event event, Pressed pressed) {
        Optional<Secret> code = factor.typed(event);
        if (code.isEmpty()) {
            boolean enrolled = factor.enrolled(pressed.person());
            if (enrolled) {
                form(event, voice -> codeForm(voice, pressed));
            } else {
                note(event, pressed, "not-enrolled");
                teller.reply(event, voice -> SecondFactor.refusal(voice, SecondFactor.NONE));
            }
            return false;
        }
        SecondFactor.Answer answer = factor.check(event, pressed.person(), code.get());
        if (!answer.good()) {
            note(event, pressed, "code-refused");
            form(
                    event,
                    voice -> codeForm(voice, pressed)
                            .after(SecondFactor.refusal(voice, answer).text())
                            .ending(Outcome.REFUSED));
        }
        return answer.good();
    }

    private static Reply codeForm(Voice voice, Pressed pressed) {
        Request request = pressed.request();
        return voice.reply(
                        "approval.form",
                        request.actor().name(),
                        ApprovalWords.what(voice, request),
                        request.owner().name())
                .titled(voice.say("approval.form-title"))
                .asking(new Reply.Field(SecondFactor.FIELD, voice.say("factor.code"), List.of(), false, null))
                .with(voice.button(APPROVE, Reply.Style.PRIMARY, request.id()));
    }

    /** Opens the form, or shows it again where it was sent from; where there can be none, its button stands below a message. */
    private void form(Event event, Function<Voice, Reply> form) {
        ChatUser user = Objects.requireNonNull(event.user());
        Chat chat = teller.chat(user.platform());
        Reply reply = form.apply(teller.voice(user));
        boolean sent = Objects.requireNonNull(event.origin()).window() != null;
        try {
            if (sent && chat.show(event, reply) == Chat.Place.WINDOW || !sent && chat.openWindow(event, reply)) {
                return;
            }
        } catch (ChatException e) {
            LOG.warn("event {}: no form: {}", event.id(), e.getMessage());
        }
        teller.reply(
                event,
                voice -> voice.reply("approval.no-form")
                        .with(form.apply(voice).buttons().toArray(Reply.Button[]::new)));
    }

    private void said(Event event, Pressed pressed, boolean approves, boolean coded) {
        Vote vote = new Vote(
                pressed.person().id(),
                approves,
                coded,
                event.id(),
                clock.instant(),
                event.args().get("reason"));
        ApprovalBook.Said said = book.vote(pressed.request(), vote);
        checkpoint.reached("voted");
        tell(event, pressed, said);
    }

    private void tell(Event event, Pressed pressed, ApprovalBook.Said said) {
        String asker = pressed.request().actor().name();
        String owner = pressed.request().owner().name();
        teller.reply(event, voice -> switch (said) {
            case GRANTED -> voice.reply("approval.thanks", owner, asker);
            case COUNTED -> voice.reply("approval.counted", owner, asker);
            case DENIED ->
                voice.reply("approval.denied", owner, asker)
                        .with(voice.button(
                                WHY, Reply.Style.PLAIN, pressed.request().id()));
            case BEFORE -> voice.reply("approval.spoken").ending(Outcome.REFUSED);
            case OVER -> over(voice, pressed.request());
        });
    }

    private void refuse(Event event, Pressed pressed, String key, String why) {
        note(event, pressed, why);
        teller.reply(
                event,
                voice -> voice.reply(key, pressed.request().owner().name()).ending(Outcome.REFUSED));
    }

    private void note(Event event, Pressed pressed, String why) {
        Map<String, String> facts = new HashMap<>();
        facts.put("why", why);
        facts.put("request", pressed.request().id());
        trail.note(
                Trail.of(pressed.person()),
                "person:" + pressed.request().owner().person(),
                "approval.vote",
                "denied",
                event,
                facts);
    }
}
