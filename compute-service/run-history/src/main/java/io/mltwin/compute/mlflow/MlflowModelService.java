package io.mltwin.compute.mlflow;

import static io.mltwin.compute.mlflow.errors.MlflowErrors.forbidden;
import static io.mltwin.compute.mlflow.errors.MlflowErrors.notBuilt;
import static io.mltwin.compute.mlflow.errors.MlflowErrors.notFound;
import static io.mltwin.encoding.Absence.isEmpty;
import static io.mltwin.encoding.Absence.orEmpty;

import io.mltwin.compute.access.Actor;
import io.mltwin.compute.access.Operation;
import io.mltwin.compute.access.WorkspaceAuthorizer;
import io.mltwin.compute.mlflow.MlflowModelMapper.Place;
import io.mltwin.compute.mlflow.registry.RegisteredModel;
import io.mltwin.compute.mlflow.registry.RegisteredModel.Change;
import io.mltwin.compute.mlflow.registry.RegisteredModel.NewModel;
import io.mltwin.compute.mlflow.registry.RegisteredModel.NewVersion;
import io.mltwin.compute.mlflow.registry.RegisteredModel.Version;
import io.mltwin.compute.mlflow.registry.RegisteredModel.VersionChange;
import io.mltwin.compute.mlflow.registry.RegistryClient;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.compute.workspaces.WorkspacePath;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/**
 * MLflow's model registry over the models of the workspace. A run registers what it has itself left
 * behind, when its submitter may register models.
 */
@Singleton
record MlflowModelService(WorkspaceAuthorizer access, RegistryClient registry) {

    List<RegisteredModel> list(WorkspacePath path) {
        return registry.list(access.requireOwnRights(path, Operation.READ_MODELS), null);
    }

    RegisteredModel get(WorkspacePath path, String name) {
        return find(access.requireOwnRights(path, Operation.READ_MODELS), name);
    }

    Place getVersion(WorkspacePath path, String name, int version) {
        return place(get(path, name), version);
    }

    Place getByAlias(WorkspacePath path, String name, String alias) {
        RegisteredModel model = get(path, name);
        Integer version = model.aliases().get(alias);
        if (version == null) {
            throw notFound("The model '" + name + "' has no alias '" + alias + "'.");
        }
        return place(model, version);
    }

    RegisteredModel create(WorkspacePath path, ModelRequest request) {
        Workspace workspace = access.requireOwnRights(path, Operation.WRITE_MODELS);
        return registry.create(workspace, new NewModel(request.requireName(), request.description(), tags(request)));
    }

    RegisteredModel change(WorkspacePath path, String name, Change change) {
        Workspace workspace = access.requireOwnRights(path, Operation.WRITE_MODELS);
        return registry.change(workspace, name, change);
    }

    void delete(WorkspacePath path, String name) {
        registry.delete(access.requireOwnRights(path, Operation.DELETE_MODELS), name);
    }

    Place createVersion(WorkspacePath path, ModelRequest request, Actor actor) {
        Workspace workspace = access.requireOwnRights(path, Operation.WRITE_MODELS);
        if (!isEmpty(request.runLink())) {
            throw notBuilt("The setting run_link of a model version");
        }
        ModelSource source = ModelSource.parse(request.source());
        String runId = isEmpty(request.runId()) ? source.runId() : request.runId();
        if (actor.isRun()
                && !(actor.runId().equals(source.runId()) && actor.runId().equals(runId))) {
            throw forbidden("The run '" + actor.runId() + "' registers its own artifacts alone.");
        }
        Version version = registry.addVersion(
                workspace,
                request.requireName(),
                new NewVersion(source.url(), request.source(), runId, request.description(), tags(request)));
        return place(find(workspace, request.name()), version.version());
    }

    Place changeVersion(WorkspacePath path, String name, int version, VersionChange change) {
        Workspace workspace = access.requireOwnRights(path, Operation.WRITE_MODELS);
        Version changed = registry.changeVersion(workspace, name, version, change);
        return place(find(workspace, name), changed.version());
    }

    void deleteVersion(WorkspacePath path, String name, int version) {
        registry.deleteVersion(access.requireOwnRights(path, Operation.DELETE_MODELS), name, version);
    }

    private RegisteredModel find(Workspace workspace, String name) {
        return registry.list(workspace, name).stream()
                .findFirst()
                .orElseThrow(() -> notFound("There is no registered model '" + name + "'."));
    }

    private static Place place(RegisteredModel model, int version) {
        return model.versions().stream()
                .filter(one -> one.version() == version)
                .findFirst()
                .map(one -> new Place(model, one))
                .orElseThrow(() -> notFound("The model '" + model.name() + "' has no version " + version + "."));
    }

    private static Map<String, String> tags(ModelRequest request) {
        return MlflowValidator.tags(orEmpty(request.tags()));
    }
}
