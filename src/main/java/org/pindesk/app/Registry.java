package org.pindesk.app;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.pindesk.adapter.cucm.CucmKeys;
import org.pindesk.adapter.cucm.CucmPbx;
import org.pindesk.core.Event;
import org.pindesk.port.AuthLatch;
import org.pindesk.port.Pbx;
import org.pindesk.usecase.AskForPin;
import org.pindesk.usecase.EndRequest;
import org.pindesk.usecase.Notices;
import org.pindesk.usecase.ShowHelp;
import org.pindesk.usecase.TakePin;

/** What there is, one line each: stories by the event that begins them, and telephone systems by kind. */
final class Registry {
    /** Reads a connector's keys; empty when something is missing or wrong, which the keys have noted then. */
    @FunctionalInterface
    interface PbxMaker {
        Optional<Function<AuthLatch, Pbx>> make(Config.PbxConfig config, Clock clock);
    }

    /** Telephone systems by {@code PBX_ID_KIND}. */
    static final Map<String, PbxMaker> SYSTEMS = Map.of(
            "cucm",
            (config, clock) -> CucmKeys.read(config.id(), config.name(), config.settings())
                    .map(settings -> latch -> new CucmPbx(settings, clock, latch)));

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
