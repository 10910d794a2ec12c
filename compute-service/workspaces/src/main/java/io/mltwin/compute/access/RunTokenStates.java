package io.mltwin.compute.access;

/** Tells whether a run's token still counts: it ends with its run. */
public interface RunTokenStates {

    boolean isRevoked(String workspaceId, String runId);
}
