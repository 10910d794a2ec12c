package io.mltwin.workspace.machinelearning;

/**
 * What a request for a workspace brings into its transaction.
 *
 * @param created the row of a new workspace, null when there is one
 */
record PreparedWorkspace(WorkspaceEntity created, PreparedIdentities identities) {}
