package org.pindesk.app;

import org.pindesk.usecase.BreakGlass;
import org.pindesk.usecase.BreakGlassNotices;
import org.pindesk.usecase.Teller;
import org.pindesk.usecase.Voice;

/** The stories of break-glass. */
record BreakGlassStories(BreakGlass asking, BreakGlassNotices notices) {
    static BreakGlassStories of(Parts parts, BreakGlass asking, Teller teller) {
        return new BreakGlassStories(
                asking,
                new BreakGlassNotices(
                        parts.store(),
                        parts.directory(),
                        teller,
                        new Voice(parts.language(), parts.zone()),
                        parts.mail(),
                        parts.channel(),
                        parts.securityMailbox(),
                        parts.clock()));
    }
}
