package io.mltwin.compute.workspaces;

/** Fired when workspace-service returned a workspace, before any operation in it. */
public record WorkspaceObserved(Workspace workspace) {}
