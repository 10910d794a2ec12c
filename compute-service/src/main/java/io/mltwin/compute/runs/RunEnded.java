package io.mltwin.compute.runs;

/** Fired inside the transaction in which a run reaches its end. */
public record RunEnded(String workspaceId, String runId, RunStatus status) {}
