package io.mltwin.scoring.registry.scanning;

/** Compares versions of Debian packages, epoch:upstream-revision (Debian Policy 5.6.12). */
final class DebianVersions {

    private DebianVersions() {}

    static int compare(String one, String other) {
        int epochs = Long.compare(epoch(one), epoch(other));
        if (epochs != 0) {
            return epochs;
        }
        int upstream = compareParts(upstream(one), upstream(other));
        return upstream != 0 ? upstream : compareParts(revision(one), revision(other));
    }

    private static long epoch(String version) {
        int colon = version.indexOf(':');
        String digits = colon < 0 ? "0" : version.substring(0, colon);
        return digits.matches("[0-9]{1,18}") ? Long.parseLong(digits) : 0;
    }

    private static String upstream(String version) {
        String rest = version.substring(version.indexOf(':') + 1);
        int hyphen = rest.lastIndexOf('-');
        return hyphen < 0 ? rest : rest.substring(0, hyphen);
    }

    private static String revision(String version) {
        String rest = version.substring(version.indexOf(':') + 1);
        int hyphen = rest.lastIndexOf('-');
        return hyphen < 0 ? "" : rest.substring(hyphen + 1);
    }

    /** Compares text and numbers in turn; a tilde sorts before everything, even the end. */
    private static int compareParts(String one, String other) {
        int i = 0;
        int j = 0;
        while (i < one.length() || j < other.length()) {
            while (i < one.length() && !isDigit(one, i) || j < other.length() && !isDigit(other, j)) {
                int difference = weight(one, i) - weight(other, j);
                if (difference != 0) {
                    return difference;
                }
                i++;
                j++;
            }
            int from = i;
            int otherFrom = j;
            while (i < one.length() && isDigit(one, i)) {
                i++;
            }
            while (j < other.length() && isDigit(other, j)) {
                j++;
            }
            int numbers = compareNumbers(one.substring(from, i), other.substring(otherFrom, j));
            if (numbers != 0) {
                return numbers;
            }
        }
        return 0;
    }

    private static int weight(String text, int at) {
        if (at >= text.length() || isDigit(text, at)) {
            return 0;
        }
        char letter = text.charAt(at);
        if (letter == '~') {
            return -1;
        }
        return Character.isLetter(letter) ? letter : letter + 256;
    }

    private static boolean isDigit(String text, int at) {
        return text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }

    /** Compares whole numbers of any length. */
    static int compareNumbers(String one, String other) {
        String first = one.replaceFirst("^0+", "");
        String second = other.replaceFirst("^0+", "");
        return first.length() != second.length() ? first.length() - second.length() : first.compareTo(second);
    }
}
