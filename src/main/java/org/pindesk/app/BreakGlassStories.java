package org.pindesk.app;

import org.pindesk.usecase.BreakGlass;
import org.pindesk.usecase.BreakGlassNotices;
import org.pindesk.usecase.Teller;

/** The stories of break-glass. */
record BreakGlassStories(BreakGlass asking, BreakGlassNotices notices) {
    static BreakGlassStories of(Parts parts, BreakGlass asking, Teller teller) {
        return new BreakGlassStories(
                asking,
                new BreakGlassNotices(
                        parts.store(),
                        parts.directory(),
                        teller,
                        MailWiring.alarmPlaces(parts, teller),
                        parts.clock()));
    }
}
