package io.mltwin.compute.artifacts;

import io.mltwin.compute.access.Operation;
import io.mltwin.compute.access.WorkspaceAuthorizer;
import io.mltwin.compute.runs.RunService;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.compute.workspaces.WorkspacePath;
import jakarta.inject.Singleton;
import java.util.Collection;

/**
 * Decides who reaches artifacts: a user by the action at the workspace, a run its own alone. The
 * run must be there.
 */
@Singleton
record ArtifactAuthorizer(WorkspaceAuthorizer access, RunService runs) {

    /** Returns the workspace when the caller may do the operation in the container of this path. */
    Workspace require(ArtifactPath path, Operation operation) {
        ArtifactContainer in = path.in();
        Workspace workspace = access.require(path, operation, in.runId());
        requireRun(workspace, in);
        return workspace;
    }

    /**
     * Returns the workspace when the caller may do the operation in all of these containers; of
     * none only a user may.
     */
    Workspace requireAll(WorkspacePath path, Operation operation, Collection<ArtifactContainer> containers) {
        Workspace workspace = null;
        for (ArtifactContainer in : containers) {
            workspace = access.require(path, operation, in.runId());
        }
        return workspace == null ? access.require(path, operation) : workspace;
    }

    /**
     * Lets an upload pass, and a run that is there.
     *
     * @throws io.mltwin.armweb.AzureException 404
     */
    void requireRun(Workspace workspace, ArtifactContainer in) {
        if (in.runId() != null) {
            runs.requireExists(workspace.workspaceId(), null, in.runId());
        }
    }
}
