package io.mltwin.compute.runs;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.compute.runs.RunBody.WarningBody;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** {@code RunDetails}: a run with its definition and logs, never with its token. */
public record RunDetailsBody(
        String runId,
        String target,
        String status,
        Instant createdTimeUtc,
        Instant startTimeUtc,
        Instant endTimeUtc,
        JsonNode error,
        List<WarningBody> warnings,
        Map<String, String> tags,
        Map<String, String> properties,
        JsonNode parameters,
        JsonNode runDefinition,
        Map<String, String> logFiles,
        Map<String, String> services,
        Map<String, RunBody.AssetReferenceBody> outputs) {

    static RunDetailsBody of(RunBody run, JsonNode definition, Map<String, String> logFiles) {
        return new RunDetailsBody(
                run.runId(),
                run.target(),
                run.status(),
                run.createdUtc(),
                run.startTimeUtc(),
                run.endTimeUtc(),
                run.error(),
                run.warnings(),
                run.tags(),
                run.properties(),
                run.parameters(),
                definition,
                logFiles,
                Map.of(),
                run.outputs());
    }
}
