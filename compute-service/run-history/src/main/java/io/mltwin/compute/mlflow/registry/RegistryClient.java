package io.mltwin.compute.mlflow.registry;

import io.mltwin.access.ServiceAnswer;
import io.mltwin.access.ServiceHttp;
import io.mltwin.access.ServiceRequest;
import io.mltwin.access.Tokens;
import io.mltwin.compute.mlflow.errors.MlflowErrors;
import io.mltwin.compute.mlflow.registry.RegisteredModel.Change;
import io.mltwin.compute.mlflow.registry.RegisteredModel.Models;
import io.mltwin.compute.mlflow.registry.RegisteredModel.NewModel;
import io.mltwin.compute.mlflow.registry.RegisteredModel.NewVersion;
import io.mltwin.compute.mlflow.registry.RegisteredModel.Version;
import io.mltwin.compute.mlflow.registry.RegisteredModel.VersionChange;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.platform.ServiceName;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/**
 * Asks scoring-service, which has the models of a workspace, with this service's own token: whether
 * its caller may is decided before.
 */
@Singleton
public record RegistryClient(ServiceHttp http, Tokens tokens) {

    /** Returns the registered models by name; {@code name} null for all of them. */
    public List<RegisteredModel> list(Workspace workspace, String name) {
        return send(request("GET", workspace, "", name, null)).as(Models.class).models();
    }

    public RegisteredModel create(Workspace workspace, NewModel model) {
        ServiceAnswer answer =
                request("POST", workspace, "", null, null).json(model).send();
        if (answer.status() == 409) {
            throw MlflowErrors.exists("The model '" + model.name() + "' is registered already.");
        }
        return answer.orFault().as(RegisteredModel.class);
    }

    public RegisteredModel change(Workspace workspace, String name, Change change) {
        return send(request("PATCH", workspace, "", name, null).json(change)).as(RegisteredModel.class);
    }

    /** Deletes a model with its versions. */
    public void delete(Workspace workspace, String name) {
        send(request("DELETE", workspace, "", name, null));
    }

    public Version addVersion(Workspace workspace, String name, NewVersion version) {
        return send(request("POST", workspace, "/versions", name, null).json(version))
                .as(Version.class);
    }

    public Version changeVersion(Workspace workspace, String name, int version, VersionChange change) {
        return send(request("PATCH", workspace, "/versions", name, version).json(change))
                .as(Version.class);
    }

    public void deleteVersion(Workspace workspace, String name, int version) {
        send(request("DELETE", workspace, "/versions", name, version));
    }

    /** Finds a version by its name; {@code version} null for the latest. */
    public Optional<RegisteredVersion> findVersion(Workspace workspace, String name, String version) {
        ServiceAnswer answer = http.request(
                        ServiceName.SCORING,
                        "GET",
                        "/_internal/registered-models/versions?workspace="
                                + UriEncoding.encodeQueryValue(workspace.id())
                                + "&name="
                                + UriEncoding.encodeQueryValue(name)
                                + (version == null ? "" : "&version=" + UriEncoding.encodeQueryValue(version)))
                .bearer(tokens.forService(ServiceName.SCORING))
                .send();
        return answer.status() == 404
                ? Optional.empty()
                : Optional.of(answer.orFault().as(RegisteredVersion.class));
    }

    private ServiceRequest request(String method, Workspace workspace, String path, String name, Integer version) {
        return http.request(
                        ServiceName.SCORING,
                        method,
                        "/_internal/registered-models"
                                + path
                                + "?workspace="
                                + UriEncoding.encodeQueryValue(workspace.id())
                                + (name == null ? "" : "&name=" + UriEncoding.encodeQueryValue(name))
                                + (version == null ? "" : "&version=" + version))
                .bearer(tokens.forService(ServiceName.SCORING));
    }

    private static ServiceAnswer send(ServiceRequest request) {
        return request.send().orFault();
    }
}
