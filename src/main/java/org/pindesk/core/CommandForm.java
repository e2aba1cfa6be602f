package org.pindesk.core;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A command as people can type it, for platforms that list commands and their options. Says what can be typed, not who may.
 *
 * @param name as it is typed, without the slash; lower case, at most 32 characters
 * @param about what it does, by language, English always among them; at most 100 characters each
 * @param subcommands what can follow the name, in order; empty where nothing has to
 * @param options what can be given with it, required ones first; empty where it has subcommands
 */
public record CommandForm(String name, Map<Locale, String> about, List<CommandForm> subcommands, List<Option> options) {
    public CommandForm {
        about = Map.copyOf(about);
        subcommands = List.copyOf(subcommands);
        options = List.copyOf(options);
    }

    /**
     * What can be given with a command.
     *
     * @param name as it is typed before the colon; also its key in {@link org.pindesk.port.Inbox#options}
     * @param kind what its value is
     * @param about by language, English always among them; at most 100 characters each
     */
    public record Option(String name, Kind kind, Map<Locale, String> about) {
        public Option {
            about = Map.copyOf(about);
        }
    }

    /** What the value of an option is. */
    public enum Kind {
        /** A person of the platform, chosen from its own list. */
        PERSON,
        /** Words that people type. */
        WORDS,
        /** One of a few words that {@link org.pindesk.port.Inbox#suggest} knows; typing others is answered in words. */
        CHOICE,
        /** Yes or not given. */
        FLAG
    }

    /** What can be chosen for an option: the value, and how it reads in the person's language. */
    public record Suggestion(String value, String label) {}
}
