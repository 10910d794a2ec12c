package io.mltwin.compute.collected;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The data that Microsoft collects of a submitted run, as telemetry-service takes it: names of resources,
 * the run's id and its environment variables. It has no field for a person.
 *
 * @param eventId the same however often it is sent
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

    /** Environment variables reach no log. */
    @Override
    public String toString() {
        return "collected run " + runId;
    }
}
