package org.pindesk.command;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps the plain words of a text that a person typed and hides everything else, before anything is stored or logged.
 *
 * <p>A word is kept when it consists of letters, with at most one hyphen or apostrophe inside, has at most 24 letters, and no
 * capitals but at the beginning of a part (or the part is all capitals and short). Everything else, so all digits, symbols, mixed and long tokens,
 * becomes {@value #MASK}; so does a number that is spelled digit by digit. After "password is", "PIN:" and the like the whole rest is hidden.
 *
 * <p>Limits: a secret that is a plain word cannot be told from a word. "she uses rosebud" passes unchanged, because no word before
 * it says that a secret follows. What is kept is therefore stored as free text that can be erased, never beside the account it is about.
 */
public final class Masking {
    /** Stands for what was hidden, however long it was. */
    public static final String MASK = "•••";

    static final int MOST_CHARACTERS = 200;
    private static final int MOST_LETTERS = 24;
    private static final int MOST_CAPITALS = 6;
    private static final int LONGEST_TOKEN = 100;

    private static final Set<String> SECRET_WORDS =
            Set.of("password", "passwort", "kennwort", "pin", "code", "secret", "geheimnis", "pw", "pwd", "passphrase");
    private static final int SPELLED = 3;
    private static final Set<String> DIGIT_WORDS = Set.of(
            "zero", "oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "double", "null",
            "eins", "ein", "zwei", "zwo", "drei", "vier", "fünf", "fuenf", "sechs", "sieben", "acht", "neun", "doppel");
    private static final Set<String> IS_WORDS =
            Set.of("is", "ist", "lautet", "war", "was", "are", "sind", "waren", "were", "heißt", "heisst");

    private static final String LETTER = "\\p{L}\\p{M}{0,3}";
    private static final Pattern TOKEN = Pattern.compile("(?<before>[(\"'\\[]{0,2})(?<word>(?:" + LETTER
            + ")+(?:[-'](?:" + LETTER + ")+)?)(?<after>[.,;:!?)\\]\"']{0,3})");
    private static final Pattern SECRET_WITH_SIGN =
            Pattern.compile("[(\"']*(?:[\\p{L}]+-)?([\\p{L}]+)['\"]?[:=].*", Pattern.DOTALL);
    private static final Pattern PART_ENDS = Pattern.compile("[-']");
    private static final Pattern NOT_LETTERS_AROUND = Pattern.compile("^[^\\p{L}]+|[^\\p{L}]+$");
    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}\\p{Cc}]+");
    private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}|\\p{Cn}|\\p{Co}|\\p{Cs}");

    private Masking() {}

    /**
     * @param text what is safe to store, at most 200 characters, without control characters; empty when nothing was typed
     * @param masked whether something was hidden, so that the person can be told to change what they typed
     */
    public record Masked(String text, boolean masked) {}

    /** Hides everything but plain words. */
    public static Masked words(String typed) {
        String[] tokens = tidy(typed).split(" ");
        StringBuilder kept = new StringBuilder();
        boolean masked = false;
        boolean afterSecretWord = false;
        boolean[] spelled = spelledNumbers(tokens);
        for (int i = 0; i < tokens.length; i++) {
            String token = tokens[i];
            if (token.isEmpty()) {
                continue;
            }
            boolean plain = isPlain(token) && !spelled[i];
            boolean rest = afterSecretWord && (!plain || IS_WORDS.contains(bare(token)));
            boolean sign = saysSecretFollows(token);
            if (!append(kept, plain ? token : MASK)) {
                break;
            }
            masked |= !plain;
            if (rest || sign) {
                append(kept, MASK);
                return new Masked(kept.toString(), true);
            }
            afterSecretWord = isSecretWord(bare(token));
        }
        return new Masked(kept.toString(), masked);
    }

    /** Which tokens belong to a number read out digit by digit, such as "vier acht eins fünf": three or more in a row. */
    private static boolean[] spelledNumbers(String[] tokens) {
        boolean[] spelled = new boolean[tokens.length];
        int run = 0;
        for (int i = 0; i <= tokens.length; i++) {
            if (i < tokens.length && DIGIT_WORDS.contains(bare(tokens[i]))) {
                run++;
                continue;
            }
            if (run >= SPELLED) {
                java.util.Arrays.fill(spelled, i - run, i, true);
            }
            run = 0;
        }
        return spelled;
    }

    /** One form for what looks the same: composed letters, straight quotes, single spaces, nothing invisible. */
    static String tidy(String typed) {
        String composed = Normalizer.normalize(typed, Normalizer.Form.NFC);
        String visible = INVISIBLE.matcher(composed).replaceAll("");
        return SPACES.matcher(straightQuotes(visible)).replaceAll(" ").strip();
    }

    private static String straightQuotes(String text) {
        StringBuilder straight = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ("“”„‟«»″".indexOf(c) >= 0) {
                straight.append('"');
            } else if ("‘’‚‛`´′".indexOf(c) >= 0) {
                straight.append('\'');
            } else {
                straight.append(c == '：' ? ':' : c);
            }
        }
        return straight.toString();
    }

    private static boolean append(StringBuilder kept, String token) {
        boolean again = token.equals(MASK) && kept.toString().endsWith(MASK);
        if (again) {
            return true;
        }
        int space = kept.isEmpty() ? 0 : 1;
        if (kept.length() + space + token.length() > MOST_CHARACTERS) {
            return false;
        }
        kept.append(" ".repeat(space)).append(token);
        return true;
    }

    private static boolean isPlain(String token) {
        if (token.equals("-") || token.equals("–")) {
            return true;
        }
        if (token.length() > LONGEST_TOKEN) {
            return false;
        }
        Matcher matcher = TOKEN.matcher(token);
        return matcher.matches() && isWord(matcher.group("word"));
    }

    private static boolean isWord(String word) {
        return word.codePoints().filter(Character::isLetter).count() <= MOST_LETTERS
                && PART_ENDS.splitAsStream(word).allMatch(Masking::hasUsualCapitals);
    }

    private static boolean hasUsualCapitals(String part) {
        int[] letters = part.codePoints().filter(Character::isLetter).toArray();
        long capitals =
                java.util.Arrays.stream(letters).filter(Masking::isCapital).count();
        return capitals == 0
                || (capitals == 1 && isCapital(letters[0]))
                || (capitals == letters.length && letters.length <= MOST_CAPITALS);
    }

    private static boolean isCapital(int letter) {
        return Character.isUpperCase(letter) || Character.isTitleCase(letter);
    }

    private static boolean saysSecretFollows(String token) {
        Matcher matcher = SECRET_WITH_SIGN.matcher(token);
        return matcher.matches() && isSecretWord(matcher.group(1).toLowerCase(Locale.ROOT));
    }

    /** Whether the last word of a text says that a secret comes next. */
    static boolean announcesSecret(String text) {
        String last = text.strip();
        return isSecretWord(bare(last.substring(last.lastIndexOf(' ') + 1)));
    }

    private static boolean isSecretWord(String word) {
        return SECRET_WORDS.contains(word.substring(word.lastIndexOf('-') + 1));
    }

    private static String bare(String token) {
        return NOT_LETTERS_AROUND.matcher(token).replaceAll("").toLowerCase(Locale.ROOT);
    }
}
