package io.mltwin.compute.runs;

import java.time.Instant;

/**
 * Fired inside the transaction in which a run meets an error or warnings that it had not before.
 */
public record RunComplained(
        String workspaceId, String runId, int revision, int errors, int warnings, Instant time) {}
