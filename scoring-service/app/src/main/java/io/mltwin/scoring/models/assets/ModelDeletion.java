package io.mltwin.scoring.models.assets;

import static io.mltwin.scoring.ModelManagementErrors.conflict;

import io.mltwin.armweb.AzureException;
import io.mltwin.scoring.models.assets.BatchDeploymentClient.BatchModelUsers;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Deletes versions of models, unless something serves them: Azure refuses that for every active
 * deployment, too.
 */
@Singleton
record ModelDeletion(ModelRepository versions, @All List<ModelUsage> usages, BatchDeploymentClient batchDeployments) {

    /**
     * Finds what uses the models of a workspace at batch endpoints, before a transaction.
     *
     * @throws AzureException 503 when that is not known at the moment: then nothing is deleted
     */
    BatchModelUsers prepare(String workspaceKey) {
        return batchDeployments.find(workspaceKey);
    }

    /**
     * Deletes a version, within the caller's transaction.
     *
     * @throws AzureException 409 where something serves it
     */
    void delete(ModelEntity model, BatchModelUsers batch) {
        String id = ModelMapper.id(model);
        Stream.concat(
                        usages.stream().map(usage -> usage.findUser(model.workspaceKey, id)),
                        Stream.of(batch.findUser(model.workspaceKey, model.name, model.version)))
                .flatMap(Optional::stream)
                .findFirst()
                .ifPresent(user -> {
                    throw inUse(id, user);
                });
        versions.delete(model);
    }

    private static AzureException inUse(String id, String user) {
        return conflict(
                "ModelInUse", "The model '" + id + "' is not deleted while " + user + " serves it; delete that first.");
    }
}
