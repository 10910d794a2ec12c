package io.mltwin.scoring.models.services;

import io.mltwin.armweb.AzureException;
import io.mltwin.resourceprovider.RowTransactions;
import io.mltwin.scoring.ModelManagementErrors;
import io.mltwin.scoring.documents.JsonText;
import io.mltwin.scoring.registry.images.ImageDeleting;
import io.mltwin.scoring.registry.images.ImageService;
import io.mltwin.scoring.registry.images.StoredImage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.function.Supplier;

/**
 * Keeps the state of deployments, for the operation that makes them and for the side that runs
 * them.
 */
@ApplicationScoped
public class DeploymentService {

    private final WebServiceRepository repository;
    private final ServiceKeys keys;
    private final ImageService images;
    private final Clock clock;

    public DeploymentService(
            WebServiceRepository repository, ServiceKeys keys, ImageService images, Clock clock) {
        this.repository = repository;
        this.keys = keys;
        this.images = images;
        this.clock = clock;
    }

    /** Returns the deployment behind a host's label, or null. */
    public Deployment find(String endpoint) {
        return find(() -> repository.findByEndpoint(endpoint));
    }

    private Deployment find(Supplier<WebServiceEntity> query) {
        return RowTransactions.inOne(
                () -> {
                    WebServiceEntity service = query.get();
                    return service == null ? null : of(service);
                });
    }

    /**
     * Returns the id of the image of a service that is being deployed, or null when the service is
     * gone.
     */
    @Transactional
    String imageId(String workspaceKey, String name) {
        WebServiceEntity service = repository.findByName(workspaceKey, name);
        return service == null ? null : service.imageId;
    }

    Deployment find(String workspaceKey, String name) {
        return find(() -> repository.findByName(workspaceKey, name));
    }

    /** Returns false when the service is gone. */
    @Transactional
    boolean healthy(String workspaceKey, String name) {
        WebServiceEntity service = repository.findByName(workspaceKey, name);
        if (service == null) {
            return false;
        }
        service.state = "Healthy";
        service.updatedAt = clock.instant();
        return true;
    }

    @Transactional
    void failed(String workspaceKey, String name, AzureException fault) {
        WebServiceEntity service = repository.findByName(workspaceKey, name);
        if (service != null) {
            service.state = "Failed";
            service.errorCode = fault.code();
            service.errorMessage = fault.getMessage();
            service.updatedAt = clock.instant();
        }
    }

    /** An image that a service runs with stays. */
    void keepImage(@Observes ImageDeleting event) {
        if (repository.count(
                        "workspaceKey = ?1 and imageId = ?2", event.workspaceKey(), event.imageId())
                > 0) {
            throw ModelManagementErrors.conflict(
                    "ImageInUse",
                    "The image '"
                            + event.imageId()
                            + "' is used by a service; delete the service first.");
        }
    }

    Deployment of(WebServiceEntity service) {
        AuthKeysBody read = keys.read(service);
        ServiceRequestBody request = JsonText.as(service.request, ServiceRequestBody.class);
        return new Deployment(
                service.endpoint,
                service.workspaceId,
                service.name,
                service.computeType,
                service.state,
                Authentication.of(service.authEnabled, service.aadAuthEnabled),
                read.primaryKey(),
                read.secondaryKey(),
                service.appInsightsEnabled ? service.componentId : null,
                service.highBusinessImpact,
                image(service),
                request.maxConcurrentRequestsPerContainer(),
                request.maxQueueWaitMs(),
                request.scoringTimeoutMs());
    }

    private StoredImage image(WebServiceEntity service) {
        return images.find(service.workspaceKey, service.imageId);
    }
}
