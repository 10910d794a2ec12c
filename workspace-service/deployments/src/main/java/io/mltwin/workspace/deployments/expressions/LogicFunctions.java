package io.mltwin.workspace.deployments.expressions;

import static io.mltwin.workspace.deployments.expressions.Functions.ANY;
import static io.mltwin.workspace.deployments.expressions.Functions.add;
import static io.mltwin.workspace.deployments.expressions.TextFunctions.bool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.mltwin.encoding.AsciiCase;
import java.util.stream.IntStream;

/** Functions of truth and comparison. */
final class LogicFunctions {

    private LogicFunctions() {}

    static void register() {
        add("if", 3, 3, a -> a.at(a.bool(0) ? 1 : 2));
        add("and", 2, ANY, a -> bool(positions(a).allMatch(a::bool)));
        add("or", 2, ANY, a -> bool(positions(a).anyMatch(a::bool)));
        add("not", 1, 1, a -> bool(!a.bool(0)));
        add("bool", 1, 1, LogicFunctions::toBool);
        add("true", 0, 0, a -> bool(true));
        add("false", 0, 0, a -> bool(false));
        add("null", 0, 0, a -> NullNode.getInstance());
        add("equals", 2, 2, a -> bool(a.same(a.at(0), a.at(1))));
        add("less", 2, 2, a -> bool(compare(a) < 0));
        add("lessOrEquals", 2, 2, a -> bool(compare(a) <= 0));
        add("greater", 2, 2, a -> bool(compare(a) > 0));
        add("greaterOrEquals", 2, 2, a -> bool(compare(a) >= 0));
        add("coalesce", 1, ANY, LogicFunctions::coalesce);
    }

    private static IntStream positions(Arguments arguments) {
        return IntStream.range(0, arguments.count());
    }

    private static JsonNode toBool(Arguments arguments) {
        JsonNode value = arguments.at(0);
        if (value.isBoolean()) {
            return value;
        }
        if (value.isIntegralNumber()) {
            return bool(value.longValue() != 0);
        }
        String text = arguments.text(0);
        if (AsciiCase.equal(text, "true") || text.equals("1")) {
            return bool(true);
        }
        if (AsciiCase.equal(text, "false") || text.equals("0")) {
            return bool(false);
        }
        throw arguments.wrong("the value cannot be converted to a boolean.");
    }

    private static int compare(Arguments arguments) {
        JsonNode one = arguments.at(0);
        JsonNode other = arguments.at(1);
        if (one.isIntegralNumber()) {
            return Long.compare(one.longValue(), arguments.integer(1));
        }
        if (!one.isTextual()) {
            throw arguments.unexpected(0, "Integer or String", one);
        }
        if (!other.isTextual()) {
            throw arguments.unexpected(1, "String", other);
        }
        return one.asText().compareTo(other.asText());
    }

    private static JsonNode coalesce(Arguments arguments) {
        for (int i = 0; i < arguments.count(); i++) {
            JsonNode value = arguments.at(i);
            if (!value.isNull()) {
                return value;
            }
        }
        return NullNode.getInstance();
    }
}
