package org.pindesk.usecase;

import java.util.Optional;
import org.pindesk.authorization.Authorizer;
import org.pindesk.authorization.Denial;
import org.pindesk.authorization.Verdict;
import org.pindesk.core.Account;
import org.pindesk.core.BackendException;
import org.pindesk.core.Leg;
import org.pindesk.core.Person;
import org.pindesk.core.Request;
import org.pindesk.core.SecretKind;
import org.pindesk.gateway.Credentials;
import org.pindesk.port.Directory;

/** Asks everything again that allowed a request, right before its write: the owner, who offered, the rights, the account. */
public final class Screener {
    private final Identities identities;
    private final Directory directory;
    private final Authorizer authorizer;
    private final Credentials credentials;
    private final PhoneMode phoneMode;
    private final Granted granted;
    private final BreakGlassPeople breakGlass;

    public Screener(
            Identities identities,
            Directory directory,
            Authorizer authorizer,
            Credentials credentials,
            PhoneMode phoneMode,
            Granted granted,
            BreakGlassPeople breakGlass) {
        this.breakGlass = breakGlass;
        this.granted = granted;
        this.phoneMode = phoneMode;
        this.identities = identities;
        this.directory = directory;
        this.authorizer = authorizer;
        this.credentials = credentials;
    }

    /**
     * @throws org.pindesk.core.BackendException when the directory gives no clear answer, and it is no request of break-glass
     */
    Screening screen(Request request) {
        try {
            return ordinary(request);
        } catch (BackendException e) {
            if (!isBreakGlass(request) || !breakGlass.isDown(e, request.owner().person())) {
                throw e;
            }
            return withoutDirectory(request);
        }
    }

    private static boolean isBreakGlass(Request request) {
        return request.rule().equals(Authorizer.BREAK_GLASS) && request.secret() == SecretKind.PIN;
    }

    private Screening withoutDirectory(Request request) {
        BreakGlassPeople.Still still = breakGlass.still(request);
        Person owner = still.owner();
        Verdict verdict = still.verdict();
        if (owner == null || verdict == null) {
            return Screening.unknown(Identity.Unknown.SUSPENDED);
        }
        return verdict.allowed() ? located(request, owner, verdict) : Screening.denied(owner, verdict);
    }

    private Screening ordinary(Request request) {
        Identity identity = identities.of(request.owner().chat());
        Person owner = identity.person();
        if (request.handedOver() && owner != null) {
            Verdict verdict = phoneMode.still(request, owner);
            if (!verdict.allowed()) {
                return Screening.denied(owner, verdict);
            }
            owner = directory.read(request.owner().person()).orElse(null);
        }
        if (owner == null || !owner.id().equals(request.owner().person())) {
            Identity.Unknown why = identity.unknown();
            return Screening.unknown(why == null ? Identity.Unknown.SUSPENDED : why);
        }
        if (request.secret() == SecretKind.PASSWORD
                && identities.young(request.owner().chat())) {
            return Screening.unknown(Identity.Unknown.YOUNG);
        }
        Verdict verdict = request.selfService() ? self(request, owner) : still(request, owner);
        if (!verdict.allowed()) {
            return Screening.denied(owner, verdict);
        }
        return located(request, owner, verdict);
    }

    private Screening located(Request request, Person owner, Verdict verdict) {
        Leg leg = request.legs().get(0);
        Screening screening =
                Screening.located(owner, verdict, credentials.locate(request.secret(), owner, leg.system()));
        Account account = screening.account();
        boolean moved = account != null && !account.userId().equals(leg.userId());
        return moved ? Screening.unknown(Identity.Unknown.SUSPENDED) : screening;
    }

    private Verdict self(Request request, Person owner) {
        return ofDirectory(request)
                ? authorizer.selfDirectoryPassword(owner, request.rule())
                : authorizer.stillSelf(
                        AskForSecret.permission(request.secret()),
                        owner,
                        request.owner().chat());
    }

    private static boolean ofDirectory(Request request) {
        return request.secret() == SecretKind.PASSWORD
                && request.legs().stream().anyMatch(leg -> leg.system().equals(Leg.DIRECTORY));
    }

    private Verdict still(Request request, Person owner) {
        Optional<Person> actor = directory.read(request.actor().person());
        if (actor.isEmpty()) {
            return Verdict.deny("actor-gone", Denial.NO_ROLE);
        }
        return isBreakGlass(request)
                ? breakGlass.still(request, actor.get(), owner)
                : granted.now(request, actor.get(), owner);
    }
}
