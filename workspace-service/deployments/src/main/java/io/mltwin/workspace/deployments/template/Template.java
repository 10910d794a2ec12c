package io.mltwin.workspace.deployments.template;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.deployments.expressions.UserFunctions;
import java.util.List;
import java.util.Map;

/**
 * A template of Azure Resource Manager, read and checked.
 *
 * @param variables an object, empty for none
 * @param outputs an object, empty for none
 */
public record Template(
        JsonNode source,
        boolean ofSubscription,
        Map<String, ParameterDeclaration> parameters,
        JsonNode variables,
        UserFunctions functions,
        List<Item> resources,
        JsonNode outputs) {

    /**
     * A resource as it stands in the template.
     *
     * @param symbol its symbolic name (languageVersion 2.0), else null
     */
    public record Item(String symbol, JsonNode source) {}

    ParameterDeclaration parameter(String name) {
        return named(parameters, name);
    }

    /** Returns the value with this name in any case; null for none. */
    static <V> V named(Map<String, V> values, String name) {
        V exact = values.get(name);
        if (exact != null) {
            return exact;
        }
        return values.entrySet().stream()
                .filter(value -> AsciiCase.equal(value.getKey(), name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }
}
