package io.mltwin.scoring.models.deployments;

import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.armweb.AzureException.conflict;

import io.mltwin.armweb.AzureException;
import io.mltwin.container.ContainerException;
import io.mltwin.scoring.models.services.DeploymentHost;
import io.mltwin.scoring.models.services.ServedDeployment;
import io.mltwin.scoring.operations.OperationHandler;
import io.mltwin.scoring.operations.OperationHandler.Operation;
import io.mltwin.scoring.operations.OperationService;
import io.mltwin.scoring.registry.images.ImageBuildService;
import jakarta.inject.Singleton;

/** Deploys to an online endpoint: builds the image unless it is built, and runs it. */
@Singleton
public record OnlineDeployHandler(
        DeploymentStates states,
        ImageBuildService images,
        OperationService operations,
        SecretInjection secrets,
        DeploymentHost host)
        implements OperationHandler {

    @Override
    public String type() {
        return OnlineDeploymentService.OPERATION;
    }

    @Override
    public void run(Operation operation) {
        String key = operation.target();
        operations.step(operation.id(), "BuildingImage");
        images.build(operation, states.imageId(key).orElseThrow(OnlineDeployHandler::gone));
        operations.step(operation.id(), "Deploying");
        deploy(states.findWanted(key).orElseThrow(OnlineDeployHandler::gone));
        if (!states.succeeded(key)) {
            host.end(key);
            throw gone();
        }
    }

    private void deploy(ServedDeployment deployment) {
        try {
            host.deploy(secrets.inject(deployment));
        } catch (ContainerException e) {
            throw badRequest(
                    "ResourceNotReady",
                    "User container has crashed or terminated: %s. The log of the deployment '%s' (getLogs) has what it printed.",
                    e.getMessage(),
                    deployment.name());
        }
    }

    private static AzureException gone() {
        return conflict("Conflict", "The deployment was deleted while it was being deployed.");
    }

    @Override
    public void failed(Operation operation, AzureException fault) {
        images.failOf(operation, fault);
        states.failed(operation.target(), fault);
    }
}
