package io.mltwin.workspace.deployments.expressions;

import static io.mltwin.workspace.deployments.expressions.Functions.ANY;
import static io.mltwin.workspace.deployments.expressions.Functions.add;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongBinaryOperator;

/** Functions of numbers. */
final class NumberFunctions {

    private NumberFunctions() {}

    static void register() {
        add("add", 2, 2, a -> computed(a, Math::addExact));
        add("sub", 2, 2, a -> computed(a, Math::subtractExact));
        add("mul", 2, 2, a -> computed(a, Math::multiplyExact));
        add("div", 2, 2, a -> computed(a, (one, other) -> one / other));
        add("mod", 2, 2, a -> computed(a, (one, other) -> one % other));
        add(
                "min",
                1,
                ANY,
                a -> number(numbers(a).stream().mapToLong(n -> n).min().orElseThrow()));
        add(
                "max",
                1,
                ANY,
                a -> number(numbers(a).stream().mapToLong(n -> n).max().orElseThrow()));
        add("int", 1, 1, NumberFunctions::whole);
        add("float", 1, 1, NumberFunctions::fraction);
    }

    static JsonNode number(long value) {
        return Values.JSON.numberNode(value);
    }

    private static JsonNode computed(Arguments arguments, LongBinaryOperator operator) {
        try {
            return number(operator.applyAsLong(arguments.integer(0), arguments.integer(1)));
        } catch (ArithmeticException e) {
            throw arguments.wrong("the result is no number of 64 bits.");
        }
    }

    private static List<Long> numbers(Arguments arguments) {
        List<Long> numbers = new ArrayList<>();
        JsonNode first = arguments.at(0);
        Iterable<JsonNode> values = first.isArray() ? first : arguments.all();
        for (JsonNode value : values) {
            if (!value.isIntegralNumber()) {
                throw arguments.unexpected(0, "Integer", value);
            }
            numbers.add(value.longValue());
        }
        if (numbers.isEmpty()) {
            throw arguments.wrong("the array is empty.");
        }
        return numbers;
    }

    private static JsonNode whole(Arguments arguments) {
        JsonNode value = arguments.at(0);
        if (value.isNumber()) {
            return number(value.longValue());
        }
        try {
            return number(Long.parseLong(arguments.text(0).strip()));
        } catch (NumberFormatException none) {
            throw arguments.wrong("the value cannot be converted to an integer.");
        }
    }

    private static JsonNode fraction(Arguments arguments) {
        JsonNode value = arguments.at(0);
        if (value.isNumber()) {
            return Values.JSON.numberNode(value.doubleValue());
        }
        try {
            return Values.JSON.numberNode(Double.parseDouble(arguments.text(0).strip()));
        } catch (NumberFormatException none) {
            throw arguments.wrong("the value cannot be converted to a number.");
        }
    }
}
