/**
 * Workspaces as pages name, list and choose them. May use the calls to Azure and the frame of
 * pages. Start with {@link io.mltwin.console.workspaces.WorkspaceId}.
 */
package io.mltwin.console.workspaces;
