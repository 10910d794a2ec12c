package io.mltwin.scoring.models.inference;

import io.mltwin.scoring.models.requestlog.RecordTarget;
import io.mltwin.scoring.models.services.Deployment;
import io.mltwin.scoring.models.services.DeploymentService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.enterprise.inject.Instance;
import java.util.Optional;

/** Web services, loaded or not. */
@ApplicationScoped
class ServiceRecordTargets implements RecordTargets {

    private final Endpoints endpoints;
    private final Instance<DeploymentService> deployments;

    ServiceRecordTargets(Endpoints endpoints, Instance<DeploymentService> deployments) {
        this.endpoints = endpoints;
        this.deployments = deployments;
    }

    @Override
    public String prefix() {
        return "inference";
    }

    @Override
    @ActivateRequestContext
    public Optional<RecordTarget> find(String label) {
        Optional<Deployment> loaded = endpoints.findLoaded(label);
        return loaded.isPresent()
                ? loaded.map(ServiceRecordTargets::target)
                : deployments
                        .get()
                        .findRecorded(label)
                        .map(service -> new RecordTarget(
                                service.workspaceId(),
                                service.componentId(),
                                service.highBusinessImpact(),
                                service.name(),
                                service.computeType()));
    }

    private static RecordTarget target(Deployment deployment) {
        return new RecordTarget(
                deployment.workspaceId(),
                deployment.componentId(),
                deployment.highBusinessImpact(),
                deployment.serviceName(),
                deployment.computeType());
    }
}
