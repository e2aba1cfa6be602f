package org.pindesk.usecase;

import java.time.Instant;
import java.util.ArrayList;
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
import org.pindesk.core.Proof;
import org.pindesk.core.Reply;
import org.pindesk.core.Request;
import org.pindesk.core.SecretKind;
import org.pindesk.gateway.CredentialGateway;
import org.pindesk.gateway.Located;
import org.pindesk.gateway.Locator;

/**
 * The voicemail half of a request for a PIN: its second leg. The telephone is written first; what voicemail did by itself is looked at,
 * and what it did not is written with the same PIN. A request without that leg leaves voicemail alone.
 */
public final class Mailboxes {
    /** Detail of a telephone system's leg that stayed undone because voicemail was silent. */
    static final String SILENT = "voicemail";

    private final Locator locator;
    private final CredentialGateway gateway;

    public Mailboxes(Locator locator, CredentialGateway gateway) {
        this.locator = locator;
        this.gateway = gateway;
    }

    /** The legs of a new request: the account's, and for a PIN the mailbox's where there is one or voicemail is silent now. */
    List<Leg> legs(SecretKind kind, Person person, Account telephone) {
        List<Leg> legs = new ArrayList<>(List.of(Leg.planned(telephone.system(), telephone.userId())));
        if (kind != SecretKind.PIN) {
            return legs;
        }
        Optional<String> voicemail = locator.voicemailOf(telephone.system());
        Optional<Located> mailbox = locator.mailbox(person, telephone.system());
        if (voicemail.isPresent() && mailbox.isPresent()) {
            Account account = mailbox.get().account();
            if (account != null) {
                legs.add(Leg.planned(account.system(), account.userId()));
            } else if (mailbox.get().kind().silent()) {
                legs.add(Leg.planned(voicemail.get(), telephone.userId()));
            }
        }
        return legs;
    }

    /** The mailbox's leg; null when the request has none. */
    static @Nullable Leg of(Request request) {
        return request.legs().size() > 1 ? request.legs().get(1) : null;
    }

    /** Whether the telephone has the new PIN and voicemail does not, or nobody knows. */
    static boolean failed(Request request) {
        Leg leg = of(request);
        return leg != null && leg.outcome() != null && leg.outcome() != Outcome.APPLIED;
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
        return voice.say(
                "voicemail." + word(leg), locator.label(leg.system()), leg.detail() == null ? "" : leg.detail());
    }

    /** Settles the telephone's leg and then the mailbox's. */
    CredentialGateway.Settled settle(Request request, Person owner, Account telephone) {
        Leg first = request.legs().get(0);
        Leg second = of(request);
        if (second == null) {
            return gateway.settle(request, first, telephone, null);
        }
        Located located = locator.mailbox(owner, first.system()).orElse(null);
        Account mailbox = located != null && located.kind() == Located.Kind.FOUND ? located.account() : null;
        Instant before = mailbox == null ? null : gateway.lastSet(mailbox);
        CredentialGateway.Settled done =
                gateway.settle(request, first, telephone, mailbox == null ? bare(second) : mailbox);
        boolean silent = located != null && located.kind().silent();
        if (!written(done.leg())) {
            boolean kept = done.leg().outcome() == Outcome.REFUSED && silent;
            // with PIN synchronisation CUCM keeps the old PIN while no voicemail server takes the new one
            Leg told = kept ? done.leg().settled(Outcome.UNREACHABLE, Proof.NONE, SILENT) : done.leg();
            return new CredentialGateway.Settled(done.request(), told, null);
        }
        if (mailbox == null) {
            String why = located == null ? "" : located.kind().word();
            Outcome outcome = silent ? Outcome.UNREACHABLE : Outcome.REFUSED;
            return new CredentialGateway.Settled(done.request(), done.leg(), second.settled(outcome, Proof.NONE, why));
        }
        CredentialGateway.Settled followed =
                gateway.follow(done.request(), now(done.request(), second), mailbox, before);
        return new CredentialGateway.Settled(followed.request(), done.leg(), followed.leg());
    }

    /** Once more for the mailbox alone; the telephone has the secret already. */
    CredentialGateway.Settled again(Request request, Person owner, Leg leg) {
        Located located = locator.mailbox(owner, request.legs().get(0).system()).orElse(null);
        Account mailbox = located != null && located.kind() == Located.Kind.FOUND ? located.account() : null;
        if (mailbox == null) {
            boolean silent = located == null || located.kind().silent();
            Leg settled = leg.settled(
                    silent ? Outcome.UNREACHABLE : Outcome.REFUSED,
                    Proof.NONE,
                    located == null ? "" : located.kind().word());
            return new CredentialGateway.Settled(request, leg, settled);
        }
        CredentialGateway.Settled done = gateway.follow(request, leg, mailbox, null);
        return new CredentialGateway.Settled(done.request(), done.leg(), done.leg());
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

    private static boolean written(Leg leg) {
        return leg.outcome() == Outcome.APPLIED || leg.outcome() == Outcome.UNKNOWN;
    }

    private static Account bare(Leg leg) {
        return new Account(leg.system(), leg.userId(), null, null, null, Set.of(), Set.of(), null);
    }
}
