package io.mltwin.scoring.models.services;

import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.scoring.models.services.EncryptionErrors.contentClosed;

import io.mltwin.armweb.AzureException;
import io.mltwin.container.ContainerException;
import io.mltwin.scoring.models.metrics.ModelMetrics;
import io.mltwin.scoring.models.services.Deployment.DeploymentChanged;
import io.mltwin.scoring.models.services.DeploymentService.ContentClosedException;
import io.mltwin.scoring.operations.OperationHandler;
import io.mltwin.scoring.operations.OperationHandler.Operation;
import io.mltwin.scoring.operations.OperationService;
import io.mltwin.scoring.registry.images.ImageBuildService;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;

/** Deploys a service: builds its image where it brought a request for one, pulls it, starts it. */
@Singleton
public record DeployHandler(
        DeploymentService deployments,
        ImageBuildService images,
        OperationService operations,
        DeploymentHost host,
        ModelMetrics metrics,
        Event<DeploymentChanged> changed)
        implements OperationHandler {

    @Override
    public String type() {
        return WebServiceService.OPERATION;
    }

    @Override
    public void run(Operation operation) {
        String workspaceKey = operation.workspace().key();
        String imageId = deployments.imageId(workspaceKey, operation.target());
        if (imageId == null) {
            throw gone();
        }
        metrics.deployStarted(operation.workspace().toString(), operation.id());
        operations.step(operation.id(), "BuildingImage");
        images.build(operation, imageId);
        operations.step(operation.id(), "DeployService");
        Deployment deployment = deployment(workspaceKey, operation.target());
        start(deployment);
        if (!deployments.healthy(workspaceKey, operation.target())) {
            host.end(deployment.endpoint());
            throw gone();
        }
        changed.fire(new DeploymentChanged(deployment.endpoint(), deployment));
        metrics.deploySucceeded(operation.workspace().toString(), operation.id());
    }

    private Deployment deployment(String workspaceKey, String name) {
        try {
            return deployments.find(workspaceKey, name);
        } catch (ContentClosedException refused) {
            throw contentClosed(refused);
        }
    }

    private void start(Deployment deployment) {
        if (deployment == null || deployment.served().image() == null) {
            throw badRequest("ImageNotFound", "The service has no image that could be deployed.");
        }
        try {
            host.deploy(deployment.served());
        } catch (ContainerException e) {
            throw badRequest(
                    "ContainerCrashed",
                    "The container of the service '%s' cannot be started: %s",
                    deployment.serviceName(),
                    e.getMessage());
        }
    }

    private static AzureException gone() {
        return badRequest("ServiceDeleted", "The service was deleted while it was being deployed.");
    }

    @Override
    public void failed(Operation operation, AzureException fault) {
        String workspaceKey = operation.workspace().key();
        String imageId = deployments.imageId(workspaceKey, operation.target());
        if (imageId != null) {
            images.fail(workspaceKey, imageId, fault);
        }
        deployments.failed(workspaceKey, operation.target(), fault);
        metrics.deployFailed(operation.workspace().toString(), operation.id(), fault.status());
    }
}
