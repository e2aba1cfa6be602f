package org.pindesk.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something to say to a person, in their language, free of any platform's markup: adapters show every word of it literally.
 *
 * @param title one short line, null where the text needs none; at most 24 characters where it is the title of a window
 * @param text what happened and what to do next; lines parted by a line feed
 * @param secret what only this person may see, null almost always; allowed only in private windows and ephemeral replies
 * @param outcome how a change ended, null where the reply tells of none
 * @param buttons what they can do now, in order
 * @param fields what they can fill in; only in windows, and the first button sends it
 */
public record Reply(
        @Nullable String title,
        String text,
        @Nullable Revealed secret,
        @Nullable Outcome outcome,
        List<Button> buttons,
        List<Field> fields) {
    public Reply {
        buttons = List.copyOf(buttons);
        fields = List.copyOf(fields);
    }

    public Reply(
            @Nullable String title,
            String text,
            @Nullable Revealed secret,
            @Nullable Outcome outcome,
            List<Button> buttons) {
        this(title, text, secret, outcome, buttons, List.of());
    }

    public static Reply of(String text) {
        return new Reply(null, text, null, null, List.of());
    }

    public Reply titled(String line) {
        return new Reply(line, text, secret, outcome, buttons, fields);
    }

    /** The same with one more line of text. */
    public Reply adding(String line) {
        return new Reply(title, text + "\n" + line, secret, outcome, buttons, fields);
    }

    /** The same with a paragraph before its text. */
    public Reply after(String paragraph) {
        return new Reply(title, paragraph + "\n" + text, secret, outcome, buttons, fields);
    }

    public Reply with(Button... more) {
        return new Reply(title, text, secret, outcome, List.of(more), fields);
    }

    /** The same with more buttons behind those that are there. */
    public Reply and(Button... more) {
        List<Button> all = new java.util.ArrayList<>(buttons);
        all.addAll(List.of(more));
        return new Reply(title, text, secret, outcome, all, fields);
    }

    public Reply ending(Outcome how) {
        return new Reply(title, text, secret, how, buttons, fields);
    }

    public Reply revealing(Revealed what) {
        return new Reply(title, text, what, outcome, buttons, fields);
    }

    public Reply asking(Field... what) {
        return new Reply(title, text, secret, outcome, buttons, List.of(what));
    }

    /**
     * A field of a form.
     *
     * @param id what the answer is called, for example {@code where}
     * @param label what it says, in the reader's language; at most 48 characters
     * @param options what can be chosen, id by id with its words (at most 75 characters); empty for every other kind
     * @param optional whether it may stay empty
     * @param hint an example or a warning below it; null for none
     * @param kind what is filled in
     */
    public record Field(
            String id,
            String label,
            List<Option> options,
            boolean optional,
            @Nullable String hint,
            Kind kind) {
        public Field {
            options = List.copyOf(options);
        }

        /** One of the options; words where there are none. */
        public Field(String id, String label, List<Option> options, boolean optional, @Nullable String hint) {
            this(id, label, options, optional, hint, options.isEmpty() ? Kind.WORDS : Kind.CHOICE);
        }

        /** A person of the platform, chosen from its own list; the answer is the platform's id alone. */
        public static Field person(String id, String label) {
            return new Field(id, label, List.of(), false, null, Kind.PERSON);
        }
    }

    /** What is filled into a field. */
    public enum Kind {
        WORDS,
        CHOICE,
        PERSON
    }

    /** What can be chosen in a field. */
    public record Option(String id, String label) {}

    /**
     * A button.
     *
     * @param action what it does, for example {@code take}
     * @param label what it says, in the reader's language
     * @param value the request it is about; never a secret
     * @param style how it looks
     * @param sends what it says where it sends a form, at most 24 characters; null = the label
     */
    public record Button(
            String action,
            String label,
            String value,
            Style style,
            @Nullable String sends) {
        public Button(String action, String label, String value, Style style) {
            this(action, label, value, style, null);
        }

        /** The same, with a short label for where it sends a form. */
        public Button sending(String shortLabel) {
            return new Button(action, label, value, style, shortLabel);
        }

        /** What it says where it sends a form. */
        public String sendLabel() {
            return sends == null ? label : sends;
        }
    }

    /** How a button looks; never the only carrier of a meaning. */
    public enum Style {
        PLAIN,
        PRIMARY,
        DANGER
    }

    /**
     * A secret on its way to its owner's eyes.
     *
     * @param caption the word before it, for example "Your new PIN"
     * @param secret the secret
     * @param spoken the words of the spoken form in the reader's language, as {@link Digits#spoken} takes them; empty for no spoken form
     */
    public record Revealed(String caption, Secret secret, List<String> spoken) {
        public Revealed {
            spoken = List.copyOf(spoken);
        }
    }
}
