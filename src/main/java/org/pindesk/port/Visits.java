package org.pindesk.port;

import java.util.Locale;
import java.util.Map;
import org.pindesk.core.Reply;
import org.pindesk.core.Secret;

/**
 * People at the bot's own pages. A page is a {@link Reply}: its fields are asked for, its buttons can be pressed, its secret is for the
 * eyes of who sits there. Every method answers in words, whatever happens; none throws.
 */
public interface Visits {
    /**
     * What stands on a page. Changes nothing and leaves no trace, so that whatever looks at links (a mail filter, a preview) does no harm.
     *
     * @param ticket what stood in the address; any text
     */
    Reply open(Secret ticket, Locale language);

    /**
     * Somebody pressed a button on the page.
     *
     * @param ticket what stood in the address; any text
     * @param action the button's action; any text
     * @param fields what was typed, by field id; any text
     * @param browser what only this browser knows; drawn anew where it knew nothing yet
     */
    Reply press(Secret ticket, String action, Map<String, String> fields, Secret browser, Locale language);

    /** Why a page is refused before anybody inside is asked. */
    enum Refusal {
        /** Too many pages, or too many presses, in a short time. */
        TOO_MANY,
        /** What was sent is not what the page sends: too much, too slow, from another site, broken. */
        STRANGE
    }

    /** The words for a refusal. */
    Reply refused(Refusal why, Locale language);
}
