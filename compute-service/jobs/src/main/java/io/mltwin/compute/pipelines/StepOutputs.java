package io.mltwin.compute.pipelines;

import static io.mltwin.armweb.AzureException.notBuiltIf;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.compute.pipelines.PipelineJobBody.InputBody;

/** Finds the outputs of steps for the steps that are bound to them. */
@FunctionalInterface
interface StepOutputs {

    /** While a pipeline is validated there is no output yet: a text stands for each. */
    StepOutputs NONE = (step, output) -> new InputBody("literal", output, null, null);

    /** The input that an output becomes. */
    InputBody input(String step, String output);

    /**
     * The input that the output of a completed step becomes.
     *
     * @param definition the step's job, with the places of its outputs
     */
    static InputBody of(JsonNode definition, String output) {
        JsonNode found = definition.path("outputs").path(output);
        String uri = found.path("uri").asText(null);
        notBuiltIf(uri == null, "A binding to an output of a step");
        return new InputBody(found.path("jobOutputType").asText("uri_folder"), null, uri, null);
    }
}
