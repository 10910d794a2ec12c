package io.mltwin.scoring.registry.scanning;

import static io.mltwin.encoding.Absence.isEmpty;

import io.mltwin.encoding.AsciiCase;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares versions of Python distributions (PEP 440); local versions are not looked at. */
final class PythonVersions {

    private static final Pattern FORM = Pattern.compile("v?(?:([0-9]+)!)?([0-9]+(?:\\.[0-9]+)*)"
            + "(?:[-_.]?(a|b|c|rc|alpha|beta|pre|preview)[-_.]?([0-9]*))?"
            + "(?:-([0-9]+)|[-_.]?(post|rev|r)[-_.]?([0-9]*))?"
            + "(?:[-_.]?(dev)[-_.]?([0-9]*))?(?:\\+.*)?");

    private PythonVersions() {}

    /** Returns the name of a distribution as PyPI compares it (PEP 503). */
    static String normalizeName(String name) {
        return AsciiCase.lower(name).replaceAll("[-_.]+", "-");
    }

    /** Versions of another form come before all others. */
    static int compare(String one, String other) {
        Matcher first = FORM.matcher(AsciiCase.lower(one.trim()));
        Matcher second = FORM.matcher(AsciiCase.lower(other.trim()));
        if (!first.matches() || !second.matches()) {
            return Boolean.compare(first.matches(), second.matches());
        }
        int epochs = compareNumbers(first.group(1), second.group(1));
        if (epochs != 0) {
            return epochs;
        }
        int releases = compareReleases(first.group(2), second.group(2));
        return releases != 0 ? releases : compareSuffixes(first, second);
    }

    private static int compareReleases(String one, String other) {
        String[] first = one.split("\\.");
        String[] second = other.split("\\.");
        for (int i = 0; i < Math.max(first.length, second.length); i++) {
            int difference = DebianVersions.compareNumbers(
                    i < first.length ? first[i] : "0", i < second.length ? second[i] : "0");
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }

    private static int compareSuffixes(Matcher first, Matcher second) {
        int phases = phase(first) - phase(second);
        if (phases != 0) {
            return phases;
        }
        int pre = compareNumbers(first.group(4), second.group(4));
        if (pre != 0) {
            return pre;
        }
        int post = Long.compare(post(first), post(second));
        return post != 0 ? post : Long.compare(dev(first), dev(second));
    }

    /** A development version of nothing else, alpha, beta, candidate, final. */
    private static int phase(Matcher version) {
        if (version.group(3) == null) {
            return version.group(8) != null && post(version) < 0 ? 0 : 4;
        }
        return switch (version.group(3).charAt(0)) {
            case 'a' -> 1;
            case 'b' -> 2;
            default -> 3;
        };
    }

    private static long post(Matcher version) {
        if (version.group(5) != null) {
            return number(version.group(5));
        }
        return version.group(6) == null ? -1 : number(version.group(7));
    }

    private static long dev(Matcher version) {
        return version.group(8) == null ? Long.MAX_VALUE : number(version.group(9));
    }

    private static int compareNumbers(String one, String other) {
        return Long.compare(number(one), number(other));
    }

    private static long number(String digits) {
        return isEmpty(digits) || digits.length() > 18 ? 0 : Long.parseLong(digits);
    }
}
