package io.mltwin.scoring.models.inference.online;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.container.ContainerException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.machinelearning.WorkspaceNetwork;
import io.mltwin.scoring.models.endpoints.ServedEndpoint;
import io.mltwin.scoring.models.inference.EndpointCredentials;
import io.mltwin.scoring.models.inference.EndpointRequest;
import io.mltwin.scoring.models.inference.Predictor;
import io.mltwin.scoring.models.inference.RunningDeployments.RunningDeployment;
import io.mltwin.scoring.models.inference.ScoringTarget;
import io.mltwin.scoring.models.inference.ScoringTarget.ChosenDeployment;
import io.mltwin.scoring.models.services.Deployment.RecordedService;
import io.mltwin.scoring.models.services.ServedDeployment;
import io.mltwin.scoring.workspaces.WorkspaceClient;
import jakarta.inject.Singleton;
import java.util.Optional;

/** A loaded online endpoint, whose requests go to deployments by its traffic. */
record OnlineTarget(ServedEndpoint endpoint, OnlineRouting routing) implements ScoringTarget {

    private static final int FIRST_ERROR = 400;

    @Override
    public EndpointCredentials credentials() {
        return new EndpointCredentials(
                endpoint.authentication(),
                "key or token",
                "endpoint",
                endpoint.label(),
                endpoint.armId(),
                endpoint.primaryKey(),
                endpoint.secondaryKey());
    }

    @Override
    public String name() {
        return endpoint.name();
    }

    /** An endpoint without public network access is reached as its workspace then is. */
    @Override
    public void requireNetwork(EndpointRequest request) {
        if (!endpoint.isPublic()) {
            WorkspaceNetwork ofWorkspace = routing.workspaces()
                    .get(ArmResourceId.parse(endpoint.workspaceId()))
                    .network();
            new WorkspaceNetwork(false, ofWorkspace.privateAddresses(), false)
                    .require(request.remote().hostAddress());
        }
    }

    @Override
    public ChosenDeployment choose(EndpointRequest request) {
        String name = Optional.ofNullable(request.deployment())
                .or(() -> routing.split().choose(endpoint.traffic()))
                .orElseThrow(OnlineFaults::noDeployment);
        RunningDeployment running =
                routing.deployments().find(key(name)).orElseThrow(() -> OnlineFaults.unknownDeployment(name));
        ServedDeployment settings = running.settings();
        return new ChosenDeployment(
                settings.name(), running.replicas(), recorded(settings.isRecorded(), settings.computeType()));
    }

    private String key(String deployment) {
        return AsciiCase.lower(endpoint.armId() + "/deployments/" + deployment);
    }

    /**
     * Returns what a record says where no deployment was chosen: it is in Application Insights where
     * the requests to one of the deployments are.
     */
    @Override
    public RecordedService recorded() {
        return recorded(routing.deployments().isAnyRecorded(endpoint), endpoint.computeType());
    }

    RecordedService recorded(boolean inApplicationInsights, String computeType) {
        return new RecordedService(
                endpoint.workspaceId(),
                inApplicationInsights ? endpoint.componentId() : null,
                endpoint.highBusinessImpact(),
                endpoint.name(),
                computeType);
    }

    @Override
    public void mirror(EndpointRequest request, byte[] content) {
        if (request.deployment() == null) {
            routing.split()
                    .choose(endpoint.mirrorTraffic())
                    .ifPresent(name -> routing.mirror().send(key(name), request.inference(content)));
        }
    }

    /** The status of a script that is no success is the model's, which 424 stands for. */
    @Override
    public void validate(Predictor.Prediction prediction) {
        if (prediction.status() >= FIRST_ERROR) {
            throw OnlineFaults.modelError(
                    "The script answered with status " + prediction.status() + ".", prediction.status());
        }
    }

    @Override
    public boolean recordsDocuments() {
        return false;
    }

    @Override
    public AzureException fault(ContainerException failed) {
        return OnlineFaults.of(failed);
    }

    @Override
    public String toString() {
        return endpoint.toString();
    }

    /** The parts that the way of a request behind an online endpoint needs. */
    @Singleton
    record OnlineRouting(
            OnlineDeployments deployments, TrafficSplit split, TrafficMirror mirror, WorkspaceClient workspaces) {}
}
