package io.mltwin.console.endpoints;

import io.mltwin.console.endpoints.EndpointsView.EndpointRow;
import io.mltwin.console.ml.MlWorkspace;
import io.mltwin.console.page.Attempt;
import io.mltwin.console.parts.ConcurrentParts;
import io.mltwin.console.parts.Part;
import io.mltwin.console.parts.PartGroup;
import jakarta.inject.Singleton;
import java.util.List;

/** Lists the services and endpoints of a workspace; a part that the user may not read is shown as refused. */
@Singleton
record EndpointList(EndpointClient client, ConcurrentParts parts) {

    EndpointsView view(MlWorkspace workspace) {
        PartGroup group = parts.group();
        Part<Attempt<List<EndpointRow>>> online = group.add(() -> endpoints(workspace, EndpointKind.ONLINE));
        Part<Attempt<List<EndpointRow>>> batch = group.add(() -> endpoints(workspace, EndpointKind.BATCH));
        Part<Attempt<List<EndpointRow>>> services = group.add(() -> services(workspace));
        group.read();
        return new EndpointsView(
                workspace.name(), online.value(), batch.value(), services.value(), workspace.page("models"));
    }

    private Attempt<List<EndpointRow>> endpoints(MlWorkspace workspace, EndpointKind kind) {
        return Attempt.of(() -> client.list(workspace, kind).stream()
                .map(endpoint -> new EndpointRow(
                        endpoint.name(),
                        kind,
                        endpoint.properties().provisioningState(),
                        endpoint.properties().authMode(),
                        address(workspace, kind, endpoint.name())))
                .toList());
    }

    private Attempt<List<EndpointRow>> services(MlWorkspace workspace) {
        return Attempt.of(() -> client.services(workspace).stream()
                .map(service -> new EndpointRow(
                        service.name(),
                        EndpointKind.SERVICE,
                        service.state(),
                        EndpointPage.auth(service),
                        address(workspace, EndpointKind.SERVICE, service.name())))
                .toList());
    }

    static String address(MlWorkspace workspace, EndpointKind kind, String name) {
        String address = workspace.page("endpoints", name);
        return kind == EndpointKind.ONLINE ? address : address + "?kind=" + kind;
    }
}
