package io.mltwin.telemetry.query.kql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mltwin.armweb.TextCase;
import io.mltwin.encoding.AsciiCase;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The scalar functions that queries on scoring telemetry use. */
enum Function {
    AGO(1, KqlType.DATETIME),
    NOW(0, KqlType.DATETIME),
    BIN(2, null),
    FLOOR(2, null),
    NOT(1, KqlType.BOOL),
    TOSTRING(1, KqlType.STRING),
    TOLOWER(1, KqlType.STRING),
    TOUPPER(1, KqlType.STRING),
    TOINT(1, KqlType.INT),
    TOLONG(1, KqlType.LONG),
    TODOUBLE(1, KqlType.REAL),
    TOREAL(1, KqlType.REAL),
    TODATETIME(1, KqlType.DATETIME),
    TOBOOL(1, KqlType.BOOL),
    PARSE_JSON(1, KqlType.DYNAMIC),
    TODYNAMIC(1, KqlType.DYNAMIC),
    ISEMPTY(1, KqlType.BOOL),
    ISNOTEMPTY(1, KqlType.BOOL),
    ISNULL(1, KqlType.BOOL),
    ISNOTNULL(1, KqlType.BOOL),
    STRLEN(1, KqlType.LONG);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final int arguments;
    private final KqlType type;

    Function(int arguments, KqlType type) {
        this.arguments = arguments;
        this.type = type;
    }

    /**
     * Returns the function of a name, with as many arguments as it takes.
     *
     * @throws KqlException when there is none
     */
    static Function of(String name, int given) {
        for (Function function : values()) {
            if (function.lower().equals(name)) {
                if (function.arguments != given) {
                    throw KqlException.semantic(
                            name + "() takes " + function.arguments + " arguments, not " + given + ".");
                }
                return function;
            }
        }
        throw KqlException.syntax("Unknown function '"
                + name
                + "'; known are "
                + Arrays.stream(values()).map(Function::lower).collect(Collectors.joining(", "))
                + ".");
    }

    private String lower() {
        return AsciiCase.lower(name());
    }

    boolean keepsName() {
        return this == BIN || this == FLOOR;
    }

    KqlType type(List<KqlType> given) {
        if (this == AGO && given.get(0) != KqlType.TIMESPAN) {
            throw KqlException.semantic("ago() takes a timespan, such as 1h.");
        }
        if (!keepsName()) {
            return type;
        }
        boolean times = given.get(0) == KqlType.DATETIME && given.get(1) == KqlType.TIMESPAN;
        boolean numbers = given.get(0).isNumber() && given.get(1).isNumber();
        if (!times && !numbers) {
            throw KqlException.semantic(lower() + "() takes a datetime and a timespan, or two numbers.");
        }
        return times
                ? KqlType.DATETIME
                : given.get(0) == KqlType.REAL || given.get(1) == KqlType.REAL ? KqlType.REAL : KqlType.LONG;
    }

    Object apply(List<Object> values, Instant now) {
        Object first = values.isEmpty() ? null : values.get(0);
        return switch (this) {
            case NOW -> now;
            case AGO -> first == null ? null : now.minus((Duration) first);
            case BIN, FLOOR -> first == null ? null : bin(first, values.get(1));
            case NOT -> !Values.isTrue(first);
            case TOSTRING -> Values.text(first);
            case TOLOWER -> TextCase.lower(Values.text(first));
            case TOUPPER -> TextCase.upper(Values.text(first));
            case TOINT, TOLONG -> whole(Values.number(first));
            case TODOUBLE, TOREAL -> Values.number(first);
            case TODATETIME -> Values.time(first);
            case TOBOOL -> first == null ? null : Boolean.valueOf(AsciiCase.equal(Values.text(first), "true"));
            case PARSE_JSON, TODYNAMIC -> dynamic(first);
            case ISEMPTY -> Values.text(first).isEmpty();
            case ISNOTEMPTY -> !Values.text(first).isEmpty();
            case ISNULL -> first == null;
            case ISNOTNULL -> first != null;
            case STRLEN -> (long) Values.text(first).length();
        };
    }

    private static Long whole(Double number) {
        return number == null ? null : Long.valueOf(number.longValue());
    }

    private static Object bin(Object value, Object width) {
        if (width instanceof Duration duration) {
            if (duration.isZero() || duration.isNegative()) {
                throw KqlException.semantic("bin() takes a width above zero.");
            }
            return Times.bin((Instant) value, duration);
        }
        Double size = Values.number(width);
        if (size == null || size <= 0) {
            throw KqlException.semantic("bin() takes a width above zero.");
        }
        double floor = Math.floor(Values.number(value) / size) * size;
        return value instanceof Long && width instanceof Long ? Long.valueOf((long) floor) : Double.valueOf(floor);
    }

    private static JsonNode dynamic(Object value) {
        if (value == null || value instanceof JsonNode node && !node.isTextual()) {
            return (JsonNode) value;
        }
        String text = Values.text(value);
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException noJson) {
            // Kusto keeps what is no JSON as a string
            return new TextNode(text);
        }
    }
}
