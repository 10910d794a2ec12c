package io.mltwin.odatafilter;

/**
 * A value in a {@code $filter}.
 *
 * @param text without its quotes
 * @param isQuoted false for a literal such as {@code true}, a number, a time, or a path
 */
public record FilterValue(String text, boolean isQuoted) {

    @Override
    public String toString() {
        return isQuoted ? "'" + text.replace("'", "''") + "'" : text;
    }
}
