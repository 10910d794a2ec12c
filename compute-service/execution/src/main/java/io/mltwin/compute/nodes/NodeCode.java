package io.mltwin.compute.nodes;

import static io.mltwin.armweb.AzureException.forbidden;
import static io.mltwin.armweb.AzureException.notFound;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.compute.execution.SubmittedJobs;
import io.mltwin.compute.snapshots.SnapshotBody.SnapshotFile;
import io.mltwin.compute.snapshots.SnapshotService;
import io.mltwin.compute.workspaces.WorkspaceClient;
import jakarta.inject.Singleton;
import java.io.InputStream;

/** The files of a node's run, for a node that does not act as the workspace. */
@Singleton
record NodeCode(SubmittedJobs jobs, SnapshotService snapshots, WorkspaceClient workspaces) {

    /**
     * Opens a file of the code of the node's run, and of no other run.
     *
     * @throws AzureException 403 when the node has no run, 404 when the run has no such file
     */
    InputStream open(Node node, String path) {
        if (node.runId() == null) {
            throw forbidden("NoRun", "The node has no run, and only a run has code.");
        }
        SnapshotFile file = jobs.file(node.workspaceId(), node.runId(), path)
                .orElseThrow(() -> notFound("FileNotFound", "The run's code has no file '%s'.", path));
        return snapshots.open(workspaces.require(ArmResourceId.parse(node.workspaceArmId())), file);
    }
}
