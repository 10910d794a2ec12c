package io.mltwin.compute.runs;

import java.time.Instant;

/** Fired in the transaction in which a run reports a new error or new warnings. */
public record RunErrorReported(
        String workspaceId, String runId, int revision, int errors, int warnings, Instant time) {}
