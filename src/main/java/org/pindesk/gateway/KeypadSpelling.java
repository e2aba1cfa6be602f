package org.pindesk.gateway;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.pindesk.core.Account;

/**
 * Names as they are dialled on a telephone keypad (2 abc, 3 def, 4 ghi, 5 jkl, 6 mno, 7 pqrs, 8 tuv, 9 wxyz). Letters with
 * diacritics are folded in both usual ways: Müller is dialled as mueller and as muller. Names in scripts without a keypad spelling
 * give none.
 */
final class KeypadSpelling {
    private static final String KEYS = "22233344455566677778889999";
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}0-9]+");
    private static final Pattern NOT_LETTERS = Pattern.compile("[^a-z]+");
    private static final Pattern NOT_KEYS = Pattern.compile("[^a-z0-9]+");

    /** Written out, where the language does so. */
    private static final Map<String, String> LONG = Map.of("ä", "ae", "ö", "oe", "ü", "ue", "å", "aa", "ø", "oe");

    /** Letters that no Unicode decomposition takes apart. */
    private static final Map<String, String> SINGLE = Map.ofEntries(
            Map.entry("ß", "ss"),
            Map.entry("æ", "ae"),
            Map.entry("œ", "oe"),
            Map.entry("ø", "o"),
            Map.entry("ł", "l"),
            Map.entry("đ", "d"),
            Map.entry("ð", "d"),
            Map.entry("þ", "th"),
            Map.entry("ı", "i"));

    private KeypadSpelling() {}

    /** The spellings of every name of the account: whole, and each of its words. */
    static Set<String> of(Account account) {
        Set<String> spellings = new LinkedHashSet<>();
        account.names().forEach(name -> add(spellings, name));
        add(spellings, account.userId());
        spellings.remove("");
        return spellings;
    }

    private static void add(Set<String> spellings, String name) {
        String lower = Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        addWords(spellings, fold(lower));
        addWords(spellings, fold(replaceAll(lower, LONG)));
    }

    private static void addWords(Set<String> spellings, String folded) {
        String[] words = BETWEEN_WORDS.split(folded);
        for (String word : words) {
            addWord(spellings, word);
        }
        addWord(spellings, String.join("", words));
    }

    private static void addWord(Set<String> spellings, String word) {
        String letters = NOT_LETTERS.matcher(word).replaceAll("");
        if (letters.length() >= 3) {
            spellings.add(dial(letters));
            spellings.add(dial(NOT_KEYS.matcher(word).replaceAll("")));
        }
    }

    private static String fold(String lower) {
        String single = replaceAll(lower, SINGLE);
        return MARKS.matcher(Normalizer.normalize(single, Normalizer.Form.NFD)).replaceAll("");
    }

    private static String replaceAll(String text, Map<String, String> replacements) {
        String result = text;
        for (Map.Entry<String, String> each : replacements.entrySet()) {
            result = result.replace(each.getKey(), each.getValue());
        }
        return result;
    }

    private static String dial(String word) {
        StringBuilder keys = new StringBuilder(word.length());
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            keys.append(c >= '0' && c <= '9' ? c : KEYS.charAt(c - 'a'));
        }
        return keys.toString();
    }
}
