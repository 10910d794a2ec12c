package io.mltwin.compute.execution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.BodyErrors;

/** Reads the run definitions that clients send. */
final class RunDefinitionReader {

    private RunDefinitionReader() {}

    /**
     * Reads a run definition.
     *
     * @throws io.mltwin.armweb.AzureException 400 for what is none, 501 for settings that are not
     *     built
     */
    static RunDefinitionBody read(ObjectMapper json, JsonNode definition) {
        RunDefinitionValidator.invalidIf(
                definition == null || !definition.isObject(),
                "configuration",
                "The request content must be a run definition.");
        RunSettings.check(definition.path("configuration"));
        try {
            return json.treeToValue(definition, RunDefinitionBody.class);
        } catch (JsonProcessingException e) {
            throw RunDefinitionValidator.invalid(null, "The run definition is not valid: " + BodyErrors.reason(e));
        }
    }
}
