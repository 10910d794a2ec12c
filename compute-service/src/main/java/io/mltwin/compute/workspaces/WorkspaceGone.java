package io.mltwin.compute.workspaces;

/** Fired when a workspace was found to be deleted, with what it had here. */
public record WorkspaceGone(String workspaceId) {}
