package io.mltwin.telemetry.query.kql;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.TextCase;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** Conversions and comparisons of values, as Kusto makes them. */
public final class Values {

    private Values() {}

    /** {@code tostring()}: empty for null. */
    public static String text(Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof JsonNode node) {
            return node.isValueNode() ? node.asText() : node.toString();
        }
        if (value instanceof Boolean bool) {
            return bool ? "True" : "False";
        }
        if (value instanceof Duration duration) {
            return timespan(duration);
        }
        return value.toString();
    }

    /** Returns the approximate size of a value in memory. */
    static long bytes(Object value) {
        if (value instanceof JsonNode node && node.isContainerNode()) {
            long bytes = 64L * node.size();
            for (JsonNode inner : node) {
                bytes += bytes(inner);
            }
            return bytes;
        }
        return value == null
                ? 8
                : 32
                        + (value instanceof String || value instanceof JsonNode
                                ? 2L * text(value).length()
                                : 0);
    }

    /** Returns the number a value is or says, else null. */
    static Double number(Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (value instanceof Boolean bool) {
            return bool ? 1.0 : 0.0;
        }
        if (value instanceof JsonNode node && node.isNumber()) {
            return node.doubleValue();
        }
        String text = value == null ? "" : text(value).strip();
        try {
            return text.isEmpty() ? null : Double.valueOf(text);
        } catch (NumberFormatException none) {
            return null;
        }
    }

    /** Returns the time a value is or says, else null. */
    static Instant time(Object value) {
        if (value instanceof Instant instant) {
            return instant;
        }
        try {
            return value == null ? null : Times.parse(text(value));
        } catch (DateTimeParseException none) {
            return null;
        }
    }

    static boolean isTrue(Object value) {
        if (value instanceof JsonNode node) {
            return node.asBoolean(false);
        }
        return value instanceof Boolean bool && bool;
    }

    /** {@code d.hh:mm:ss.fffffff}. */
    static String timespan(Duration duration) {
        Duration positive = duration.abs();
        String sign = duration.isNegative() ? "-" : "";
        String days = positive.toDays() == 0 ? "" : positive.toDays() + ".";
        String fraction = positive.getNano() == 0 ? "" : ".%07d".formatted(positive.getNano() / 100);
        return sign
                + days
                + "%02d:%02d:%02d".formatted(positive.toHoursPart(), positive.toMinutesPart(), positive.toSecondsPart())
                + fraction;
    }

    /**
     * Order of two values; a dynamic one takes the kind of the other, nulls come first.
     *
     * @return null when they cannot be compared
     */
    static Integer compare(Object left, Object right) {
        if (left == null || right == null) {
            return left == right ? Integer.valueOf(0) : left == null ? Integer.valueOf(-1) : Integer.valueOf(1);
        }
        if (left instanceof Instant || right instanceof Instant) {
            return ordered(time(left), time(right));
        }
        if (left instanceof Duration a && right instanceof Duration b) {
            return a.compareTo(b);
        }
        if (left instanceof Boolean || right instanceof Boolean) {
            return TextCase.ORDER.compare(text(left), text(right));
        }
        if (left instanceof Number || right instanceof Number) {
            return ordered(number(left), number(right));
        }
        return text(left).compareTo(text(right));
    }

    private static <T extends Comparable<T>> Integer ordered(T left, T right) {
        return left == null || right == null ? null : Integer.valueOf(left.compareTo(right));
    }
}
