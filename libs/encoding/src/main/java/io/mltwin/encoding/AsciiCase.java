package io.mltwin.encoding;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Compares and folds Azure's names without regard to case: namespaces, types, actions, ids,
 * keywords, host and header names. Only A to Z have a case here. Java's own methods also fold
 * letters outside ASCII, and each in its own way: to {@code equalsIgnoreCase} the long s (U+017F)
 * is an S, to {@code toLowerCase} it is not. The code that authorizes and the code that acts must
 * read the same name.
 */
public final class AsciiCase {

    /** Orders texts without regard to the case of A to Z. */
    public static final Comparator<String> ORDER = AsciiCase::compare;

    private static final int TO_LOWER = 'a' - 'A';

    private AsciiCase() {}

    /** Returns the text with A to Z in lower case; the same object when it holds none of them. */
    public static String lower(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isUpper(text.charAt(i))) {
                return lower(text.toCharArray(), i);
            }
        }
        return text;
    }

    private static String lower(char[] letters, int from) {
        for (int i = from; i < letters.length; i++) {
            letters[i] = lower(letters[i]);
        }
        return new String(letters);
    }

    /** Returns the text with a to z in upper case; the same object when it holds none of them. */
    public static String upper(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isLower(text.charAt(i))) {
                return upper(text.toCharArray(), i);
            }
        }
        return text;
    }

    private static String upper(char[] letters, int from) {
        for (int i = from; i < letters.length; i++) {
            letters[i] = upper(letters[i]);
        }
        return new String(letters);
    }

    /** One letter in lower case. */
    public static char lower(char letter) {
        return isUpper(letter) ? (char) (letter + TO_LOWER) : letter;
    }

    /** One letter in upper case. */
    public static char upper(char letter) {
        return isLower(letter) ? (char) (letter - TO_LOWER) : letter;
    }

    /** Returns whether a text is given, and is none of these. */
    public static boolean isOther(String given, String... known) {
        return given != null && Arrays.stream(known).noneMatch(one -> equal(given, one));
    }

    /** Returns true when both are the same name; null is no name. */
    public static boolean equal(String one, String other) {
        return one != null && other != null && one.length() == other.length() && isSame(one, 0, other, one.length());
    }

    /** Returns a predicate that accepts this name in any case. */
    public static Predicate<String> equalTo(String name) {
        return text -> equal(name, text);
    }

    /** True when the text begins with the prefix. */
    public static boolean startsWith(String text, String prefix) {
        return text.length() >= prefix.length() && isSame(text, 0, prefix, prefix.length());
    }

    /** True when the text ends with the suffix. */
    public static boolean endsWith(String text, String suffix) {
        int start = text.length() - suffix.length();
        return start >= 0 && isSame(text, start, suffix, suffix.length());
    }

    /** Compiles a pattern that disregards the case of A to Z. */
    public static Pattern pattern(String expression) {
        return Pattern.compile(expression, Pattern.CASE_INSENSITIVE);
    }

    private static boolean isSame(String text, int start, String part, int length) {
        for (int i = 0; i < length; i++) {
            char one = text.charAt(start + i);
            char other = part.charAt(i);
            if (one != other && lower(one) != lower(other)) {
                return false;
            }
        }
        return true;
    }

    private static int compare(String one, String other) {
        int shorter = Math.min(one.length(), other.length());
        for (int i = 0; i < shorter; i++) {
            int difference = lower(one.charAt(i)) - lower(other.charAt(i));
            if (difference != 0) {
                return difference;
            }
        }
        return one.length() - other.length();
    }

    private static boolean isUpper(char letter) {
        return letter >= 'A' && letter <= 'Z';
    }

    private static boolean isLower(char letter) {
        return letter >= 'a' && letter <= 'z';
    }
}
