package io.mltwin.compute.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.Caller;

/**
 * What is kept of a pipeline, ciphertext at rest.
 *
 * @param definition the job's properties, with the commands of components
 * @param caller whose pipeline it is
 */
record PipelineContent(
        String workspaceArmId, JsonNode definition, Caller caller, String correlationId) {

    @Override
    public String toString() {
        return "a pipeline";
    }
}
