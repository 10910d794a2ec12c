package io.mltwin.odatafilter;

import java.util.List;

/** A parsed {@code $filter}. Names and functions are as the client wrote them. */
public sealed interface FilterExpression {

    /** How a comparison compares. */
    enum Operator {
        EQ,
        NE,
        GT,
        GE,
        LT,
        LE
    }

    /** Terms that must all hold. */
    record And(List<FilterExpression> terms) implements FilterExpression {}

    /** Terms of which one must hold. */
    record Or(List<FilterExpression> terms) implements FilterExpression {}

    /** A term that must not hold. */
    record Not(FilterExpression term) implements FilterExpression {}

    /** An expression in parentheses. */
    record Group(FilterExpression inner) implements FilterExpression {}

    /** {@code path eq value}. */
    record Comparison(String path, Operator operator, FilterValue value) implements FilterExpression {

        @Override
        public String toString() {
            return path + " " + operator + " " + value;
        }
    }

    /** {@code path in (value, value)}. */
    record In(String path, List<FilterValue> values) implements FilterExpression {}

    /** {@code name(argument, argument)}; an argument without quotes is a path. */
    record Function(String name, List<FilterValue> arguments) implements FilterExpression {}

    /**
     * {@code path/any(variable:condition)}.
     *
     * @param variable null without a condition
     * @param condition null when any element will do
     */
    record Any(String path, String variable, FilterExpression condition) implements FilterExpression {}

    /**
     * A value in a {@code $filter}.
     *
     * @param text without its quotes
     * @param isQuoted false for a literal such as {@code true}, a number, a time, or a path
     */
    record FilterValue(String text, boolean isQuoted) {

        @Override
        public String toString() {
            return isQuoted ? "'" + text.replace("'", "''") + "'" : text;
        }
    }
}
