package org.pindesk.command;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A typed text cut into its parts: mentions, the value of each option, and the words that belong to no option. What is in here is
 * raw and never leaves the package.
 *
 * @param mentions ids of the mentioned accounts, wherever they stood
 * @param free words outside of any option, in order
 * @param reasons values of {@code reason:}
 * @param systems values of {@code on:}
 * @param places values of {@code where:}, each one place as typed
 * @param ways values of {@code via:}
 * @param said values of {@code said:}
 * @param mails values of {@code mail:}, each one word
 * @param namesSomebody whether any part holds what looks like a person written without a mention
 */
record Sections(
        Set<String> mentions,
        List<String> free,
        List<String> reasons,
        List<String> systems,
        List<String> places,
        List<String> ways,
        List<String> said,
        List<String> mails,
        boolean namesSomebody) {
    private static final int LONGEST_TEXT = 4_000;

    private static final Map<String, Key> KEYS = Map.ofEntries(
            Map.entry("reason", Key.REASON),
            Map.entry("grund", Key.REASON),
            Map.entry("on", Key.SYSTEM),
            Map.entry("auf", Key.SYSTEM),
            Map.entry("where", Key.PLACE),
            Map.entry("wo", Key.PLACE),
            Map.entry("who", Key.WHO),
            Map.entry("wer", Key.WHO),
            Map.entry("via", Key.WAY),
            Map.entry("ueber", Key.WAY),
            Map.entry("über", Key.WAY),
            Map.entry("said", Key.SAID),
            Map.entry("meldung", Key.SAID),
            Map.entry("mail", Key.MAIL));
    private static final Pattern KEY = Pattern.compile(
            "(?iu)(?<![^ \"])(reason|grund|on|auf|where|wo|who|wer|via|ueber|über|said|meldung|mail) ?:");

    /**
     * A platform's id of a person, as adapters hand it over: capital letters and digits, and a letter among them unless it is far longer than any
     * PIN or number (Slack's U… and W…, Discord's 17 to 20 digits). A label after a bar is what the platform adds.
     */
    private static final String ID = "[0-9]{0,20}[A-Z][A-Z0-9]{1,40}|[0-9]{17,20}";

    private static final Pattern MENTION = Pattern.compile("<@!?(" + ID + ")(?:\\|[^<>]{0,100})?>");
    private static final Pattern ONE_PERSON = Pattern.compile(ID);

    private static final Pattern PERSON =
            Pattern.compile("<?@\\p{L}.*|.*[^@\\s]@[^@\\s]+\\.\\p{L}{2,}.*", Pattern.DOTALL);

    private enum Key {
        REASON,
        SYSTEM,
        PLACE,
        WHO,
        WAY,
        SAID,
        MAIL
    }

    /** Whether this is the form of a platform's id of a person. */
    static boolean isPerson(String id) {
        return ONE_PERSON.matcher(id).matches();
    }

    static Sections of(String typed) {
        String cut = typed.length() > LONGEST_TEXT ? typed.substring(0, LONGEST_TEXT) : typed;
        Set<String> mentions = new LinkedHashSet<>();
        String text = Masking.tidy(MENTION.matcher(cut).replaceAll(found -> {
            mentions.add(found.group(1));
            return " ";
        }));
        Reader reader = new Reader(text);
        reader.readAll();
        boolean person = java.util.Arrays.stream(text.split(" "))
                .anyMatch(token -> PERSON.matcher(token).matches());
        return new Sections(
                mentions,
                reader.free,
                reader.reasons,
                reader.systems,
                reader.places,
                reader.ways,
                reader.said,
                reader.mails,
                person);
    }

    /** What the platform has told apart: a value is never read as another option; whoever is mentioned in one counts. */
    static Sections of(Map<String, String> options) {
        Set<String> mentions = new LinkedHashSet<>();
        Reader reader = new Reader("");
        String person = options.getOrDefault("target", "");
        if (MENTION.matcher("<@" + person + ">").matches()) {
            mentions.add(person);
        }
        reader.add(null, value(options, "verb", mentions));
        reader.add(null, value(options, "who", mentions));
        reader.add(Key.REASON, value(options, "reason", mentions));
        reader.add(Key.SYSTEM, value(options, "on", mentions));
        reader.add(Key.PLACE, value(options, "where", mentions));
        reader.add(Key.WAY, value(options, "via", mentions));
        reader.add(Key.SAID, value(options, "said", mentions));
        reader.add(Key.MAIL, value(options, "mail", mentions));
        for (String flag : List.of("dry-run", "options")) {
            if (options.containsKey(flag)) {
                reader.free.add(flag);
            }
        }
        return new Sections(
                mentions,
                reader.free,
                reader.reasons,
                reader.systems,
                reader.places,
                reader.ways,
                reader.said,
                reader.mails,
                options.containsKey("who"));
    }

    private static String value(Map<String, String> options, String name, Set<String> mentions) {
        String typed = options.getOrDefault(name, "");
        String cut = typed.length() > LONGEST_TEXT ? typed.substring(0, LONGEST_TEXT) : typed;
        return Masking.tidy(MENTION.matcher(cut).replaceAll(found -> {
            mentions.add(found.group(1));
            return " ";
        }));
    }

    /** Walks along the text once; an option's value ends at the next option, or at its closing quote. */
    private static final class Reader {
        private final String text;
        private final List<String> free = new ArrayList<>();
        private final List<String> reasons = new ArrayList<>();
        private final List<String> systems = new ArrayList<>();
        private final List<String> places = new ArrayList<>();
        private final List<String> ways = new ArrayList<>();
        private final List<String> said = new ArrayList<>();
        private final List<String> mails = new ArrayList<>();

        Reader(String text) {
            this.text = text;
        }

        void readAll() {
            int at = 0;
            Key key = null;
            while (at < text.length()) {
                Optional<int[]> quoted = key == null ? Optional.empty() : quoted(at);
                if (quoted.isPresent()) {
                    add(key, text.substring(quoted.get()[0], quoted.get()[1]));
                    at = quoted.get()[1] + 1;
                    key = null;
                    continue;
                }
                Matcher next = KEY.matcher(text);
                boolean found = next.find(at);
                add(key, text.substring(at, found ? next.start() : text.length()));
                at = found ? next.end() : text.length();
                key = found ? KEYS.get(next.group(1).toLowerCase(Locale.ROOT)) : null;
            }
        }

        /** Begin and end of a quoted value that starts here, without its quotes. */
        private Optional<int[]> quoted(int at) {
            int open = text.charAt(at) == ' ' ? at + 1 : at;
            if (open >= text.length() || text.charAt(open) != '"') {
                return Optional.empty();
            }
            int close = text.indexOf('"', open + 1);
            return close < 0 ? Optional.empty() : Optional.of(new int[] {open + 1, close});
        }

        private void add(@Nullable Key key, String value) {
            String stripped = value.strip();
            if (stripped.isEmpty()) {
                return;
            }
            if (key == Key.REASON) {
                reasons.add(stripped);
            } else if (key == Key.SYSTEM) {
                addWord(systems, stripped);
            } else if (key == Key.PLACE) {
                addPlace(stripped);
            } else if (key == Key.WHO) {
                addWord(free, stripped);
            } else if (key == Key.WAY) {
                addWord(ways, stripped);
            } else if (key == Key.SAID) {
                said.add(stripped);
            } else if (key == Key.MAIL) {
                addWord(mails, stripped);
            } else {
                free.addAll(List.of(stripped.split(" ")));
            }
        }

        /** A place is one word or two; what follows it belongs to no option. */
        private void addPlace(String value) {
            List<String> words = List.of(value.replace("\"", "").split(" "));
            int taken = words.size() > 1
                            && Places.of(words.get(0) + "-" + words.get(1)).isPresent()
                    ? 2
                    : 1;
            places.add(String.join("-", words.subList(0, taken)));
            free.addAll(words.subList(taken, words.size()));
        }

        /** A system, a way or a mail is one word; what follows it belongs to no option. */
        private void addWord(List<String> values, String value) {
            String[] words = value.split(" ");
            values.add(words[0].replace("\"", ""));
            free.addAll(List.of(words).subList(1, words.length));
        }
    }
}
