package io.mltwin.compute.access;

/** Tells whether a run's token still counts: cancelling or deleting a run revokes it. */
public interface RunTokenStates {

    boolean isRevoked(String workspaceId, String runId);
}
