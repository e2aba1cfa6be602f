package org.pindesk.authorization;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.ChatUser;

/** What about a moment speaks against a change: the velocity rules. */
final class Suspicion {
    private final Velocity velocity;
    private final Circumstances circumstances;
    private final ZonedDateTime now;
    private final boolean again;

    Suspicion(Velocity velocity, Circumstances circumstances, ZonedDateTime now, boolean again) {
        this.velocity = velocity;
        this.circumstances = circumstances;
        this.now = now;
        this.again = again;
    }

    /**
     * @param why as it stands in {@link Needs#because}
     */
    record Found(String why, boolean stops, String text) {}

    /** Everything that speaks against it; throws {@link org.pindesk.core.BackendException} when that cannot be found out. */
    List<Found> about(Asked asked) {
        List<Found> found = new ArrayList<>();
        Limit burst = velocity.burst();
        if (burst != null && !asked.own() && !again) {
            int done = circumstances.actsBy(asked.actor().id(), from(burst));
            if (done >= burst.count()) {
                found.add(new Found("burst", velocity.burstStops(), done + " changes for others, of " + burst));
            }
        }
        Velocity.Recent contact = velocity.contactChanged();
        if (contact != null
                && (!asked.own() || contact.barsSelf())
                && circumstances
                        .contactChanged(asked.target(), contact.within())
                        .isPresent()) {
            found.add(new Found(
                    "contact-changed",
                    contact.stops() || asked.own(),
                    "mail address or telephone number changed within " + Times.word(contact.within())));
        }
        youngLink(asked).ifPresent(found::add);
        Hours working = velocity.workingHours();
        if (working != null && !asked.own() && !again && !working.cover(now)) {
            found.add(new Found("off-hours", velocity.offHoursStop(), "outside of the working hours"));
        }
        return found;
    }

    private Optional<Found> youngLink(Asked asked) {
        Velocity.Recent link = velocity.youngLink();
        @Nullable ChatUser account = asked.own() ? asked.from() : asked.to();
        if (link == null || account == null || asked.own() && !link.barsSelf() || !link.concerns(account.platform())) {
            return Optional.empty();
        }
        Instant oldEnough = now.toInstant().minus(link.within());
        boolean old = circumstances
                .linkedSince(account)
                .filter(since -> !since.isAfter(oldEnough))
                .isPresent();
        return old
                ? Optional.empty()
                : Optional.of(new Found(
                        "young-link",
                        link.stops() || asked.own(),
                        "the chat account has been linked for less than " + Times.word(link.within())));
    }

    private Instant from(Limit limit) {
        return now.toInstant().minus(limit.within());
    }
}
