package io.mltwin.workspace.policy;

import static io.mltwin.armweb.Json.isGiven;
import static io.mltwin.workspace.policy.rules.PolicyErrors.invalidParameters;
import static io.mltwin.workspace.policy.rules.PolicyErrors.parameterRemoved;
import static io.mltwin.workspace.policy.rules.PolicyErrors.valueNotAllowed;
import static io.mltwin.workspace.policy.rules.PolicyErrors.wrongType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.mltwin.encoding.AsciiCase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A parameter of a policy definition.
 *
 * @param type String, Array, Object, Boolean, Integer, Float or DateTime, in lower case
 * @param allowed null when every value of the type is
 * @param defaultValue null for none
 */
record ParameterDeclaration(String name, String type, List<JsonNode> allowed, JsonNode defaultValue) {

    private static final Set<String> TYPES =
            Set.of("string", "array", "object", "boolean", "integer", "float", "datetime");

    /** The declarations of a definition, by name. */
    static Map<String, ParameterDeclaration> readAll(JsonNode parameters, String definition) {
        Map<String, ParameterDeclaration> all = new LinkedHashMap<>();
        if (!isGiven(parameters) || parameters.isMissingNode()) {
            return all;
        }
        if (!parameters.isObject()) {
            throw invalidParameters(definition, "'parameters' is an object.");
        }
        for (Map.Entry<String, JsonNode> field : parameters.properties()) {
            all.put(field.getKey(), read(field.getKey(), field.getValue(), definition));
        }
        return all;
    }

    private static ParameterDeclaration read(String name, JsonNode node, String definition) {
        String type = AsciiCase.lower(node.path("type").asText(""));
        if (!TYPES.contains(type)) {
            throw invalidParameters(definition, "The parameter '" + name + "' has no type that Azure Policy knows.");
        }
        List<JsonNode> allowed = null;
        if (node.path("allowedValues").isArray()) {
            allowed = new ArrayList<>();
            node.path("allowedValues").forEach(allowed::add);
        }
        JsonNode fallback = node.path("defaultValue");
        ParameterDeclaration read =
                new ParameterDeclaration(name, type, allowed, fallback.isMissingNode() ? null : fallback);
        if (read.defaultValue != null) {
            read.check(read.defaultValue, definition);
        }
        return read;
    }

    /** Refuses a value of another type, or one that is not allowed; their case matters. */
    void check(JsonNode value, String definition) {
        if (!isOfType(value)) {
            throw wrongType(name, type, definition);
        }
        if (allowed == null) {
            return;
        }
        for (JsonNode one : value.isArray() ? value : List.of(value)) {
            if (!allowed.contains(one)) {
                throw valueNotAllowed(
                        one.asText(),
                        name,
                        definition,
                        allowed.stream().map(JsonNode::asText).toList());
            }
        }
    }

    private boolean isOfType(JsonNode value) {
        return switch (type) {
            case "array" -> value.isArray();
            case "object" -> value.isObject();
            case "boolean" -> value.isBoolean();
            case "integer" -> value.isIntegralNumber();
            case "float" -> value.isNumber();
            default -> value.isTextual();
        };
    }

    /** An assignment's values, else the defaults, by name in lower case. */
    static Map<String, JsonNode> values(Map<String, ParameterDeclaration> declared, JsonNode given) {
        Map<String, JsonNode> values = new HashMap<>();
        for (ParameterDeclaration parameter : declared.values()) {
            JsonNode value = parameter.given(given);
            if (!value.isMissingNode()) {
                values.put(AsciiCase.lower(parameter.name()), value);
            } else if (parameter.defaultValue() != null) {
                values.put(AsciiCase.lower(parameter.name()), parameter.defaultValue());
            }
        }
        return values;
    }

    /** No parameter goes, and one that comes has a default value. */
    static void checkKept(
            Map<String, ParameterDeclaration> before, Map<String, ParameterDeclaration> now, String definition) {
        for (String name : before.keySet()) {
            if (!now.containsKey(name)) {
                throw parameterRemoved(definition, name);
            }
        }
        now.forEach((name, parameter) -> {
            if (!before.containsKey(name) && parameter.defaultValue() == null) {
                throw parameterRemoved(definition, AsciiCase.lower(name));
            }
        });
    }

    JsonNode given(JsonNode parameters) {
        JsonNode entry = parameters == null ? MissingNode.getInstance() : parameters.path(name);
        return entry.path("value");
    }
}
