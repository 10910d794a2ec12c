package io.mltwin.scoring.models.inference;

import io.mltwin.armweb.AzureException;
import io.mltwin.container.ContainerException;
import io.mltwin.container.CorsOrigins;
import io.mltwin.scoring.models.inference.ScoringTarget.ChosenDeployment;
import io.mltwin.scoring.models.services.Authentication;
import io.mltwin.scoring.models.services.Deployment;
import io.mltwin.scoring.models.services.Deployment.RecordedService;

/**
 * A web service that is loaded: settings, keys and model are in memory, so that it scores while the
 * database and the other services are down.
 */
record Endpoint(Deployment deployment, EndpointCredentials credentials, ReplicaSet replicas) implements ScoringTarget {

    static Endpoint of(Deployment deployment, ReplicaSet replicas) {
        return new Endpoint(
                deployment,
                new EndpointCredentials(
                        deployment.authentication(),
                        deployment.authentication() == Authentication.TOKEN ? "token" : "key",
                        "service",
                        deployment.endpoint(),
                        null,
                        deployment.primaryKey(),
                        deployment.secondaryKey()),
                replicas);
    }

    @Override
    public String name() {
        return deployment.serviceName();
    }

    @Override
    public ChosenDeployment choose(EndpointRequest request) {
        RequestIds.validate(request.headers());
        return new ChosenDeployment(null, replicas, recorded());
    }

    @Override
    public RecordedService recorded() {
        return deployment.recorded();
    }

    @Override
    public AzureException fault(ContainerException failed) {
        return new AzureException(failed.kind().status(), failed.kind().code(), failed.getMessage())
                .withHeaders(failed.kind().headers());
    }

    @Override
    public boolean recordsDocuments() {
        return true;
    }

    @Override
    public CorsOrigins preflightOrigins() {
        return replicas.origins();
    }

    @Override
    public String toString() {
        return deployment.toString();
    }
}
