package io.mltwin.scoring.registry.scanning;

import io.mltwin.encoding.AsciiCase;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares versions of Maven artifacts (Maven's POM reference, "Version Order Specification"). */
final class MavenVersions {

    private static final Pattern PART = Pattern.compile("[0-9]+|[A-Za-z_+]+");

    /** Qualifiers in their order; an unknown one comes after all. */
    private static final List<String> QUALIFIERS = List.of("alpha", "beta", "milestone", "rc", "snapshot", "", "sp");

    private MavenVersions() {}

    static int compare(String one, String other) {
        List<String> first = parts(one);
        List<String> second = parts(other);
        for (int i = 0; i < Math.max(first.size(), second.size()); i++) {
            int difference = compareParts(part(first, i), part(second, i));
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }

    private static String part(List<String> parts, int at) {
        return at < parts.size() ? parts.get(at) : "";
    }

    private static List<String> parts(String version) {
        List<String> parts = new ArrayList<>();
        Matcher part = PART.matcher(AsciiCase.lower(version));
        while (part.find()) {
            parts.add(part.group());
        }
        return parts;
    }

    /** Compares numbers, qualifiers, and the nothing of a version that ends before. */
    private static int compareParts(String one, String other) {
        boolean first = isNumber(one);
        boolean second = isNumber(other);
        if (first && second) {
            return DebianVersions.compareNumbers(one, other);
        }
        if (first) {
            return other.isEmpty() ? (one.matches("0+") ? 0 : 1) : 1;
        }
        if (second) {
            return -compareParts(other, one);
        }
        int ranks = rank(one) - rank(other);
        return ranks != 0 || rank(one) < QUALIFIERS.size() ? ranks : one.compareTo(other);
    }

    private static boolean isNumber(String part) {
        return !part.isEmpty() && Character.isDigit(part.charAt(0));
    }

    private static int rank(String qualifier) {
        String known = switch (qualifier) {
            case "a" -> "alpha";
            case "b" -> "beta";
            case "m" -> "milestone";
            case "cr" -> "rc";
            case "final", "ga", "release" -> "";
            default -> qualifier;
        };
        int rank = QUALIFIERS.indexOf(known);
        return rank < 0 ? QUALIFIERS.size() : rank;
    }
}
