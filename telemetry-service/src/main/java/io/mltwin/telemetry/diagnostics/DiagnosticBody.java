package io.mltwin.telemetry.diagnostics;

import java.time.Instant;

/** What Microsoft keeps of an event for diagnosis: names, ids and outcome; no payload, no user. */
public record DiagnosticBody(
        String eventId,
        Instant time,
        String category,
        String workspaceId,
        String serviceName,
        String computeType,
        String requestId,
        int statusCode,
        double durationMillis) {}
