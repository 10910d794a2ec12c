package io.mltwin.compute.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.execution.CommandRun;
import io.mltwin.compute.experiments.ExperimentService;
import io.mltwin.compute.jobs.JobRequest;
import io.mltwin.compute.runs.CreateRunRequest;
import io.mltwin.compute.runs.RunBody;
import io.mltwin.compute.runs.RunColumn;
import io.mltwin.compute.runs.RunOrder;
import io.mltwin.compute.runs.RunQueries;
import io.mltwin.compute.runs.RunSearch;
import io.mltwin.compute.runs.RunSelection;
import io.mltwin.compute.runs.RunService;
import io.mltwin.compute.runs.RunStatus;
import io.mltwin.encoding.Sha256;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Uses the outputs of steps again: a step that has completed before with the same command, code,
 * environment and inputs does not run, unless the pipeline has {@code force_rerun}.
 */
@Singleton
record StepReuse(RunQueries queries, RunService runs, ExperimentService experiments) {

    private static final String DIGEST = "azureml.stepDigest";
    private static final String IS_REUSED = "azureml.isreused";
    private static final List<String> WHAT_COUNTS = List.of(
            "command",
            "codeId",
            "environmentId",
            "environmentVariables",
            "inputs",
            "outputs",
            "resources",
            "distribution",
            "identity");

    /** Notes on a step's job what makes it the same as another; nothing where that may change. */
    static void mark(ObjectNode job) {
        StringBuilder text = new StringBuilder();
        WHAT_COUNTS.forEach(
                field -> text.append(field).append('=').append(job.path(field)).append('\n'));
        boolean mayChange = text.indexOf("@latest") >= 0 || text.indexOf("/labels/latest") >= 0;
        if (!mayChange) {
            job.withObject("/properties").put(DIGEST, Sha256.hex(text.toString().getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** Returns the newest run of the same step that has completed. */
    Optional<RunBody> find(RunHistory history, JsonNode job) {
        String digest = job.path("properties").path(DIGEST).asText(null);
        if (digest == null) {
            return Optional.empty();
        }
        RunSelection completed = RunSelection.of(history.workspaceId())
                .equal(RunColumn.STATUS, RunStatus.Completed.name())
                .equal(RunColumn.RUN_TYPE, CommandRun.TYPE);
        return queries.first(
                history,
                RunSearch.of(
                        completed,
                        RunOrder.NEWEST_FIRST,
                        run -> run.parentRunId() != null
                                && run.runDefinition() != null
                                && digest.equals(run.properties().get(DIGEST))
                                && !run.properties().containsKey(IS_REUSED)));
    }

    /** Adds the step's run as one that has completed, with the outputs of the earlier one. */
    void add(RunHistory history, JobRequest step, RunBody earlier) {
        String runId = step.id().name();
        ObjectNode definition = step.properties().deepCopy();
        ObjectNode outputs = definition.putObject("outputs");
        earlier.runDefinition().path("outputs").properties().forEach(output -> {
            JsonNode kept = output.getValue().deepCopy();
            if (kept instanceof ObjectNode object) {
                // it is registered already
                object.remove(List.of("assetName", "assetVersion"));
            }
            outputs.set(output.getKey(), kept);
        });
        runs.add(
                history,
                experiments.ensure(history, definition.path("experimentName").asText("Default")),
                runId,
                CreateRunRequest.of(runId)
                        .parentRunId(step.parentRunId())
                        .displayName(definition.path("displayName").asText(runId))
                        .runType(CommandRun.TYPE)
                        .properties(Map.of(IS_REUSED, "true", "azureml.reusedrunid", earlier.runId()))
                        .runDefinition(definition)
                        .build(),
                step.submitter(),
                null);
        runs.setStatus(history, runId, RunStatus.Completed, null);
    }
}
