package io.mltwin.compute.pipelines;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonInclude;
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
        Map<String, OutputBody> outputs,
        SettingsBody settings,
        LinkedHashMap<String, StepBody> jobs)
        implements JobDescription, PipelineJobBodyBuilder.With {

    /** {@code JobInput}; clients write inputs of steps with underscores. */
    record InputBody(@JsonAlias("job_input_type") String jobInputType, String value, String uri, String mode) {}

    /**
     * {@code JobOutput}; of a step clients write {@code name} and {@code version} for those of its asset.
     *
     * @param value of a step's output that is one of the pipeline: the binding to it
     */
    @RecordBuilder
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OutputBody(
            @JsonAlias("job_output_type") String jobOutputType,
            String uri,
            String mode,
            @JsonAlias("name") String assetName,
            @JsonAlias("version") String assetVersion,
            @JsonAlias("path_on_compute") String pathOnCompute,
            @JsonAlias("auto_delete_setting") JsonNode autoDeleteSetting,
            String value)
            implements PipelineJobBodyOutputBodyBuilder.With {

        static final OutputBody NONE = new OutputBody(null, null, null, null, null, null, null, null);
    }

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
            Map<String, OutputBody> outputs,
            JsonNode resources,
            JsonNode distribution,
            JsonNode identity,
            JsonNode limits,
            Map<String, String> tags,
            @JsonAlias("is_deterministic") Boolean isDeterministic) {}
}
