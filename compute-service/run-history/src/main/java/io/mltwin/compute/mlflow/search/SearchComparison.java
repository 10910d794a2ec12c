package io.mltwin.compute.mlflow.search;

import io.mltwin.armweb.TextCase;
import java.util.List;

/**
 * One comparison of a filter.
 *
 * @param values numbers for fields that are numbers, else texts; several for {@code IN} alone
 */
public record SearchComparison(SearchField field, Comparator comparator, List<Object> values) {

    /** How two values are compared. */
    public enum Comparator {
        EQUAL("="),
        NOT_EQUAL("!="),
        GREATER(">"),
        GREATER_OR_EQUAL(">="),
        LESS("<"),
        LESS_OR_EQUAL("<="),
        LIKE("LIKE"),
        ILIKE("ILIKE"),
        IN("IN");

        private final String sign;

        Comparator(String sign) {
            this.sign = sign;
        }

        String sign() {
            return sign;
        }
    }

    /**
     * Returns whether a thing has a value that compares so.
     *
     * @param actual null when the thing has none: then no comparison holds
     */
    public boolean matches(Object actual) {
        if (actual == null) {
            return false;
        }
        return actual instanceof Number number
                ? matchesNumber(number.doubleValue(), ((Number) values.get(0)).doubleValue())
                : matchesText(actual.toString());
    }

    private boolean matchesNumber(double actual, double wanted) {
        return switch (comparator) {
            case EQUAL -> actual == wanted;
            case NOT_EQUAL -> actual != wanted;
            case GREATER -> actual > wanted;
            case GREATER_OR_EQUAL -> actual >= wanted;
            case LESS -> actual < wanted;
            case LESS_OR_EQUAL -> actual <= wanted;
            default -> false;
        };
    }

    private boolean matchesText(String actual) {
        String wanted = (String) values.get(0);
        return switch (comparator) {
            case EQUAL -> actual.equals(wanted);
            case NOT_EQUAL -> !actual.equals(wanted);
            case LIKE -> LikePattern.matches(wanted, actual);
            case ILIKE -> LikePattern.matches(TextCase.lower(wanted), TextCase.lower(actual));
            case IN -> values.contains(actual);
            default -> false;
        };
    }

    /** SQL's LIKE: {@code %} stands for any text, {@code _} for one character. */
    static final class LikePattern {

        private LikePattern() {}

        /** True when the whole text fits, in at most as many steps as the product of both lengths. */
        static boolean matches(String pattern, String text) {
            int p = 0;
            int t = 0;
            int anyAt = -1;
            int resumeAt = 0;
            while (t < text.length()) {
                if (p < pattern.length() && pattern.charAt(p) == '%') {
                    anyAt = p++;
                    resumeAt = t;
                } else if (p < pattern.length() && (pattern.charAt(p) == '_' || pattern.charAt(p) == text.charAt(t))) {
                    p++;
                    t++;
                } else if (anyAt >= 0) {
                    p = anyAt + 1;
                    t = ++resumeAt;
                } else {
                    return false;
                }
            }
            while (p < pattern.length() && pattern.charAt(p) == '%') {
                p++;
            }
            return p == pattern.length();
        }
    }
}
