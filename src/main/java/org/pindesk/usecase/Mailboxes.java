package org.pindesk.usecase;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.Account;
import org.pindesk.core.Leg;
import org.pindesk.core.Outcome;
import org.pindesk.core.Person;
import org.pindesk.core.Problem;
import org.pindesk.core.Proof;
import org.pindesk.core.Reply;
import org.pindesk.core.Request;
import org.pindesk.core.SecretKind;
import org.pindesk.gateway.CredentialGateway;
import org.pindesk.gateway.CredentialGateway.Sharer;
import org.pindesk.gateway.Located;
import org.pindesk.gateway.Locator;
import org.pindesk.port.SharesPin;

/**
 * The voicemail half of a request for a PIN: its second leg. The telephone is written first; what voicemail did by itself is looked at,
 * and what it did not is written with the same PIN. A request without that leg leaves voicemail alone.
 */
public final class Mailboxes {
    /** Detail of a telephone system's leg that stayed undone because voicemail was silent. */
    static final String SILENT = "voicemail";

    /** Detail of a telephone system's leg that is not written, because the mailbox is an administrator's by now. */
    static final String BARRED = "mailbox-barred";

    /** Detail of a mailbox's leg that its owner left out. */
    private static final String LEFT_OUT = "left-out";

    private final Locator locator;
    private final CredentialGateway gateway;

    public Mailboxes(Locator locator, CredentialGateway gateway) {
        this.locator = locator;
        this.gateway = gateway;
    }

    /**
     * What a new request is about.
     *
     * @param located the account; what stands against its mailbox where nobody may change that one through Pindesk
     * @param legs empty unless {@code located} is an account that may be changed
     */
    record Plan(Located located, List<Leg> legs) {}

    /**
     * Finds where a person's new secret goes: to the account, and a PIN to the mailbox too where there is one or voicemail is silent now. A
     * PIN that systems share is not changed for somebody whose mailbox is an administrator's.
     *
     * @param found the account
     */
    Plan plan(SecretKind kind, Person person, Located found) {
        Account account = found.account();
        if (found.kind() != Located.Kind.FOUND || account == null) {
            return new Plan(found, List.of());
        }
        Leg first = Leg.planned(account.system(), account.userId());
        if (kind != SecretKind.PIN) {
            return new Plan(found, List.of(first));
        }
        Optional<Located> mailbox = locator.mailbox(person, account.system());
        if (mailbox.filter(each -> each.kind() == Located.Kind.BARRED).isPresent()) {
            return new Plan(mailbox.get(), List.of());
        }
        Account box = mailbox.map(Located::account).orElse(null);
        if (box != null) {
            return new Plan(found, List.of(first, Leg.planned(box.system(), box.userId())));
        }
        boolean silent = mailbox.filter(each -> each.kind().silent()).isPresent();
        return new Plan(
                found,
                locator.voicemailOf(account.system())
                        .filter(id -> silent)
                        .map(id -> List.of(first, Leg.planned(id, account.userId())))
                        .orElse(List.of(first)));
    }

    /** The mailbox's leg; null when the request has none. */
    static @Nullable Leg of(Request request) {
        return request.legs().size() > 1 ? request.legs().get(1) : null;
    }

    /** Whether the telephone has the new PIN, or may have it, and voicemail does not, or nobody knows. */
    static boolean failed(Request request) {
        Leg leg = of(request);
        return leg != null
                && leg.outcome() != Outcome.APPLIED
                && !leftOut(leg)
                && changed(request.legs().get(0));
    }

    /** The legs of somebody who wants the new PIN for the telephone alone. */
    static List<Leg> alone(List<Leg> legs) {
        return legs.size() < 2
                ? legs
                : List.of(legs.get(0), legs.get(1).settled(Outcome.UNREACHABLE, Proof.NONE, LEFT_OUT));
    }

    /** Whether its owner left the mailbox out. */
    static boolean leftOut(Leg leg) {
        return leg.outcome() == Outcome.UNREACHABLE && LEFT_OUT.equals(leg.detail());
    }

    /** Whether voicemail has the new PIN, or may have it, and the telephone keeps its old one. */
    static boolean voicemailOnly(Request request) {
        Leg leg = of(request);
        return leg != null
                && changed(leg)
                && request.legs().get(0).outcome() != null
                && !changed(request.legs().get(0));
    }

    /** Whether a settled leg's system has the new PIN, or may have it. */
    static boolean changed(@Nullable Leg leg) {
        return leg != null && (leg.outcome() == Outcome.APPLIED || leg.outcome() == Outcome.UNKNOWN);
    }

    /** Whether nothing was written because of the mailbox. */
    static boolean inTheWay(Leg telephone) {
        String detail = telephone.detail();
        return telephone.outcome() == Outcome.UNREACHABLE && SILENT.equals(detail)
                || telephone.outcome() == Outcome.REFUSED && BARRED.equals(detail);
    }

    /** That, said to its owner. */
    Reply inTheWay(Voice voice, Request request, Leg telephone) {
        return telephone.outcome() == Outcome.UNREACHABLE
                ? voice.reply("voicemail.silent")
                        .ending(Outcome.UNREACHABLE)
                        .with(voice.button("phone-only", Reply.Style.PLAIN, request.id()))
                : voice.reply("voicemail.barred", label(request)).ending(Outcome.REFUSED);
    }

    private String label(Request request) {
        Leg leg = of(request);
        return leg == null ? "" : locator.label(leg.system());
    }

    /** The outcome's word of a settled leg. */
    static String word(Leg leg) {
        Outcome outcome = leg.outcome();
        return outcome == null ? Outcome.UNKNOWN.word() : outcome.word();
    }

    /** Its facts for the audit. */
    static Map<String, String> facts(Leg leg) {
        Map<String, String> facts = new HashMap<>();
        facts.put("system", leg.system());
        facts.put("proof", leg.proof().word());
        if (leg.detail() != null) {
            facts.put("detail", leg.detail());
        }
        return facts;
    }

    /** What became of the mailbox, said to its owner. */
    static String told(Voice voice, Locator locator, Leg leg) {
        if (leftOut(leg)) {
            return voice.say("voicemail.kept");
        }
        String key = leg.outcome() == Outcome.APPLIED
                ? "voicemail.applied." + leg.proof().word()
                : "voicemail." + word(leg);
        String words = leg.outcome() == null ? null : leg.detail();
        return voice.say(key, locator.label(leg.system()), words == null ? "" : words);
    }

    /** The same, said to somebody else. */
    static String toldOther(Voice voice, Locator locator, Request request, Leg leg) {
        String end = leg.outcome() == Outcome.APPLIED ? "applied." + leg.proof().word() : word(leg);
        return voice.say("voicemail.told." + end, request.owner().name(), locator.label(leg.system()));
    }

    /** Settles the telephone's leg and then the mailbox's. */
    CredentialGateway.Settled settle(Request request, Person owner, Account telephone) {
        Leg first = request.legs().get(0);
        Leg planned = of(request);
        if (planned == null || leftOut(planned)) {
            return gateway.settle(request, first, telephone, null);
        }
        Optional<Located> located = locator.mailbox(owner, first.system());
        boolean begun = first.draw() > 0;
        if (!begun && located.filter(each -> each.kind() == Located.Kind.BARRED).isPresent()) {
            return new CredentialGateway.Settled(request, first.settled(Outcome.REFUSED, Proof.NONE, BARRED), null);
        }
        Account mailbox = located.map(Mailboxes::visible).orElse(null);
        Leg second = begun || mailbox == null ? planned : planned.seen(gateway.lastSet(mailbox));
        Sharer sharer = new Sharer(mailbox == null ? bare(second) : mailbox, second);
        CredentialGateway.Settled done = gateway.settle(request, first, telephone, sharer);
        if (!changed(done.leg())) {
            return untaken(done, telephone, sharer, located);
        }
        if (mailbox == null) {
            return new CredentialGateway.Settled(done.request(), done.leg(), unseen(first, second, located));
        }
        CredentialGateway.Settled followed =
                gateway.follow(done.request(), now(done.request(), second), mailbox, handsOn(first));
        return new CredentialGateway.Settled(followed.request(), done.leg(), followed.leg());
    }

    /**
     * The telephone system refused. With PIN synchronisation CUCM keeps the old PIN while no voicemail server says that it took the new
     * one; the server may have taken it all the same, and its answer got lost. Then the telephone alone gets the same PIN.
     */
    private CredentialGateway.Settled untaken(
            CredentialGateway.Settled done, Account telephone, Sharer sharer, Optional<Located> located) {
        Leg leg = done.leg();
        boolean asked = leg.outcome() == Outcome.REFUSED && leg.draw() > 0 && handsOn(leg);
        if (!asked) {
            return done;
        }
        if (located.filter(Mailboxes::dead).isPresent()) {
            return new CredentialGateway.Settled(
                    done.request(), leg.settled(Outcome.UNREACHABLE, Proof.NONE, SILENT), null);
        }
        return switch (gateway.hasChanged(sharer)) {
            case NO -> done;
            case YES ->
                new CredentialGateway.Settled(
                        done.request(),
                        gateway.alone(done.request(), leg, telephone),
                        sharer.leg().settled(Outcome.APPLIED, Proof.STATE_CHANGED, null));
            case CANNOT_TELL ->
                new CredentialGateway.Settled(
                        done.request(), leg, sharer.leg().settled(Outcome.UNKNOWN, Proof.NONE, "not to be seen"));
        };
    }

    /** The mailbox's leg when its state cannot be seen after the telephone has the PIN. */
    private Leg unseen(Leg telephone, Leg leg, Optional<Located> located) {
        String why = located.map(each -> each.kind().word()).orElse("");
        boolean silent = located.filter(each -> each.kind().silent()).isPresent();
        // CUCM would not have taken the PIN had it been unable to hand it on: then nobody has handed it on
        boolean untouched =
                !handsOn(telephone) || located.filter(Mailboxes::dead).isPresent();
        Outcome outcome = silent ? Outcome.UNREACHABLE : Outcome.REFUSED;
        return leg.settled(untouched ? outcome : Outcome.UNKNOWN, Proof.NONE, why);
    }

    /** Once more for the mailbox alone; the telephone has the secret already. */
    CredentialGateway.Settled again(Request request, Person owner, Leg leg) {
        Leg telephone = request.legs().get(0);
        Optional<Located> located = locator.mailbox(owner, telephone.system());
        Account mailbox = located.map(Mailboxes::visible).orElse(null);
        if (mailbox != null) {
            CredentialGateway.Settled done = gateway.follow(request, leg, mailbox, handsOn(telephone));
            return new CredentialGateway.Settled(done.request(), done.leg(), done.leg());
        }
        boolean silent = located.map(each -> each.kind().silent()).orElse(true);
        boolean maybe = leg.outcome() == null || leg.outcome() == Outcome.UNKNOWN;
        Outcome undone = silent ? Outcome.UNREACHABLE : Outcome.REFUSED;
        String why = located.map(each -> each.kind().word()).orElse("");
        Leg settled = leg.settled(maybe ? Outcome.UNKNOWN : undone, Proof.NONE, why);
        return new CredentialGateway.Settled(request, leg, settled);
    }

    /** What became of it, with the retry where it failed. */
    Reply reply(Voice voice, Request request, Leg leg) {
        Reply reply =
                Reply.of(told(voice, locator, leg)).ending(leg.outcome() == null ? Outcome.UNKNOWN : leg.outcome());
        return failed(request) ? reply.with(voice.button("retry-voicemail", Reply.Style.PLAIN, request.id())) : reply;
    }

    /** The leg as it is stored now. */
    private static Leg now(Request stored, Leg leg) {
        return stored.legs().stream()
                .filter(each -> each.system().equals(leg.system()))
                .findFirst()
                .orElse(leg);
    }

    /** The mailbox as far as it can be looked at: one that may not be written to shows what was done to it. */
    private static @Nullable Account visible(Located located) {
        boolean shown = located.kind() == Located.Kind.FOUND || located.kind() == Located.Kind.READ_ONLY;
        return shown ? located.account() : null;
    }

    /** Whether voicemail gave no sign of life at all, to nobody. */
    private static boolean dead(Located located) {
        boolean silence = located.detail().equals(Problem.UNREACHABLE.code())
                || located.detail().equals(Problem.NO_ANSWER.code());
        return located.kind() == Located.Kind.UNREACHABLE && silence;
    }

    /** Whether the telephone system may give its new PINs to voicemail by itself. */
    private boolean handsOn(Leg telephone) {
        return locator.as(SharesPin.class, telephone.system()) != null;
    }

    private static Account bare(Leg leg) {
        return new Account(leg.system(), leg.userId(), null, null, null, Set.of(), Set.of(), null);
    }
}
