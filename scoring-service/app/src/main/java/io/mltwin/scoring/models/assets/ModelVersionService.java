package io.mltwin.scoring.models.assets;

import static io.mltwin.armweb.ArmErrors.resourceNotFound;
import static io.mltwin.armweb.AzureException.conflictIf;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.machinelearning.AssetListQuery;
import io.mltwin.resourceprovider.Outcome;
import io.mltwin.resourceprovider.Sealed;
import io.mltwin.scoring.documents.JsonText;
import io.mltwin.scoring.models.artifacts.ArtifactUrl;
import io.mltwin.scoring.models.assets.BatchDeploymentClient.BatchModelUsers;
import io.mltwin.scoring.models.assets.ModelEntity.ModelStage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Versions of models behind Azure Resource Manager. A version says for good where its files lie;
 * its description, tags, stage and whether it is archived change.
 */
@ApplicationScoped
class ModelVersionService {

    private static final String KIND = "model";

    private final RegisteredModelRepository names;
    private final ModelRepository versions;
    private final AssetRepository assets;
    private final VersionCounter counter;
    private final ModelDeletion deletion;
    private final Clock clock;

    ModelVersionService(
            RegisteredModelRepository names,
            ModelRepository versions,
            AssetRepository assets,
            VersionCounter counter,
            ModelDeletion deletion,
            Clock clock) {
        this.names = names;
        this.versions = versions;
        this.assets = assets;
        this.counter = counter;
        this.deletion = deletion;
        this.clock = clock;
    }

    /** The version of an id, or empty. */
    @Transactional
    Optional<ModelVersionBody> find(ArmResourceId id) {
        return row(id).map(model -> body(workspace(id), model));
    }

    /**
     * The version of a model, or empty; {@code version} null for the latest that is not archived.
     */
    @Transactional
    Optional<ModelVersionBody> findOrLatest(ArmResourceId model, String version) {
        if (version != null) {
            return find(model.child("versions", version));
        }
        ArmResourceId workspace = model.parent();
        return names.findName(workspace.key(), model.name()).stream()
                .flatMap(found -> versions.ofWorkspace(workspace.key(), found.name).stream())
                .filter(row -> !row.isArchived)
                .max(Comparator.comparingInt(row -> row.version))
                .map(row -> body(workspace, row));
    }

    @Transactional
    ModelVersionBody get(ArmCall call) {
        return find(call.id()).orElseThrow(() -> resourceNotFound(call.id()));
    }

    @Transactional
    AssetListQuery.PageBody<ModelVersionBody> list(ArmCall call) {
        ModelVersionQuery query = ModelVersionQuery.read(call);
        ArmResourceId workspace = call.id().parent();
        String name = names.findName(workspace.key(), call.id().name())
                .map(model -> model.name)
                .orElse(call.id().name());
        List<ModelEntity> rows = versions.ofWorkspace(workspace.key(), name);
        return query.list()
                .page(
                        call,
                        query.list().inOrder(rows).stream()
                                .filter(query::shows)
                                .map(row -> body(workspace, row))
                                .toList());
    }

    /**
     * Makes a version, or changes its texts.
     *
     * @throws AzureException 409 where its content would change
     */
    @Transactional
    Outcome put(ArmCall call, ModelVersionBody body, ModelVersionPreparation.Prepared prepared) {
        ArmResourceId workspace = workspace(call.id());
        String name = ensureName(call, workspace);
        RegisteredModelEntity model = names.lock(workspace.key(), name).orElseThrow();
        int version = Integer.parseInt(call.id().name());
        ModelEntity row = versions.findById(key(workspace, name, version));
        boolean isNew = row == null;
        if (isNew) {
            row = add(call, body.properties(), prepared, model, version);
        } else {
            ModelVersionMapper.change(row, body.properties(), prepared.place());
        }
        row.modifiedAt = clock.instant();
        row.modifiedBy(call.caller());
        model.modifiedAt = row.modifiedAt;
        model.modifiedBy(call.caller());
        return Outcome.saved(isNew, body(workspace, row));
    }

    /** Deletes a version. */
    @Transactional
    Outcome delete(ArmCall call, BatchModelUsers batch) {
        Optional<ModelEntity> row = row(call.id());
        row.ifPresent(model -> deletion.delete(model, batch));
        return Outcome.deleted(row.isPresent());
    }

    private ModelEntity add(
            ArmCall call,
            ModelVersionBody.Properties given,
            ModelVersionPreparation.Prepared prepared,
            RegisteredModelEntity model,
            int version) {
        conflictIf(
                prepared.described() == null,
                "Conflict",
                "The version was deleted while it was being changed; send the request again.");
        ModelEntity row = new ModelEntity();
        row.workspaceKey = model.workspaceKey;
        row.name = model.name;
        row.version = version;
        row.id = ModelRepository.key(row.workspaceKey, ModelMapper.id(row));
        row.url = prepared.place().url();
        row.mimeType = "application/x-python";
        row.runId = prepared.jobName(given.jobName());
        row.description = Sealed.of(given.description());
        row.tags = JsonText.sealed(given.tags());
        row.properties = JsonText.sealed(given.properties());
        row.stage = given.stage() == null ? ModelStage.NONE.wireName() : given.stage();
        row.isAnonymous = given.isAnonymous();
        row.isArchived = given.isArchived();
        row.createdAt = clock.instant();
        row.modifiedAt = row.createdAt;
        ModelMapper.describe(row, prepared.described());
        ModelMapper.setCreator(row, call.caller());
        counter.take(KIND, row.workspaceKey, row.name, version);
        versions.persist(row);
        return row;
    }

    private String ensureName(ArmCall call, ArmResourceId workspace) {
        String given = call.id().parent().name();
        String name =
                names.findName(workspace.key(), given).map(model -> model.name).orElse(given);
        if (names.ensure(workspace.key(), name, clock.instant())) {
            RegisteredModelEntity made = names.lock(workspace.key(), name).orElseThrow();
            made.createdBy(call.caller());
        }
        return name;
    }

    private Optional<ModelEntity> row(ArmResourceId id) {
        if (!ModelVersionValidator.isVersion(id.name())) {
            return Optional.empty();
        }
        ArmResourceId workspace = workspace(id);
        return names.findName(workspace.key(), id.parent().name())
                .flatMap(model -> versions.findByIdOptional(key(workspace, model.name, Integer.parseInt(id.name()))));
    }

    private static String key(ArmResourceId workspace, String name, int version) {
        return ModelRepository.key(workspace.key(), name + ":" + version);
    }

    private ModelVersionBody body(ArmResourceId workspace, ModelEntity model) {
        ArtifactUrl url = ArtifactUrl.parse(model.url);
        AssetEntity asset = url == null || url.kind() == ArtifactUrl.Kind.ARTIFACT
                ? null
                : assets.findById(AssetRepository.key(model.workspaceKey, url.value()));
        return ModelVersionMapper.version(workspace, model, ModelVersionMapper.modelUri(workspace, model.url, asset));
    }

    private static ArmResourceId workspace(ArmResourceId version) {
        return version.parent().parent();
    }
}
