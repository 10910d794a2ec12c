package io.mltwin.compute.workspaces;

/** Fired when workspace-service told about a workspace, before anything is done in it. */
public record WorkspaceSeen(Workspace workspace) {}
