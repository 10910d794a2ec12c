package io.mltwin.scoring.models.deployments;

import static io.mltwin.scoring.ModelManagementErrors.conflict;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.scoring.documents.JsonText;
import io.mltwin.scoring.models.assets.ModelUsage;
import io.mltwin.scoring.models.deployments.DeploymentStates.OnlineDeploymentDeleted;
import io.mltwin.scoring.models.endpoints.OnlineEndpointService.EndpointDeployments;
import io.mltwin.scoring.registry.images.StoredImage.ImageDeleting;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells endpoints, images and models of the deployments that belong to them or use them. */
@Singleton
record DeploymentRows(OnlineDeploymentRepository rows, Event<OnlineDeploymentDeleted> deleted)
        implements EndpointDeployments, ModelUsage {

    @Override
    public List<String> servedNames(String endpointKey) {
        return rows.of(endpointKey).stream()
                .filter(row -> row.running != null)
                .map(row -> row.name)
                .toList();
    }

    @Override
    public void deleteAll(String endpointKey) {
        rows.of(endpointKey).forEach(this::delete);
    }

    private void delete(OnlineDeploymentEntity row) {
        rows.delete(row);
        deleted(row);
    }

    /** Ends what runs of a deployment, after the commit. */
    void deleted(OnlineDeploymentEntity row) {
        deleted.fire(new OnlineDeploymentDeleted(row.key));
    }

    /** Returns the settings with which a deployment runs, and those with which it is to run. */
    private static Stream<DeploymentSettings> settings(OnlineDeploymentEntity row) {
        return Stream.of(row.wanted, row.running)
                .filter(Objects::nonNull)
                .map(settings -> JsonText.as(settings, DeploymentSettings.class));
    }

    @Override
    public Optional<String> findUser(String workspaceKey, String modelId) {
        return rows.ofWorkspace(workspaceKey).stream()
                .filter(row -> settings(row).anyMatch(settings -> settings.uses(modelId)))
                .map(row -> "the deployment '"
                        + row.name
                        + "' of the online endpoint '"
                        + ArmResourceId.parse(row.id).parent().name()
                        + "'")
                .findFirst();
    }

    /** An image that a deployment runs with, or is to, stays. */
    void keepImage(@Observes ImageDeleting event) {
        boolean isUsed = rows.ofWorkspace(event.workspaceKey()).stream()
                .flatMap(DeploymentRows::settings)
                .anyMatch(settings -> Objects.equals(settings.imageId(), event.imageId()));
        if (isUsed) {
            throw conflict(
                    "ImageInUse",
                    "The image '" + event.imageId() + "' is used by a deployment; delete the deployment first.");
        }
    }
}
