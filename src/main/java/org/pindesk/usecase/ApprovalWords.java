package org.pindesk.usecase;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pindesk.authorization.Needs;
import org.pindesk.core.Ending;
import org.pindesk.core.Leg;
import org.pindesk.core.Outcome;
import org.pindesk.core.Person;
import org.pindesk.core.Reply;
import org.pindesk.core.Request;
import org.pindesk.core.RequestState;
import org.pindesk.core.SecretKind;
import org.pindesk.gateway.Located;
import org.pindesk.port.Approvals.Approval;
import org.pindesk.port.Approvals.Asked;
import org.pindesk.port.Approvals.Vote;

/** What people read about an approval: who asked for it, who is asked, the others. */
final class ApprovalWords {
    /** Why something needs approval, in words of ours; whatever else a policy says is the company's policy. */
    private static final Set<String> REASONS =
            Set.of("protected", "role-holder", "contact-changed", "young-link", "burst", "off-hours");

    private ApprovalWords() {}

    /** What is wished for: a new PIN, a new password. */
    static String what(Voice voice, Request request) {
        boolean directory = request.secret() == SecretKind.PASSWORD
                && request.legs().get(0).system().equals(Leg.DIRECTORY);
        return voice.say(
                "approval.what." + (directory ? "directory" : request.secret().word()));
    }

    static String because(Voice voice, Iterable<String> words) {
        List<String> said = new ArrayList<>();
        for (String word : words) {
            said.add(voice.say("approval.because." + (REASONS.contains(word) ? word : "policy")));
        }
        return said.isEmpty() ? voice.say("approval.because.policy") : String.join(", ", said);
    }

    /** What who asked reads, whenever they ask again. */
    static Reply state(Voice voice, Request request, Approval approval) {
        if (request.state() == RequestState.AWAITING_APPROVAL) {
            return waiting(voice, request, approval);
        }
        return ApprovalBook.granted(approval)
                ? approved(voice, request, approval)
                : told(voice, request, approval, Objects.requireNonNullElse(request.ending(), Ending.EXPIRED));
    }

    private static Reply waiting(Voice voice, Request request, Approval approval) {
        String names =
                approval.waitedFor().stream().map(each -> each.party().name()).collect(Collectors.joining(", "));
        Reply reply = sentence(voice.reply(
                "approval.waiting",
                what(voice, request),
                request.owner().name(),
                names,
                voice.time(request.dueAt()),
                because(voice, approval.because())));
        return approval.count() == 1
                ? reply
                : reply.adding(voice.say("approval.count", approval.count(), ApprovalBook.yes(approval)));
    }

    /** Who approved, and when. */
    static Reply approved(Voice voice, Request request, Approval approval) {
        return sentence(voice.reply(
                "approval.approved", what(voice, request), request.owner().name(), votes(voice, approval, true)));
    }

    /** What is wished for stands at the beginning of many of these texts, where a capital letter belongs. */
    private static Reply sentence(Reply reply) {
        String text = reply.text();
        return Reply.of(Character.toUpperCase(text.charAt(0)) + text.substring(1));
    }

    private static String votes(Voice voice, Approval approval, boolean yes) {
        return approval.votes().stream()
                .filter(vote -> vote.approves() == yes)
                .map(vote -> voice.say("approval.by", approval.name(vote.by()), voice.time(vote.at())))
                .collect(Collectors.joining(", "));
    }

    /** How it ended without an approval. */
    static Reply told(Voice voice, Request request, Approval approval, Ending ending) {
        String key = "approval.told." + ending.word();
        Reply reply = sentence(voice.reply(
                voice.has(key) ? key : "approval.told.over",
                what(voice, request),
                request.owner().name(),
                votes(voice, approval, false)));
        return reasons(voice, reply, approval).ending(Outcome.REFUSED);
    }

    private static Reply reasons(Voice voice, Reply reply, Approval approval) {
        Reply all = reply;
        for (Vote vote : approval.votes()) {
            if (vote.reason() != null) {
                all = all.adding(voice.say("approval.says", approval.name(vote.by()), vote.reason()));
            }
        }
        return all;
    }

    /** Nobody could approve it, so nobody is asked. */
    static Reply nobody(Voice voice, Person owner, SecretKind kind, Needs needs, int found) {
        Needs.Approval needed = Objects.requireNonNull(needs.approval());
        String groups =
                needed.groups().stream().map(ApprovalWords::group).sorted().collect(Collectors.joining(", "));
        return voice.reply(
                        needed.stepUp() ? "approval.nobody-coded" : "approval.nobody",
                        needed.count(),
                        groups,
                        owner.displayName(),
                        "/" + kind.word() + " reset",
                        found,
                        because(voice, needs.because()))
                .ending(Outcome.REFUSED);
    }

    /** The name of a group, as people know it. */
    static String group(String dn) {
        int from = dn.indexOf('=') + 1;
        int to = from;
        while (to < dn.length() && (dn.charAt(to) != ',' || dn.charAt(to - 1) == '\\')) {
            to++;
        }
        return dn.substring(from, to).replace("\\", "");
    }

    /**
     * The message of somebody who is asked.
     *
     * @param owner as just read; null when it does not matter any more
     */
    static Reply card(
            Voice voice,
            Request request,
            Approval approval,
            Asked reader,
            @Nullable Person owner,
            @Nullable Located located) {
        String name = request.owner().name();
        String asker = request.actor().name();
        if (request.state() != RequestState.AWAITING_APPROVAL) {
            return over(voice, request, approval);
        }
        List<String> lines = new ArrayList<>();
        lines.add(voice.say("approval.card.who", asker, what(voice, request), name));
        if (owner != null) {
            lines.add(Cards.person(voice, owner, located).text());
        }
        String reason = request.reason();
        lines.add(
                reason == null
                        ? voice.say("approval.card.no-reason", asker)
                        : voice.say("approval.card.reason", reason));
        lines.add(voice.say("approval.card.because", because(voice, approval.because())));
        lines.add(voice.say("approval.card.until", voice.time(request.dueAt()), name));
        if (approval.count() > 1) {
            lines.add(voice.say("approval.count", approval.count(), ApprovalBook.yes(approval)));
        }
        for (Asked each : approval.asked()) {
            if (each.claimedAt() != null && each.leftOut() == null) {
                lines.add(
                        each.equals(reader)
                                ? voice.say("approval.card.you-claimed")
                                : voice.say(
                                        "approval.card.claimed", each.party().name()));
            }
        }
        boolean spoken = approval.vote(reader.party().person()).isPresent();
        if (spoken || reader.leftOut() != null) {
            lines.add(voice.say(spoken ? "approval.card.spoken" : "approval.card.left-out"));
            return Reply.of(String.join("\n", lines)).titled(voice.say("approval.card.title"));
        }
        lines.add(voice.say("approval.card.caution", asker));
        return Reply.of(String.join("\n", lines))
                .titled(voice.say("approval.card.title"))
                .with(buttons(voice, request));
    }

    static Reply.Button[] buttons(Voice voice, Request request) {
        return new Reply.Button[] {
            voice.button(Approving.APPROVE, Reply.Style.PRIMARY, request.id()),
            voice.button(Approving.DENY, Reply.Style.DANGER, request.id()),
            voice.button(Approving.CLAIM, Reply.Style.PLAIN, request.id())
        };
    }

    /** What stands where somebody was asked once nobody is waited for. */
    static Reply over(Voice voice, Request request, Approval approval) {
        String asker = request.actor().name();
        String name = request.owner().name();
        if (ApprovalBook.granted(approval)) {
            Reply approved = sentence(voice.reply(
                    "approval.over.approved", what(voice, request), name, asker, votes(voice, approval, true)));
            return request.state() == RequestState.OFFERED
                    ? approved.adding(voice.say("approval.fetch", name, voice.time(request.dueAt())))
                    : approved;
        }
        Ending ending = request.ending();
        String key = "approval.over." + (ending == null ? "over" : ending.word());
        Reply reply = sentence(voice.reply(
                voice.has(key) ? key : "approval.over.over",
                what(voice, request),
                name,
                asker,
                votes(voice, approval, false)));
        return reasons(voice, reply, approval);
    }

    /** What stands in the helpdesk's channel when nobody has answered for long; no word of what it is about. */
    static String escalation(Voice house, Request request, Approval approval) {
        return house.say(
                "approval.escalation",
                request.actor().name(),
                house.time(approval.askedAt()),
                approval.waitedFor().stream().map(each -> each.party().name()).collect(Collectors.joining(", ")),
                house.time(request.dueAt()),
                request.id());
    }

    /** A line of a list. */
    static String line(Voice voice, Request request, boolean mine) {
        return "• "
                + voice.say(
                        mine ? "approval.list.mine" : "approval.list.for-you",
                        what(voice, request),
                        request.owner().name(),
                        request.actor().name(),
                        voice.time(request.dueAt()));
    }
}
