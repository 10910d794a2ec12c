package io.mltwin.compute.batchendpoints;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.compute.batchscoring.BatchDeployment;
import io.mltwin.compute.encryption.OpenWorkspace;
import io.mltwin.compute.encryption.WorkspaceKeys;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.compute.workspaces.WorkspaceClient;
import io.mltwin.resourceprovider.RowTransactions;
import jakarta.inject.Singleton;
import java.util.List;

/** Finds the batch deployments of a workspace that use a model: that is not deleted then. */
@Singleton
record BatchModelUsers(BatchDeploymentRepository deployments, WorkspaceClient workspaces, WorkspaceKeys keys) {

    /**
     * A deployment that uses a model.
     *
     * @param model ARM id of the version
     */
    record User(String model, String endpoint, String name) {}

    /**
     * Returns them by endpoint and name.
     *
     * @throws io.mltwin.armweb.AzureException 404 for no workspace, 403 where the key of its run
     *     history cannot be used
     */
    List<User> find(ArmResourceId id) {
        Workspace workspace = workspaces.require(id);
        List<BatchDeploymentEntity> rows =
                RowTransactions.inOne(() -> deployments.ofWorkspace(workspace.workspaceId()));
        if (rows.isEmpty()) {
            return List.of();
        }
        OpenWorkspace open = keys.open(workspace);
        return rows.stream()
                .map(row -> BatchDeploymentService.content(open.history(), row).deployment())
                .filter(deployment -> deployment.model() != null)
                .map(BatchModelUsers::user)
                .toList();
    }

    private static User user(BatchDeployment deployment) {
        return new User(
                deployment.model().armId(),
                deployment.id().parent().name(),
                deployment.id().name());
    }
}
