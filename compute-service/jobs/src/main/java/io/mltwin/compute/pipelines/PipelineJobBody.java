package io.mltwin.compute.pipelines;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.compute.orchestration.JobDescription;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code PipelineJob} (2022-05-01 to 2024-04-01): what is read of a job's properties. */
@RecordBuilder
record PipelineJobBody(
        String computeId,
        String componentId,
        String sourceJobId,
        String experimentName,
        String displayName,
        String description,
        Map<String, String> tags,
        Map<String, String> properties,
        JsonNode identity,
        Map<String, InputBody> inputs,
        Map<String, JsonNode> outputs,
        SettingsBody settings,
        LinkedHashMap<String, StepBody> jobs)
        implements JobDescription, PipelineJobBodyBuilder.With {

    /** {@code JobInput}; clients write inputs of steps with underscores. */
    record InputBody(@JsonAlias("job_input_type") String jobInputType, String value, String uri, String mode) {}

    /** {@code settings}, whose names Azure's clients write with underscores. */
    record SettingsBody(
            @JsonAlias("default_compute") String defaultCompute,
            @JsonAlias("default_datastore") String defaultDatastore,
            @JsonAlias("continue_on_step_failure") Boolean continueOnStepFailure,
            @JsonAlias("force_rerun") Boolean forceRerun,
            @JsonAlias("on_init") String onInit,
            @JsonAlias("on_finalize") String onFinalize) {}

    /** One of {@code jobs}: a command step. */
    record StepBody(
            String type,
            String componentId,
            @JsonAlias("display_name") String displayName,
            String command,
            String codeId,
            String environmentId,
            String computeId,
            @JsonAlias("environment_variables") JsonNode environmentVariables,
            Map<String, InputBody> inputs,
            Map<String, JsonNode> outputs,
            JsonNode resources,
            JsonNode distribution,
            JsonNode identity,
            JsonNode limits,
            Map<String, String> tags,
            @JsonAlias("is_deterministic") Boolean isDeterministic) {}
}
