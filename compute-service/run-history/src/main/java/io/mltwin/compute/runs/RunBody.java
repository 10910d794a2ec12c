package io.mltwin.compute.runs;

import com.fasterxml.jackson.databind.JsonNode;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * {@code Run} of run history. {@code token} is told once, to who created the run, and never in
 * lists.
 */
@RecordBuilder
public record RunBody(
        long runNumber,
        String runId,
        String runUuid,
        String rootRunId,
        String parentRunId,
        String experimentId,
        String status,
        Instant createdUtc,
        Instant startTimeUtc,
        Instant endTimeUtc,
        Instant lastModifiedUtc,
        PersonBody createdBy,
        PersonBody lastModifiedBy,
        String userId,
        String token,
        Instant tokenExpiryTimeUtc,
        JsonNode error,
        List<WarningBody> warnings,
        int revision,
        int statusRevision,
        String dataContainerId,
        String name,
        String displayName,
        String description,
        boolean hidden,
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
        String diagnosticsUri,
        Map<String, AssetReferenceBody> outputs)
        implements RunBodyBuilder.With {

    /** {@code TypedAssetReference}: an output as the asset that it is. */
    public record AssetReferenceBody(String assetId, String type) {}

    /** {@code User}: personal data, never to be logged. */
    public record PersonBody(String userObjectId, String userTenantId, String userName) {
        @Override
        public String toString() {
            return "a person";
        }
    }

    /** One of {@code warnings}. */
    public record WarningBody(String source, String message) {}

    @Override
    public String toString() {
        return "run " + runId;
    }
}
