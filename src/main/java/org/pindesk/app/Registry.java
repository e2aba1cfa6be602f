package org.pindesk.app;

import java.util.Map;
import java.util.function.Consumer;
import org.pindesk.core.Event;
import org.pindesk.usecase.AskForPin;
import org.pindesk.usecase.EndRequest;
import org.pindesk.usecase.Notices;
import org.pindesk.usecase.ShowHelp;
import org.pindesk.usecase.TakePin;

/** What there is, one line each: stories by the event that begins them, and telephone systems by kind. */
final class Registry {
    private Registry() {}

    static Map<String, Consumer<Event>> stories(
            AskForPin ask, TakePin take, EndRequest end, ShowHelp help, Notices notices) {
        return Map.of(
                "command:pin.reset", ask::run,
                "command:pindesk.help", help::run,
                "command:unknown", help::misunderstood,
                "press:take", take::pressed,
                "press:keep", end::keep,
                "press:cancel", end::cancel,
                "press:notme", end::disown,
                "notice:outcome", notices::send,
                "notice:closed", notices::send,
                "notice:resume", take::resume);
    }
}
