package io.mltwin.telemetry.diagnostics;

import java.time.Instant;

/**
 * The record that Microsoft keeps of an event for diagnosis: names, ids and outcome; no payload, no user.
 *
 * @param category {@code ScoringRequest} or {@code Run}
 * @param serviceName of a scoring request, as are the following four; null of a run
 * @param run what is collected of a run; null of a scoring request
 */
public record DiagnosticBody(
        String eventId,
        Instant time,
        String category,
        String workspaceId,
        String serviceName,
        String computeType,
        String requestId,
        Integer statusCode,
        Double durationMillis,
        CollectedRun run) {

    static DiagnosticBody of(CollectedRun run) {
        return new DiagnosticBody(
                run.eventId(), run.time(), "Run", run.workspaceId(), null, null, null, null, null, run);
    }
}
