package io.mltwin.console.endpoints;

import io.mltwin.console.endpoints.EndpointsView.EndpointRow;
import io.mltwin.console.ml.MlWorkspace;
import io.mltwin.console.parts.ConcurrentParts;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Finds what serves a model: deployments of endpoints, and web services by their images. */
@Singleton
public record DeployedModels(EndpointClient client, ConcurrentParts parts) {

    /**
     * Returns the deployments of online and batch endpoints that serve a version of a model.
     *
     * @throws io.mltwin.armweb.AzureException with Azure's own status, code and text when it is
     *     refused
     */
    public List<EndpointRow> deployments(MlWorkspace workspace, String name, String version) {
        return readAll(
                Stream.of(EndpointKind.ONLINE, EndpointKind.BATCH),
                kind -> readAll(
                        client.list(workspace, kind).stream(),
                        endpoint -> deployments(workspace, kind, endpoint)
                                .filter(one ->
                                        isOf(EndpointPage.model(one.properties().model()), name, version))
                                .map(one -> row(workspace, kind, endpoint, one))
                                .toList()));
    }

    private Stream<EndpointBody.Deployment> deployments(
            MlWorkspace workspace, EndpointKind kind, EndpointBody endpoint) {
        return client.deployments(workspace, kind, endpoint.name()).stream();
    }

    private static EndpointRow row(
            MlWorkspace workspace, EndpointKind kind, EndpointBody endpoint, EndpointBody.Deployment deployment) {
        return new EndpointRow(
                endpoint.name() + "/" + deployment.name(),
                kind,
                deployment.properties().provisioningState(),
                endpoint.properties().authMode(),
                EndpointList.address(workspace, kind, endpoint.name()));
    }

    private <T> List<EndpointRow> readAll(Stream<T> all, Function<T, List<EndpointRow>> reader) {
        return parts
                .readAll(all.<Supplier<List<EndpointRow>>>map(one -> () -> reader.apply(one))
                        .toList())
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    /** Returns the web services that run one of these images. */
    public List<EndpointRow> services(MlWorkspace workspace, List<String> images) {
        return client.services(workspace).stream()
                .filter(service -> images.contains(service.imageId()))
                .map(service -> new EndpointRow(
                        service.name(),
                        EndpointKind.SERVICE,
                        service.state(),
                        EndpointPage.auth(service),
                        EndpointList.address(workspace, EndpointKind.SERVICE, service.name())))
                .toList();
    }

    /** Returns whether a deployment's model, by ARM id or as azureml:NAME:VERSION, is this one. */
    static boolean isOf(String model, String name, String version) {
        return model.equals("azureml:" + name + ":" + version)
                || model.endsWith("/models/" + name + "/versions/" + version);
    }
}
