package io.mltwin.scoring.models.assets;

import io.mltwin.scoring.ModelManagementErrors;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.List;

/** Deletes versions of models, unless something serves them: Azure refuses that, too. */
@Singleton
class ModelDeletion {

    private final ModelRepository versions;
    private final List<ModelUsage> usages;

    ModelDeletion(ModelRepository versions, @All List<ModelUsage> usages) {
        this.versions = versions;
        this.usages = usages;
    }

    /**
     * Deletes a version, within the caller's transaction.
     *
     * @throws io.mltwin.armweb.AzureException 409 where something serves it
     */
    void delete(ModelEntity model) {
        String id = ModelMapper.id(model);
        for (ModelUsage usage : usages) {
            usage.findUser(model.workspaceKey, id)
                    .ifPresent(
                            user -> {
                                throw ModelManagementErrors.conflict(
                                        "ModelInUse",
                                        "The model '"
                                                + id
                                                + "' is not deleted while "
                                                + user
                                                + " serves it; delete that first.");
                            });
        }
        versions.delete(model);
    }
}
