package io.mltwin.scoring.models.inference.online;

import io.mltwin.armweb.AzureException;
import io.mltwin.scoring.models.endpoints.ServedEndpoint;
import io.mltwin.scoring.models.inference.RecordTargets;
import io.mltwin.scoring.models.requestlog.RecordTarget;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import java.util.Optional;

/** Online endpoints, for records of requests that no deployment was chosen for. */
@ApplicationScoped
class EndpointRecordTargets implements RecordTargets {

    private static final int NOT_FOUND = 404;

    private final OnlineEndpoints endpoints;
    private final OnlineDeployments deployments;

    EndpointRecordTargets(OnlineEndpoints endpoints, OnlineDeployments deployments) {
        this.endpoints = endpoints;
        this.deployments = deployments;
    }

    @Override
    public String prefix() {
        return "online";
    }

    @Override
    @ActivateRequestContext
    public Optional<RecordTarget> find(String label) {
        try {
            return Optional.of(of(endpoints.require(label)));
        } catch (AzureException refused) {
            if (refused.status() == NOT_FOUND) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    /**
     * Returns what a record says of an endpoint where no deployment was chosen: it is in
     * Application Insights where the requests to one of its deployments are.
     */
    RecordTarget of(ServedEndpoint endpoint) {
        return new RecordTarget(
                endpoint.workspaceId(),
                deployments.isAnyRecorded(endpoint) ? endpoint.componentId() : null,
                endpoint.highBusinessImpact(),
                endpoint.name(),
                endpoint.computeType());
    }
}
