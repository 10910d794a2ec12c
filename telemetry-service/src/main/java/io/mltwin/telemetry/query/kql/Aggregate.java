package io.mltwin.telemetry.query.kql;

import io.mltwin.encoding.AsciiCase;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** The aggregation functions of {@code summarize}. */
enum Aggregate {
    COUNT,
    COUNTIF,
    DCOUNT,
    SUM,
    AVG,
    MIN,
    MAX;

    /** Returns the function of a name, or null. */
    static Aggregate find(String name) {
        return Arrays.stream(values())
                .filter(one -> one.lower().equals(name))
                .findFirst()
                .orElse(null);
    }

    static String names() {
        return Arrays.stream(values()).map(Aggregate::lower).collect(Collectors.joining(", "));
    }

    String lower() {
        return AsciiCase.lower(name());
    }

    /** The name of its column when the query gives none: {@code count_}, {@code avg_duration}. */
    String defaultName(Expression argument) {
        return lower() + "_" + (argument == null || this == COUNTIF ? "" : argument.defaultName());
    }

    KqlType type(KqlType argument) {
        return switch (this) {
            case COUNT, COUNTIF, DCOUNT -> KqlType.LONG;
            case AVG -> numeric(argument, KqlType.REAL);
            case SUM ->
                numeric(argument, argument == KqlType.INT || argument == KqlType.LONG ? KqlType.LONG : KqlType.REAL);
            case MIN, MAX -> argument;
        };
    }

    private KqlType numeric(KqlType argument, KqlType result) {
        if (!argument.isNumber() && argument != KqlType.DYNAMIC) {
            throw KqlException.semantic(lower() + "() takes a number, not a " + argument.wireName() + ".");
        }
        return result;
    }

    /** Returns the result over the values of one group; for COUNT they are ignored but counted. */
    Object of(List<Object> values, KqlType type) {
        return switch (this) {
            case COUNT -> (long) values.size();
            case COUNTIF -> values.stream().filter(Values::isTrue).count();
            case DCOUNT ->
                (long) new HashSet<>(values.stream().map(Values::text).toList()).size();
            case SUM -> sum(values, type);
            case AVG -> {
                List<Double> numbers = numbers(values);
                yield numbers.isEmpty()
                        ? null
                        : numbers.stream()
                                .mapToDouble(Double::doubleValue)
                                .average()
                                .orElseThrow();
            }
            case MIN -> extreme(values, -1);
            case MAX -> extreme(values, 1);
        };
    }

    private static Object sum(List<Object> values, KqlType type) {
        double sum = numbers(values).stream().mapToDouble(Double::doubleValue).sum();
        if (type == KqlType.LONG) {
            return Long.valueOf((long) sum);
        }
        return Double.valueOf(sum);
    }

    private static List<Double> numbers(List<Object> values) {
        return values.stream().map(Values::number).filter(Objects::nonNull).toList();
    }

    private static Object extreme(List<Object> values, int sign) {
        Object best = null;
        for (Object value : values) {
            Integer order = best == null || value == null ? null : Values.compare(value, best);
            if (value != null && (best == null || order != null && order * sign > 0)) {
                best = value;
            }
        }
        return best;
    }
}
