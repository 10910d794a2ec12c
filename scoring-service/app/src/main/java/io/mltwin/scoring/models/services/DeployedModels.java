package io.mltwin.scoring.models.services;

import io.mltwin.scoring.models.assets.ModelUsage;
import io.mltwin.scoring.registry.images.ImageService;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The models that web services serve. */
@Singleton
class DeployedModels implements ModelUsage {

    private final WebServiceRepository services;
    private final ImageService images;

    DeployedModels(WebServiceRepository services, ImageService images) {
        this.services = services;
        this.images = images;
    }

    @Override
    public Optional<String> findUser(String workspaceKey, String modelId) {
        return services.ofWorkspace(workspaceKey).stream()
                .filter(service -> service.imageId != null)
                .filter(service ->
                        images.modelIds(workspaceKey, service.imageId).contains(modelId))
                .map(service -> "the service '" + service.name + "'")
                .findFirst();
    }
}
