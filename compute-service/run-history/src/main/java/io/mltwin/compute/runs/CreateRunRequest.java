package io.mltwin.compute.runs;

import static io.mltwin.encoding.Absence.orEmpty;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.Json;
import io.mltwin.compute.runs.RunBody.WarningBody;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code CreateRun} of run history: the part of a run that clients and this service write. */
@RecordBuilder
public record CreateRunRequest(
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

    /** Returns the same run as a child of another one. */
    public CreateRunRequest childOf(String parent) {
        return CreateRunRequestBuilder.builder(this).parentRunId(parent).build();
    }

    /** Returns the same request with these warnings after its own. */
    public CreateRunRequest withWarnings(List<WarningBody> added) {
        List<WarningBody> all = new ArrayList<>(orEmpty(warnings));
        all.addAll(added);
        return CreateRunRequestBuilder.builder(this).warnings(all).build();
    }

    /** Returns the change of a run that has failed with an error of this code. */
    public static CreateRunRequest failed(String code, String message) {
        ObjectNode error = Json.object();
        error.putObject("error").put("code", code).put("message", message);
        return of(null).error(error).build();
    }

    /** Begins what this service writes of a run; all that is not set stays as it is. */
    public static CreateRunRequestBuilder of(String runId) {
        return CreateRunRequestBuilder.builder().runId(runId);
    }
}
