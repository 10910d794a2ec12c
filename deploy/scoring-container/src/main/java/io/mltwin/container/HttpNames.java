package io.mltwin.container;

import java.util.Comparator;

/**
 * Folds what HTTP compares in any case: the names of headers, and origins. Only A to Z have a case
 * here. A container's programs run from this jar alone, without the library in which services fold
 * Azure's names.
 */
public final class HttpNames {

    /** Orders names without regard to the case of A to Z. */
    static final Comparator<String> ORDER = Comparator.comparing(HttpNames::lower);

    private static final int TO_LOWER = 'a' - 'A';

    private HttpNames() {}

    /** Returns a name with A to Z in lower case. */
    public static String lower(String name) {
        char[] letters = name.toCharArray();
        for (int i = 0; i < letters.length; i++) {
            if (letters[i] >= 'A' && letters[i] <= 'Z') {
                letters[i] = (char) (letters[i] + TO_LOWER);
            }
        }
        return new String(letters);
    }

    /** Returns true when both are the same name. */
    static boolean equal(String one, String other) {
        return lower(one).equals(lower(other));
    }
}
