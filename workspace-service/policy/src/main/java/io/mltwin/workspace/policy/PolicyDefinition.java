package io.mltwin.workspace.policy;

import static io.mltwin.workspace.policy.rules.PolicyErrors.invalidRule;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.policy.rules.PolicyRule;
import io.mltwin.workspace.policy.rules.RuleParser;
import java.util.Map;

/**
 * A policy definition, read and checked.
 *
 * @param indexed true for mode Indexed, which looks at what has a region and tags
 */
record PolicyDefinition(
        String id,
        String name,
        DefinitionBody.Properties properties,
        boolean indexed,
        Map<String, ParameterDeclaration> parameters,
        PolicyRule rule) {

    /**
     * Reads a definition.
     *
     * @throws io.mltwin.armweb.AzureException 400 when it is malformed, 501 for what is not built
     */
    static PolicyDefinition read(String id, String name, DefinitionBody.Properties given) {
        if (given == null || given.policyRule() == null) {
            throw invalidRule(name, "'properties.policyRule' is missing.");
        }
        Map<String, ParameterDeclaration> parameters = ParameterDeclaration.readAll(given.parameters(), name);
        return new PolicyDefinition(
                id,
                name,
                given,
                mode(name, given.mode()),
                parameters,
                RuleParser.parse(given.policyRule(), parameters.keySet(), name));
    }

    private static boolean mode(String name, String mode) {
        if (mode == null || AsciiCase.equal(mode, "Indexed")) {
            return true;
        }
        if (AsciiCase.equal(mode, "All")) {
            return false;
        }
        if (mode.startsWith("Microsoft.")) {
            throw io.mltwin.armweb.AzureException.notBuilt("The policy mode '" + mode + "'");
        }
        throw invalidRule(name, "The mode '" + mode + "' is neither All nor Indexed.");
    }

    String displayName() {
        return properties.displayName() == null ? name : properties.displayName();
    }

    /** {@code Machine Learning}, or null. */
    String category() {
        JsonNode metadata = properties.metadata();
        return metadata == null || !metadata.path("category").isTextual()
                ? null
                : metadata.path("category").asText();
    }

    /** An assignment's values, else the defaults, by name in lower case. */
    Map<String, JsonNode> values(JsonNode given) {
        return ParameterDeclaration.values(parameters, given);
    }
}
