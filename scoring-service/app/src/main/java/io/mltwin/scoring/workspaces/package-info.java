/**
 * The workspace that a request is about, and what its caller may do there. Uses the clients of
 * workspace-service and identity-service. Start reading at {@link
 * io.mltwin.scoring.workspaces.WorkspaceAuthorizer}.
 */
package io.mltwin.scoring.workspaces;
