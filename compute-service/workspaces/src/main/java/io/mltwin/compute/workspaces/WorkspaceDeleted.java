package io.mltwin.compute.workspaces;

/** Fired when a workspace was found to be deleted. */
public record WorkspaceDeleted(String workspaceId) {}
