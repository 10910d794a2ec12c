package io.mltwin.compute.execution;

import static io.mltwin.encoding.Absence.orEmpty;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.Json;
import io.mltwin.compute.environments.preparation.EnvironmentDefinitionBody;
import io.mltwin.compute.execution.RunDefinitionBody.Configuration;
import io.mltwin.compute.runs.CreateRunRequest;
import java.util.List;
import java.util.Map;

/** Reads the run definitions that clients send, and makes their runs. */
final class RunDefinitionReader {

    private RunDefinitionReader() {}

    /**
     * Reads a run definition.
     *
     * @throws io.mltwin.armweb.AzureException 400 for what is none, 501 for settings that are not
     *     built
     */
    static RunDefinitionBody read(JsonNode definition) {
        RunDefinitionValidator.invalidIf(
                definition == null || !definition.isObject(),
                "configuration",
                "The request content must be a run definition.");
        RunSettings.check(definition.path("configuration"));
        return Json.read(
                definition,
                RunDefinitionBody.class,
                e -> RunDefinitionValidator.invalid(null, "The run definition is not valid: " + Json.reason(e)));
    }

    /**
     * Returns the run that a valid definition asks for.
     *
     * @param snapshotId of its code; null for none
     */
    static CommandRun run(
            String runId, String experiment, RunDefinitionBody body, JsonNode definition, String snapshotId) {
        Configuration configuration = body.configuration();
        EnvironmentDefinitionBody environment = configuration.environment();
        return new CommandRun(
                CreateRunRequest.of(runId)
                        .parentRunId(body.parentRunId())
                        .name(configuration.jobName())
                        .runType(requireNonNullElse(body.runType(), "experiment"))
                        .scriptName(configuration.script())
                        .properties(Map.of())
                        .runDefinition(definition)
                        .build(),
                experiment,
                configuration.script(),
                null,
                orEmpty(configuration.arguments()),
                null,
                List.of(),
                snapshotId == null ? null : new CommandRun.Source(snapshotId, null, null),
                DataReferenceValidator.read(configuration.dataReferences()),
                configuration.target(),
                environment.name(),
                environment.version(),
                orEmpty(environment.environmentVariables()),
                configuration.maxRunDurationSeconds(),
                RunRequirements.NONE);
    }
}
