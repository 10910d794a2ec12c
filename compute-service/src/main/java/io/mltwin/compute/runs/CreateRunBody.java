package io.mltwin.compute.runs;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.compute.runs.RunBody.WarningBody;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** {@code CreateRun}: the part of a run that clients and targets write. */
public record CreateRunBody(
        String runId,
        String parentRunId,
        String status,
        Instant startTimeUtc,
        Instant endTimeUtc,
        JsonNode error,
        List<WarningBody> warnings,
        String name,
        String displayName,
        String description,
        Boolean hidden,
        String runType,
        String target,
        String scriptName,
        Map<String, String> tags,
        Map<String, String> properties,
        JsonNode parameters,
        JsonNode runDefinition,
        JsonNode createdFrom,
        JsonNode inputDatasets,
        JsonNode outputDatasets,
        String cancelUri,
        String diagnosticsUri) {

    @Override
    public String toString() {
        return "changes of run " + runId;
    }
}
