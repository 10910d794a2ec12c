package io.mltwin.workspace.deployments.expressions;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.expressions.ExpressionException;
import java.util.List;
import java.util.Map;

/** The functions that a template defines itself, by {@code namespace.name} in lower case. */
public record UserFunctions(Map<String, Definition> definitions) {

    public static final UserFunctions NONE = new UserFunctions(Map.of());

    /** One of them: names of its parameters, and its output. */
    public record Definition(List<String> parameters, JsonNode output) {}

    Definition find(String name) {
        return definitions.get(AsciiCase.lower(name));
    }

    static JsonNode call(Definition definition, Arguments arguments) {
        if (arguments.count() != definition.parameters().size()) {
            throw ExpressionException.wrongCount(
                    arguments.function(),
                    Integer.toString(definition.parameters().size()),
                    arguments.count());
        }
        List<JsonNode> given = arguments.all();
        return Evaluator.value(definition.output(), arguments.evaluation().inFunction(name -> {
            int at = indexOf(definition.parameters(), name);
            return at < 0 ? null : given.get(at);
        }));
    }

    private static int indexOf(List<String> names, String name) {
        for (int i = 0; i < names.size(); i++) {
            if (AsciiCase.equal(names.get(i), name)) {
                return i;
            }
        }
        return -1;
    }
}
