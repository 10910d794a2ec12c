package io.mltwin.console.endpoints;

import io.mltwin.console.ml.MlWorkspace;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Finds what serves a model: deployments of endpoints, and web services by their images. */
@ApplicationScoped
public class DeployedModels {

    private final EndpointClient client;

    DeployedModels(EndpointClient client) {
        this.client = client;
    }

    /**
     * Returns the deployments of online and batch endpoints that serve a version of a model.
     *
     * @throws io.mltwin.armweb.AzureException with Azure's own status, code and text when it is
     *     refused
     */
    public List<EndpointRow> deployments(MlWorkspace workspace, String name, String version) {
        List<EndpointRow> found = new ArrayList<>();
        for (EndpointKind kind : List.of(EndpointKind.ONLINE, EndpointKind.BATCH)) {
            for (EndpointBody endpoint : client.list(workspace, kind)) {
                for (EndpointBody.Deployment one :
                        client.deployments(workspace, kind, endpoint.name())) {
                    if (isOf(EndpointPage.model(one.properties().model()), name, version)) {
                        found.add(
                                new EndpointRow(
                                        endpoint.name() + "/" + one.name(),
                                        kind,
                                        one.properties().provisioningState(),
                                        endpoint.properties().authMode(),
                                        EndpointList.address(workspace, kind, endpoint.name())));
                    }
                }
            }
        }
        return found;
    }

    /** Returns the web services that run one of these images. */
    public List<EndpointRow> services(MlWorkspace workspace, List<String> images) {
        return client.services(workspace).stream()
                .filter(service -> images.contains(service.imageId()))
                .map(
                        service ->
                                new EndpointRow(
                                        service.name(),
                                        EndpointKind.SERVICE,
                                        service.state(),
                                        EndpointPage.auth(service),
                                        EndpointList.address(
                                                workspace, EndpointKind.SERVICE, service.name())))
                .toList();
    }

    /** Returns whether a deployment's model, by ARM id or as azureml:NAME:VERSION, is this one. */
    static boolean isOf(String model, String name, String version) {
        return model.equals("azureml:" + name + ":" + version)
                || model.endsWith("/models/" + name + "/versions/" + version);
    }
}
