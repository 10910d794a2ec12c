package io.mltwin.telemetry.query.kql;

import io.mltwin.armweb.TextCase;
import io.mltwin.telemetry.query.kql.Rows.Row;
import java.time.Duration;
import java.time.Instant;

/** Two expressions and an operator between them. */
record Binary(String operator, Expression left, Expression right) implements Expression {

    @Override
    public KqlType type(Schema schema) {
        KqlType a = left.type(schema);
        KqlType b = right.type(schema);
        return switch (operator) {
            case "+", "-", "*", "/", "%" -> arithmetic(a, b);
            default -> KqlType.BOOL;
        };
    }

    private KqlType arithmetic(KqlType a, KqlType b) {
        if (a == KqlType.DATETIME && b == KqlType.DATETIME && operator.equals("-")) {
            return KqlType.TIMESPAN;
        }
        if (a == KqlType.DATETIME && b == KqlType.TIMESPAN) {
            return KqlType.DATETIME;
        }
        if (a == KqlType.TIMESPAN && b == KqlType.TIMESPAN) {
            return KqlType.TIMESPAN;
        }
        if (isNumeric(a) && isNumeric(b)) {
            return a == KqlType.REAL || b == KqlType.REAL || a == KqlType.DYNAMIC || b == KqlType.DYNAMIC
                    ? KqlType.REAL
                    : KqlType.LONG;
        }
        throw KqlException.semantic(
                "The operator '" + operator + "' cannot be applied to " + a.wireName() + " and " + b.wireName() + ".");
    }

    private static boolean isNumeric(KqlType type) {
        return type.isNumber() || type == KqlType.DYNAMIC;
    }

    @Override
    public Object value(Schema schema, Row row, Instant now) {
        Object a = left.value(schema, row, now);
        if (operator.equals("and")) {
            return Values.isTrue(a) && Values.isTrue(right.value(schema, row, now));
        }
        if (operator.equals("or")) {
            return Values.isTrue(a) || Values.isTrue(right.value(schema, row, now));
        }
        Object b = right.value(schema, row, now);
        return switch (operator) {
            case "+", "-", "*", "/", "%" -> compute(a, b, type(schema));
            case "==" -> equal(a, b);
            case "!=" -> !equal(a, b);
            case "<" -> holds(a, b, -1, -1);
            case "<=" -> holds(a, b, -1, 0);
            case ">" -> holds(a, b, 1, 1);
            case ">=" -> holds(a, b, 0, 1);
            default -> matches(operator, Values.text(a), Values.text(b));
        };
    }

    private static boolean equal(Object a, Object b) {
        // an empty string is what Kusto makes of a string that is not there
        if (a == null || b == null) {
            return a == b || "".equals(a) || "".equals(b);
        }
        Integer order = Values.compare(a, b);
        return order != null && order == 0;
    }

    private static boolean holds(Object a, Object b, int least, int most) {
        if (a == null || b == null) {
            return false;
        }
        Integer order = Values.compare(a, b);
        return order != null && Integer.signum(order) >= least && Integer.signum(order) <= most;
    }

    private static boolean matches(String operator, String a, String b) {
        if (operator.startsWith("!")) {
            return !matches(operator.equals("!~") ? "=~" : operator.substring(1), a, b);
        }
        String lower = TextCase.lower(a);
        String part = TextCase.lower(b);
        return switch (operator) {
            case "=~" -> lower.equals(part);
            case "contains" -> lower.contains(part);
            case "contains_cs" -> a.contains(b);
            case "startswith" -> lower.startsWith(part);
            case "endswith" -> lower.endsWith(part);
            case "has" -> hasTerm(lower, part);
            default -> throw KqlException.syntax("The operator '" + operator + "' is not known.");
        };
    }

    /**
     * Returns true when the part stands in the text with no letter or digit right before or after
     * it.
     */
    private static boolean hasTerm(String text, String part) {
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
            int end = at + part.length();
            if ((at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1)))
                    && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)))) {
                return true;
            }
        }
        return false;
    }

    private Object compute(Object a, Object b, KqlType type) {
        if (a == null || b == null) {
            return null;
        }
        if (a instanceof Instant time) {
            if (b instanceof Instant other) {
                return Duration.between(other, time);
            }
            return operator.equals("+") ? time.plus((Duration) b) : time.minus((Duration) b);
        }
        if (a instanceof Duration one && b instanceof Duration other) {
            return operator.equals("+") ? one.plus(other) : one.minus(other);
        }
        Double x = Values.number(a);
        Double y = Values.number(b);
        if (x == null || y == null) {
            return null;
        }
        if (type == KqlType.LONG) {
            return whole(x.longValue(), y.longValue());
        }
        return switch (operator) {
            case "+" -> x + y;
            case "-" -> x - y;
            case "*" -> x * y;
            case "/" -> x / y;
            default -> x % y;
        };
    }

    private Long whole(long x, long y) {
        return switch (operator) {
            case "+" -> Long.valueOf(x + y);
            case "-" -> Long.valueOf(x - y);
            case "*" -> Long.valueOf(x * y);
            case "/" -> y == 0 ? null : Long.valueOf(x / y);
            default -> y == 0 ? null : Long.valueOf(x % y);
        };
    }
}
