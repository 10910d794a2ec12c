package io.mltwin.scoring.workspaces;

/**
 * Fired within the transaction that deletes what model management keeps of a deleted workspace;
 * each keeper deletes its own.
 *
 * @param workspaceKey ARM id of the workspace in lower case
 */
public record WorkspaceDeleted(String workspaceKey) {}
