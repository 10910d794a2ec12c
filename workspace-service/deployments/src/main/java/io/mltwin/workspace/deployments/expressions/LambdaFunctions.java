package io.mltwin.workspace.deployments.expressions;

import static io.mltwin.workspace.deployments.expressions.Functions.add;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.expressions.Expression;
import java.util.ArrayList;
import java.util.List;

/** Functions that apply {@code lambda('x', …)} to the elements of an array. */
final class LambdaFunctions {

    private LambdaFunctions() {}

    static void register() {
        add("lambdaVariables", 1, 1, LambdaFunctions::variable);
        add("lambda", 1, Functions.ANY, LambdaFunctions::alone);
        add("map", 2, 2, LambdaFunctions::map);
        add("filter", 2, 2, LambdaFunctions::filter);
        add("reduce", 3, 3, LambdaFunctions::reduce);
        add("sort", 2, 2, LambdaFunctions::sort);
        add("toObject", 2, 3, LambdaFunctions::toObject);
        add("groupBy", 2, 2, LambdaFunctions::groupBy);
        add("mapValues", 2, 2, LambdaFunctions::mapValues);
    }

    private static JsonNode variable(Arguments arguments) {
        JsonNode value = arguments.evaluation().locals().get(AsciiCase.lower(arguments.text(0)));
        if (value == null) {
            throw arguments.wrong("there is no such variable here.");
        }
        return value;
    }

    private static JsonNode alone(Arguments arguments) {
        throw arguments.wrong("it is only an argument of functions such as map and filter.");
    }

    /** Calls the lambda that is the argument at {@code index}. */
    private static JsonNode apply(Arguments arguments, int index, JsonNode... given) {
        if (!(arguments.expressions().get(index) instanceof Expression.Call lambda)
                || !AsciiCase.equal(lambda.name(), "lambda")) {
            throw arguments.wrong("the parameter at position " + (index + 1) + " must be a lambda.");
        }
        int names = lambda.arguments().size() - 1;
        if (names < 1 || names > given.length) {
            throw arguments.wrong("the lambda has the wrong number of parameters.");
        }
        Evaluation inside = arguments.evaluation();
        for (int i = 0; i < names; i++) {
            inside =
                    inside.withLocal(arguments.written(lambda.arguments().get(i).value(inside)), given[i]);
        }
        return lambda.arguments().get(names).value(inside);
    }

    private static boolean holds(Arguments arguments, int index, JsonNode... given) {
        JsonNode answer = apply(arguments, index, given);
        if (!answer.isBoolean()) {
            throw arguments.wrong("the lambda must give a boolean.");
        }
        return answer.booleanValue();
    }

    private static JsonNode map(Arguments arguments) {
        ArrayNode made = Values.JSON.arrayNode();
        int at = 0;
        for (JsonNode element : arguments.array(0)) {
            made.add(apply(arguments, 1, element, NumberFunctions.number(at++)));
        }
        return made;
    }

    private static JsonNode filter(Arguments arguments) {
        ArrayNode kept = Values.JSON.arrayNode();
        int at = 0;
        for (JsonNode element : arguments.array(0)) {
            if (holds(arguments, 1, element, NumberFunctions.number(at++))) {
                kept.add(element);
            }
        }
        return kept;
    }

    private static JsonNode reduce(Arguments arguments) {
        JsonNode made = arguments.at(1);
        int at = 0;
        for (JsonNode element : arguments.array(0)) {
            made = apply(arguments, 2, made, element, NumberFunctions.number(at++));
        }
        return made;
    }

    private static JsonNode sort(Arguments arguments) {
        List<JsonNode> elements = new ArrayList<>();
        arguments.array(0).forEach(elements::add);
        elements.sort((one, other) -> holds(arguments, 1, one, other) ? -1 : holds(arguments, 1, other, one) ? 1 : 0);
        return Values.JSON.arrayNode().addAll(elements);
    }

    private static JsonNode toObject(Arguments arguments) {
        ObjectNode made = Values.JSON.objectNode();
        for (JsonNode element : arguments.array(0)) {
            made.set(
                    arguments.written(apply(arguments, 1, element)),
                    arguments.has(2) ? apply(arguments, 2, element) : element);
        }
        return made;
    }

    private static JsonNode groupBy(Arguments arguments) {
        ObjectNode groups = Values.JSON.objectNode();
        for (JsonNode element : arguments.array(0)) {
            groups.withArray("/"
                            + arguments
                                    .written(apply(arguments, 1, element))
                                    .replace("~", "~0")
                                    .replace("/", "~1"))
                    .add(element);
        }
        return groups;
    }

    private static JsonNode mapValues(Arguments arguments) {
        ObjectNode made = Values.JSON.objectNode();
        arguments
                .object(0)
                .properties()
                .forEach(field -> made.set(field.getKey(), apply(arguments, 1, field.getValue())));
        return made;
    }
}
