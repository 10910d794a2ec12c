package io.mltwin.scoring.models.assets;

import static io.mltwin.scoring.ModelManagementErrors.badRequestIf;
import static io.mltwin.scoring.ModelManagementErrors.notFound;
import static io.mltwin.scoring.ModelManagementErrors.required;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.Caller;
import io.mltwin.armweb.Json;
import io.mltwin.resourceprovider.RowTransactions;
import io.mltwin.resourceprovider.Sealed;
import io.mltwin.scoring.documents.JsonPatch;
import io.mltwin.scoring.documents.JsonText;
import io.mltwin.scoring.models.assets.BatchDeploymentClient.BatchModelUsers;
import io.mltwin.scoring.models.assets.ModelDescription.Described;
import io.mltwin.scoring.models.assets.ModelEntity.ModelType;
import io.mltwin.scoring.models.assets.RegisteredModel.ContentFile;
import io.mltwin.scoring.workspaces.WorkspaceAuthorizer;
import io.mltwin.scoring.workspaces.WorkspaceClient;
import io.mltwin.scoring.workspaces.WorkspaceDeleted;
import io.mltwin.scoring.workspaces.WorkspacePath;
import io.mltwin.scoring.workspaces.WorkspaceView;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Registered models: versions of a name, each a reference to files that exist. */
@Singleton
public record ModelService(
        ModelRepository repository,
        RegisteredModelRepository registered,
        VersionCounter versions,
        ModelContent content,
        ModelDescription description,
        ModelDeletion deletion,
        WorkspaceClient workspaces,
        WorkspaceAuthorizer access,
        Clock clock) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,254}");
    private static final int MOST_ACTIVITIES = 1_000;
    private static final Set<String> MUTABLE = Set.of("description", "kvTags");

    ModelBody register(Caller caller, WorkspacePath path, ModelBody body) {
        access.requireAll(caller, path, "models/write");
        return ModelMapper.body(add(path.id(), body, null, caller));
    }

    /**
     * Adds a version, for a caller who may.
     *
     * @param source where its files lie in the words of MLflow's registry, null for none
     * @param caller null where it is not known
     */
    ModelEntity add(ArmResourceId workspaceId, ModelBody body, String source, Caller caller) {
        WorkspaceView workspace = workspaces.get(workspaceId);
        validate(body);
        List<ContentFile> files = content.files(workspace, workspaceId.key(), body.url());
        ModelEntity model = ModelMapper.entity(body);
        model.source = source;
        ModelMapper.describe(
                model,
                source == null
                        ? new Described(ModelType.CUSTOM, null)
                        : description.describeForMlflow(workspace, files));
        ModelMapper.setCreator(model, caller);
        return RowTransactions.inOne(() -> {
            model.workspaceKey = workspaceId.key();
            model.version = versions.next("model", model.workspaceKey, model.name);
            model.id = ModelRepository.key(model.workspaceKey, ModelMapper.id(model));
            model.createdAt = clock.instant();
            model.modifiedAt = model.createdAt;
            registered.ensure(model.workspaceKey, model.name, model.createdAt);
            repository.persist(model);
            return model;
        });
    }

    /** Lets a name pass that a model may have. */
    static void validateName(String name) {
        if (name == null) {
            throw required("name");
        }
        badRequestIf(
                !NAME.matcher(name).matches(),
                "InvalidName",
                "A model's name has letters, digits, dots, dashes and underscores only and begins with a letter or digit.");
    }

    private static void validate(ModelBody body) {
        validateName(body == null ? null : body.name());
        if (body.url() == null) {
            throw required("url");
        }
        if (body.mimeType() == null) {
            throw required("mimeType");
        }
    }

    List<ModelBody> list(Caller caller, WorkspacePath path, ModelFilter filter) {
        access.requireAll(caller, path, "models/read");
        return RowTransactions.inOne(() -> repository.ofWorkspace(path.key(), filter.name())).stream()
                .filter(filter::passes)
                .map(ModelMapper::body)
                .toList();
    }

    ModelBody get(Caller caller, WorkspacePath path, String id) {
        access.requireAll(caller, path, "models/read");
        return ModelMapper.body(RowTransactions.inOne(() -> require(path, id)));
    }

    ModelBody patch(Caller caller, WorkspacePath path, String id, JsonNode operations) {
        access.requireAll(caller, path, "models/write");
        return RowTransactions.inOne(() -> patch(require(path, id), operations));
    }

    private ModelBody patch(ModelEntity model, JsonNode operations) {
        ObjectNode changed = JsonPatch.apply(Json.tree(ModelMapper.body(model)), operations, MUTABLE);
        model.description = Sealed.of(changed.path("description").asText(null));
        model.tags = JsonText.sealed(changed.path("kvTags"));
        model.modifiedAt = clock.instant();
        return ModelMapper.body(model);
    }

    /** One registration, as a workspace's Activities area shows it: not by whom. */
    record ActivityBody(String operation, String target, Instant timestamp, String status) {}

    /** The newest registrations, newest first. */
    List<ActivityBody> activities(String workspaceKey) {
        return RowTransactions.inOne(() -> repository.newest(workspaceKey, MOST_ACTIVITIES)).stream()
                .map(row ->
                        new ActivityBody("Register model", "models/" + ModelMapper.id(row), row.createdAt, "Succeeded"))
                .toList();
    }

    /** Deletes a model; returns false when there is none. */
    boolean delete(Caller caller, WorkspacePath path, String id) {
        access.requireAll(caller, path, "models/delete");
        BatchModelUsers batch = deletion.prepare(path.key());
        return RowTransactions.inOne(() -> {
            ModelEntity model = repository.findById(ModelRepository.key(path.key(), id));
            if (model != null) {
                deletion.delete(model, batch);
            }
            return model != null;
        });
    }

    /**
     * Returns a model with its files, for an image.
     *
     * @throws io.mltwin.armweb.AzureException 400 when the model or a file of it is missing
     */
    public RegisteredModel forImage(WorkspaceView workspace, String workspaceKey, String id) {
        ModelEntity model = RowTransactions.inOne(() -> repository.findById(ModelRepository.key(workspaceKey, id)));
        badRequestIf(model == null, "ModelNotFound", "There is no model '%s' in this workspace.", id);
        return new RegisteredModel(
                ModelMapper.id(model),
                model.name,
                model.version,
                model.framework,
                model.modelType,
                content.files(workspace, workspaceKey, model.url));
    }

    void deleteAll(@Observes WorkspaceDeleted workspace) {
        repository.delete("workspaceKey", workspace.workspaceKey());
        registered.delete("workspaceKey", workspace.workspaceKey());
    }

    private ModelEntity require(WorkspacePath path, String id) {
        ModelEntity model = repository.findById(ModelRepository.key(path.key(), id));
        if (model == null) {
            throw notFound("ModelNotFound", "There is no model '" + id + "' in this workspace.");
        }
        return model;
    }
}
