package io.mltwin.telemetry.diagnostics;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The data collected of a submitted run ("Enterprise security and governance", Microsoft collected
 * data): names of resources, the run's id and its environment variables; nothing that identifies a
 * user.
 *
 * @param workspaceId ARM id
 * @param datastores names of those whose data the run uses
 * @param dataAssets names of those that the run uses
 */
public record CollectedRun(
        String eventId,
        Instant time,
        String workspaceId,
        String runId,
        String runType,
        String experimentName,
        String computeName,
        String environmentName,
        String environmentVersion,
        List<String> datastores,
        List<String> dataAssets,
        Map<String, String> environmentVariables) {

    @Override
    public String toString() {
        return "collected run " + runId;
    }
}
