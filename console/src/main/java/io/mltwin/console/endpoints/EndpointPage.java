package io.mltwin.console.endpoints;

import static io.mltwin.encoding.Absence.isTrue;
import static io.mltwin.encoding.Absence.orEmpty;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.console.endpoints.EndpointsView.BatchJob;
import io.mltwin.console.endpoints.EndpointsView.DeploymentRow;
import io.mltwin.console.ml.MlWorkspace;
import io.mltwin.console.page.Attempt;
import io.mltwin.console.parts.ConcurrentParts;
import io.mltwin.console.parts.Part;
import io.mltwin.console.parts.PartGroup;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Asks for what the page of an endpoint or web service shows. */
@Singleton
record EndpointPage(EndpointClient client, ConcurrentParts parts) {

    EndpointView view(MlWorkspace workspace, EndpointKind kind, String name) {
        return kind == EndpointKind.SERVICE ? service(workspace, name) : endpoint(workspace, kind, name);
    }

    private EndpointView endpoint(MlWorkspace workspace, EndpointKind kind, String name) {
        PartGroup group = parts.group();
        Part<EndpointBody> endpoint = group.add(() -> client.get(workspace, kind, name));
        Part<Attempt<List<EndpointBody.Deployment>>> deployments =
                group.add(() -> Attempt.of(() -> client.deployments(workspace, kind, name)));
        Part<Attempt<List<BatchJob>>> jobs =
                group.add(() -> kind == EndpointKind.BATCH ? Attempt.of(() -> jobs(workspace, name)) : null);
        group.read();
        EndpointBody body = endpoint.value();
        EndpointBody.Properties properties = body.properties();
        return new EndpointView(
                body.name(),
                kind,
                properties.provisioningState(),
                properties.authMode(),
                orEmpty(properties.description()),
                properties.scoringUri(),
                orEmpty(properties.compute()),
                null,
                null,
                rows(deployments.value(), properties),
                jobs.value(),
                workspace.page("endpoints", body.name()),
                workspace.page("endpoints"));
    }

    private List<BatchJob> jobs(MlWorkspace workspace, String name) {
        return client.jobs(workspace, name).stream()
                .map(job -> job(workspace, job))
                .sorted(Comparator.comparing(BatchJob::created).reversed())
                .toList();
    }

    static BatchJob job(MlWorkspace workspace, EndpointBody.Job job) {
        EndpointBody.JobProperties properties = job.properties();
        EndpointBody.SystemData history = job.systemData();
        return new BatchJob(
                job.name(),
                orEmpty(properties.status()),
                properties.inputData() == null
                        ? ""
                        : properties.inputData().values().stream()
                                .map(input -> orEmpty(input.uri()))
                                .collect(Collectors.joining(", ")),
                history == null ? "" : orEmpty(history.createdAt()),
                history == null ? "" : orEmpty(history.createdBy()),
                workspace.page("runs", job.name()));
    }

    private EndpointView service(MlWorkspace workspace, String name) {
        EndpointBody.Service body = client.service(workspace, name);
        return new EndpointView(
                body.name(),
                EndpointKind.SERVICE,
                body.state(),
                auth(body),
                orEmpty(body.description()),
                body.scoringUri(),
                orEmpty(body.computeType()),
                body.imageId(),
                body.error() == null
                        ? null
                        : body.error().code() + ": " + body.error().message(),
                null,
                null,
                workspace.page("endpoints", body.name()),
                workspace.page("endpoints"));
    }

    private static Attempt<List<DeploymentRow>> rows(
            Attempt<List<EndpointBody.Deployment>> deployments, EndpointBody.Properties endpoint) {
        return deployments.map(
                all -> all.stream().map(deployment -> row(deployment, endpoint)).toList());
    }

    static String auth(EndpointBody.Service service) {
        if (isTrue(service.authEnabled())) {
            return "Key";
        }
        return isTrue(service.aadAuthEnabled()) ? "Token" : "None";
    }

    private static DeploymentRow row(EndpointBody.Deployment deployment, EndpointBody.Properties endpoint) {
        EndpointBody.DeploymentProperties properties = deployment.properties();
        String name = deployment.name();
        return new DeploymentRow(
                name,
                properties.provisioningState(),
                model(properties.model()),
                properties.instanceType() == null ? orEmpty(properties.compute()) : properties.instanceType(),
                deployment.sku() == null ? null : deployment.sku().capacity(),
                String.valueOf(percent(endpoint.traffic(), name)),
                percent(endpoint.mirrorTraffic(), name),
                endpoint.defaults() != null && name.equals(endpoint.defaults().deploymentName()));
    }

    /** Returns the id of a model: a text, or the reference of a batch deployment. */
    static String model(JsonNode model) {
        if (model == null || model.isNull()) {
            return "";
        }
        return model.isTextual() ? model.asText() : model.path("assetId").asText();
    }

    private static int percent(Map<String, Integer> percents, String name) {
        return percents == null ? 0 : percents.getOrDefault(name, 0);
    }
}
