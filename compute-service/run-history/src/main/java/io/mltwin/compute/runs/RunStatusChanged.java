package io.mltwin.compute.runs;

import java.time.Instant;

/**
 * Fired in the transaction in which a run reaches a status.
 *
 * @param target name of its compute target, or null
 * @param revision counts the statuses of the run
 */
public record RunStatusChanged(
        String workspaceId, String runId, String target, RunStatus status, int revision, Instant time) {}
