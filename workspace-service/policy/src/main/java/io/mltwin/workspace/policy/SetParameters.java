package io.mltwin.workspace.policy;

import static io.mltwin.armweb.AzureException.notBuiltIf;
import static io.mltwin.workspace.policy.rules.PolicyErrors.invalidSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mltwin.encoding.AsciiCase;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values that a policy set definition gives the parameters of its policies ("initiative definition
 * structure"): literals, or the set's own parameters by {@code [parameters('name')]}.
 *
 * <p>Deviation: a set of policies gives literals and its own parameters; other expressions in it
 * answer 501.
 */
final class SetParameters {

    private static final Pattern REFERENCE = AsciiCase.pattern("\\[\\s*parameters\\(\\s*'([^']+)'\\s*\\)\\s*]");

    private SetParameters() {}

    /** With the values of the set's parameters, by name in lower case. */
    static JsonNode resolve(JsonNode given, Map<String, JsonNode> values, String set) {
        return replace(given, name -> {
            JsonNode value = values.get(AsciiCase.lower(name));
            if (value == null) {
                throw invalidSet(set, "The parameter '" + name + "' is not declared.");
            }
            return value;
        });
    }

    /** Passes when all references are to parameters that are declared. */
    static void check(JsonNode given, Map<String, ParameterDeclaration> declared, String set) {
        replace(given, name -> {
            if (declared.keySet().stream().noneMatch(AsciiCase.equalTo(name))) {
                throw invalidSet(set, "The parameter '" + name + "' is not declared.");
            }
            return TextNode.valueOf(name);
        });
    }

    /** True for what names no parameter, so that its type shows already. */
    static boolean isLiteral(JsonNode value) {
        if (value.isTextual()) {
            return !value.asText().startsWith("[") || value.asText().startsWith("[[");
        }
        for (JsonNode part : value) {
            if (!isLiteral(part)) {
                return false;
            }
        }
        return true;
    }

    private static JsonNode replace(JsonNode node, Function<String, JsonNode> values) {
        if (node.isTextual()) {
            return replace(node.asText(), values);
        }
        if (node.isObject()) {
            ObjectNode object = ((ObjectNode) node).objectNode();
            node.properties().forEach(field -> object.set(field.getKey(), replace(field.getValue(), values)));
            return object;
        }
        if (node.isArray()) {
            ArrayNode array = ((ArrayNode) node).arrayNode();
            node.forEach(part -> array.add(replace(part, values)));
            return array;
        }
        return node;
    }

    private static JsonNode replace(String text, Function<String, JsonNode> values) {
        if (!text.startsWith("[")) {
            return TextNode.valueOf(text);
        }
        if (text.startsWith("[[")) {
            return TextNode.valueOf(text.substring(1));
        }
        Matcher reference = REFERENCE.matcher(text);
        notBuiltIf(!reference.matches(), "The expression '%s' in a policy set definition", text);
        return values.apply(reference.group(1));
    }
}
