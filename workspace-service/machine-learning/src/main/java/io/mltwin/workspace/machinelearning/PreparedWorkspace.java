package io.mltwin.workspace.machinelearning;

/**
 * The preparation of a request for a workspace, before its transaction.
 *
 * @param created the row of a new workspace, null when there is one
 */
record PreparedWorkspace(WorkspaceEntity created, PreparedIdentities identities) {}
