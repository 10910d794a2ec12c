package io.mltwin.compute.encryption;

import io.mltwin.compute.workspaces.Workspace;

/** A workspace together with its run history, opened for one request. */
public record OpenWorkspace(Workspace workspace, RunHistory history) {}
