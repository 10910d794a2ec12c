package io.mltwin.armweb;

import io.mltwin.encoding.AsciiCase;
import java.util.Comparator;

/**
 * Disregards the case of text that people write and Azure compares in every script: values of tags,
 * names of files in a share, search in the directory, strings of query and template languages.
 * Names are folded by {@link AsciiCase}. No letter outside ASCII becomes one of ASCII here either.
 */
public final class TextCase {

    /** Orders texts without regard to case. */
    public static final Comparator<String> ORDER = Comparator.comparing((String text) -> lower(text));

    private static final int LAST_ASCII = 0x7F;

    private TextCase() {}

    /** Returns the text in lower case, letter by letter. */
    public static String lower(String text) {
        return isAscii(text)
                ? AsciiCase.lower(text)
                : text.codePoints()
                        .map(letter -> unlessAscii(letter, Character.toLowerCase(letter)))
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }

    /** Returns the text in upper case, letter by letter. */
    public static String upper(String text) {
        return isAscii(text)
                ? AsciiCase.upper(text)
                : text.codePoints()
                        .map(letter -> unlessAscii(letter, Character.toUpperCase(letter)))
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }

    /** True when both are the same text; null is no text. */
    public static boolean equal(String one, String other) {
        return one != null && other != null && lower(one).equals(lower(other));
    }

    private static int unlessAscii(int letter, int folded) {
        return letter > LAST_ASCII && folded <= LAST_ASCII ? letter : folded;
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > LAST_ASCII) {
                return false;
            }
        }
        return true;
    }
}
