package io.mltwin.scoring.models.assets;

import static io.mltwin.encoding.Absence.isTrue;
import static io.mltwin.scoring.ModelManagementErrors.badRequestIf;
import static io.mltwin.scoring.ModelManagementErrors.conflict;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.resourceprovider.RowTransactions;
import io.mltwin.resourceprovider.Sealed;
import io.mltwin.scoring.ModelManagementErrors;
import io.mltwin.scoring.documents.JsonText;
import io.mltwin.scoring.models.assets.BatchDeploymentClient.BatchModelUsers;
import io.mltwin.scoring.models.assets.ModelEntity.ModelStage;
import io.mltwin.scoring.models.assets.RegisteredModelBody.ChangeBody;
import io.mltwin.scoring.models.assets.RegisteredModelBody.NewBody;
import io.mltwin.scoring.models.assets.RegisteredModelBody.NewVersionBody;
import io.mltwin.scoring.models.assets.RegisteredModelBody.VersionChangeBody;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Registered models as MLflow's registry sees them: the same versions that model management has,
 * below a name with texts, stages and aliases. compute-service has asked whether its caller may.
 */
@Singleton
record RegisteredModels(
        RegisteredModelRepository names,
        ModelRepository versions,
        ModelService models,
        ModelDeletion deletion,
        Clock clock) {

    private static final String MIME_TYPE = "application/x-python";

    /** Returns those of a workspace by name; {@code name} null for all of them. */
    List<RegisteredModelBody> list(String workspaceKey, String name) {
        return RowTransactions.inOne(() -> bodies(workspaceKey, name));
    }

    RegisteredModelBody create(String workspaceKey, NewBody body) {
        ModelService.validateName(body == null ? null : body.name());
        return RowTransactions.inOne(() -> {
            if (!names.ensure(workspaceKey, body.name(), clock.instant())) {
                throw conflict("ModelAlreadyExists", "The model '" + body.name() + "' is registered already.");
            }
            RegisteredModelEntity model = require(workspaceKey, body.name());
            model.description = Sealed.of(body.description());
            model.tags = Sealed.of(RegisteredModelMapper.changed(null, body.tags(), null));
            return RegisteredModelMapper.body(model, versions.ofWorkspace(workspaceKey, model.name));
        });
    }

    RegisteredModelBody change(String workspaceKey, String name, ChangeBody change) {
        return RowTransactions.inOne(() -> {
            RegisteredModelEntity model = require(workspaceKey, name);
            model.description = change.description() == null ? model.description : Sealed.of(change.description());
            model.tags = Sealed.of(
                    RegisteredModelMapper.changed(Sealed.text(model.tags), change.tagsToSet(), change.tagsToDelete()));
            model.aliases = RegisteredModelMapper.changed(
                    model.aliases, aliases(workspaceKey, name, change.aliasesToSet()), change.aliasesToDelete());
            model.modifiedAt = clock.instant();
            return RegisteredModelMapper.body(model, versions.ofWorkspace(workspaceKey, name));
        });
    }

    /** Deletes a name with all its versions. */
    void delete(String workspaceKey, String name) {
        BatchModelUsers batch = deletion.prepare(workspaceKey);
        RowTransactions.inOne(() -> {
            RegisteredModelEntity model = require(workspaceKey, name);
            versions.ofWorkspace(workspaceKey, name).forEach(version -> deletion.delete(version, batch));
            names.delete(model);
            return null;
        });
    }

    /** Adds a version to a name that is registered. */
    RegisteredModelBody.VersionBody addVersion(ArmResourceId workspace, String name, NewVersionBody body) {
        RowTransactions.inOne(() -> require(workspace.key(), name));
        ModelBody version = new ModelBody(
                null,
                name,
                body.url(),
                MIME_TYPE,
                null,
                null,
                null,
                null,
                body.description(),
                null,
                null,
                body.runId(),
                null,
                body.tags(),
                null,
                null,
                null);
        return RegisteredModelMapper.version(models.add(workspace, version, body.source(), null));
    }

    RegisteredModelBody.VersionBody changeVersion(
            String workspaceKey, String name, int version, VersionChangeBody change) {
        return RowTransactions.inOne(() -> {
            RegisteredModelEntity model = require(workspaceKey, name);
            ModelEntity row = requireVersion(workspaceKey, name, version);
            row.description = change.description() == null ? row.description : Sealed.of(change.description());
            row.tags = Sealed.of(
                    RegisteredModelMapper.changed(Sealed.text(row.tags), change.tagsToSet(), change.tagsToDelete()));
            if (change.stage() != null) {
                moveTo(row, change);
            }
            row.modifiedAt = clock.instant();
            model.modifiedAt = row.modifiedAt;
            return RegisteredModelMapper.version(row);
        });
    }

    void deleteVersion(String workspaceKey, String name, int version) {
        BatchModelUsers batch = deletion.prepare(workspaceKey);
        RowTransactions.inOne(() -> {
            RegisteredModelEntity model = require(workspaceKey, name);
            deletion.delete(requireVersion(workspaceKey, name, version), batch);
            Map<String, Integer> left = RegisteredModelMapper.aliases(model);
            left.values().removeIf(one -> one == version);
            model.aliases = JsonText.of(left);
            model.modifiedAt = clock.instant();
            return null;
        });
    }

    private void moveTo(ModelEntity row, VersionChangeBody change) {
        ModelStage stage = ModelStage.parse(change.stage());
        if (isTrue(change.archivesOthers())) {
            badRequestIf(
                    !stage.isInUse(),
                    "InvalidStage",
                    "Versions are archived for one that goes to Staging or Production.");
            versions.ofWorkspace(row.workspaceKey, row.name).stream()
                    .filter(one -> one.version != row.version)
                    .filter(one -> one.stage.equals(stage.wireName()))
                    .forEach(one -> {
                        one.stage = ModelStage.ARCHIVED.wireName();
                        one.modifiedAt = clock.instant();
                    });
        }
        row.stage = stage.wireName();
    }

    private Map<String, String> aliases(String workspaceKey, String name, Map<String, Integer> given) {
        Map<String, String> aliases = new TreeMap<>();
        if (given != null) {
            given.forEach((alias, version) -> {
                requireVersion(workspaceKey, name, version);
                aliases.put(alias, version.toString());
            });
        }
        return aliases;
    }

    private List<RegisteredModelBody> bodies(String workspaceKey, String name) {
        Map<String, List<ModelEntity>> byName = versions.ofWorkspace(workspaceKey, name).stream()
                .sorted(Comparator.comparingInt((ModelEntity one) -> one.version)
                        .reversed())
                .collect(Collectors.groupingBy(one -> one.name, HashMap::new, Collectors.toList()));
        return names.ofWorkspace(workspaceKey, name).stream()
                .map(model -> RegisteredModelMapper.body(model, byName.getOrDefault(model.name, List.of())))
                .toList();
    }

    private RegisteredModelEntity require(String workspaceKey, String name) {
        return names.lock(workspaceKey, name)
                .orElseThrow(() -> notFound("There is no registered model '" + name + "'."));
    }

    private ModelEntity requireVersion(String workspaceKey, String name, Integer version) {
        ModelEntity row = versions.findById(ModelRepository.key(workspaceKey, name + ":" + version));
        if (row == null) {
            throw notFound("The model '" + name + "' has no version " + version + ".");
        }
        return row;
    }

    private static AzureException notFound(String message) {
        return ModelManagementErrors.notFound("ModelNotFound", message);
    }
}
