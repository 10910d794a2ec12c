package io.mltwin.console.runs;

import static io.mltwin.encoding.Absence.isBlank;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code Run} and {@code RunDetails} of run history: what the pages show of it. */
public record RunBody(
        long runNumber,
        String runId,
        String parentRunId,
        String experimentId,
        String status,
        @JsonAlias("createdTimeUtc") Instant createdUtc,
        Instant startTimeUtc,
        Instant endTimeUtc,
        Instant tokenExpiryTimeUtc,
        Person createdBy,
        JsonNode error,
        List<Warning> warnings,
        String displayName,
        String description,
        String runType,
        String target,
        Map<String, String> tags,
        Map<String, String> properties,
        JsonNode parameters,
        JsonNode runDefinition,
        Map<String, String> logFiles,
        Map<String, Asset> outputs) {

    private static final Set<String> ENDS = Set.of("Completed", "Failed", "Canceled");

    /** {@code User}. */
    public record Person(String userObjectId, String userTenantId, String userName) {
        @Override
        public String toString() {
            return "a person";
        }
    }

    /** One of {@code warnings}. */
    public record Warning(String source, String message) {}

    /** {@code TypedAssetReference}. */
    public record Asset(String assetId, String type) {}

    /** A page of runs. */
    public record Page(List<RunBody> value, String continuationToken) {}

    /** Returns whether a run in this state has ended for good. */
    static boolean isEnd(String status) {
        return ENDS.contains(status);
    }

    boolean hasEnded() {
        return isEnd(status);
    }

    String title() {
        return isBlank(displayName) ? runId : displayName;
    }

    String property(String name) {
        return properties == null ? null : properties.get(name);
    }

    @Override
    public String toString() {
        return "run " + runId;
    }
}
