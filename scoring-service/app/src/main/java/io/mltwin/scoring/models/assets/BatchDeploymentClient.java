package io.mltwin.scoring.models.assets;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.scoring.workspaces.ComputeServiceClient;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Asks compute-service, which keeps batch endpoints, what models their deployments use. */
@Singleton
record BatchDeploymentClient(ComputeServiceClient compute) {

    /**
     * Returns the deployments of a workspace that use a model.
     *
     * @throws io.mltwin.armweb.AzureException 503 when the service is away
     */
    BatchModelUsers find(String workspaceKey) {
        // without the workspace there is no deployment in it
        return compute.find(
                        BatchModelUsers.Deployment[].class,
                        "/_internal/batch-deployments/models",
                        "workspace",
                        workspaceKey)
                .map(found -> new BatchModelUsers(List.of(found)))
                .orElse(BatchModelUsers.NONE);
    }

    /** The batch deployments of a workspace, by the models that they use. */
    record BatchModelUsers(List<Deployment> deployments) {

        static final BatchModelUsers NONE = new BatchModelUsers(List.of());

        /**
         * A deployment.
         *
         * @param model ARM id of the version
         */
        record Deployment(String model, String endpoint, String name) {}

        /** Names a deployment that uses a version of a model; empty where none does. */
        Optional<String> findUser(String workspaceKey, String name, int version) {
            String key = ArmResourceId.parse(workspaceKey)
                    .child("models", name)
                    .child("versions", Integer.toString(version))
                    .key();
            return deployments.stream()
                    .filter(deployment ->
                            ArmResourceId.parse(deployment.model()).key().equals(key))
                    .map(deployment -> "the deployment '"
                            + deployment.name()
                            + "' of the batch endpoint '"
                            + deployment.endpoint()
                            + "'")
                    .findFirst();
        }
    }
}
