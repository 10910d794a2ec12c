package io.mltwin.workspace.databricks;

/**
 * Who calls a workspace's own API.
 *
 * @param workspaceKey the workspace, by its ARM id in lower case
 */
record DatabricksCaller(String workspaceKey, String objectId) {}
