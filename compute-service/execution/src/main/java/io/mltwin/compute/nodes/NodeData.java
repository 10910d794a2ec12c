package io.mltwin.compute.nodes;

import static io.mltwin.armweb.AzureException.forbidden;
import static io.mltwin.armweb.AzureException.notFound;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.compute.datastores.DatastoreAccess;
import io.mltwin.compute.datastores.WorkspaceFileStore;
import io.mltwin.compute.encryption.OpenWorkspace;
import io.mltwin.compute.encryption.WorkspaceKeys;
import io.mltwin.compute.execution.RunData;
import io.mltwin.compute.execution.SubmittedJobs;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.compute.workspaces.WorkspaceClient;
import jakarta.inject.Singleton;
import java.util.function.Supplier;

/**
 * Returns the access to data of a node's run, for the references of that run and for no other data. In a
 * workspace for data of high business impact credentials of storage travel through its key vault
 * (seed L127): the node is told the secret's name alone.
 */
@Singleton
record NodeData(
        SubmittedJobs jobs,
        DatastoreAccess datastores,
        WorkspaceFileStore fileStore,
        NodeIdentities identities,
        WorkspaceClient workspaces,
        WorkspaceKeys keys) {

    private static final String STORAGE = "https://storage.azure.com";

    /**
     * Returns the access to the file share for the management code of the node's run.
     *
     * @throws AzureException 403 for a node without a run, or on a machine of the customer's
     */
    DatastoreAccess.Place openManagementShare(Node node) {
        requireRun(node);
        if (NodeIds.isOnMachine(node.nodeId())) {
            throw forbidden(
                    "NoManagementShare",
                    "An attached machine is not managed: its management code is on no file share.");
        }
        return fileStore.open(workspaces.require(ArmResourceId.parse(node.workspaceArmId())));
    }

    private static void requireRun(Node node) {
        if (node.runId() == null) {
            throw forbidden("NoRun", "The node has no run, and only a run has data.");
        }
    }

    DatastoreAccess.Place open(Node node, String reference) {
        requireRun(node);
        RunData data = jobs.data(node.workspaceId(), node.runId(), reference)
                .orElseThrow(() -> notFound("NoSuchDataReference", "The run has no data reference '%s'.", reference));
        Workspace workspace = workspaces.require(ArmResourceId.parse(node.workspaceArmId()));
        OpenWorkspace open = keys.open(workspace);
        boolean writes = data.mode().writes();
        if (NodeIds.isOnMachine(node.nodeId())) {
            // it does not act as the workspace, so no vault opens to it
            return datastores.open(open, data.datastore(), writes, null);
        }
        Supplier<String> identity = () -> identities
                .tokenOfRun(node, STORAGE, new NodeIdentities.Selector(null, null, null))
                .accessToken();
        return workspace.hbiWorkspace()
                ? datastores.openByReference(open, data.datastore(), writes, identity)
                : datastores.open(open, data.datastore(), writes, identity);
    }
}
