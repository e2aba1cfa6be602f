package org.pindesk.app;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pindesk.authorization.Authorizer;
import org.pindesk.core.Event;
import org.pindesk.gateway.Burner;
import org.pindesk.gateway.Credentials;
import org.pindesk.gateway.Locator;
import org.pindesk.port.Visits;
import org.pindesk.usecase.AccountMails;
import org.pindesk.usecase.Actors;
import org.pindesk.usecase.Alarm;
import org.pindesk.usecase.AlarmPlaces;
import org.pindesk.usecase.Burning;
import org.pindesk.usecase.Doors;
import org.pindesk.usecase.Freezing;
import org.pindesk.usecase.MailChat;
import org.pindesk.usecase.MailNotices;
import org.pindesk.usecase.PageVisits;
import org.pindesk.usecase.SecondChannel;
import org.pindesk.usecase.Targets;
import org.pindesk.usecase.Teller;
import org.pindesk.usecase.Trail;
import org.pindesk.usecase.Unfreezing;
import org.pindesk.usecase.Voice;
import org.pindesk.usecase.Whom;

/** Puts together what reaches people by mail: offers where there is no chat, notices, alarms, and the pages behind their links. */
final class MailWiring {
    /** How long a page waits for its story: longer than a telephone system that answers slowly, shorter than a browser. */
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    private MailWiring() {}

    /** What follows an offer, a change, or "This wasn't me". */
    record Aftermath(
            MailNotices mails,
            AccountMails accounts,
            Alarm alarm,
            Burning burning,
            Freezing freezing,
            Unfreezing unfreezing) {}

    /** Null where letters can lead to no page. */
    static @Nullable MailChat chat(Parts parts, Doors doors) {
        return parts.mail().hasDoors()
                ? new MailChat(
                        parts.directory(),
                        parts.mail(),
                        parts.store(),
                        doors,
                        parts.random(),
                        parts.language(),
                        parts.zone())
                : null;
    }

    /**
     * @param pressed what can be pressed on a page
     * @param pool runs the stories that begin there
     */
    static Visits visits(
            Parts parts, MailChat chat, Map<String, Consumer<Event>> pressed, Trail trail, ExecutorService pool) {
        return new PageVisits(
                parts.store(),
                chat,
                pressed,
                trail,
                pool,
                PATIENCE,
                parts.zone(),
                parts.clock(),
                parts.terms(),
                parts.random());
    }

    static Aftermath aftermath(
            Parts parts,
            Doors doors,
            AccountMails accounts,
            SecondChannel second,
            Actors actors,
            Targets targets,
            Authorizer authorizer,
            Credentials credentials,
            Locator locator,
            Teller teller,
            Trail trail) {
        Voice house = new Voice(parts.language(), parts.zone());
        Unfreezing unfreezing = new Unfreezing(
                parts.store(),
                parts.directory(),
                actors,
                targets,
                authorizer,
                teller,
                house,
                parts.channel(),
                parts.clock());
        return new Aftermath(
                new MailNotices(parts.store(), parts.directory(), parts.mail(), second, doors, locator, teller, house),
                accounts,
                new Alarm(parts.store(), teller, alarmPlaces(parts, teller)),
                new Burning(
                        parts.store(), parts.directory(), credentials, new Burner(credentials), trail, parts.clock()),
                new Freezing(
                        parts.store(),
                        actors,
                        targets,
                        authorizer,
                        unfreezing,
                        teller,
                        parts.clock(),
                        new Whom(actors, authorizer, teller)),
                unfreezing);
    }

    /** Where alarms go. */
    static AlarmPlaces alarmPlaces(Parts parts, Teller teller) {
        return new AlarmPlaces(
                teller,
                new Voice(parts.language(), parts.zone()),
                parts.mail(),
                parts.channel(),
                parts.securityMailbox());
    }
}
