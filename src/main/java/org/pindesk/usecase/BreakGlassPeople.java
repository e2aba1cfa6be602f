package org.pindesk.usecase;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pindesk.authorization.Action;
import org.pindesk.authorization.Asked;
import org.pindesk.authorization.Authorizer;
import org.pindesk.authorization.Denial;
import org.pindesk.authorization.Verdict;
import org.pindesk.core.BackendException;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Leg;
import org.pindesk.core.Person;
import org.pindesk.core.PersonId;
import org.pindesk.core.Problem;
import org.pindesk.core.Request;
import org.pindesk.port.Directory;
import org.pindesk.port.KnownPeople.Known;
import org.pindesk.port.Links;

/** Who people are, and what may be done for them, while the directory cannot be reached: by their links and by what was seen of them last. */
public final class BreakGlassPeople {
    private final Identities identities;
    private final LastSight lastSight;
    private final Directory directory;
    private final Authorizer authorizer;
    private final Happenings known;

    public BreakGlassPeople(
            Identities identities,
            LastSight lastSight,
            Directory directory,
            Authorizer authorizer,
            Happenings happenings) {
        this.identities = identities;
        this.lastSight = lastSight;
        this.directory = directory;
        this.authorizer = authorizer;
        this.known = happenings.alone();
    }

    /**
     * Whether the directory cannot be reached. One that answers, whatever it says, can be: "refused", "too much", "not understood" are no
     * case of break-glass. One call without an answer is not enough for it, two in a row are.
     *
     * @param e what the first call came to
     * @param anybody whom to ask about, should a second one be needed
     */
    boolean isDown(BackendException e, PersonId anybody) {
        if (!e.system().equals(Leg.DIRECTORY)) {
            return false;
        }
        if (e.problem() != Problem.NO_ANSWER) {
            return e.problem() == Problem.UNREACHABLE;
        }
        return trouble(anybody)
                .filter(again -> again.problem() == Problem.NO_ANSWER || again.problem() == Problem.UNREACHABLE)
                .isPresent();
    }

    /** What keeps the directory from answering now; empty when it does answer. */
    Optional<BackendException> trouble(PersonId anybody) {
        try {
            directory.read(anybody);
            return Optional.empty();
        } catch (BackendException e) {
            return Optional.of(e);
        }
    }

    /** Who was named for break-glass, and is by the policy that holds, at whatever time they were seen; empty for everybody else. */
    Optional<Known> named(ChatUser user) {
        return authorizer.policy().breakGlass() == null ? Optional.empty() : of(user).filter(Known::named);
    }

    /** What is known of the person of this account; empty when it speaks for nobody, or nothing is known. */
    Optional<Known> of(ChatUser user) {
        return identities
                .linkAlone(user)
                .flatMap(link -> lastSight.known(link.person()).filter(seen -> mailStands(link, seen.person())));
    }

    /** A code went to this address: it was still theirs when they were seen last. */
    private static boolean mailStands(Links.Link link, Person person) {
        String pinned = link.mail();
        String mail = person.mail();
        return link.how() != Links.How.MAIL_CODE
                || pinned != null
                        && mail != null
                        && pinned.toLowerCase(Locale.ROOT).equals(mail.toLowerCase(Locale.ROOT));
    }

    boolean tooOld(Known seen) {
        return lastSight.tooOld(seen);
    }

    /** Whether this may be begun. */
    Verdict may(Known actor, Known target, ChatUser from, ChatUser to) {
        return authorizer.breakGlass(asked(actor.person(), target.person(), from, to), against(target), known);
    }

    /**
     * The owner of a request of break-glass, and whether it still holds, by what was seen last.
     *
     * @param verdict null when nobody is known by the owner's account any more
     */
    record Still(@Nullable Person owner, @Nullable Verdict verdict) {}

    /** The same question while the directory still cannot be reached. */
    Still still(Request request) {
        ChatUser to = request.owner().chat();
        Optional<Known> owner =
                of(to).filter(seen -> seen.person().id().equals(request.owner().person()));
        if (owner.isEmpty()) {
            return new Still(null, null);
        }
        Optional<Known> actor = lastSight.known(request.actor().person()).filter(Known::named);
        Verdict verdict = actor.isEmpty() || tooOld(owner.get())
                ? Verdict.deny(Authorizer.BREAK_GLASS, actor.isEmpty() ? Denial.NO_ROLE : Denial.UNCLEAR)
                : authorizer.stillBreakGlass(
                        asked(
                                actor.get().person(),
                                owner.get().person(),
                                request.actor().chat(),
                                to),
                        against(owner.get()),
                        known);
        return new Still(owner.get().person(), verdict);
    }

    /** And when it is back: both were just read. */
    Verdict still(Request request, Person actor, Person owner) {
        return authorizer.stillBreakGlass(
                asked(actor, owner, request.actor().chat(), request.owner().chat()));
    }

    private static Asked asked(Person actor, Person target, ChatUser from, ChatUser to) {
        return new Asked(Action.PIN_RESET, actor, target, from, to);
    }

    /** A word that nobody knows is no "nothing". */
    private static @Nullable Denial against(Known target) {
        String word = target.against();
        return word == null
                ? null
                : Arrays.stream(Denial.values())
                        .filter(each -> each.word().equals(word))
                        .findFirst()
                        .orElse(Denial.UNCLEAR);
    }
}
