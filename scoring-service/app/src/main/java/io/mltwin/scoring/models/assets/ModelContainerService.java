package io.mltwin.scoring.models.assets;

import static io.mltwin.armweb.ArmErrors.resourceNotFound;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.machinelearning.AssetListQuery;
import io.mltwin.resourceprovider.Outcome;
import io.mltwin.resourceprovider.Sealed;
import io.mltwin.scoring.documents.JsonText;
import io.mltwin.scoring.models.assets.BatchDeploymentClient.BatchModelUsers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Models behind Azure Resource Manager: the names that versions have. A name is there with its
 * first version, and goes with all of them; one whose versions are all anonymous is not listed.
 */
@ApplicationScoped
class ModelContainerService {

    private static final String KIND = "model";

    private final RegisteredModelRepository names;
    private final ModelRepository versions;
    private final VersionCounter counter;
    private final ModelDeletion deletion;
    private final Clock clock;

    ModelContainerService(
            RegisteredModelRepository names,
            ModelRepository versions,
            VersionCounter counter,
            ModelDeletion deletion,
            Clock clock) {
        this.names = names;
        this.versions = versions;
        this.counter = counter;
        this.deletion = deletion;
        this.clock = clock;
    }

    @Transactional
    boolean exists(ArmResourceId id) {
        return names.findName(id.parent().key(), id.name()).isPresent();
    }

    @Transactional
    ModelVersionBody get(ArmCall call) {
        ArmResourceId workspace = call.id().parent();
        return names.findName(workspace.key(), call.id().name())
                .map(model -> body(workspace, model))
                .orElseThrow(() -> resourceNotFound(call.id()));
    }

    /** Newest first, unless the query asks otherwise. */
    @Transactional
    AssetListQuery.PageBody<ModelVersionBody> list(ArmCall call) {
        AssetListQuery query = ModelVersionQuery.read(call).list();
        ArmResourceId workspace = call.id();
        Map<String, List<ModelEntity>> byName = versions.ofWorkspace(workspace.key(), null).stream()
                .collect(Collectors.groupingBy(version -> version.name));
        Map<String, Integer> last = counter.last(KIND, workspace.key());
        List<RegisteredModelEntity> rows = new ArrayList<>(names.ofWorkspace(workspace.key(), null));
        rows.sort(Comparator.comparing(model -> model.createdAt));
        Collections.reverse(rows);
        return query.page(
                call,
                query.inOrder(rows).stream()
                        .filter(model -> query.shows(model.isArchived))
                        .filter(model -> isListed(byName.getOrDefault(model.name, List.of())))
                        .map(model -> body(workspace, model, byName.getOrDefault(model.name, List.of()), last))
                        .toList());
    }

    /** Makes a model without versions, or changes its texts. */
    @Transactional
    Outcome put(ArmCall call, ModelVersionBody body) {
        ArmResourceId workspace = call.id().parent();
        String given = call.id().name();
        String name =
                names.findName(workspace.key(), given).map(model -> model.name).orElse(given);
        boolean isNew = names.ensure(workspace.key(), name, clock.instant());
        RegisteredModelEntity model = names.lock(workspace.key(), name).orElseThrow();
        model.description = Sealed.of(body.properties().description());
        model.tags = JsonText.sealed(body.properties().tags());
        model.properties = JsonText.sealed(body.properties().properties());
        model.isArchived = body.properties().isArchived();
        model.modifiedAt = clock.instant();
        model.modifiedBy(call.caller());
        if (isNew) {
            model.createdBy(call.caller());
        }
        return Outcome.saved(isNew, body(workspace, model));
    }

    /** Deletes a model with all its versions. */
    @Transactional
    Outcome delete(ArmCall call, BatchModelUsers batch) {
        String workspaceKey = call.id().parent().key();
        Optional<RegisteredModelEntity> model =
                names.findName(workspaceKey, call.id().name());
        model.ifPresent(found -> {
            versions.ofWorkspace(workspaceKey, found.name).forEach(version -> deletion.delete(version, batch));
            names.delete(found);
        });
        return Outcome.deleted(model.isPresent());
    }

    private static boolean isListed(List<ModelEntity> ofName) {
        return ofName.isEmpty() || ofName.stream().anyMatch(version -> !version.isAnonymous);
    }

    private ModelVersionBody body(ArmResourceId workspace, RegisteredModelEntity model) {
        return body(
                workspace,
                model,
                versions.ofWorkspace(workspace.key(), model.name),
                counter.last(KIND, workspace.key()));
    }

    /** The latest version is the newest that is not archived. */
    private static ModelVersionBody body(
            ArmResourceId workspace,
            RegisteredModelEntity model,
            List<ModelEntity> newestFirst,
            Map<String, Integer> last) {
        Integer latest = newestFirst.stream()
                .filter(version -> !version.isArchived)
                .map(version -> version.version)
                .findFirst()
                .orElse(null);
        return ModelVersionMapper.container(workspace, model, latest, last.getOrDefault(model.name, 0) + 1);
    }
}
